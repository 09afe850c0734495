// Prints what packaging/bundle adds to tauri.conf.json: which files go where, and what the programs need.
// node packaging/config.mjs FOLDER LIBRARY…: FOLDER has the files of all packages in common/, those of one kind in deb/
// and rpm/, and the icons that Tauri names after the program in icons/; a LIBRARY is what the rpm asks for.

import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

const [folder, ...libraries] = process.argv.slice(2)

/** All files below a folder: where each goes, and where it is. */
function files(below) {
  const items = readdirSync(below, { withFileTypes: true, recursive: true }).filter((item) => item.isFile())
  const paths = items.map((item) => join(item.parentPath ?? item.path, item.name))
  return Object.fromEntries(paths.map((path) => [`/${relative(below, path)}`, path]))
}

const common = files(join(folder, 'common'))
const config = {
  // The name of the package, of its files and of the desktop entry: small letters, as systems want them.
  productName: 'galley',
  bundle: {
    icon: Object.values(files(join(folder, 'icons'))),
    linux: {
      deb: { files: { ...common, ...files(join(folder, 'deb')) } },
      rpm: { files: { ...common, ...files(join(folder, 'rpm')) }, depends: libraries },
    },
  },
}
process.stdout.write(JSON.stringify(config, null, 2) + '\n')
