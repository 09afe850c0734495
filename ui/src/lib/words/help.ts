/** Windows, help and the menu bar. */
export const help = {
  newWindow: 'New window',
  guide: 'Guide: writing with Galley',
  problems: 'Guide: what problems mean',
};

/** The menus of the menu bar, in their order. */
export const menus = {
  blog: 'Blog',
  post: 'Post',
  text: 'Text',
  view: 'View',
  list: 'List',
  help: 'Help',
};

export const brought = {
  /** Markdown files were dropped on the window. */
  taken: (name: string, count: number) =>
    count === 1 ? `${name} is a post of this blog now` : `${count} files are posts of this blog now`,
};
