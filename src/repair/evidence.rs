//! What the whole document proves about its damage, so that short words can be judged.

use super::pages::{Page, Pages};
use super::weigh::Choice;

/// What a document proves: for each pair of pages, the nats that its repairs have gained.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    gains: Vec<(Option<Page>, Page, f32)>,
    /// Whether only mix-ups that have been found elsewhere are looked for.
    pub(crate) is_closed: bool,
}

impl Evidence {
    /// Returns the gains of UTF-8 read on a page, or of a legacy page read on it.
    pub(crate) fn of(&self, written: Option<Page>, read: Page) -> f32 {
        let known = self.gains.iter().find(|gain| gain.0 == written && gain.1 == read);
        known.map_or(0.0, |gain| gain.2)
    }

    /// Tells whether nothing has been found.
    pub(crate) fn is_empty(&self) -> bool {
        self.gains.is_empty()
    }

    /// Tells whether a mix-up is to be looked for.
    pub(crate) fn admits(&self, written: Option<Page>, read: Page) -> bool {
        !self.is_closed || self.of(written, read) > 0.0
    }

    /// Returns the most that any legacy mix-up has gained.
    pub(crate) fn most_legacy(&self) -> f32 {
        let legacy = self.gains.iter().filter(|gain| gain.0.is_some());
        legacy.map(|gain| gain.2).fold(0.0, f32::max)
    }

    /// Returns the pages on which UTF-8 has been read.
    pub(crate) fn pages(&self) -> Pages {
        let found = self.gains.iter().filter(|gain| gain.0.is_none() && gain.2 > 0.0);
        found.fold(0, |pages, gain| pages | 1 << gain.1.number())
    }

    /// Adds to what a choice has gained.
    pub(crate) fn add(&mut self, choice: &Choice, gain: f32) {
        match self
            .gains
            .iter_mut()
            .find(|known| known.0 == choice.written && known.1 == choice.read)
        {
            Some(known) => known.2 += gain,
            None => self.gains.push((choice.written, choice.read, gain)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_elsewhere_counts_and_can_be_taken_back() {
        let choice = Choice { written: None, read: Page::WESTERN, edits: Vec::new(), gain: 20.0 };
        let mut evidence = Evidence::default();
        evidence.add(&choice, choice.gain);
        assert_eq!(evidence.of(None, Page::WESTERN), 20.0);
        evidence.add(&choice, -choice.gain);
        assert_eq!(evidence.pages(), 0);
    }
}
