//! Three versions of a post made one: the one that both sides began with, mine and theirs. Fields are merged
//! by what they hold, lists as sets; the body by paragraphs and sentences. What both sides changed in
//! different ways stays open, with all three texts, until a person has chosen. Nothing is dropped.

mod choose;
mod diff;
mod fields;
mod head;
mod three;
mod tokens;

use crate::lines::frequent_ending;
use crate::post::Post;
use crate::problem::Refused;
use crate::words::is_cjk;
use head::Form;

/// A merge, settled or not.
#[derive(Debug, Clone)]
pub struct Merge {
    hunks: Vec<Hunk>,
    form: Form,
    bom: &'static str,
    /// The line ending at the end of the file.
    last_ending: String,
    mine: Post,
    theirs: Post,
}

/// A part of the merged post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// What it is a part of.
    pub place: Place,
    /// What stands there.
    pub state: State,
}

/// What a hunk is a part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The whole file, where one of the three is not UTF-8.
    File,
    /// The head as text: one that cannot be read, or comments that no field owns.
    Head,
    /// A field of the head's top level, by its name. The texts are its lines as written.
    Field(String),
    /// The body. Its hunks, unchanged ones among them, follow each other without gaps.
    Body,
}

/// Whether a person is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nobody is: this text stands in the result.
    Settled {
        /// The text.
        text: String,
        /// Whose it is.
        whose: Whose,
    },
    /// Both sides changed it, each in another way.
    Open {
        /// The text that both began with.
        base: String,
        /// My text.
        mine: String,
        /// Their text.
        theirs: String,
    },
}

/// Whose a settled text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    /// Nobody changed it.
    Unchanged,
    /// Only I changed it.
    Mine,
    /// Only they changed it.
    Theirs,
    /// Both made the same change, or changes that go together, such as one more tag each.
    Both,
}

/// What a person decides about an open hunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// My text.
    Mine,
    /// Their text.
    Theirs,
    /// Mine, and theirs behind it; of lists, all items.
    Both,
    /// This text; for a field its lines as they are to be written in my format, for nothing the field goes.
    Edited(String),
}

/// Merges two versions of a post that began as `base`. The result has the line endings, comments and layout of
/// `mine` wherever `theirs` did not change them.
pub fn merge(base: &Post, mine: &Post, theirs: &Post) -> Merge {
    let bom = three_way(bom(base), bom(mine), bom(theirs));
    let (mine, theirs) = (mine.clone(), theirs.clone());
    if !(base.is_utf8() && mine.is_utf8() && theirs.is_utf8()) {
        return Merge {
            hunks: vec![whole_file(base, &mine, &theirs)],
            form: Form::Lines,
            bom: "",
            last_ending: String::new(),
            mine,
            theirs,
        };
    }
    let head = head::merge(base, &mine, &theirs);
    let ((b, b_end), (m, m_end), (t, t_end)) = (
        last_ending(base.body()),
        last_ending(mine.body()),
        last_ending(theirs.body()),
    );
    let body = three::merge(b, m, t, tokens::sentences);
    let mut hunks = head.hunks;
    hunks.extend(body.into_iter().map(|state| Hunk {
        place: Place::Body,
        state,
    }));
    Merge {
        hunks,
        form: head.form,
        bom,
        last_ending: three_way(b_end, m_end, t_end).to_owned(),
        mine,
        theirs,
    }
}

impl Merge {
    /// All hunks: fields that were changed, in the order of my head, then the body from its beginning to its end.
    pub fn hunks(&self) -> &[Hunk] {
        &self.hunks
    }

    /// The merged post, when nothing needs a person.
    pub fn settled(&self) -> Option<Post> {
        self.resolve(&[]).ok()
    }

    /// The merged post, with one choice for each open hunk, in their order.
    ///
    /// # Errors
    /// [`Refused`] with `merge.choices` (how many are asked for) when there are more or fewer choices than open
    /// hunks; `merge.not-both` (the field) when two values cannot stand there together; `merge.unsafe` (the
    /// field) when the head would not read back as chosen.
    pub fn resolve(&self, choices: &[Choice]) -> Result<Post, Refused> {
        let open = self.hunks.iter().filter(|hunk| hunk.is_open()).count();
        if choices.len() != open {
            return Err(Refused::new("merge.choices", open.to_string()));
        }
        let mut choices = choices.iter();
        let mut head = match &self.form {
            Form::Whole(head) => Head::Text(head.clone()),
            Form::Lines => Head::Text(String::new()),
            Form::Fields(post) => Head::Fields(post.clone()),
        };
        let mut body = String::new();
        for hunk in &self.hunks {
            let choice = if hunk.is_open() { choices.next() } else { None };
            match (&hunk.place, &mut head) {
                (Place::File, _) => return self.file(&hunk.state, choice),
                (Place::Body, _) => add(&mut body, &hunk.state, choice, Joint::Sentences),
                (Place::Head, Head::Text(text)) if self.form == Form::Lines => {
                    add(text, &hunk.state, choice, Joint::Lines)
                }
                (place, Head::Fields(post)) => {
                    if let (State::Open { mine, theirs, .. }, Some(choice)) = (&hunk.state, choice) {
                        *post = match place {
                            Place::Field(name) => {
                                choose::field(post, name, &self.mine, &self.theirs, choice)?
                            }
                            _ => choose::comments(post, mine, theirs, choice)?,
                        };
                    }
                }
                // A head that is settled as a whole: its hunks only say what it consists of.
                _ => {}
            }
        }
        append(&mut body, &self.last_ending);
        let head = match &head {
            Head::Text(text) => text.as_str(),
            Head::Fields(post) => post.head(),
        };
        Ok(compose(self.bom, head, &body))
    }

