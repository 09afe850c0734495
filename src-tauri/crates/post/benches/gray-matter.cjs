// The other side of posts.rs: gray-matter over the same posts. Reads {archive: [path]} from standard input, writes
// {version, archives: {archive: {nanoseconds, outputs}}} to standard output; an output is null where it failed.
// The folder with node_modules is the first argument, the number of rounds the second.
'use strict';

const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

const from = createRequire(join(process.argv[2], 'x.js'));
const matter = from('gray-matter');
const rounds = Number(process.argv[3]);

function addTag(bytes) {
    // With options nothing is taken from its cache.
    const file = matter(bytes, {});
    const { tags } = file.data;
    file.data.tags = Array.isArray(tags) ? tags : tags ? [tags] : [];
    file.data.tags.push('brand new');
    return Buffer.from(matter.stringify(file, file.data));
}

const archives = {};
for (const [name, paths] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
    const files = paths.map((path) => readFileSync(path));
    let best = Infinity;
    let outputs = [];
    for (let round = 0; round < rounds; round += 1) {
        outputs = [];
        const began = process.hrtime.bigint();
        for (const bytes of files) {
            try {
                outputs.push(addTag(bytes));
            } catch {
                outputs.push(null);
            }
        }
        best = Math.min(best, Number(process.hrtime.bigint() - began));
    }
    archives[name] = { nanoseconds: best, outputs: outputs.map((bytes) => bytes && bytes.toString('utf8')) };
}
process.stdout.write(JSON.stringify({ version: from('gray-matter/package.json').version, node: process.version, archives }));
