//! Line endings and blank lines of a text.

/// The length of the blank lines at the beginning of a text, their endings included.
pub fn blank_lines(text: &str) -> usize {
    let blank = text.len() - text.trim_start().len();
    text[..blank].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// The line ending that a file ends with; empty when it ends with something else.
pub fn last_ending(bytes: &[u8]) -> &'static str {
    match bytes {
        [.., b'\r', b'\n'] => "\r\n",
        [.., b'\n'] => "\n",
        [.., b'\r'] => "\r",
        _ => "",
    }
}

/// The text with LF endings.
pub fn lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
