//! The words of a text as a search compares them: folded, with the place in the text that each letter came from.
//!
//! Pure. Index, query and highlight go through [`each_word`], so that what is found is also what is marked. A text whose
//! script sets no blanks between words is cut into runs, and a run is indexed by its pairs of letters: neither of
//! SQLite's tokenizers finds a word of two letters in it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Longer words are cut: they are encoded data, and nobody types them.
const LONGEST: usize = 40;
/// More words of a search are not looked for.
const MOST: usize = 12;

/// A word of a text.
#[derive(Debug, Default)]
pub struct Word {
    /// Folded: no case, no accents, no difference between ways to write a letter.
    pub text: String,
    /// For each letter of `text`: where it begins in `text`, and where the letter stands in the source that it came from.
    /// In bytes.
    pub letters: Vec<Letter>,
    /// A run of a script that sets no blanks.
    pub run: bool,
}

/// A letter of a folded word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter {
    /// Its first byte in the folded word.
    pub at: usize,
    /// The first byte of its source.
    pub from: usize,
    /// The end of its source, with the marks that belong to it.
    pub to: usize,
}

/// Goes through the words of a text in order.
pub fn each_word(text: &str, mut visit: impl FnMut(&Word)) {
    let mut word = Word::default();
    let mut letter = |folded: char, from: usize, to: usize| {
        // Most of most texts, told without a table.
        let (belongs, run, mark) = if folded.is_ascii() {
            (folded.is_ascii_alphanumeric(), false, false)
        } else {
            let mark = canonical_combining_class(folded) != 0;
            (mark || folded.is_alphanumeric(), unspaced(folded), mark)
        };
        if !word.text.is_empty() && (!belongs || run != word.run && !mark) {
            visit(&word);
            word.text.clear();
            word.letters.clear();
        }
        if !belongs || (word.text.is_empty() && mark && !folded.is_alphanumeric()) {
            return;
        }
        if word.text.is_empty() {
            word.run = run;
        }
        if word.run || word.letters.len() < LONGEST {
            let at = word.text.len();
            word.letters.push(Letter { at, from, to });
            word.text.push(folded);
        }
    };
    fold(text, &mut letter);
    letter(' ', text.len(), text.len());
}

/// Hands on each character as it is compared. A letter and the marks after it are one, so that composed and decomposed
/// text fold alike.
fn fold(text: &str, each: &mut impl FnMut(char, usize, usize)) {
    let mut rest = text.char_indices().peekable();
    while let Some((from, first)) = rest.next() {
        let mut to = from + first.len_utf8();
        let plain = first.is_ascii() && rest.peek().is_none_or(|(_, next)| next.is_ascii());
        if plain {
            each(first.to_ascii_lowercase(), from, to);
            continue;
        }
        while let Some((at, next)) = rest.next_if(|(_, next)| continues(*next)) {
            to = at + next.len_utf8();
        }
        let accent = |c: &char| !matches!(c, '\u{300}'..='\u{36f}');
        let folded = text[from..to]
            .nfkd()
            .filter(accent)
            .flat_map(char::to_lowercase)
            .filter(accent);
        folded.nfc().for_each(|c| each(c, from, to));
    }
}

/// True for what is a part of the letter before it.
fn continues(c: char) -> bool {
    // Vowels and endings of decomposed Korean syllables, and Japan's voicing marks of half width, combine without a class.
    matches!(c, '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}')
        || (!c.is_ascii() && canonical_combining_class(c) != 0)
}

/// True for letters of scripts that set no blanks between words, or glue their endings to them.
fn unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The text as it is kept beside a post for a look without the database: each word after a blank.
pub fn folded(text: &str) -> String {
    let mut all = String::with_capacity(text.len() + 8);
    each_word(text, |word| {
        all.push(' ');
        all.push_str(&word.text);
    });
    all
}

/// The words that stand in the full-text index for a word: itself, or a run's pairs and its last letter, so that every
/// letter begins one.
pub fn tokens(word: &Word, mut each: impl FnMut(&str)) {
    if !word.run {
        return each(&word.text);
    }
    for (number, letter) in word.letters.iter().enumerate() {
        let end = word
            .letters
            .get(number + 2)
            .map_or(word.text.len(), |next| next.at);
        each(&word.text[letter.at..end]);
    }
}

