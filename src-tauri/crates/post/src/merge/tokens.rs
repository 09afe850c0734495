//! Cuts a text into the pieces that are merged: sentences, blanks between them, line endings; in code, and in
//! heads, whole lines.

use crate::lines::lines_from;

/// Every line break, whatever its bytes.
const BREAK: &str = "\n";

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// What is compared.
    pub(super) key: &'a str,
    /// What stands in the file.
    pub(super) raw: &'a str,
}

impl Token<'_> {
    pub(super) fn is_break(&self) -> bool {
        self.key == BREAK
    }
}

/// Whether a piece holds no text of its own.
pub(super) fn is_light(key: &str) -> bool {
    key.chars().all(char::is_whitespace)
}

/// A body as sentences.
pub(super) fn sentences(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut fence: Option<(u8, usize)> = None;
    for line in lines_from(text, 0) {
        let content = line.text(text);
        let trimmed = content.trim();
        let marks = |mark: u8| trimmed.bytes().take_while(|byte| *byte == mark).count();
        let code = fence.is_some();
        match fence {
            Some((mark, length)) if marks(mark) >= length && marks(mark) == trimmed.len() => fence = None,
            Some(_) => {}
            None => {
                fence = [b'`', b'~']
                    .into_iter()
                    .map(|mark| (mark, marks(mark)))
                    .find(|(_, n)| *n >= 3);
            }
        }
        if code || fence.is_some() {
            push(&mut tokens, content);
        } else {
            in_line(content, &mut tokens);
        }
        push_break(&mut tokens, line.ending(text));
    }
    tokens
}

/// A head as lines.
pub(super) fn lines(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for line in lines_from(text, 0) {
        push(&mut tokens, line.text(text));
        push_break(&mut tokens, line.ending(text));
    }
    tokens
}

fn push<'a>(tokens: &mut Vec<Token<'a>>, text: &'a str) {
    if !text.is_empty() {
        tokens.push(Token { key: text, raw: text });
    }
}

fn push_break<'a>(tokens: &mut Vec<Token<'a>>, ending: &'a str) {
    if !ending.is_empty() {
        tokens.push(Token {
            key: BREAK,
            raw: ending,
        });
    }
}

fn in_line<'a>(line: &'a str, tokens: &mut Vec<Token<'a>>) {
    let text = line.trim_start();
    push(tokens, &line[..line.len() - text.len()]);
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    let mut ended = false;
    while let Some((at, c)) = chars.next() {
        let wide = ends_without_blank(c);
        ended = wide || matches!(c, '.' | '!' | '?' | '…') || (ended && is_closer(c));
        let end = at + c.len_utf8();
        let next = chars.peek().map(|(_, next)| *next);
        let blank = next.is_some_and(char::is_whitespace);
        if !(ended && (blank || (wide && next.is_some_and(|next| !is_closer(next))))) {
            continue;
        }
        push(tokens, &text[start..end]);
        start = end;
        while let Some((at, blank)) = chars.next_if(|(_, next)| next.is_whitespace()) {
            start = at + blank.len_utf8();
        }
        push(tokens, &text[end..start]);
        ended = false;
    }
    push(tokens, &text[start..]);
}

/// Marks behind which the next sentence follows at once.
pub(super) fn ends_without_blank(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

/// What may stand behind the mark that ends a sentence and still belongs to it.
fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | ')'
            | ']'
            | '}'
            | '”'
            | '’'
            | '»'
            | '*'
            | '_'
            | '`'
            | '」'
            | '』'
            | '）'
            | '.'
            | '!'
            | '?'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<&str> {
        let tokens = sentences(text);
        let raw: String = tokens.iter().map(|token| token.raw).collect();
        assert_eq!(raw, text);
        tokens.into_iter().map(|token| token.key).collect()
    }

    #[test]
    fn cuts_at_sentences() {
        assert_eq!(
            keys("One. Two!\r\nv1.2 is"),
            ["One.", " ", "Two!", "\n", "v1.2 is"]
        );
        assert_eq!(
            keys("- (So.) He said “Go.”  End"),
            ["- (So.)", " ", "He said “Go.”", "  ", "End"]
        );
        assert_eq!(keys("一。二！」三"), ["一。", "二！」三"]);
    }

    #[test]
    fn code_is_cut_at_lines() {
        assert_eq!(
            keys("```\na. b. c\n```\nA. B"),
            ["```", "\n", "a. b. c", "\n", "```", "\n", "A.", " ", "B"]
        );
    }
}
