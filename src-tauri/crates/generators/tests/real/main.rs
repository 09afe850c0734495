//! Blogs that the real generators build, beside what Galley says of them: which posts readers see, at which address,
//! and which are hidden. `./dev test` installs the programs; where one is not there, its tests say so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

#[cfg(test)]
mod astro;
#[cfg(test)]
mod blog;
#[cfg(test)]
mod broken;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod docusaurus;
#[cfg(test)]
mod eleventy;
#[cfg(test)]
mod hexo;
#[cfg(test)]
mod hugo;
#[cfg(test)]
mod jekyll;
#[cfg(test)]
mod life;
#[cfg(test)]
mod npm;
#[cfg(test)]
mod pelican;
#[cfg(test)]
mod program;
