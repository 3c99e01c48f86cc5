//! Characters written as `&name;` or `&#number;`, as browsers read them.

use std::borrow::Cow;

use crate::entities::{bare_name, named};

/// Bytes of the longest name.
const LONGEST: usize = 32;

/// Returns what the reference at the head of `rest`, which begins with `&`, stands for, and its length.
pub(crate) fn reference(rest: &str) -> Option<(Cow<'static, str>, usize)> {
    let body = rest.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        return numbered(number).map(|(c, len)| (Cow::Owned(c.to_string()), len + 2));
    }
    let letters = body.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let (name, behind) = body.split_at_checked(letters)?;
    if behind.starts_with(';')
        && let Some(value) = named(name)
    {
        return Some((Cow::Borrowed(value), letters + 2));
    }
    let name = bare_name(name)?;
    Some((Cow::Borrowed(named(name)?), name.len() + 1))
}

/// Returns the character of a number, and its length with its semicolon.
fn numbered(number: &str) -> Option<(char, usize)> {
    let (radix, mark) = if number.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
    let digits = number.get(mark..)?;
    let count = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if count == 0 {
        return None;
    }
    let value = digits.chars().take(count).try_fold(0u32, |value, digit| {
        value.checked_mul(radix)?.checked_add(digit.to_digit(radix)?)
    });
    let has_end = digits.as_bytes().get(count) == Some(&b';');
    Some((character(value), mark + count + usize::from(has_end)))
}

/// Returns the character of a code, that of windows-1252 for the C1 controls.
fn character(code: Option<u32>) -> char {
    let Some(code) = code else { return char::REPLACEMENT_CHARACTER };
    if let Ok(byte @ 0x80..=0x9F) = u8::try_from(code) {
        let byte = [byte];
        let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0;
        return text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    char::from_u32(code).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Returns the value of an attribute, or a text, with its references read.
pub(crate) fn decoded(source: &str) -> Cow<'_, str> {
    if !source.contains('&') {
        return Cow::Borrowed(source);
    }
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let Some((before, behind)) = rest.split_at_checked(at) else { break };
        text.push_str(before);
        let (value, len) = reference(behind).unwrap_or((Cow::Borrowed("&"), 1));
        text.push_str(&value);
        rest = behind.get(len..).unwrap_or_default();
    }
    text.push_str(rest);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_numbers() {
        assert_eq!(
            decoded("a &amp; b &eacute;&#233;&#xE9 &#150; &notit; &no;"),
            "a & b éé\u{e9} – ¬it; &no;"
        );
        assert_eq!(decoded("&#0; &#x110000; &#; &"), "\u{FFFD} \u{FFFD} &#; &");
    }
}
