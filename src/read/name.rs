//! The name of a document: its path relative to the input, as text, whatever bytes it is made of.

use std::path::{Component, Path};

/// Returns `path` joined with `/`; bytes that are not UTF-8 are written as `\xFF`.
pub(super) fn file_name(path: &Path) -> String {
    let mut name = String::new();
    for part in path.components() {
        if let Component::Normal(part) = part {
            if !name.is_empty() {
                name.push('/');
            }
            push_escaped(&mut name, part.as_encoded_bytes());
        }
    }
    name
}

/// Returns the name of a member of an archive as text.
pub(super) fn escaped(bytes: &[u8]) -> String {
    let mut name = String::new();
    push_escaped(&mut name, bytes);
    name
}

fn push_escaped(name: &mut String, part: &[u8]) {
    for chunk in part.utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            name.push_str(&format!("\\x{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_with_slashes() {
        assert_eq!(file_name(Path::new("a/./b.txt")), "a/b.txt");
    }

    #[cfg(unix)]
    #[test]
    fn escapes_bytes_that_are_not_text() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let odd = Path::new(OsStr::from_bytes(b"caf\xE9.txt"));
        assert_eq!(file_name(odd), "caf\\xE9.txt");
    }
}
