/** Enter in lists and quotes: goes on with them, and in an empty item ends them. */
import { insertNewlineContinueMarkupCommand } from '@codemirror/lang-markdown';
import { ChangeSet, type StateCommand, type Transaction } from '@codemirror/state';

/** In an empty item, Enter ends the list, also where it has one item before. */
const goOn = insertNewlineContinueMarkupCommand({ nonTightLists: false });
/** Nothing but the marks of quotes. */
const BLANK = /^[\s>]*$/;

/** Text right below an item would belong to it: where a list has ended, a line stays free above what is written next. */
function apart(ended: Transaction): Transaction {
  const { startState, newDoc, newSelection } = ended;
  const { head } = newSelection.main;
  const line = newDoc.lineAt(head);
  const here = startState.doc.lineAt(startState.selection.main.head).number === line.number;
  if (newSelection.ranges.length > 1 || !here || line.number === 1 || !BLANK.test(line.text)) return ended;
  if (BLANK.test(newDoc.line(line.number - 1).text)) return ended;
  const above = line.text.trimEnd() + startState.lineBreak;
  const free = ChangeSet.of({ from: line.from, insert: above }, newDoc.length, startState.lineBreak);
  return startState.update({
    changes: ended.changes.compose(free),
    selection: { anchor: head + above.length },
    scrollIntoView: true,
    userEvent: 'input',
  });
}

export const goOnWithList: StateCommand = ({ state, dispatch }) =>
  goOn({ state, dispatch: (transaction) => dispatch(apart(transaction)) });
