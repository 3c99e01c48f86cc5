//! Sets of characters, read from ranges in hexadecimal.

/// A set of characters.
#[derive(Debug, Default)]
pub(crate) struct CharSet {
    // One bit for each ASCII character.
    ascii: u128,
    // The rest as ascending ranges, both ends inside.
    ranges: Vec<(u32, u32)>,
}

impl CharSet {
    /// Reads `START`, `START-END` and `START-END/2` (every other), between spaces, in hexadecimal.
    ///
    /// A word that is none of these adds nothing.
    pub(crate) fn parse(list: &str) -> CharSet {
        let mut set = CharSet::default();
        for word in list.split(' ') {
            let (range, step) = word.strip_suffix("/2").map_or((word, 1), |range| (range, 2));
            let (start, end) = range.split_once('-').unwrap_or((range, range));
            let code = |digits| u32::from_str_radix(digits, 16).ok();
            let (Some(start), Some(end)) = (code(start), code(end)) else { continue };
            match step {
                1 => set.add(start, end),
                _ => (start..=end).step_by(2).for_each(|code| set.add(code, code)),
            }
        }
        set
    }

    /// Returns the set of these characters.
    pub(crate) fn of(chars: impl IntoIterator<Item = char>) -> CharSet {
        let mut set = CharSet::default();
        let mut codes: Vec<u32> = chars.into_iter().map(u32::from).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.into_iter().for_each(|code| set.add(code, code));
        set
    }

    /// Returns whether the character is in the set.
    pub(crate) fn has(&self, c: char) -> bool {
        let code = u32::from(c);
        if code < 128 {
            return self.ascii >> code & 1 == 1;
        }
        let at = self.ranges.partition_point(|&(_, end)| end < code);
        self.ranges.get(at).is_some_and(|&(start, _)| start <= code)
    }

    fn add(&mut self, start: u32, end: u32) {
        for code in start..=end.min(127) {
            self.ascii |= 1 << code;
        }
        if end >= 128 {
            self.ranges.push((start.max(128), end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_its_ranges_say() {
        let set = CharSet::parse("41-43 61 100-104/2 2014");
        let held: String = "ABCDabĀāĂăĄą—–".chars().filter(|c| set.has(*c)).collect();
        assert_eq!(held, "ABCaĀĂĄ—");
    }
}
