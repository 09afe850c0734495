/**
 * HTML between the words of a post, read tag by tag: all that the text shows of it are its marks. It takes the place of the whole
 * language where CodeMirror's Markdown asks for it (`vite.config.ts`), which would bring the grammars of HTML, CSS and JavaScript
 * to every start. A code block of HTML has the whole language.
 */
import { LanguageSupport, StreamLanguage } from '@codemirror/language';
import { html as tags } from '@codemirror/legacy-modes/mode/xml';

const language = StreamLanguage.define(tags);

export const html = () => new LanguageSupport(language);

/** Tags are not completed in a post. */
export const htmlCompletionSource = () => null;
