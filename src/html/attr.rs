//! The attributes of a start tag: where it ends, and the values of those that matter.

use memchr::memchr;

use crate::span::Span;

use super::tag::{pack, packed};

macro_rules! names {
    ($($attr:ident $name:literal;)*) => {
        /// An attribute that is read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Name {
            $(#[doc = $name] $attr,)*
        }

        impl Name {
            fn of(name: &[u8]) -> Option<Name> {
                match packed(name) {
                    $(x if x == const { pack($name.as_bytes()) } => Some(Name::$attr),)*
                    _ => None,
                }
            }
        }
    };
}

names! {
    Alt "alt";
    AriaHidden "aria-hidden";
    Class "class";
    Content "content";
    Datetime "datetime";
    Hidden "hidden";
    Href "href";
    HttpEquiv "http-equiv";
    Id "id";
    Itemprop "itemprop";
    Itemtype "itemtype";
    Lang "lang";
    Named "name";
    Property "property";
    Rel "rel";
    Role "role";
    Src "src";
    Start "start";
    Style "style";
    Title "title";
    Ts "ts";
    Type "type";
}

/// An attribute and its value, as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr {
    pub(crate) name: Name,
    start: u32,
    end: u32,
}

impl Attr {
    /// Returns the place of the value.
    pub(crate) fn value(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// Reads the attributes of the start tag whose name ends at `at`; those that matter go to `attrs`.
///
/// Of several of one name the first counts (WHATWG HTML, 13.2.5.33), so that a tag has no more than there
/// are names. Returns where the tag ends, and whether it ends with `/>`; nothing where the text ends
/// first.
pub(super) fn read(bytes: &[u8], mut at: usize, attrs: &mut Vec<Attr>) -> Option<(usize, bool)> {
    let first = attrs.len();
    let is_first = |attrs: &[Attr], name: Name| {
        attrs.get(first..).is_none_or(|own| own.iter().all(|attr| attr.name != name))
    };
    loop {
        at = skip(bytes, at, |byte| is_space(byte) || byte == b'/');
        if *bytes.get(at)? == b'>' {
            return Some((at + 1, bytes.get(at.wrapping_sub(1)) == Some(&b'/')));
        }
        let start = at;
        // A name may begin with `=`.
        at = skip(bytes, at + 1, |byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name = Name::of(bytes.get(start..at)?);
        let behind = skip(bytes, at, is_space);
        let mut value = Span::point(at);
        if bytes.get(behind) == Some(&b'=') {
            (value, at) = value_at(bytes, skip(bytes, behind + 1, is_space))?;
        }
        if let Some(name) = name.filter(|name| is_first(attrs, *name)) {
            attrs.push(Attr { name, start: value.start as u32, end: value.end as u32 });
        }
    }
}

/// Returns the place of the value at `at`, and where what holds it ends.
fn value_at(bytes: &[u8], at: usize) -> Option<(Span, usize)> {
    match *bytes.get(at)? {
        quote @ (b'"' | b'\'') => {
            let end = at + 1 + memchr(quote, bytes.get(at + 1..)?)?;
            Some((Span::new(at + 1, end), end + 1))
        }
        b'>' => Some((Span::point(at), at)),
        _ => {
            let end = skip(bytes, at, |byte| !is_space(byte) && byte != b'>');
            (end < bytes.len()).then_some((Span::new(at, end), end))
        }
    }
}

fn skip(bytes: &[u8], at: usize, is: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !is(*byte)).unwrap_or(rest.len())
}

/// Returns whether a byte is white space to HTML.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0C')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(tag: &str) -> (Vec<&str>, usize) {
        let mut attrs = Vec::new();
        let (end, _) = read(tag.as_bytes(), 0, &mut attrs).unwrap_or_default();
        (attrs.iter().map(|attr| attr.value().of(tag)).collect(), end)
    }

    #[test]
    fn values_stand_in_quotes_or_without() {
        assert_eq!(values(" class=\"a > b\" id=c href = 'd'>e"), (vec!["a > b", "c", "d"], 31));
        assert_eq!(values(" hidden data-x=1 id>"), (vec!["", ""], 20));
        assert_eq!(values("/id=a/b>"), (vec!["a/b"], 8));
    }

    #[test]
    fn a_quote_in_a_name_opens_nothing() {
        assert_eq!(values(" \"b\" id=x\">"), (vec!["x\""], 11));
    }

    #[test]
    fn the_first_of_a_name_counts() {
        assert_eq!(values(" id=a ID=b class=c id>"), (vec!["a", "c"], 22));
    }

    #[test]
    fn a_tag_without_end_is_none() {
        assert_eq!(values(" id=\"a>"), (vec![], 0));
    }
}
