//! What must hold for any bytes: the checks of the fuzz targets, run over the kept seeds by `tests/seeds.rs` too.

#[path = "same.rs"]
#[allow(dead_code, reason = "each target uses one of the checks")]
mod same;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, Instant};

use galley_post::text::BodyText;
use galley_post::{
    Choice, Edit, Known, ListLayout, ListStyle, Merge, Place, Post, Quote, ScalarTags, State, Value,
    merge as merged,
};

/// Reading: every byte has its place, and what is given back changes nothing.
pub fn split(data: &[u8]) {
    let post = Post::parse(data);
    assert!(post.bytes() == data, "reading lost bytes");
    let Ok(text) = std::str::from_utf8(data) else {
        assert!(!post.is_utf8() && !post.can_edit_fields());
        return;
    };
    let bom = if text.starts_with('\u{feff}') {
        "\u{feff}"
    } else {
        ""
    };
    assert!(
        [bom, post.head(), post.body()].concat() == text,
        "head and body are not the file"
    );
    let lf = post.head().replace("\r\n", "\n").replace('\r', "\n");
    assert!(post.with_head(&lf) == post, "a head given back changed bytes");
    assert!(
        post.with_body(post.body()) == post,
        "a body given back changed bytes"
    );
    assert!(
        BodyText::new(post.body()).raw() == post.body(),
        "the body text lost bytes"
    );
    assert!(galley_post::excerpt(post.body(), 150).chars().count() <= 150);
    assert!(galley_post::length(post.body()).minutes > 0);
    let _ = galley_post::heading(post.body());
}

/// Fields: each stands where it says, in order of the file, and can be found; both readers say the same.
pub fn fields(data: &[u8]) {
    let post = Post::parse(data);
    if let Ok(text) = std::str::from_utf8(data) {
        same::reads_the_same(text);
    }
    // Of a file that is not UTF-8 places are those of the text as it is shown.
    let shown = String::from_utf8_lossy(post.bytes());
    let bytes = shown.as_bytes();
    for field in post.fields() {
        assert!(field.span.start <= field.span.end && bytes.get(field.span.clone()).is_some());
        assert!(field.lines.start >= 1 && field.lines.start < field.lines.end);
        assert!(
            post.get(&field.name).is_some(),
            "{:?} cannot be found",
            field.name
        );
        let _ = galley_post::strings_by(&field.value, ScalarTags::Commas);
    }
    for what in [
        Known::Title,
        Known::Date,
        Known::Draft,
        Known::Tags,
        Known::Authors,
        Known::Image,
        Known::Published,
    ] {
        if let Some(found) = post.known(what) {
            assert!(
                post.get(&found.path) == Some(found.value),
                "{what:?} is not where it says"
            );
        }
    }
    for problem in post.problems() {
        assert!(problem.line >= 1);
    }
}

