/** How the window is divided: which columns stand, how wide they are, and what the desk shows. Remembered by itself. */
export type DeskView = 'text' | 'both' | 'preview';
export type Border = 'library' | 'posts' | 'preview';

export const RAIL = 44;
/** The list of all problems, and the panel that mends one, beside the desk where that keeps as much. */
const PROBLEMS = 344;
const FIX = 372;
const DESK_KEEPS = 400;
const BOTH_NEEDS = 740;
const PANE = 360;
const KEY = 'galley.columns';

interface Remembered {
  library?: number;
  posts?: number;
  /** The preview's share of the desk. */
  preview?: number;
  folded?: boolean;
  view?: DeskView;
}

const clamp = (value: number, low: number, high: number) =>
  Math.min(Math.max(value, low), Math.max(low, high));

function recall(): Remembered {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Remembered;
  } catch {
    return {};
  }
}

export class Columns {
  width = $state(1280);
  alone = $state(false);
  /** Something takes the whole desk: the library is folded and the posts are away for so long. */
  task = $state(false);
  /** All problems stand in the place of the posts, and the library is folded for so long. */
  problems = $state(false);
  /** Where posts and desk take turns: which one stands. */
  turn = $state<'posts' | 'desk'>('posts');
  #remembered = $state.raw<Remembered>(recall());

  readonly turns = $derived(this.width < 760);
  readonly rail = $derived(
    this.task || this.problems || this.width < 1180 || Boolean(this.#remembered.folded),
  );
  readonly foldable = $derived(this.width >= 1180);

  readonly library = $derived.by(() => {
    if (this.alone) return 0;
    if (this.rail) return RAIL;
    return clamp(this.#remembered.library ?? (this.width >= 1600 ? 208 : 192), 160, 320);
  });

  readonly posts = $derived.by(() => {
    if (this.alone || this.task) return 0;
    if (this.problems && !this.turns) return PROBLEMS;
    if (this.turns) return this.turn === 'posts' ? this.width - this.library : 0;
    const drawn = this.width >= 1600 ? 320 : this.width >= 1180 ? 280 : this.width >= 1048 ? 264 : 248;
    return clamp(this.#remembered.posts ?? drawn, 220, Math.min(480, this.width - this.library - 400));
  });

  /** The width of what mends a problem, beside the desk; 0 where it has to stand below. */
  readonly fix = $derived.by(() => {
    const rest = this.width - this.library - this.posts - FIX;
    return this.problems && !this.alone && !this.turns && rest >= DESK_KEEPS ? FIX : 0;
  });

  readonly desk = $derived(
    this.turns && this.turn === 'posts' && !this.alone && !this.task
      ? 0
      : this.width - this.library - this.posts - this.fix,
  );
  readonly bothFits = $derived(!this.problems && this.desk >= BOTH_NEEDS);

  readonly view = $derived.by((): DeskView => {
    const view = this.#remembered.view ?? 'both';
    return view === 'both' && !this.bothFits ? 'text' : view;
  });

  /** The preview's width while both stand. */
  readonly preview = $derived.by(() => {
    const share = this.#remembered.preview;
    const wanted = share !== undefined ? share * this.desk : this.desk < 1000 ? 392 : this.desk * 0.4644;
    return Math.round(clamp(wanted, PANE, this.desk - PANE));
  });

  show(view: DeskView): void {
    this.#remember({ view });
  }

  /** Text, Both, Preview, and round again. */
  nextView(): void {
    const all: DeskView[] = this.bothFits ? ['text', 'both', 'preview'] : ['text', 'preview'];
    this.show(all[(all.indexOf(this.view) + 1) % all.length] ?? 'text');
  }

  fold(folded: boolean): void {
    this.#remember({ folded });
  }

  /** Moves a border to the place `x` of the window. */
  drag(border: Border, x: number): void {
    if (border === 'library') this.#remember({ library: clamp(x, 160, 320) });
    else if (border === 'posts') this.#remember({ posts: clamp(x - this.library, 220, 480) });
    else this.#remember({ preview: clamp(this.width - x, PANE, this.desk - PANE) / Math.max(1, this.desk) });
  }

  /** Where a border stands. */
  at(border: Border): number {
    if (border === 'library') return this.library;
    if (border === 'posts') return this.library + this.posts;
    return this.width - this.preview;
  }

  /** Back to where the border stood when nothing was dragged. */
  forget(border: Border): void {
    const { [border]: _gone, ...rest } = this.#remembered;
    this.#keep(rest);
  }

  #remember(part: Remembered): void {
    this.#keep({ ...this.#remembered, ...part });
  }

  #keep(all: Remembered): void {
    this.#remembered = all;
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      // Nothing is lost but the place of a border.
    }
  }
}
