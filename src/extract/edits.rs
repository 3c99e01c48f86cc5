//! From chosen blocks to edits: what stands between kept texts gives way to what shows it.

use crate::findings::Findings;
use crate::html::{Gap, is_space, look, reference};
use crate::span::Span;
use crate::text::trimmed;

use super::blocks::{Block, is_preformatted};
use super::layout::Layout;
use super::look::Look;
use super::rules::{BOILERPLATE, BREAK, ENTITY, MARKUP, SPACE};

/// Reports the edits that leave of a page the blocks that stay.
pub(crate) fn report(
    look: &Look<'_>,
    stays: &[bool],
    scores: &[i32],
    mut layout: Layout<'_>,
    found: &mut Findings<'_>,
) {
    let mut writer = Writer { look, found, done: 0, dropped: None };
    for (at, block) in look.blocks.all.iter().enumerate() {
        if stays.get(at).copied().unwrap_or(false) {
            let before = layout.before(block);
            writer.keep(block, before, &layout);
        } else {
            writer.drops(block, scores.get(at).copied());
        }
    }
    writer.gap(look.source.len(), &layout.end());
}

/// Text that goes: its place, and the best score of its blocks.
#[derive(Clone, Copy)]
struct Dropped {
    at: Span,
    score: Option<i32>,
}

struct Writer<'a, 'b, 'c> {
    look: &'a Look<'a>,
    found: &'b mut Findings<'c>,
    // The end of what was kept last.
    done: usize,
    dropped: Option<Dropped>,
}

impl Writer<'_, '_, '_> {
    /// Notes a block that goes.
    fn drops(&mut self, block: &Block, score: Option<i32>) {
        let texts = self.look.page.texts.get(block.texts.0..block.texts.1).unwrap_or_default();
        let (Some(first), Some(last)) = (texts.first(), texts.last()) else { return };
        let at = Span::new(first.at().start, last.at().end);
        self.dropped = Some(match self.dropped {
            Some(dropped) => Dropped { at: dropped.at.hull(at), score: dropped.score.max(score) },
            None => Dropped { at, score },
        });
    }

    /// Keeps a block, with `before` in front of it.
    fn keep(&mut self, block: &Block, before: String, layout: &Layout<'_>) {
        let is_pre = is_preformatted(&self.look.page, block.element);
        let texts = self.look.page.texts.get(block.texts.0..block.texts.1).unwrap_or_default();
        let (mut gap, mut before) = (Gap::Inline, Some(before));
        for (at, text) in texts.iter().enumerate() {
            gap = gap.max(if at == 0 { Gap::Inline } else { text.gap });
            if !layout.is_shown(text.element) {
                continue;
            }
            let place = match is_pre {
                true => without_breaks(self.look.source, text.at(), at == 0, at + 1 == texts.len()),
                false => trimmed(self.look.source, text.at()),
            };
            if place.is_empty() {
                continue;
            }
            let is_spaced = text.look & look::SPACED != 0 && !is_pre;
            let between = before.take().unwrap_or_else(|| {
                let between = match gap {
                    Gap::Inline if is_spaced => " ",
                    Gap::Inline => "",
                    _ => "\n",
                };
                between.to_owned()
            });
            self.gap(place.start, &between);
            self.inside(place, is_pre);
            self.done = place.end;
            gap = Gap::Inline;
        }
    }

    /// Puts `between` in the place of all that stands between the last kept text and `start`.
    fn gap(&mut self, start: usize, between: &str) {
        let gap = Span::new(self.done, start.max(self.done));
        match self.dropped.take() {
            Some(dropped) => {
                let inside =
                    Span::new(dropped.at.start.max(gap.start), dropped.at.end.min(gap.end));
                let before = Span::new(gap.start, inside.start);
                self.put(before, between);
                let between = if before.is_empty() { between } else { "" };
                self.found.replace_because(&BOILERPLATE, inside, between, &told(dropped.score));
                self.put(Span::new(inside.end, gap.end), "");
            }
            None => self.put(gap, between),
        }
    }

    fn put(&mut self, at: Span, with: &str) {
        if at.of(self.look.source) == with {
            return;
        }
        match with {
            "" => self.found.delete(&MARKUP, at),
            _ => self.found.replace(&BREAK, at, with),
        }
    }

    /// Reports references and, unless the text is preformatted, white space inside a kept text.
    fn inside(&mut self, at: Span, is_pre: bool) {
        let text = at.of(self.look.source);
        let bytes = text.as_bytes();
        let mut from = 0;
        let odd = |byte: &u8| *byte == b'&' || (!is_pre && is_space(*byte));
        while let Some(ahead) = bytes.get(from..).and_then(|rest| rest.iter().position(odd)) {
            let start = from + ahead;
            let rest = text.get(start..).unwrap_or_default();
            from = start + 1;
            if rest.starts_with('&') {
                if let Some((value, len)) = reference(rest) {
                    from = start + len;
                    self.found.replace(&ENTITY, Span::new(start, from).shifted(at.start), &value);
                }
                continue;
            }
            let len = rest.bytes().take_while(|byte| is_space(*byte)).count();
            from = start + len;
            if !rest.starts_with(' ') || len > 1 {
                self.found.replace(&SPACE, Span::new(start, from).shifted(at.start), " ");
            }
        }
    }
}

/// Returns preformatted text without line breaks at the start or the end of its block.
fn without_breaks(source: &str, at: Span, is_first: bool, is_last: bool) -> Span {
    let text = at.of(source);
    let is_break = ['\n', '\r'];
    let head = if is_first { text.len() - text.trim_start_matches(is_break).len() } else { 0 };
    let tail = if is_last { text.len() - text.trim_end().len() } else { 0 };
    Span::new(at.start + head, (at.end - tail).max(at.start + head))
}

/// Returns what the ledger says about the chance of what goes.
fn told(score: Option<i32>) -> String {
    let Some(score) = score else { return String::new() };
    format!("main content with chance 0.{:03}", super::choose::permille(score).min(999))
}
