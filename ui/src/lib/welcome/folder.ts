/** Names of folders that are suggested: from a blog's name, or from the address that is copied. */
export function folderName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return plain || 'blog';
}

/** `blog` of `git@host:team/blog.git`, of `https://host/team/blog/` and of a folder. */
export function nameOfUrl(url: string): string {
  const path = url
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/[/\\]+$/, '')
    .replace(/\.git$/i, '');
  const last = path.split(/[/\\:]/).at(-1) ?? '';
  return folderName(last);
}

export function join(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return `${folder.replace(/[/\\]+$/, '')}${separator}${name}`;
}
