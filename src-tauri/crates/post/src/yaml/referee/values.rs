//! Values as libyaml's events tell them, each kept once: equal values have equal numbers, so that two readings are
//! compared without walking through them, also where aliases repeat what repeats.

use std::collections::HashMap;
use std::rc::Rc;

use libyaml_safer::{EventData, MappingStyle, ScalarStyle, SequenceStyle};

use super::events::{self, Unread};

/// A value of [`Values`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Id(usize);

/// A value as it is written.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Written {
    pub(super) anchor: Option<String>,
    pub(super) tag: Option<String>,
    pub(super) shape: Shape,
}

/// What is written.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// Text; `style` counts libyaml's styles, 1 is without quotes.
    Scalar { style: u8, text: String },
    /// A list, with dashes or in brackets.
    List { block: bool, items: Vec<Id> },
    /// Names and values, in lines or in braces.
    Map { block: bool, pairs: Vec<(Id, Id)> },
    /// What stands elsewhere.
    Alias(Id),
}

/// The style of a scalar without quotes.
pub(super) const PLAIN: u8 = ScalarStyle::Plain as u8;

/// The values of some readings.
#[derive(Default)]
pub(super) struct Values {
    all: Vec<Rc<Written>>,
    known: HashMap<Rc<Written>, Id>,
}

/// A collection that is being read: its anchor and tag, whether it is a map, how it is written, and what it holds.
struct Open {
    anchor: Option<String>,
    tag: Option<String>,
    map: bool,
    block: bool,
    held: Vec<Id>,
}

impl Values {
    pub(super) fn get(&self, id: Id) -> &Written {
        &self.all[id.0]
    }

    /// Reads a text as one value. A text without any holds nothing.
    pub(super) fn read(&mut self, text: &str) -> Result<Id, Unread> {
        let (mut open, mut root): (Vec<Open>, _) = (Vec::new(), None);
        let mut anchors: HashMap<String, Id> = HashMap::new();
        for event in events::of(text)? {
            let (anchor, tag, shape) = match event {
                EventData::SequenceStart {
                    anchor, tag, style, ..
                } => {
                    open.push(Open {
                        anchor,
                        tag,
                        map: false,
                        block: style != SequenceStyle::Flow,
                        held: Vec::new(),
                    });
                    continue;
                }
                EventData::MappingStart {
                    anchor, tag, style, ..
                } => {
                    open.push(Open {
                        anchor,
                        tag,
                        map: true,
                        block: style != MappingStyle::Flow,
                        held: Vec::new(),
                    });
                    continue;
                }
                EventData::SequenceEnd | EventData::MappingEnd => {
                    let closed = open.pop().ok_or(Unread::Refused)?;
                    (
                        closed.anchor,
                        closed.tag,
                        shape_of(closed.map, closed.block, closed.held),
                    )
                }
                EventData::Scalar {
                    anchor,
                    tag,
                    value: text,
                    style,
                    ..
                } => {
                    let style = style as u8;
                    (anchor, tag, Shape::Scalar { style, text })
                }
                // What holds itself is not known yet.
                EventData::Alias { anchor } => {
                    let to = anchors.get(&anchor).ok_or(Unread::Refused)?;
                    (None, None, Shape::Alias(*to))
                }
                EventData::DocumentStart { .. } if root.is_some() => return Err(Unread::Refused),
                _ => continue,
            };
            let id = self.keep(Written {
                anchor: anchor.clone(),
                tag,
                shape,
            });
            if let Some(anchor) = anchor {
                anchors.insert(anchor, id);
            }
            match open.last_mut() {
                Some(open) => open.held.push(id),
                None => root = Some(id),
            }
        }
        Ok(root.unwrap_or_else(|| self.nothing()))
    }

    fn nothing(&mut self) -> Id {
        self.keep(Written {
            anchor: None,
            tag: None,
            shape: Shape::Scalar {
                style: PLAIN,
                text: String::new(),
            },
        })
    }

    fn keep(&mut self, written: Written) -> Id {
        if let Some(id) = self.known.get(&written) {
            return *id;
        }
        let (id, written) = (Id(self.all.len()), Rc::new(written));
        self.all.push(Rc::clone(&written));
        self.known.insert(written, id);
        id
    }
}

fn shape_of(map: bool, block: bool, held: Vec<Id>) -> Shape {
    if map {
        let pairs = held.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        Shape::Map { block, pairs }
    } else {
        Shape::List { block, items: held }
    }
}