    fn file(&self, state: &State, choice: Option<&Choice>) -> Result<Post, Refused> {
        match (state, choice) {
            (
                State::Settled {
                    whose: Whose::Theirs, ..
                },
                _,
            )
            | (_, Some(Choice::Theirs)) => Ok(self.theirs.clone()),
            (State::Settled { .. }, _) | (_, Some(Choice::Mine)) => Ok(self.mine.clone()),
            _ => Err(Refused::new("merge.not-both", "")),
        }
    }
}

impl Hunk {
    /// Whether a person has to choose.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Open { .. })
    }

    /// What this hunk of the body becomes in the result when `choice` is made and the text up to it is `before`: with
    /// what has to stand between the two.
    pub fn chosen(&self, before: &str, choice: &Choice) -> String {
        let mut out = before.to_owned();
        add(&mut out, &self.state, Some(choice), Joint::Sentences);
        out.split_off(before.len())
    }
}

/// The head while choices are made.
enum Head {
    Text(String),
    Fields(Post),
}

/// What only one side changed is that side's; what both changed is mine.
fn three_way<T: PartialEq>(base: T, mine: T, theirs: T) -> T {
    if mine == base { theirs } else { mine }
}

fn bom(post: &Post) -> &'static str {
    if post.bytes().starts_with("\u{feff}".as_bytes()) {
        "\u{feff}"
    } else {
        ""
    }
}

fn last_ending(text: &str) -> (&str, &str) {
    let content = text
        .strip_suffix("\r\n")
        .or_else(|| text.strip_suffix(['\n', '\r']))
        .unwrap_or(text);
    (content, &text[content.len()..])
}

fn whole_file(base: &Post, mine: &Post, theirs: &Post) -> Hunk {
    let text = |post: &Post| String::from_utf8_lossy(post.bytes()).into_owned();
    let settled = |post: &Post, whose| State::Settled {
        text: text(post),
        whose,
    };
    let state = match () {
        () if mine == theirs && mine == base => settled(mine, Whose::Unchanged),
        () if mine == theirs => settled(mine, Whose::Both),
        () if mine == base => settled(theirs, Whose::Theirs),
        () if theirs == base => settled(mine, Whose::Mine),
        () => State::Open {
            base: text(base),
            mine: text(mine),
            theirs: text(theirs),
        },
    };
    Hunk {
        place: Place::File,
        state,
    }
}

/// Appends text. A CR and an LF that come together from two texts would read as one line ending.
fn append(out: &mut String, text: &str) {
    match text.strip_prefix('\n') {
        Some(rest) if out.ends_with('\r') => {
            out.push('\r');
            out.push_str(rest);
        }
        _ => out.push_str(text),
    }
}

/// Appends what a hunk stands for.
fn add(out: &mut String, state: &State, choice: Option<&Choice>, joint: Joint) {
    let text = match (state, choice) {
        (State::Settled { text, .. }, _) => text,
        (State::Open { theirs, .. }, Some(Choice::Theirs)) => theirs,
        (State::Open { mine, theirs, .. }, Some(Choice::Both)) => {
            joint.put(out, mine);
            append(out, mine);
            if joint == Joint::Sentences {
                append(out, between(out, mine, theirs));
            }
            theirs
        }
        (State::Open { .. }, Some(Choice::Edited(text))) => text,
        (State::Open { mine, .. }, _) => mine,
    };
    joint.put(out, text);
    append(out, text);
}

/// What must stand between two texts: one side may have removed the blank at which the other one added something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Sentences,
    Lines,
}

impl Joint {
    fn put(self, out: &mut String, next: &str) {
        match self {
            Joint::Sentences => join_sentences(out, next),
            Joint::Lines => join_lines(out, next),
        }
    }
}

fn join_sentences(out: &mut String, next: &str) {
    let before = out.chars().next_back().filter(|c| !c.is_whitespace());
    let after = next.chars().next().filter(|c| !c.is_whitespace());
    if let (Some(before), Some(after)) = (before, after)
        && !tokens::ends_without_blank(before)
        && !(is_cjk(before) && is_cjk(after))
    {
        out.push(' ');
    }
}

fn join_lines(out: &mut String, next: &str) {
    let breaks = ['\n', '\r'];
    if !out.is_empty() && !next.is_empty() && !out.ends_with(breaks) && !next.starts_with(breaks) {
        out.push_str(frequent_ending(out));
    }
}

/// What stands between two texts that are put behind each other.
fn between<'a>(before: &str, mine: &str, theirs: &str) -> &'a str {
    let bare = mine.ends_with(char::is_whitespace) || theirs.starts_with(char::is_whitespace);
    if bare || mine.is_empty() || theirs.is_empty() {
        return "";
    }
    let in_line = !before[..before.len() - mine.len().min(before.len())].ends_with(['\n', '\r']);
    let breaks = mine.contains(['\n', '\r']) || theirs.contains(['\n', '\r']);
    let ending = frequent_ending(before);
    let block = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || "-*+>|#".contains(c));
    match () {
        () if in_line && !breaks && !before.is_empty() => " ",
        () if block(mine) && block(theirs) => ending,
        () if ending == "\r\n" => "\r\n\r\n",
        () if ending == "\r" => "\r\r",
        () => "\n\n",
    }
}

/// The file of these parts. A head without a line ending gets one where a text would else continue its line.
fn compose(bom: &str, head: &str, body: &str) -> Post {
    let post = Post::parse([bom, head, body].concat());
    if post.body() == body || head.is_empty() || head.ends_with(['\n', '\r']) {
        return post;
    }
    Post::parse([bom, head, frequent_ending(head), body].concat())
}
