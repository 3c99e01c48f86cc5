//! The site that a document comes from, as far as its path tells, or an address at its edge.

use std::borrow::Cow;

use crate::document::Document;
use crate::field::Field;
use crate::text::{full_lines, full_lines_backward};

/// What stands between folders in a path that a user types.
const SEPARATORS: [char; 2] = ['/', '\\'];

/// Labels of the longest host, and bytes of its last label.
const MOST_LABELS: usize = 6;
const LAST_LABEL: std::ops::RangeInclusive<usize> = 2..=18;

/// Returns the names of the folders that a document lies in: those on the path `file` inside its
/// input, then those of the path `input` that was given for the input, the nearest first.
pub(crate) fn folders<'a>(input: &'a str, file: &'a str) -> impl Iterator<Item = &'a str> {
    let is_file = !file.contains('/') && input.rsplit(SEPARATORS).next() == Some(file);
    let above = match is_file {
        true => input.rsplit_once(SEPARATORS).map_or("", |(above, _)| above),
        false => input,
    };
    inside(file).chain(above.rsplit(SEPARATORS)).filter(|name| !name.is_empty())
}

/// Returns the site of the document `file` of an input: the folder on its path that is named like a
/// host, else the first folder inside the input that has a letter in its name; nothing where no
/// folder tells.
pub(crate) fn site_of<'a>(input: &'a str, file: &'a str) -> &'a str {
    let host = folders(input, file).find(|name| is_host(name));
    let named = || inside(file).find(|name| name.chars().any(char::is_alphabetic));
    host.or_else(named).unwrap_or("")
}

/// Lines at each edge of a text among which an address of the site is sought.
const EDGE_LINES: usize = 3;

/// Returns the site of a document: by its path, else by a line at an edge of its text that is an
/// address, such as `https://www.kestrel.lr/05/a` or the signature `Kestrel.lr`, else by its source
/// where that is such a name; nothing where none of them tells.
pub(crate) fn site_of_document<'a>(input: &'a str, doc: &'a Document) -> Cow<'a, str> {
    match site_of(input, &doc.origin().file) {
        "" => Cow::Owned(address_of(doc)),
        site => Cow::Borrowed(site),
    }
}

fn address_of(doc: &Document) -> String {
    let text = doc.text();
    let edges = full_lines_backward(text).take(EDGE_LINES).chain(full_lines(text).take(EDGE_LINES));
    let lines = edges.map(|line| line.of(text)).chain(doc.field(Field::Source));
    lines.filter_map(host_in).next().unwrap_or_default()
}

/// Returns the host that a line names and nothing else, but for what follows it in an address.
fn host_in(line: &str) -> Option<String> {
    let bare = ["https://", "http://"].iter().find_map(|scheme| line.strip_prefix(scheme));
    let host = bare.map_or(line, |rest| rest.split(['/', '?', '#']).next().unwrap_or(rest));
    let is_one_word = !line.contains(char::is_whitespace);
    let host = host.to_lowercase();
    (is_one_word && is_host(&host)).then_some(host)
}

fn inside(file: &str) -> impl Iterator<Item = &str> {
    file.rsplit_once('/').map_or("", |(folders, _)| folders).split('/')
}

/// Returns whether a name is a host's: labels of lower-case letters, digits and hyphens, the last of
/// them a word.
fn is_host(name: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let is_label = |label: &&str| {
        let plain = |c: char| c.is_alphanumeric() && !c.is_uppercase() || c == '-' || c == '_';
        !label.is_empty() && label.chars().all(plain)
    };
    let last = labels.last().copied().unwrap_or_default();
    (2..=MOST_LABELS).contains(&labels.len())
        && labels.iter().all(is_label)
        && LAST_LABEL.contains(&last.len())
        && last.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{host_in, site_of};

    #[test]
    fn a_folder_named_like_a_host_is_the_site() {
        assert_eq!(site_of("crawl", "2031/www.kestrel.lr/05/a.txt"), "www.kestrel.lr");
        assert_eq!(site_of("crawl/www.kestrel.lr", "05/a.txt"), "www.kestrel.lr");
        assert_eq!(site_of("crawl/kestrel.lr/a.txt", "a.txt"), "kestrel.lr");
    }

    #[test]
    fn a_line_that_is_an_address_names_its_host() {
        assert_eq!(host_in("https://www.kestrel.lr/05/a?b").as_deref(), Some("www.kestrel.lr"));
        assert_eq!(host_in("Kestrel.Lr").as_deref(), Some("kestrel.lr"));
        for line in ["Kestrel", "The end.", "See kestrel.lr", "3.5", "...", "a.b@c.lr"] {
            assert_eq!(host_in(line), None, "{line}");
        }
    }

    #[test]
    fn else_the_first_folder_is() {
        assert_eq!(site_of("crawl", "kestrel/05/a.txt"), "kestrel");
        assert_eq!(site_of("crawl", "2031/kestrel/a.txt"), "kestrel");
        assert_eq!(site_of("seeds", "a.txt"), "");
        assert_eq!(site_of("seeds/a.txt", "a.txt"), "");
    }
}
