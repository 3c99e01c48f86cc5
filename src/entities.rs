//! The named characters of HTML (WHATWG HTML, section 13.5).

use std::sync::LazyLock;

/// Name and code points of each entity that ends with a semicolon, ascending by name.
const NAMES: &str = include_str!("entities.tsv");

/// Names that also stand without their semicolon.
const BARE: &str = "AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml \
     GT Iacute Icirc Igrave Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG \
     THORN Uacute Ucirc Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring atilde \
     auml brvbar ccedil cedil cent copy curren deg divide eacute ecirc egrave eth euml frac12 \
     frac14 frac34 gt iacute icirc iexcl igrave iquest iuml laquo lt macr micro middot nbsp \
     not ntilde oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo \
     reg sect shy sup1 sup2 sup3 szlig thorn times uacute ucirc ugrave uml uuml yacute yen \
     yuml";

static ENTITIES: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
    let rows = NAMES.lines().filter_map(|line| line.split_once('\t'));
    rows.map(|(name, codes)| (name, codes.split(' ').filter_map(code_point).collect())).collect()
});

static BARE_NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| BARE.split(' ').collect());

/// Returns what `name` stands for, written `&name;`.
pub(crate) fn named(name: &str) -> Option<&'static str> {
    let at = ENTITIES.binary_search_by_key(&name, |entity| entity.0).ok()?;
    ENTITIES.get(at).map(|entity| entity.1.as_str())
}

/// Returns the longest name at the head of `rest` that stands without a semicolon.
pub(crate) fn bare_name(rest: &str) -> Option<&'static str> {
    let fits = BARE_NAMES.iter().filter(|name| rest.starts_with(**name));
    fits.max_by_key(|name| name.len()).copied()
}

fn code_point(hex: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_case() {
        assert_eq!((named("eacute"), named("Eacute"), named("no")), (Some("é"), Some("É"), None));
    }

    #[test]
    fn the_longest_bare_name_wins() {
        assert_eq!(bare_name("notit;"), Some("not"));
        assert_eq!(bare_name("amp"), Some("amp"));
        assert_eq!(bare_name("alpha"), None);
    }
}
