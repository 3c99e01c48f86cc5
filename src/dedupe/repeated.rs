//! The gate of repeated paragraphs and lines: what stands in earlier documents is taken out of later ones.
//!
//! It runs behind the gates that set documents aside, so what those compare is the text before it, and a
//! document that was set aside adds nothing to what was seen. A document of which nothing would be left
//! stays whole.

use crate::document::Document;
use crate::error::{Error, Result};
use crate::findings::Findings;
use crate::marks::Piece;
use crate::rows::document_id;
use crate::span::Span;
use crate::stage::Gate;
use crate::text::{cuts, full_lines};

use super::digest::text_digest;
use super::exact::{NAMES_BYTES, name};
use super::index::Index;
use super::repeats::Repeats;
use super::shelf::Shelf;
use super::spill::Spill;
use super::{NOTHING_NEW, Options, REPEATED_TEXT, Unit};

/// Remembers every paragraph or line that it has seen, by digest, and where it stood first.
///
/// In memory: 7 MiB at most, 1.4 bytes a paragraph, and where more than one document may keep it, 5.4 for
/// one that stands in several.
pub struct Repeated {
    // Documents that keep a paragraph.
    least: u64,
    // The place of the name of the first document with each paragraph.
    seen: Index,
    names: Shelf,
    repeats: Repeats,
    failure: Option<Error>,
}

/// A paragraph, as the documents before leave it.
struct Known {
    at: Span,
    digest: u128,
    // The place of the name of the first document with it.
    first: Option<u64>,
    is_gone: bool,
}

impl Repeated {
    /// The name of the pass.
    pub const PASS: &'static str = "dedupe/repeated";

    /// Returns a gate that has seen nothing, takes about `limit` bytes of memory, and spills the rest.
    pub fn new(options: &Options, limit: u64, spill: &Spill) -> Repeated {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let names_bytes = (limit / 4).min(NAMES_BYTES);
        Repeated {
            least: options.repeated_documents,
            seen: Index::new(limit / 2, spill.clone()),
            names: Shelf::new(names_bytes, spill.clone()),
            repeats: Repeats::new(names_bytes, spill),
            failure: None,
        }
    }

    /// Ends the run of documents.
    ///
    /// # Errors
    ///
    /// When a file of what is remembered could not be written or read: findings since then are void.
    pub fn finish(self) -> Result<()> {
        self.failure.map_or(Ok(()), Err)
    }

    fn look(&mut self, doc: &Document, pieces: &[Piece], found: &mut Findings<'_>) -> Result<()> {
        let known: Result<Vec<Known>> = pieces.iter().map(|piece| self.known(*piece)).collect();
        let known = known?;
        self.report(doc, &known, found)?;
        self.remember(doc, known)
    }

    fn known(&mut self, Piece { at, digest }: Piece) -> Result<Known> {
        let first = self.seen.find(digest)?;
        let is_gone = match first {
            None => false,
            Some(_) if self.least == 1 => true,
            Some(_) => self.repeats.members(digest)? >= self.least,
        };
        Ok(Known { at, digest, first, is_gone })
    }

    fn report(&mut self, doc: &Document, known: &[Known], found: &mut Findings<'_>) -> Result<()> {
        let gone: Vec<&Known> = known.iter().filter(|known| known.is_gone).collect();
        let spans: Vec<Span> = gone.iter().map(|known| known.at).collect();
        let cuts = cuts(doc.text(), &spans);
        let left = doc.text().len() - cuts.iter().map(|cut| cut.len()).sum::<usize>();
        for (known, cut) in gone.iter().zip(&cuts) {
            let first = name(&self.names.take_down(known.first.unwrap_or_default())?);
            let detail = format!("first in \"{}\" ({})", first.file, first.id);
            if left == 0 {
                found.flag(&NOTHING_NEW, known.at, &detail);
                break;
            }
            found.replace_because(&REPEATED_TEXT, *cut, "", &detail);
        }
        Ok(())
    }

    /// Counts the document for each paragraph that it keeps, once.
    fn remember(&mut self, doc: &Document, mut known: Vec<Known>) -> Result<()> {
        known.retain(|known| !known.is_gone);
        known.sort_unstable_by_key(|known| known.digest);
        known.dedup_by_key(|known| known.digest);
        let mut own = None;
        for Known { digest, first, .. } in known {
            match (first, own) {
                (Some(place), _) => {
                    self.repeats.add(digest, place)?;
                }
                (None, Some(place)) => self.seen.put(digest, place)?,
                (None, None) => {
                    let origin = doc.origin();
                    let record = [document_id(&origin.raw_hash), origin.file.as_str()].concat();
                    let place = self.names.put(record.as_bytes())?;
                    self.seen.put(digest, place)?;
                    own = Some(place);
                }
            }
        }
        Ok(())
    }
}

impl Gate for Repeated {
    fn scan(&mut self, doc: &Document, found: &mut Findings<'_>) {
        let Some(marks) = doc.marks().filter(|_| self.failure.is_none()) else { return };
        if let Err(error) = self.look(doc, &marks.pieces, found) {
            self.failure = Some(error);
        }
    }
}

/// Returns the paragraphs or lines of a text that are long enough to be looked for.
pub(super) fn pieces(text: &str, options: &Options) -> Vec<Piece> {
    let spans = match options.repeated {
        Unit::None => Vec::new(),
        Unit::Lines => full_lines(text).collect(),
        Unit::Paragraphs => paragraphs(text),
    };
    let long = spans.into_iter().filter(|at| at.len() >= options.repeated_bytes.max(1));
    long.map(|at| Piece { at, digest: text_digest(at.of(text)) }).collect()
}

/// Returns the stretches of lines with no blank line between them.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut paragraphs: Vec<Span> = Vec::new();
    for line in full_lines(text) {
        match paragraphs.last_mut() {
            Some(last) if !is_apart(text, *last, line) => *last = last.hull(line),
            _ => paragraphs.push(line),
        }
    }
    paragraphs
}

/// Returns whether a blank line stands between two stretches of a text.
fn is_apart(text: &str, before: Span, behind: Span) -> bool {
    let between = Span::new(before.end, behind.start).of(text);
    memchr::memchr_iter(b'\n', between.as_bytes()).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, repeated: Unit, repeated_bytes: usize) -> Vec<&str> {
        let options = Options { repeated, repeated_bytes, ..Options::default() };
        pieces(text, &options).iter().map(|piece| piece.at.of(text)).collect()
    }

    #[test]
    fn a_paragraph_ends_at_a_blank_line() {
        let text = "a\n b\n \nc d\n\n\ne\n";
        assert_eq!(found(text, Unit::Paragraphs, 0), ["a\n b", "c d", "e"]);
        assert_eq!(found(text, Unit::Lines, 0), ["a", "b", "c d", "e"]);
        assert!(found(text, Unit::None, 0).is_empty());
    }

    #[test]
    fn short_ones_are_not_looked_for() {
        assert_eq!(found("a\n\nb c\n\nd", Unit::Paragraphs, 3), ["b c"]);
    }
}
