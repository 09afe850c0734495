// The other side of posts.rs: gray-matter over the same posts. Reads {archive: [path]} from standard input, writes
// {version, archives: {archive: {nanoseconds, outputs}}} to standard output; an output is null where it failed.
// The folder with node_modules is the first argument, the number of rounds the second, how many posts are
// measured together the third.
'use strict';

const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

const from = createRequire(join(process.argv[2], 'x.js'));
const matter = from('gray-matter');
const rounds = Number(process.argv[3]);
const few = Number(process.argv[4]);

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
    // The best time of each few posts: what else runs on the machine seldom hits all rounds of so short a time.
    const best = [];
    const outputs = [];
    for (let round = 0; round < rounds; round += 1) {
        for (let from = 0; from < files.length; from += few) {
            const some = files.slice(from, from + few);
            const made = [];
            const began = process.hrtime.bigint();
            for (const bytes of some) {
                try {
                    made.push(addTag(bytes));
                } catch {
                    made.push(null);
                }
            }
            const time = Number(process.hrtime.bigint() - began);
            best[from / few] = Math.min(best[from / few] ?? Infinity, time);
            if (round === 0) outputs.push(...made);
        }
    }
    archives[name] = { nanoseconds: best.reduce((sum, time) => sum + time, 0), outputs: outputs.map((bytes) => bytes && bytes.toString('utf8')) };
}
process.stdout.write(JSON.stringify({ version: from('gray-matter/package.json').version, node: process.version, archives }));
