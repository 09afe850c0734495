//! Names the sources that decide what the index keeps of a post: a cache that other sources made is made again.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{fs, io};

fn main() -> io::Result<()> {
    let mut files = BTreeSet::new();
    for folder in ["src", "../post/src", "../generators/src"] {
        println!("cargo::rerun-if-changed={folder}");
        sources(Path::new(folder), &mut files)?;
    }
    let mut hash = DefaultHasher::new();
    for file in files {
        fs::read(file)?.hash(&mut hash);
    }
    println!("cargo::rustc-env=GALLEY_SOURCES={:016x}", hash.finish());
    Ok(())
}

fn sources(folder: &Path, files: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    for found in fs::read_dir(folder)? {
        let path = found?.path();
        if path.is_dir() {
            sources(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.insert(path);
        }
    }
    Ok(())
}
