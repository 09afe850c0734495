/** Pictures that are put into the in-memory library: their names and sizes, without their bytes. */
import type { Backend } from '../backend';
import type { PictureAdded } from '../types';
import { refuse } from './views';

interface Around {
  heard: (command: string, ...args: unknown[]) => Promise<void>;
  /** Files that are no posts, with their sizes in bytes. */
  pictures: Record<string, number>;
  ways: Map<string, () => string>;
}

const FOLDER = 'static/images/';
const PICTURE = /\.(?:avif|gif|jpe?g|png|svg|webp)$/i;
/** A picture that is made smaller has a quarter of its bytes. */
const SMALLER = 4;
const LEAST = 4096;

export function picturesOf({
  heard,
  pictures,
  ways,
}: Around): Pick<Backend, 'addPicture' | 'pasteUntold' | 'choosePictures' | 'shrinkPicture' | 'linkTo'> {
  let count = 0;
  const free = (name: string) => {
    const dot = name.lastIndexOf('.');
    const [stem, end] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
    for (let number = 1; ; number++) {
      const path = `${FOLDER}${stem}${number === 1 ? '' : `-${number}`}${end}`;
      if (pictures[path] === undefined) return path;
    }
  };
  const add = (name: string, bytes: number): PictureAdded => {
    const path = free(name.replace(/[^\p{L}\p{N}.]+/gu, '-').toLowerCase());
    pictures[path] = bytes;
    return { address: path.replace('static', ''), path, picture: PICTURE.test(path), bytes, before: bytes };
  };
  return {
    async addPicture(post, name, bytes) {
      await heard('addPicture', post, name, bytes);
      return add(name, bytes.length);
    },
    async pasteUntold(post) {
      await heard('pasteUntold', post);
      return {};
    },
    async choosePictures(post, title) {
      await heard('choosePictures', post, title);
      return [add('chosen.png', LEAST)];
    },
    async linkTo(post, to) {
      await heard('linkTo', post, to);
      return to.slice(to.lastIndexOf('/') + 1);
    },
    async shrinkPicture(path, longest) {
      await heard('shrinkPicture', path, longest);
      const before = pictures[path] ?? 0;
      if (before <= LEAST)
        throw refuse('picture.not-smaller', 'It would not be smaller. Nothing was changed.');
      const bytes = Math.round(before / SMALLER);
      pictures[path] = bytes;
      const undo = `p${++count}`;
      ways.set(undo, () => {
        pictures[path] = before;
        return path;
      });
      return { path, bytes, before, undo };
    },
  };
}
