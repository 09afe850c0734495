import { expect, test } from 'vitest';

import { parse } from './parse';

// What browsers make of such names is looked at in the real window: tests/hostile.rs, the family "names".
const names = (html: string) =>
  [...parse(html).body.querySelectorAll('[name], [id]')].map(
    (element) => `${element.nodeName} ${element.getAttribute('name') ?? element.id}`,
  );

test.each([
  'body',
  'documentElement',
  'querySelectorAll',
  'createTreeWalker',
  'getElementById',
  'importNode',
])('nothing is called %s that could be given in its place', (name) => {
  const html = ['form', 'img', 'embed', 'object', 'iframe'].map((element) => `<${element} name="${name}">`);
  expect(names(html.map((element) => `<div>${element}</div>`).join(''))).toEqual([]);
  expect(names(`<object id="${name}"></object><img name="x" id="${name}">`)).toEqual(['IMG x']);
});

test.each(['attributes', 'children', 'firstChild', 'isEqualNode', 'removeAttribute', 'nodeName'])(
  'no field of a form is called %s',
  (name) => {
    const fields = ['input', 'button', 'select', 'textarea', 'fieldset', 'output'];
    const html = fields.map(
      (field) => `<${field} name="${name}"></${field}><${field} id="${name}"></${field}>`,
    );
    expect(names(`<form>${html.join('')}</form>`)).toEqual([]);
  },
);

test('other names stay, and so do headings that are called like parts', () => {
  const html = '<h2 id="body">b</h2><form name="search"><input name="q" id="words"></form>';
  expect(parse(html).body.innerHTML).toBe(html);
});
