//! The generators that npm installs: each is a program that builds the blog in its own folder.

use std::path::{Path, PathBuf};

use crate::blog::{Blog, Built, Counted, compare};
use crate::life::{Kind, live};
use crate::program;

/// A generator, and how it is run.
pub struct Npm {
    /// Its name for people.
    pub name: &'static str,
    /// Its folder among the installed programs.
    pub home: &'static str,
    /// The program in that folder.
    pub file: &'static str,
    /// What it is told.
    pub arguments: &'static [&'static str],
    /// The folder that it makes the site in.
    pub site: &'static str,
    /// Too slow for every run: built with `./dev test --full` alone.
    pub slow: bool,
}

impl Npm {
    fn program(&self) -> Option<PathBuf> {
        if self.slow && std::env::var_os("GALLEY_FULL").is_none() {
            eprintln!("\n{} is compared with ./dev test --full only.\n", self.name);
            return None;
        }
        let file = program::installed().join(self.home).join(self.file);
        program::is_there(self.name, &file).then_some(file)
    }

    fn built(&self, blog: &Blog, file: &Path) -> Built {
        blog.built(self.home, |folder| {
            program::run(folder, blog.zone, file, self.arguments);
            folder.join(self.site)
        })
    }

    /// Compares a blog; `None` where the program is not there.
    pub fn compared(&self, fixtures: &[&str]) -> Option<Counted> {
        let file = self.program()?;
        let blog = Blog::of(fixtures);
        let counted = compare(&blog.said(), &self.built(&blog, &file));
        println!("{fixtures:?}: {counted:?}");
        Some(counted)
    }

    /// Leads posts through their lives.
    pub fn live(&self, fixtures: &[&str], kind: &Kind) {
        if let Some(file) = self.program() {
            live(&Blog::of(fixtures), kind, &|blog| self.built(blog, &file));
        }
    }
}