/// A word of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Words that begin so.
    Begins(String),
    /// Texts of an unspaced script that have this anywhere.
    Has(String),
}

impl Wanted {
    /// As it is looked for in a text made by [`folded`].
    pub fn needle(&self) -> String {
        match self {
            Wanted::Begins(word) => format!(" {word}"),
            Wanted::Has(run) => run.clone(),
        }
    }

    /// The index's own language: a prefix, or all pairs. Words are letters and digits alone, so quotes suffice.
    pub fn query(&self) -> String {
        match self {
            Wanted::Begins(word) => format!("\"{word}\"*"),
            Wanted::Has(run) => {
                let letters: Vec<char> = run.chars().collect();
                match letters.as_slice() {
                    [one] => format!("\"{one}\"*"),
                    many => {
                        let pairs: Vec<String> =
                            many.windows(2).map(|p| format!("\"{}{}\"", p[0], p[1])).collect();
                        pairs.join(" AND ")
                    }
                }
            }
        }
    }
}

/// What a search asks for. All of it must be found; no word is no condition.
pub fn wanted(search: &str) -> Vec<Wanted> {
    let mut all = Vec::new();
    each_word(search, |word| {
        let one = match word.run {
            true => Wanted::Has(word.text.clone()),
            false => Wanted::Begins(word.text.clone()),
        };
        if all.len() < MOST && !all.contains(&one) {
            all.push(one);
        }
    });
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        each_word(text, |word| all.push(word.text.clone()));
        all
    }

    fn indexed(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        each_word(text, |word| tokens(word, |token| all.push(token.to_owned())));
        all
    }

    #[test]
    fn words_have_no_case_no_accents_and_one_way_to_be_written() {
        assert_eq!(
            words("Ein CAFÉ in Tromsø, don't!"),
            ["ein", "cafe", "in", "tromsø", "don", "t"]
        );
        assert_eq!(words("cafe\u{301}"), words("café"));
        assert_eq!(words("ﬁne ①２"), ["fine", "12"]);
        assert_eq!(words("ｶﾞ"), words("ガ"));
        assert_eq!(words("한\u{1102}\u{1161}"), words("한나"));
        assert_eq!(words("İstanbul"), ["istanbul"]);
        assert_eq!(words("हिन्दी"), ["हिन्दी"], "marks inside a word do not end it");
        assert_eq!(words("\u{301}x"), ["x"]);
        assert!(words(" \u{301} -- ").is_empty());
    }

    #[test]
    fn scripts_without_blanks_are_runs_and_their_letters_begin_pairs() {
        assert_eq!(words("Rust言語 2026年"), ["rust", "言語", "2026", "年"]);
        assert_eq!(indexed("删除警报 ok"), ["删除", "除警", "警报", "报", "ok"]);
        assert_eq!(wanted("删除")[0].query(), "\"删除\"");
        assert_eq!(wanted("除")[0].query(), "\"除\"*");
        assert_eq!(wanted("删除警")[0].query(), "\"删除\" AND \"除警\"");
        assert_eq!(
            wanted("Slow REQ, slow"),
            [Wanted::Begins("slow".into()), Wanted::Begins("req".into())]
        );
    }

    proptest! {
        #[test]
        fn every_letter_knows_its_source(text in "\\PC{0,60}") {
            each_word(&text, |word| {
                assert_eq!(word.text.chars().count(), word.letters.len());
                let mut last = 0;
                for letter in &word.letters {
                    assert!(text.is_char_boundary(letter.from) && text.is_char_boundary(letter.to));
                    assert!(letter.from < letter.to && letter.from >= last, "{word:?}");
                    assert!(word.text.is_char_boundary(letter.at));
                    last = letter.from;
                }
            });
        }

        #[test]
        fn folding_again_changes_nothing(text in "[a-zA-ZäÉøß漢字かがカ가한0-9 -]{0,40}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
