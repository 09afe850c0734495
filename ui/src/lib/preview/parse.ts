/**
 * Reads a page. A form or picture of the writer's may be called like a part of the document (`body`) or of a form
 * (`attributes`) and would be given in that part's place, so in this copy it has no such name.
 */
const NAMED = 'form[name], img[name], embed[name], object[name], object[id], iframe[name], img[id]';
const IN_FORMS = ['button', 'fieldset', 'input', 'object', 'output', 'select', 'textarea', 'img']
  .flatMap((element) => [`${element}[name]`, `${element}[id]`])
  .join(', ');

/** The document's own way to find elements, whatever is called `querySelectorAll`. */
const all = (page: Document, selector: string): Iterable<Element> =>
  Document.prototype.querySelectorAll.call(page, selector);

function free(elements: Iterable<Element>, names: object): void {
  for (const element of elements)
    for (const attribute of ['name', 'id'])
      if ((element.getAttribute(attribute) ?? '') in names) element.removeAttribute(attribute);
}

export function parse(html: string): Document {
  const page = new DOMParser().parseFromString(html, 'text/html');
  free(all(page, NAMED), Document.prototype);
  free(all(page, IN_FORMS), HTMLFormElement.prototype);
  return page;
}
