//! A picture's bytes: what kind it is, what a camera wrote into it besides the picture, and a smaller copy. Pure.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::{Bytes, DynImage, ImageEXIF};

/// JPEG at this quality shows no difference at arm's length.
const QUALITY: u8 = 85;
/// What decoding may take, in bytes: a picture of 16,000 by 8,000.
const MEMORY: u64 = 512 << 20;

/// A kind of picture, by its first bytes: a name says little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Png,
    Jpeg,
    WebP,
    Gif,
    Avif,
    Svg,
}

impl Kind {
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let text = || {
            let start = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_lowercase();
            let start = start.trim_start_matches('\u{feff}').trim_start().to_owned();
            start.starts_with("<svg")
                || (start.starts_with("<?xml") || start.starts_with("<!")) && start.contains("<svg")
        };
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Some(Kind::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
            [b'G', b'I', b'F', b'8', ..] => Some(Kind::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::WebP),
            [
                _,
                _,
                _,
                _,
                b'f',
                b't',
                b'y',
                b'p',
                b'a',
                b'v',
                b'i',
                b'f' | b's',
                ..,
            ] => Some(Kind::Avif),
            _ if text() => Some(Kind::Svg),
            _ => None,
        }
    }

    pub(crate) fn extension(self) -> &'static str {
        match self {
            Kind::Png => "png",
            Kind::Jpeg => "jpg",
            Kind::WebP => "webp",
            Kind::Gif => "gif",
            Kind::Avif => "avif",
            Kind::Svg => "svg",
        }
    }
}

/// The picture without what else is in the file: where and when it was taken, by what, its earlier versions. How it is turned
/// stays, and so does every point of it: nothing is encoded anew. `None` where that is not known of this kind, or the file is
/// damaged.
pub(crate) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let kind = Kind::of(bytes)?;
    let mut parts = DynImage::from_bytes(Bytes::copy_from_slice(bytes))
        .ok()
        .flatten()?;
    let turned = orientation(bytes);
    match &mut parts {
        DynImage::Jpeg(jpeg) => without_segments(jpeg),
        DynImage::Png(png) => without_chunks(png),
        DynImage::WebP(webp) => webp.chunks_mut().retain(|chunk| chunk.id() != *b"XMP "),
    }
    parts.set_exif(None);
    if turned != Orientation::NoTransforms {
        parts.set_exif(Some(Bytes::copy_from_slice(&turned_alone(turned))));
    }
    let cleaned = parts.encoder().bytes().to_vec();
    (Kind::of(&cleaned) == Some(kind)).then_some(cleaned)
}

fn without_segments(jpeg: &mut Jpeg) {
    // Exif and XMP, Photoshop's, comments. Colour profiles (APP2) are part of the picture.
    for marker in [markers::APP1, markers::APP13, markers::COM] {
        jpeg.remove_segments_by_marker(marker);
    }
}

fn without_chunks(png: &mut Png) {
    for kind in [*b"tEXt", *b"iTXt", *b"zTXt", *b"tIME"] {
        png.remove_chunks_by_type(kind);
    }
}

/// The smallest Exif that says how a picture is turned (TIFF 6.0, one entry: tag 0x0112, SHORT).
fn turned_alone(turned: Orientation) -> [u8; 26] {
    let mut exif = *b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    exif[19] = turned.to_exif();
    exif
}

fn reader(bytes: &[u8]) -> Option<impl ImageDecoder + '_> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    reader.into_decoder().ok()
}

fn orientation(bytes: &[u8]) -> Orientation {
    reader(bytes)
        .and_then(|mut decoder| decoder.orientation().ok())
        .unwrap_or(Orientation::NoTransforms)
}

/// Width and height as shown, in points.
pub(crate) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut decoder = reader(bytes)?;
    let (width, height) = decoder.dimensions();
    let turned = decoder.orientation().ok();
    let on_side = matches!(
        turned,
        Some(
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        )
    );
    Some(if on_side { (height, width) } else { (width, height) })
}