/// Edits: the first bytes choose one, the rest is the post. It is refused, or changes its field alone and can
/// be undone.
pub fn edit(data: &[u8]) {
    let Some(([which, style, path, value, item], text)) = data.split_first_chunk() else {
        return;
    };
    let post = Post::parse(text);
    let name = |byte: u8| {
        let own = post.fields().iter().map(|field| field.name.clone());
        let names = [
            "title",
            "tags",
            "date",
            "draft",
            "extra.new",
            "taxonomies.tags",
            "a.b.c",
        ];
        let all: Vec<String> = own.take(200).chain(names.map(str::to_owned)).collect();
        all[usize::from(byte) % all.len()].clone()
    };
    let strings = [
        "",
        "new",
        "yes",
        "1.10",
        "a: b #c",
        "- x",
        "two\nlines",
        "\u{1f916}",
        "'",
        "\"",
        " x ",
        "\t",
        "a, b",
        "]",
    ];
    let string = |byte: u8| strings[usize::from(byte) % strings.len()].to_owned();
    let path = name(*path);
    let scalar = [ScalarTags::One, ScalarTags::Commas, ScalarTags::Blanks][usize::from(*style) % 3];
    let layouts = [
        ListLayout::Indented,
        ListLayout::Flush,
        ListLayout::Flow,
        ListLayout::Commas,
        ListLayout::Blanks,
    ];
    let absent = ListStyle {
        layout: layouts[usize::from(*style) / 3 % 5],
        quote: [Quote::Plain, Quote::Single, Quote::Double][usize::from(*style) / 15 % 3],
    };
    let item = string(*item);
    let edit = match which % 5 {
        0 => Edit::Unset { path },
        1 => Edit::Rename { path, to: item },
        2 => Edit::AddItem {
            path,
            item,
            absent,
            scalar,
        },
        3 => Edit::RemoveItem { path, item, scalar },
        _ => Edit::Set {
            path,
            value: match value % 6 {
                0 => Value::Null,
                1 => Value::Bool(true),
                2 => Value::Number("1.10".into()),
                3 => Value::Date("2026-06-04".into()),
                4 => Value::List(vec![Value::String(item)]),
                _ => Value::String(item),
            },
        },
    };
    if let Ok(text) = std::str::from_utf8(text) {
        same::edits_the_same(text, &edit);
    }
    let Ok(edited) = post.edit(&edit) else { return };
    let undone = edited.post.edit(&edited.inverse).expect("an inverse fits");
    assert!(undone.post == post, "{edit:?}: the inverse gives other bytes");
    assert!(edited.post.body() == post.body(), "{edit:?}: the body changed");
    let (Edit::Set { path, .. }
    | Edit::Unset { path }
    | Edit::Rename { path, .. }
    | Edit::AddItem { path, .. }
    | Edit::RemoveItem { path, .. }) = &edit
    else {
        return;
    };
    let first = path.split('.').next().unwrap_or(path);
    let renamed = if let Edit::Rename { to, .. } = &edit {
        to
    } else {
        path
    };
    // A name with dots may be cut at any of them.
    let own = |name: &str| {
        name == first
            || name == path
            || name == renamed
            || path.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
    };
    let others = |post: &Post| -> Vec<(String, Value)> {
        let others = post.fields().iter().filter(|field| !own(&field.name));
        others
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect()
    };
    assert!(
        others(&post) == others(&edited.post),
        "{edit:?}: another field changed"
    );
    if let Edit::Set {
        value: Value::String(text),
        ..
    } = &edit
    {
        let held = edited.post.get(path).and_then(Value::as_str);
        assert!(held == Some(text), "{edit:?}: came back as {held:?}");
    }
}

/// Merges: three texts, separated by a zero byte.
pub fn merge(data: &[u8]) {
    let mut texts = data.splitn(3, |byte| *byte == 0);
    let base = texts.next().unwrap_or_default();
    let mine = texts.next().unwrap_or(base);
    let theirs = texts.next().unwrap_or(base);
    merge_holds(&Post::parse(base), &Post::parse(mine), &Post::parse(theirs));
}

/// What must hold for any three posts.
pub fn merge_holds(base: &Post, mine: &Post, theirs: &Post) {
    let settled = |a: &Post, b: &Post, c: &Post| merged(a, b, c).settled();
    assert!(
        settled(base, mine, base).as_ref() == Some(mine),
        "they changed nothing: the result is mine"
    );
    assert!(
        settled(base, base, theirs).as_ref() == Some(theirs),
        "I changed nothing: the result is theirs"
    );
    assert!(
        settled(base, mine, mine).as_ref() == Some(mine),
        "both did the same: the result is that"
    );

    let merge = merged(base, mine, theirs);
    let open = merge.hunks().iter().filter(|hunk| hunk.is_open()).count();
    assert!(merge.settled().is_some() == (open == 0));
    let result = merge.resolve(&vec![Choice::Mine; open]).expect("my choices fit");
    for choice in [Choice::Theirs, Choice::Both, Choice::Edited("x".into())] {
        let _ = merge.resolve(&vec![choice; open]);
    }
    if base.is_utf8() && mine.is_utf8() && theirs.is_utf8() {
        nothing_is_dropped(base, [mine, theirs], &merge, &result);
        same_for_both(&merge, &merged(base, theirs, mine));
    }
}

