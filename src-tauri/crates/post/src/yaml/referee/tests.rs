//! What the referee lets pass and what it does not, told without the first reader.

use super::*;

fn text(text: &str) -> Value {
    Value::String(text.into())
}

fn put(value: Value) -> Outcome {
    Outcome::Put(value)
}

fn list(items: &[&str]) -> Outcome {
    put(Value::List(items.iter().copied().map(text).collect()))
}

#[test]
fn what_was_wanted_passes() {
    let map = || Value::Map(vec![("b".into(), text("x"))]);
    for (before, after, path, outcome) in [
        ("a: 1\nb: 2\n", "a: 1\nb: x\n", "b", put(text("x"))),
        ("a: 1\nb: 2\n", "a: 1\nb: '2'\n", "b", put(text("2"))),
        ("a: 1\n", "a: 1.10\n", "a", put(Value::Number("1.10".into()))),
        ("a: 1\n", "a: True\n", "a", put(Value::Bool(true))),
        ("a: 1\nb: 2\n", "b: 2\n", "a", Outcome::Remove),
        ("a: 1\n", "# c\n", "a", Outcome::Remove),
        (
            "a: 1\nb: 2\n",
            "c d: 1\nb: 2\n",
            "a",
            Outcome::Rename("c d".into()),
        ),
        ("# c\n", "# c\na: x\n", "a", put(text("x"))),
        ("", "a.b: x\n", "a.b", put(Value::Null)),
        ("a:\n- x\n", "a:\n- x\n- y\n", "a", list(&["x", "y"])),
        ("a: [x, y]\nb: |\n  c\n", "a: [y]\nb: |\n  c\n", "a", list(&["y"])),
        (
            "a: &k [x]\nb: [*k, c]\n",
            "a: &k [x]\nb: [*k]\n",
            "b",
            put(Value::List(vec![Value::List(vec![text("x")])])),
        ),
        (
            "p:\n  a: 1\n  b: 2\n",
            "p:\n  a: 1\n  b: x\n",
            "p.b",
            put(text("x")),
        ),
        ("p:\n  a: 1\n", "p:\n  a: 1\n  b: x\n", "p.b", put(text("x"))),
        ("p:\n", "p: {b: x}\n", "p.b", put(text("x"))),
        ("c: 1\n", "c: 1\np: {b: x}\n", "p.b", put(text("x"))),
        ("c: 1\n", "c: 1\np: {b: x}\n", "p", put(map())),
        ("p:\n  b: x\n", "p:\n", "p.b", Outcome::Remove),
        (
            "p.b: 1\np: {b: 2}\n",
            "p.b: x\np: {b: 2}\n",
            "p.b",
            put(text("x")),
        ),
        ("a: 1\na: 2\n", "a: 1\na: x\n", "a", put(text("x"))),
        ("a: 1\n", "a: \"x\\ty\"\n", "a", put(text("x\ty"))),
        ("{\"a\": 1}\n", "{\"a\": 1, b: x}\n", "b", put(text("x"))),
        ("a:\n\t- x\n", "a:\n\t- x\n\t- y\n", "a", list(&["x", "y"])),
    ] {
        let wanted = path != "a.b";
        assert_eq!(
            judge(before, after, path, &outcome),
            Some(wanted),
            "{before:?} {after:?}"
        );
    }
}