/// The picture with no side longer than `longest` points, encoded anew in its own kind and as it is shown. `None` where that
/// is not smaller, not known of this kind, or the file is damaged.
pub(crate) fn smaller(bytes: &[u8], longest: u32) -> Option<Vec<u8>> {
    let format = match Kind::of(bytes)? {
        Kind::Png => ImageFormat::Png,
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::WebP => ImageFormat::WebP,
        Kind::Gif | Kind::Avif | Kind::Svg => return None,
    };
    let mut decoder = reader(bytes)?;
    let turned = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(turned);
    if picture.width().max(picture.height()) > longest {
        picture = picture.resize(longest, longest, FilterType::Lanczos3);
    }
    let mut out = Vec::new();
    let written = match format {
        ImageFormat::Jpeg => picture
            .into_rgb8()
            .write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY)),
        ImageFormat::WebP => picture
            .into_rgba8()
            .write_with_encoder(WebPEncoder::new_lossless(&mut out)),
        _ => picture.write_with_encoder(PngEncoder::new(&mut out)),
    };
    written.ok()?;
    (out.len() < bytes.len()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    fn photo() -> Vec<u8> {
        let picture = RgbImage::from_fn(400, 200, |x, y| {
            image::Rgb([(x % 256) as u8, (y % 256) as u8, 90])
        });
        let mut plain = Vec::new();
        picture
            .write_with_encoder(JpegEncoder::new_with_quality(&mut plain, 95))
            .unwrap();
        // A camera's: turned by a quarter, with a place and an owner.
        let mut jpeg = Jpeg::from_bytes(Bytes::from(plain)).unwrap();
        let mut exif = turned_alone(Orientation::Rotate90).to_vec();
        exif.extend_from_slice(b"GPS 59.91 N 10.75 E, owner Ines");
        jpeg.set_exif(Some(Bytes::from(exif)));
        jpeg.encoder().bytes().to_vec()
    }

    fn has(bytes: &[u8], words: &[u8]) -> bool {
        bytes.windows(words.len()).any(|part| part == words)
    }

    #[test]
    fn where_a_picture_was_taken_goes_and_how_it_is_turned_stays() {
        let photo = photo();
        assert!(has(&photo, b"GPS"));
        assert_eq!(size(&photo), Some((200, 400)));
        let clean = cleaned(&photo).unwrap();
        assert!(!has(&clean, b"GPS") && !has(&clean, b"Ines"));
        assert_eq!(size(&clean), Some((200, 400)));
        let points = |bytes: &[u8]| {
            DynamicImage::from_decoder(reader(bytes).unwrap())
                .unwrap()
                .into_rgb8()
        };
        assert!(points(&photo) == points(&clean), "every point is as it was");
    }

    #[test]
    fn a_smaller_copy_stands_upright_and_a_small_picture_stays() {
        let small = smaller(&photo(), 100).unwrap();
        assert_eq!(size(&small), Some((50, 100)));
        assert_eq!(orientation(&small), Orientation::NoTransforms);
        assert_eq!(
            smaller(&small, 100).filter(|again| again.len() > small.len()),
            None
        );
        assert_eq!(smaller(b"<svg></svg>", 100), None);
        assert_eq!(smaller(&photo()[..200], 100), None, "a damaged one");
    }

    #[test]
    fn kinds_are_told_by_their_bytes() {
        assert_eq!(Kind::of(&photo()), Some(Kind::Jpeg));
        assert_eq!(
            Kind::of(b"<?xml version=\"1.0\"?>\n<svg xmlns=\"\"/>"),
            Some(Kind::Svg)
        );
        assert_eq!(Kind::of(b"%PDF-1.7"), None);
        assert_eq!(Kind::of(b""), None);
        assert_eq!(cleaned(b"\x89PNG broken"), None);
    }
}