/// Every word that a side added to the body stands in the result, or in an open hunk.
fn nothing_is_dropped(base: &Post, sides: [&Post; 2], merge: &Merge, result: &Post) {
    // The body once more by itself: JSON's closing brace may stand right before it.
    let mut kept = format!("{}\n{}", String::from_utf8_lossy(result.bytes()), result.body());
    for hunk in merge.hunks() {
        if let State::Open { mine, theirs, .. } = &hunk.state {
            kept.push_str(&format!("\n{mine}\n{theirs}"));
        }
    }
    // Sentences end at these without a blank.
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split_whitespace();
        words
            .flat_map(|word| word.split_inclusive(['。', '！', '？']))
            .map(str::to_owned)
            .collect()
    };
    let (kept, old) = (words(&kept), words(base.body()));
    for side in sides {
        let lost: Vec<String> = words(side.body())
            .difference(&old)
            .filter(|word| !kept.contains(*word))
            .cloned()
            .collect();
        assert!(lost.is_empty(), "{lost:?} of a body is lost");
    }
}

/// Who is who decides no more than names.
fn same_for_both(one: &Merge, other: &Merge) {
    let body = |merge: &Merge, swap: bool| -> Vec<[String; 3]> {
        let lf = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        let hunks = merge.hunks().iter().filter(|hunk| hunk.place == Place::Body);
        hunks
            .filter_map(|hunk| match &hunk.state {
                State::Settled { .. } => None,
                State::Open { base, mine, theirs } if swap => Some([lf(base), lf(theirs), lf(mine)]),
                State::Open { base, mine, theirs } => Some([lf(base), lf(mine), lf(theirs)]),
            })
            .collect()
    };
    assert!(
        body(one, false) == body(other, true),
        "the order of the sides decides"
    );
}

/// Twice as much takes at most three times as long. The input is repeated until its time can be measured; one
/// input of `every` is, as the others would not be tried for that long.
pub fn in_linear_time(data: &[u8], every: u64, check: fn(&[u8])) {
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    if hasher.finish().is_multiple_of(every) {
        doubling(data, check);
    }
}

const FLOOR: Duration = Duration::from_millis(100);
/// Beyond it no further round is begun.
const PATIENCE: Duration = Duration::from_secs(20);
const SIZES: [usize; 3] = [1 << 15, 1 << 16, 1 << 17];

/// Like [`in_linear_time`], for this input. Two doublings in a row have to be too slow: a single one may meet the
/// size at which the allocator or a cache changes its ways.
pub fn doubling(data: &[u8], check: fn(&[u8])) {
    // The whole again and again, and, of a head, what stands between its fences.
    for (start, end) in [Some((0, data.len())), between_fences(data)]
        .into_iter()
        .flatten()
    {
        if start == end {
            continue;
        }
        let texts = SIZES.map(|size| {
            let times = (size / (end - start)).max(1);
            [&data[..start], &data[start..end].repeat(times), &data[end..]].concat()
        });
        let mut best = [Duration::MAX; SIZES.len()];
        let linear = |best: &[Duration]| {
            best.windows(2)
                .any(|pair| pair[1] < FLOOR || pair[1] < pair[0] * 3)
        };
        // A busy machine makes single measurements long, never short, and can stay busy for some of them; what is
        // slow in truth is not waited for.
        let started = Instant::now();
        for round in 0..12 {
            for (best, text) in best.iter_mut().zip(&texts) {
                let began = Instant::now();
                check(text);
                *best = (*best).min(began.elapsed());
            }
            if linear(&best) || (round > 2 && started.elapsed() > PATIENCE) {
                break;
            }
        }
        assert!(linear(&best), "{best:?} for {SIZES:?} bytes");
    }
}

fn between_fences(data: &[u8]) -> Option<(usize, usize)> {
    let start = data
        .windows(4)
        .position(|four| four == b"---\n" || four == b"+++\n")?
        + 4;
    let fence = &data[start - 4..start - 1];
    let end = data[start..]
        .windows(4)
        .position(|four| four[0] == b'\n' && four[1..] == *fence)?;
    Some((start, start + end + 1))
}
