/** Questions of the in-memory library: whoever plays the server asks them, and sees what the writer says. */
import type { Backend } from '../backend';
import type { About, Answer, LibraryEvent } from '../types';

/** A question that was put. */
export interface Asked {
  readonly id: string;
  /** Null when the writer does not want to, or when nobody waits any more. */
  readonly answer: Promise<Answer | null>;
}

/** What the rest of the world does to it. */
export interface AskingPlayer {
  ask: (about: About, canKeep?: boolean) => Asked;
  /** Nobody waits for the answer any more. */
  askNoMore: (id: string) => void;
}

export function askingOf(
  heard: (command: string, ...args: unknown[]) => Promise<void>,
  emit: (event: LibraryEvent) => void,
): Pick<Backend, 'answerQuestion'> & AskingPlayer {
  const open = new Map<string, (answer: Answer | null) => void>();
  let count = 0;
  const settle = (id: string, answer: Answer | null) => {
    open.get(id)?.(answer);
    if (open.delete(id)) emit({ event: 'askedNoMore', id });
  };
  return {
    ask(about, canKeep = false) {
      const id = `q${count++}`;
      const answer = new Promise<Answer | null>((go) => open.set(id, go));
      emit({ event: 'asked', question: { id, about, canKeep } });
      return { id, answer };
    },
    askNoMore: (id) => settle(id, null),
    async answerQuestion(id, answer) {
      await heard('answerQuestion', id, answer);
      settle(id, answer);
    },
  };
}
