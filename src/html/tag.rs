//! The names of elements, and what the standard says about each.

/// What an element is, as bits.
pub(crate) mod trait_bits {
    /// Has no content and no end tag.
    pub(crate) const VOID: u16 = 1;
    /// Its content is text up to its end tag.
    pub(crate) const RAW: u16 = 1 << 1;
    /// Its start ends an open paragraph.
    pub(crate) const ENDS_P: u16 = 1 << 2;
    /// Is shown as a block, so that text before and behind it stands apart.
    pub(crate) const BLOCK: u16 = 1 << 3;
    /// Says how text looks; its place in the tree does not matter.
    pub(crate) const FORMAT: u16 = 1 << 4;
    /// Is one of the standard's special elements.
    pub(crate) const SPECIAL: u16 = 1 << 5;
    /// An end tag does not look beyond it.
    pub(crate) const SCOPE: u16 = 1 << 6;
    /// May stand in the head.
    pub(crate) const HEAD: u16 = 1 << 7;
    /// Its text is not shown as text.
    pub(crate) const SILENT: u16 = 1 << 8;
    /// Ends SVG or MathML around it (WHATWG HTML, 13.2.6.5).
    pub(crate) const BREAKOUT: u16 = 1 << 9;
}

use trait_bits::{BLOCK, BREAKOUT, ENDS_P, FORMAT, HEAD, RAW, SCOPE, SILENT, SPECIAL, VOID};

/// Bytes of the longest known name.
const LONGEST: usize = 16;

/// A section of a page.
const BOX: u16 = BLOCK | ENDS_P | SPECIAL;

macro_rules! tags {
    ($($tag:ident $name:literal $bits:expr;)*) => {
        /// An element's name, or one of no known name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Tag {
            $($tag,)*
            /// A name that the standard does not have.
            Other,
        }

        impl Tag {
            /// The number of tags.
            pub(crate) const COUNT: usize = Tag::Other as usize + 1;

            const BITS: [u16; Tag::COUNT] = [$($bits,)* 0];

            const NAMES: [&str; Tag::COUNT] = [$($name,)* ""];

            /// Returns the tag of a name, in any case.
            pub(crate) fn of(name: &[u8]) -> Tag {
                match packed(name) {
                    $(x if x == const { pack($name.as_bytes()) } => Tag::$tag,)*
                    _ => Tag::Other,
                }
            }
        }
    };
}

