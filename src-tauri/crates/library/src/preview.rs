//! The page of an open post as readers will see it, and the pictures that it shows.

mod change;

use std::fs;
use std::sync::Arc;

use galley_post::Post;
use galley_site::{Page, stylesheet};

use crate::error::{Error, Result};
use crate::facts::{self, Facts};
use crate::library::{Inner, Library, lock};
use crate::view::{BlockMark, PictureFault, PictureReason, PreviewView};
use crate::{address, pages, paths};

/// Pictures larger than this are not shown in the preview, in bytes.
const LARGEST_PICTURE: u64 = 32 << 20;

pub(crate) use change::Shown;

/// A picture of the library.
pub struct Picture {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// For example `image/png`.
    pub media_type: &'static str,
}

impl Library {
    /// The page of an open post, with its unsaved text.
    ///
    /// # Errors
    /// `post.closed`.
    pub fn preview(&self, post: &str) -> Result<PreviewView> {
        let (seq, shown) = self.show_page(post)?;
        Ok(view(seq, &shown))
    }

    /// Renders the page of an open post and remembers it as the one that was handed out last, with the number of the edit
    /// that it shows.
    fn show_page(&self, post: &str) -> Result<(u32, Arc<Shown>)> {
        let session = self.inner.session(post)?;
        let (path, text, seq, now) = {
            let session = lock(&session);
            (session.path.clone(), session.text(), session.seq, session.post())
        };
        let facts = facts::of_post(&self.inner.site.generator, &self.inner.clock, &path, &now);
        let page = page(&self.inner, &facts, &path, &now, &text);
        let cover = pages::cover(&now);
        let mut session = lock(&session);
        let number = session.shown.as_ref().map_or(0, |shown| shown.number) + 1;
        let shown = Arc::new(Shown { number, page, cover });
        session.shown = Some(Arc::clone(&shown));
        Ok((seq, shown))
    }

    /// The page of a post as its file is, as a build would write it.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, `post.not-a-post`.
    pub fn render(&self, path: &str) -> Result<String> {
        let path = paths::normal(path);
        let post = Post::parse(self.inner.read_post(&path)?);
        let facts = facts::of_post(&self.inner.site.generator, &self.inner.clock, &path, &post);
        let text = crate::lines::lf(post.body());
        Ok(page(&self.inner, &facts, &path, &post, &text).html)
    }

    /// The theme's style sheet.
    pub fn preview_style(&self) -> String {
        stylesheet(pages::theme(&self.inner)).to_owned()
    }

    /// The picture that a post in `FOLDER` means by `LINK`, both given as one address path `FOLDER/LINK`, percent-encoded.
    ///
    /// # Errors
    /// `post.gone` when there is none, `post.outside`, and `post.not-a-post` for a file that is no picture.
    pub fn picture(&self, address: &str) -> Result<Picture> {
        let address = decode(address);
        for path in self.pictures_at(&address) {
            let Some(media_type) = media_type(&path) else {
                continue;
            };
            let Ok(file) = paths::resolve(&self.inner.root, &path) else {
                continue;
            };
            let small = fs::metadata(&file).is_ok_and(|meta| meta.is_file() && meta.len() <= LARGEST_PICTURE);
            if small {
                let bytes = fs::read(&file).map_err(|e| Error::io(e, &file))?;
                return Ok(Picture { bytes, media_type });
            }
        }
        Err(Error::new("post.gone", &[("path", &address)]))
    }

    /// Why a picture is not shown; `address` is as in [`Library::picture`].
    pub fn picture_fault(&self, address: &str) -> PictureFault {
        let address = decode(address);
        let place = |path: &str| {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            (folder.to_owned(), name.to_owned())
        };
        for path in self.pictures_at(&address) {
            let file = paths::resolve(&self.inner.root, &path).ok();
            let Some(meta) = file
                .and_then(|file| fs::metadata(file).ok())
                .filter(fs::Metadata::is_file)
            else {
                continue;
            };
            let (folder, name) = place(&path);
            return PictureFault {
                reason: match media_type(&path) {
                    None => PictureReason::Kind,
                    Some(_) if meta.len() > LARGEST_PICTURE => PictureReason::TooLarge,
                    Some(_) => PictureReason::Damaged,
                },
                name,
                folder,
                size: u32::try_from(meta.len()).unwrap_or(u32::MAX),
            };
        }
        let (folder, name) = place(&address);
        PictureFault {
            reason: PictureReason::Missing,
            name,
            folder,
            size: 0,
        }
    }

    /// The files that an address may mean, the likeliest first.
    fn pictures_at(&self, address: &str) -> impl Iterator<Item = String> {
        let generator = &self.inner.site.generator;
        std::iter::once(address.to_owned()).chain(generator.asset_candidates("", &format!("/{address}")))
    }
}

fn view(seq: u32, shown: &Shown) -> PreviewView {
    PreviewView {
        seq,
        number: shown.number,
        marks: shown.page.marks.iter().map(block_mark).collect(),
        html: shown.page.html.clone(),
        cover: shown.cover.clone(),
    }
}

fn block_mark(mark: &galley_site::Mark) -> BlockMark {
    BlockMark {
        offset: number(mark.offset_utf16),
        line: number(mark.line),
        end_line: number(mark.end_line),
    }
}

fn page(inner: &Inner, facts: &Facts, path: &str, post: &Post, text: &str) -> Page {
    pages::page(inner, facts, path, post, address::place(inner, path, post), text)
}

/// The media types of pictures, by extension: what the preview's frame may be given.
pub(crate) fn media_type(path: &str) -> Option<&'static str> {
    let extension = path.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match extension.as_str() {
        "png" | "apng" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "svg" => "image/svg+xml",
        "ico" => "image/x-icon",
        "bmp" => "image/bmp",
        _ => return None,
    })
}

/// Undoes percent-encoding; bytes that are no UTF-8 afterwards become replacement characters and name no file.
pub(crate) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let hex = |i: usize| bytes.get(at + i).and_then(|b| (*b as char).to_digit(16));
        match (byte, hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            _ => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// A count as the views carry it.
pub(crate) fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
