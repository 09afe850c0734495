//! A head as its format's reader sees it: values with the places where they stand. All four formats give the
//! same tree, so that edits are planned once. Offsets are bytes within the inner text of the head.

use std::ops::Range;

use crate::value::{Value, dots};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// The value as written, quotes and brackets included; empty, and just behind the colon, for a value
    /// that is not there. Block collections may end in blanks and comments.
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// A single value. `quote` is `None` for a value without quotes.
    Scalar { value: Value, style: Style },
    /// A list in brackets (`block` is false) or with dashes.
    List { items: Vec<Node>, block: bool },
    /// Names and values.
    Map { pairs: Vec<Pair>, layout: Layout },
    /// A value that stands elsewhere (a YAML alias): it can be replaced and not added to.
    Elsewhere(Value),
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Not written at all.
    Absent,
    /// Without quotes.
    Plain,
    /// In `'`.
    Single,
    /// In `"`.
    Double,
    /// Over several lines: YAML's `|` and `>`, TOML's `"""` and `'''`.
    Long,
}

/// How a map is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One pair a line.
    Lines,
    /// In braces.
    Braces,
    /// A TOML table that exists only by dotted keys: its pairs stand on lines of their own, under full names.
    Dotted,
}

/// A name and its value.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) name: String,
    /// The name as written, quotes included. Empty for a table that is written in several places.
    pub(crate) name_span: Range<usize>,
    pub(crate) node: Node,
}

impl Node {
    /// The value without its places.
    pub(crate) fn value(&self) -> Value {
        match &self.kind {
            Kind::Scalar { value, .. } | Kind::Elsewhere(value) => value.clone(),
            Kind::List { items, .. } => Value::List(items.iter().map(Node::value).collect()),
            Kind::Map { pairs, .. } => Value::Map(
                pairs
                    .iter()
                    .map(|pair| (pair.name.clone(), pair.node.value()))
                    .collect(),
            ),
        }
    }

    pub(crate) fn pairs(&self) -> &[Pair] {
        match &self.kind {
            Kind::Map { pairs, .. } => pairs,
            _ => &[],
        }
    }

    pub(crate) fn is_braces(&self) -> bool {
        matches!(
            self.kind,
            Kind::Map {
                layout: Layout::Braces,
                ..
            }
        )
    }

    /// Whether it is an alias of something that is nowhere in the head: what it holds nobody knows.
    pub(crate) fn is_unknown_alias(&self, text: &str) -> bool {
        matches!(&self.kind, Kind::Elsewhere(Value::String(name)) if text.get(self.span.clone()) == Some(name))
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(
            &self.kind,
            Kind::Scalar {
                value: Value::Null,
                ..
            }
        )
    }
}

/// Where a path leads.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    /// The maps on the way, the root first, each with the index of the pair taken; the last one is the pair
    /// itself when it was found.
    pub(crate) steps: Vec<(&'a Node, usize)>,
    /// The map (or the null) in which the rest of the path is missing.
    pub(crate) parent: &'a Node,
    /// What is missing of the path; empty when it was found.
    pub(crate) missing: String,
}

impl<'a> Place<'a> {
    /// The pair that the path names.
    pub(crate) fn found(&self) -> Option<&'a Pair> {
        let (map, index) = self.steps.last()?;
        if self.missing.is_empty() {
            map.pairs().get(*index)
        } else {
            None
        }
    }
}

/// Follows a dotted path; a name with a literal dot wins, and of equal names the last.
pub(crate) fn locate<'a>(root: &'a Node, path: &str) -> Place<'a> {
    let position = |name: &str| root.pairs().iter().rposition(|pair| pair.name == name);
    if let Some(index) = position(path) {
        return Place {
            steps: vec![(root, index)],
            parent: root,
            missing: String::new(),
        };
    }
    for (head, rest) in dots(path) {
        if let Some(index) = position(head) {
            let node = &root.pairs()[index].node;
            let mut place = locate(node, rest);
            place.steps.insert(0, (root, index));
            return place;
        }
    }
    Place {
        steps: Vec::new(),
        parent: root,
        missing: path.to_owned(),
    }
}

/// What a reader found.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The fields.
    pub(crate) root: Node,
    /// What it found odd.
    pub(crate) notes: Vec<Note>,
    /// The lines of each pair of the root, where the reader knows them better than the scanner of lines.
    pub(crate) entries: Option<Vec<crate::yaml::Entry>>,
}

impl Reading {
    /// A reading without anything odd.
    pub(crate) fn of(root: Node) -> Self {
        Reading {
            root,
            notes: Vec::new(),
            entries: None,
        }
    }
}

/// A problem at an offset of the inner text.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub(crate) code: &'static str,
    pub(crate) at: usize,
    pub(crate) args: Vec<String>,
}

impl Note {
    pub(crate) fn new(code: &'static str, at: usize) -> Self {
        Note {
            code,
            at,
            args: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }
}