tags! {
    A "a" FORMAT;
    Abbr "abbr" 0;
    Address "address" BOX;
    Area "area" VOID | SPECIAL;
    Article "article" BOX;
    Aside "aside" BOX;
    Audio "audio" SILENT;
    B "b" FORMAT | BREAKOUT;
    Base "base" VOID | HEAD | SPECIAL;
    Basefont "basefont" VOID | HEAD | SPECIAL;
    Bgsound "bgsound" VOID | HEAD | SPECIAL;
    Big "big" FORMAT | BREAKOUT;
    Blockquote "blockquote" BOX | BREAKOUT;
    Body "body" BLOCK | SPECIAL | BREAKOUT;
    Br "br" VOID | SPECIAL | BREAKOUT;
    Button "button" BLOCK | SPECIAL;
    Canvas "canvas" SILENT;
    Caption "caption" BLOCK | SPECIAL | SCOPE;
    Center "center" BOX | BREAKOUT;
    Cite "cite" 0;
    Code "code" FORMAT | BREAKOUT;
    Col "col" VOID | SPECIAL;
    Colgroup "colgroup" SPECIAL;
    Datalist "datalist" SILENT;
    Dd "dd" BOX | BREAKOUT;
    Del "del" 0;
    Desc "desc" 0;
    Details "details" BOX;
    Dialog "dialog" BLOCK | ENDS_P;
    Dir "dir" BOX;
    Div "div" BOX | BREAKOUT;
    Dl "dl" BOX | BREAKOUT;
    Dt "dt" BOX | BREAKOUT;
    Em "em" FORMAT | BREAKOUT;
    Embed "embed" VOID | SPECIAL | BREAKOUT;
    Fieldset "fieldset" BOX;
    Figcaption "figcaption" BOX;
    Figure "figure" BOX;
    Font "font" FORMAT;
    Footer "footer" BOX;
    ForeignObject "foreignobject" BLOCK;
    Form "form" BOX;
    Frame "frame" VOID | SPECIAL;
    Frameset "frameset" SPECIAL | BLOCK;
    H1 "h1" BOX | BREAKOUT;
    H2 "h2" BOX | BREAKOUT;
    H3 "h3" BOX | BREAKOUT;
    H4 "h4" BOX | BREAKOUT;
    H5 "h5" BOX | BREAKOUT;
    H6 "h6" BOX | BREAKOUT;
    Head "head" SPECIAL | BREAKOUT;
    Header "header" BOX;
    Hgroup "hgroup" BOX;
    Hr "hr" VOID | BOX | BREAKOUT;
    Html "html" BLOCK | SPECIAL | SCOPE;
    I "i" FORMAT | BREAKOUT;
    Iframe "iframe" RAW | SILENT | SPECIAL;
    Image "image" 0;
    Img "img" VOID | SPECIAL | BREAKOUT;
    Input "input" VOID | SPECIAL;
    Ins "ins" 0;
    Keygen "keygen" VOID | SPECIAL;
    Label "label" 0;
    Legend "legend" BLOCK;
    Li "li" BOX | BREAKOUT;
    Link "link" VOID | HEAD | SPECIAL;
    Listing "listing" BOX | BREAKOUT;
    Main "main" BOX;
    Map "map" 0;
    Mark "mark" 0;
    Marquee "marquee" BLOCK | SPECIAL | SCOPE;
    Math "math" 0;
    Menu "menu" BOX | BREAKOUT;
    Meta "meta" VOID | HEAD | SPECIAL | BREAKOUT;
    Nav "nav" BOX;
    Nobr "nobr" FORMAT | BREAKOUT;
    Noembed "noembed" RAW | SILENT | SPECIAL;
    Noframes "noframes" RAW | SILENT | HEAD | SPECIAL;
    Noscript "noscript" BLOCK | HEAD | SPECIAL;
    Object "object" SPECIAL | SCOPE | SILENT;
    Ol "ol" BOX | BREAKOUT;
    Optgroup "optgroup" BLOCK;
    Option "option" BLOCK;
    P "p" BOX | BREAKOUT;
    Param "param" VOID | SPECIAL;
    Plaintext "plaintext" BLOCK | ENDS_P | SPECIAL;
    Pre "pre" BOX | BREAKOUT;
    Q "q" 0;
    Rp "rp" SILENT;
    Rt "rt" 0;
    Ruby "ruby" BREAKOUT;
    S "s" FORMAT | BREAKOUT;
    Samp "samp" 0;
    Script "script" RAW | SILENT | HEAD | SPECIAL;
    Search "search" BOX;
    Section "section" BOX;
    Select "select" BLOCK | SPECIAL;
    Small "small" FORMAT | BREAKOUT;
    Source "source" VOID | SPECIAL;
    Span "span" BREAKOUT;
    Strike "strike" FORMAT | BREAKOUT;
    Strong "strong" FORMAT | BREAKOUT;
    Style "style" RAW | SILENT | HEAD | SPECIAL;
    Sub "sub" BREAKOUT;
    Summary "summary" BOX;
    Sup "sup" BREAKOUT;
    Svg "svg" SILENT;
    Table "table" BOX | SCOPE | BREAKOUT;
    Tbody "tbody" BLOCK | SPECIAL;
    Td "td" BLOCK | SPECIAL | SCOPE;
    Template "template" HEAD | SPECIAL | SCOPE | SILENT;
    Textarea "textarea" RAW | SILENT | SPECIAL;
    Tfoot "tfoot" BLOCK | SPECIAL;
    Th "th" BLOCK | SPECIAL | SCOPE;
    Thead "thead" BLOCK | SPECIAL;
    Time "time" 0;
    Title "title" RAW | SILENT | HEAD | SPECIAL;
    Tr "tr" BLOCK | SPECIAL;
    Track "track" VOID | SPECIAL;
    Tt "tt" FORMAT | BREAKOUT;
    U "u" FORMAT | BREAKOUT;
    Ul "ul" BOX | BREAKOUT;
    Var "var" BREAKOUT;
    Video "video" SILENT;
    Wbr "wbr" VOID | SPECIAL;
    Xmp "xmp" RAW | BLOCK | ENDS_P | SPECIAL;
}

impl Tag {
    /// Returns whether the tag has one of `bits`.
    pub(crate) fn is(self, bits: u16) -> bool {
        Tag::BITS.get(self as usize).is_some_and(|own| own & bits != 0)
    }

    /// Returns the name in lower case; empty for one that is not known.
    pub(crate) fn name(self) -> &'static str {
        Tag::NAMES.get(self as usize).copied().unwrap_or_default()
    }

    /// Returns the level of a heading.
    pub(crate) fn heading(self) -> Option<u8> {
        match self {
            Tag::H1 => Some(1),
            Tag::H2 => Some(2),
            Tag::H3 => Some(3),
            Tag::H4 => Some(4),
            Tag::H5 => Some(5),
            Tag::H6 => Some(6),
            _ => None,
        }
    }
}

/// Returns a name of at most 16 bytes as a number, in lower case; 0 for a longer one.
pub(super) fn packed(name: &[u8]) -> u128 {
    if name.len() > LONGEST {
        return 0;
    }
    name.iter().fold(0, |packed, byte| packed << 8 | u128::from(byte.to_ascii_lowercase()))
}

/// Returns a name in lower case as a number.
pub(super) const fn pack(name: &[u8]) -> u128 {
    let (mut packed, mut at) = (0, 0);
    while at < name.len() {
        packed = packed << 8 | name[at] as u128;
        at += 1;
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_case() {
        assert_eq!(Tag::of(b"BlockQuote"), Tag::Blockquote);
        assert_eq!(Tag::of(b"x-card"), Tag::Other);
        assert_eq!(Tag::of(b"averyveryverylongname"), Tag::Other);
    }
}
