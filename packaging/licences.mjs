// Prints what the packages must say of other people's work: every crate and npm package that is compiled into Galley, its
// licence, and the texts that it comes with, each text once. Called by packaging/bundle, from the repository's root.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

const IS_TEXT = /^(licen[cs]e|copying|copyright|notice|unlicense|ofl)([-._].*)?$/i

/** The licence texts of a package: beside its manifest, and one folder below, where C libraries are that came along. */
function texts(folder) {
  const below = (at) => (existsSync(at) ? readdirSync(at, { withFileTypes: true }) : [])
  const folders = [folder, ...below(folder).filter((item) => item.isDirectory()).map((item) => join(folder, item.name))]
  return folders.flatMap((at) =>
    below(at)
      .filter((item) => item.isFile() && IS_TEXT.test(item.name))
      .map((item) => readFileSync(join(at, item.name), 'utf8').replace(/\r\n/g, '\n').trim()),
  )
}

/** The crates that the two programs are made of on this system: no build scripts, no tests. */
function crates() {
  const target = /^host: (.*)$/m.exec(execFileSync('rustc', ['-vV'], { encoding: 'utf8' }))[1]
  const words = ['metadata', '--format-version', '1', '--locked', '--filter-platform', target]
  const metadata = JSON.parse(execFileSync('cargo', words, { encoding: 'utf8', maxBuffer: 1 << 28 }))
  const packages = new Map(metadata.packages.map((item) => [item.id, item]))
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]))
  const ours = metadata.packages.filter((item) => ['galley-desktop', 'galley-cli'].includes(item.name))
  const seen = new Set(ours.map((item) => item.id))
  for (const id of seen) {
    for (const dependency of nodes.get(id).deps) {
      // Macros run while compiling, and what they write is the work of whoever calls them.
      const kept = dependency.dep_kinds.some((kind) => kind.kind === null)
      const macro = packages.get(dependency.pkg).targets.some((part) => part.kind.includes('proc-macro'))
      if (kept && !macro) seen.add(dependency.pkg)
    }
  }
  return [...seen]
    .map((id) => packages.get(id))
    .filter((item) => item.source !== null)
    .map((item) => ({
      name: `${item.name} ${item.version}`,
      licence: item.license ?? 'see below',
      texts: texts(dirname(item.manifest_path)),
    }))
}

/** What the web view's bundle is made of: its dependencies, and Svelte, whose runtime is compiled in. */
function modules() {
  const { packages } = JSON.parse(readFileSync('ui/package-lock.json', 'utf8'))
  return Object.entries(packages)
    .filter(([path, item]) => path !== '' && (!item.dev || path === 'node_modules/svelte'))
    .filter(([path]) => existsSync(join('ui', path)))
    .map(([path, item]) => ({
      name: `${path.replace(/^.*node_modules\//, '')} ${item.version}`,
      licence: item.license ?? 'see below',
      texts: texts(join('ui', path)),
    }))
}

const parts = [...crates(), ...modules()].sort((a, b) => (a.name < b.name ? -1 : 1))
const numbers = new Map()
const out = ['What Galley is made of besides its own source, and the licences that it may be passed on under.', '']
for (const part of parts) {
  for (const text of part.texts) if (!numbers.has(text)) numbers.set(text, numbers.size + 1)
  const which = [...new Set(part.texts.map((text) => numbers.get(text)))]
  out.push(`${part.name}: ${part.licence}${which.length ? ` (texts ${which.join(', ')})` : ''}`)
}
for (const [text, number] of numbers) out.push('', '='.repeat(80), `Text ${number}`, '', text)
process.stdout.write(out.join('\n') + '\n')
