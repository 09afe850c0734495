/** The report of a test of the connection as plain text. */
import type { ConnectionReport } from '$backend/types';
import { connection as words } from '$words/connection';
import { words as common } from '$words/en';

import type { Row, RowGroup } from './connection.svelte';

type Head = { [part in 'server' | 'branch' | 'at']: ConnectionReport[part] | undefined };

const indented = (lines: string[]) => lines.map((line) => `  ${line}`);

function linesOf({ name, state, says, detail, seconds, fix, tried = [] }: Row): string[] {
  const timed = seconds === undefined ? [] : [common.publish.seconds(seconds)];
  return [
    words.report.line(words.checks[name], [words.states[state], ...timed].join(', '), says),
    ...indented([
      ...(detail === undefined ? [] : [detail]),
      ...(fix === undefined ? [] : [words.report.fix(fix)]),
      ...(tried.length > 0 ? [words.report.tried, ...indented(tried)] : []),
    ]),
  ];
}

export function reportText(groups: readonly RowGroup[], { server, branch, at }: Head): string {
  const parts = groups.map(({ name, rows }) => [words.groups[name], ...rows.flatMap(linesOf)]);
  return [[words.report.title(server, branch, at)], ...parts]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}
