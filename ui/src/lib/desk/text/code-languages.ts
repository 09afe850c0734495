/** The languages of code blocks that are shown in colours. Each is loaded when a post has code in it. */
import {
  HighlightStyle,
  type Language,
  LanguageDescription,
  LanguageSupport,
  StreamLanguage,
  type StreamParser,
} from '@codemirror/language';
import { tags } from '@lezer/highlight';

type Simple = () => Promise<StreamParser<unknown>>;

/** A language that is read line by line: that is enough for colours, and small. */
async function simple(load: Simple): Promise<LanguageSupport> {
  return new LanguageSupport(StreamLanguage.define(await load()));
}

const clike = () => import('@codemirror/legacy-modes/mode/clike');
const script = () => import('@codemirror/legacy-modes/mode/javascript');

const SIMPLE: readonly (readonly [string, readonly string[], Simple])[] = [
  ['c', ['h'], async () => (await clike()).c],
  ['cpp', ['c++', 'cc', 'hpp', 'cxx'], async () => (await clike()).cpp],
  ['java', [], async () => (await clike()).java],
  ['diff', ['patch'], async () => (await import('@codemirror/legacy-modes/mode/diff')).diff],
  [
    'dockerfile',
    ['docker'],
    async () => (await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile,
  ],
  ['go', ['golang'], async () => (await import('@codemirror/legacy-modes/mode/go')).go],
  ['json', ['json5', 'jsonc'], async () => (await script()).json],
  ['python', ['py'], async () => (await import('@codemirror/legacy-modes/mode/python')).python],
  ['ruby', ['rb'], async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby],
  ['rust', ['rs'], async () => (await import('@codemirror/legacy-modes/mode/rust')).rust],
  [
    'shell',
    ['sh', 'bash', 'zsh', 'console'],
    async () => (await import('@codemirror/legacy-modes/mode/shell')).shell,
  ],
  [
    'sql',
    ['postgres', 'postgresql', 'sqlite', 'mysql'],
    async () => (await import('@codemirror/legacy-modes/mode/sql')).standardSQL,
  ],
  ['toml', [], async () => (await import('@codemirror/legacy-modes/mode/toml')).toml],
  ['yaml', ['yml'], async () => (await import('@codemirror/legacy-modes/mode/yaml')).yaml],
];

const whole = (name: string, alias: string[], language: () => Promise<Language>) =>
  LanguageDescription.of({ name, alias, load: async () => new LanguageSupport(await language()) });
const webScript = () => import('@codemirror/lang-javascript');

export const codeLanguages: readonly LanguageDescription[] = [
  ...SIMPLE.map(([name, alias, load]) => LanguageDescription.of({ name, alias, load: () => simple(load) })),
  // These stand in one another.
  whole('javascript', ['js', 'mjs', 'jsx'], async () => (await webScript()).jsxLanguage),
  whole('typescript', ['ts', 'tsx'], async () => (await webScript()).tsxLanguage),
  whole('css', ['scss', 'less'], async () => (await import('@codemirror/lang-css')).cssLanguage),
  whole(
    'html',
    ['xml', 'svg', 'svelte', 'vue'],
    async () => (await import('@codemirror/lang-html')).htmlLanguage,
  ),
];

/** Its classes mean something in code alone (`text.css`). */
export const codeColours = HighlightStyle.define([
  { tag: tags.comment, class: 'ms-c-comment' },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.self], class: 'ms-c-keyword' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.inserted], class: 'ms-c-string' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.unit, tags.color], class: 'ms-c-number' },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.definition(tags.function(tags.variableName)),
      tags.macroName,
      tags.attributeName,
    ],
    class: 'ms-c-name',
  },
  {
    tag: [tags.typeName, tags.className, tags.namespace, tags.tagName, tags.standard(tags.name), tags.meta],
    class: 'ms-c-type',
  },
  { tag: tags.deleted, class: 'ms-c-gone' },
]);