#[test]
fn anything_else_does_not() {
    let (x, gone) = (|| put(text("x")), Outcome::Remove);
    for (before, after, path, outcome) in [
        // Another value, style, order, name, shape or place of another field.
        ("a: 1\nb: 2\n", "a: 2\nb: x\n", "b", x()),
        ("a: 1\nb: 2\n", "a: '1'\nb: x\n", "b", x()),
        ("a: 'c'\nb: 2\n", "a: \"c\"\nb: x\n", "b", x()),
        ("a: 1\nb: 2\n", "b: x\na: 1\n", "b", x()),
        ("a: 1\nb: 2\n", "A: 1\nb: x\n", "b", x()),
        ("a: [1]\nb: 2\n", "a:\n- 1\nb: x\n", "b", x()),
        ("a: {c: 1}\nb: 2\n", "a:\n  c: 1\nb: x\n", "b", x()),
        ("a: |\n  c\nb: 2\n", "a: |\n  c\n  b: x\n", "b", x()),
        ("a: &k 1\nb: 2\n", "a: 1\nb: x\n", "b", x()),
        ("a: !k 1\nb: 2\n", "a: 1\nb: x\n", "b", x()),
        ("a: 1\nb: 2\n", "a: 1\nb: x\nc: 3\n", "b", x()),
        ("a: 1\nb: 2\n", "b: x\n", "b", x()),
        ("a: &k 1\nb: *k\n", "a: &k x\nb: *k\n", "a", x()),
        ("p:\n  a: 1\n  b: 2\n", "p:\n  a: 2\n  b: x\n", "p.b", x()),
        ("p:\n  a: 1\nq:\n  a: 1\n", "p:\n  a: x\nq:\n  a: x\n", "p.a", x()),
        ("a: 1\nb: 2\n", "a: 1\n", "a", gone.clone()),
        ("a: 1\nb: 2\n", "b: 3\n", "a", gone),
        ("a: 1\n", "c: 2\n", "a", Outcome::Rename("c".into())),
        ("a: 1\n", "d: 1\n", "a", Outcome::Rename("c".into())),
        ("a: 1\n", "a: 2\n", "a", Outcome::Keep),
        // Something else than was wanted.
        ("a: 1\n", "a: y\n", "a", x()),
        ("a: 1\n", "a: 2\n", "a", put(text("2"))),
        ("a: 1\n", "a: 1.1\n", "a", put(Value::Number("1.10".into()))),
        ("a: 1\n", "a: [x]\n", "a", x()),
        ("a: 1\n", "a: {x: y}\n", "a", x()),
        ("a: 1\n", "a: 1\nc: x\n", "b", x()),
        ("a: 1\n", "a: 1\nb:\n  d: x\n", "b.c", x()),
        ("a: [x]\n", "a: [x, y, z]\n", "a", list(&["x", "y"])),
        ("a: [x]\n", "a: ['x, y']\n", "a", list(&["x", "y"])),
        ("a: [x]\n", "a: [y, x]\n", "a", list(&["x", "y"])),
        // Not to be read any more.
        ("a: 1\n", "a: x: y\n", "a", put(text("x: y"))),
        ("a: 1\n", "a: *k\n", "a", x()),
        ("a: 1\n", "a: x\n--- \na: x\n", "a", x()),
        ("a: 1\n", "a:\n\t- x\n", "a", list(&["x"])),
    ] {
        assert_eq!(
            judge(before, after, path, &outcome),
            Some(false),
            "{before:?} {after:?}"
        );
    }
}

#[test]
fn it_says_nothing_of_what_it_cannot_read() {
    let outcome = put(text("x"));
    for before in ["a: b: c\nd: 1\n", "no field\na: 1\n", "a: @b\n", "a: [!b, c]\n"] {
        assert_eq!(judge(before, "a: x\n", "a", &outcome), None, "{before:?}");
    }
    // What it is not asked about is no refusal either.
    assert_eq!(judge("a: 1\n", "a: [\"!\", x]\n", "a", &list(&["!", "x"])), None);
    assert_eq!(holds("a: b: c\n", "a", &text("b: c")), None);
}

#[test]
fn a_field_is_read_alone() {
    assert_eq!(holds("a: 'b: c'\n", "a", &text("b: c")), Some(true));
    assert_eq!(
        holds("a:\n\t- b\n", "a", &Value::List(vec![text("b")])),
        Some(true)
    );
    for other in ["a: c\n", "b: 'b: c'\n", "a: 'b: c'\nd: e\n", "'b: c'\n", "\n"] {
        assert_eq!(holds(other, "a", &text("b: c")), Some(false), "{other:?}");
    }
}

#[test]
fn aliases_that_repeat_repeated_ones_cost_nothing() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (before, name) in ('a'..'y').zip('b'..='y') {
        let aliases = vec![format!("*{before}"); 9].join(", ");
        bomb.push_str(&format!("{name}: &{name} [{aliases}]\n"));
    }
    let after = format!("{bomb}z: x\n");
    assert_eq!(judge(&bomb, &after, "z", &put(text("x"))), Some(true));
    let other = after.replacen("[x,", "[y,", 1);
    assert_eq!(judge(&bomb, &other, "z", &put(text("x"))), Some(false));
}
