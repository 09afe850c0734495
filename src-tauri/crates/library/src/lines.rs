//! Line endings and blank lines of a text.

/// The length of the blank lines at the beginning of a text, their endings included.
pub fn blank_lines(text: &str) -> usize {
    let blank = text.len() - text.trim_start().len();
    text[..blank].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// The text with LF endings.
pub fn lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
