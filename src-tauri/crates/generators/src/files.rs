//! What recognising looks at: the library's file list and a way to read a config file.

use std::cell::RefCell;
use std::collections::BTreeSet;

/// The files of a library.
pub struct Files<'a> {
    paths: &'a [String],
    read: &'a dyn Fn(&str) -> Option<String>,
    asked: RefCell<BTreeSet<String>>,
}

impl<'a> Files<'a> {
    /// `paths` are all files of the library, relative to it, with `/`, sorted; folders that
    /// [`skip_dir`](crate::skip_dir) names may be left out. `read` returns the text of a file of the library, and
    /// `None` when it is not there or is not text; it is asked for config files, and for files whose
    /// values hold for others (Hugo's `_index.md`), also for hidden ones such as `.eleventy.js` that the list may lack.
    pub fn new(paths: &'a [String], read: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self {
            paths,
            read,
            asked: RefCell::default(),
        }
    }

    /// All paths.
    pub fn paths(&self) -> &'a [String] {
        self.paths
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> Option<String> {
        self.asked.borrow_mut().insert(path.to_owned());
        (self.read)(path)
    }

    /// All files whose text was asked for.
    pub(crate) fn asked(&self) -> BTreeSet<String> {
        self.asked.borrow().clone()
    }

    /// Whether a file stands in the list.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.paths.binary_search_by(|p| p.as_str().cmp(path)).is_ok()
    }

    /// The files in and below a folder. The library itself is `""`.
    pub(crate) fn below<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = &'a str> + 's {
        // `folder/` sorts before everything in it, and whatever follows the last one has another beginning.
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let start = self.paths.partition_point(|p| p.as_str() < prefix.as_str());
        self.paths
            .iter()
            .skip(start)
            .map(String::as_str)
            .take_while(move |p| p.starts_with(&prefix))
    }

    /// Whether anything stands in a folder.
    pub(crate) fn has_folder(&self, folder: &str) -> bool {
        self.below(folder).next().is_some()
    }
}
