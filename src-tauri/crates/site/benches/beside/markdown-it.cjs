// Markdown to HTML with markdown-it, alone or with highlight.js: node markdown-it.cjs TEXTS ROUNDS [highlight]. TEXTS is as
// for cmark.c. Prints the seconds of the quickest round, by the clock or by the processor, whichever says less.
const { readFileSync } = require('node:fs');
const markdownIt = require('markdown-it');

const [, , file, rounds, highlight] = process.argv;
const all = readFileSync(file);
const texts = [];
for (let at = 0; at < all.length; ) {
  const length = all.readUInt32LE(at);
  texts.push(all.toString('utf8', at + 4, at + 4 + length));
  at += 4 + length;
}
const options = { html: true, linkify: true };
if (highlight) {
  const hljs = require('highlight.js');
  options.highlight = (code, language) =>
    language && hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : '';
}
const renderer = markdownIt(options);
let best = Infinity;
let written = 0;
for (let round = 0; round < Number(rounds); round++) {
  const [began, busy] = [performance.now(), process.cpuUsage()];
  written = 0;
  for (const text of texts) written += renderer.render(text).length;
  const { user, system } = process.cpuUsage(busy);
  best = Math.min(best, (performance.now() - began) / 1e3, (user + system) / 1e6);
}
console.log(best.toFixed(6), written);
