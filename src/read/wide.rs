//! Records in UTF-16: the stream becomes UTF-8 before records are cut out of it.
//!
//! What is no character, half a pair or an odd last byte, stays visible as U+FFFD.

use std::io::{self, BufRead, Read};

/// Units that are narrowed at a time.
const UNITS: usize = 4 << 10;

/// The order of bytes in a unit of UTF-16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

/// Returns the order of bytes, where `head` begins with a mark of UTF-16, or with the bracket of JSON in it.
pub(super) fn order(head: &[u8]) -> Option<Order> {
    let is_json = |byte: u8| byte == b'{' || byte == b'[';
    match head {
        // The mark of UTF-32.
        [0xFF, 0xFE, 0, 0, ..] => None,
        [0xFF, 0xFE, ..] => Some(Order::Little),
        [0xFE, 0xFF, ..] => Some(Order::Big),
        [first, 0, third, 0, ..] if is_json(*first) && *third != 0 => Some(Order::Little),
        [0, second, 0, fourth, ..] if is_json(*second) && *fourth != 0 => Some(Order::Big),
        _ => None,
    }
}

/// Returns `bytes`, the beginning of a stream, as UTF-8.
pub(super) fn narrowed(bytes: &[u8], order: Order) -> Vec<u8> {
    let mut narrow = Vec::new();
    let even = bytes.get(..bytes.len() / 2 * 2).unwrap_or_default();
    let _cannot_fail = Narrow::new(&mut &*even, order).read_to_end(&mut narrow);
    narrow
}

/// A stream of UTF-16 as UTF-8.
pub(super) struct Narrow<'a> {
    wide: &'a mut dyn BufRead,
    order: Order,
    // The first byte of a unit, and the first unit of a pair, of which the second has not come.
    byte: Option<u8>,
    high: Option<u16>,
    narrow: Vec<u8>,
    given: usize,
}

impl<'a> Narrow<'a> {
    pub(super) fn new(wide: &'a mut dyn BufRead, order: Order) -> Narrow<'a> {
        Narrow { wide, order, byte: None, high: None, narrow: Vec::new(), given: 0 }
    }

    /// Narrows what comes next; nothing is added at the end.
    fn more(&mut self) -> io::Result<()> {
        self.narrow.clear();
        self.given = 0;
        while self.narrow.is_empty() {
            let buffer = self.wide.fill_buf()?;
            let used = buffer.len().min(2 * UNITS);
            if used == 0 {
                return self.end();
            }
            let mut bytes = Vec::from_iter(self.byte.take());
            bytes.extend_from_slice(buffer.get(..used).unwrap_or_default());
            self.wide.consume(used);
            let units = bytes.chunks_exact(2);
            self.byte = units.remainder().first().copied();
            for unit in units {
                let unit = unit.try_into().unwrap_or_default();
                self.take(match self.order {
                    Order::Little => u16::from_le_bytes(unit),
                    Order::Big => u16::from_be_bytes(unit),
                });
            }
        }
        Ok(())
    }

    fn take(&mut self, unit: u16) {
        let is_low = (0xDC00..0xE000).contains(&unit);
        match self.high.take() {
            Some(high) if is_low => {
                let pair = char::decode_utf16([high, unit]).next().and_then(Result::ok);
                self.push(pair.map_or(0, u32::from));
                return;
            }
            Some(high) => self.push(u32::from(high)),
            None => {}
        }
        match unit {
            0xD800..0xDC00 => self.high = Some(unit),
            unit => self.push(u32::from(unit)),
        }
    }

    /// Adds a character, or what stands for half a pair.
    fn push(&mut self, code: u32) {
        let sign = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.narrow.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
    }

    fn end(&mut self) -> io::Result<()> {
        if let Some(high) = self.high.take() {
            self.push(u32::from(high));
        }
        if self.byte.take().is_some() {
            self.push(u32::from(char::REPLACEMENT_CHARACTER));
        }
        Ok(())
    }
}

impl Read for Narrow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.narrow.len() {
            self.more()?;
        }
        let read = self.narrow.get(self.given..).unwrap_or_default().read(buffer)?;
        self.given += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_units_come_out_whole_wherever_the_stream_is_cut() {
        let text = "{\"a\": \"Ж😀é\"}";
        for (order, bytes) in [
            (Order::Little, text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
            (Order::Big, text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ] {
            assert_eq!(super::order(&bytes), Some(order));
            for size in 1..7 {
                let mut stream = io::BufReader::with_capacity(size, bytes.as_slice());
                let mut narrow = String::new();
                Narrow::new(&mut stream, order).read_to_string(&mut narrow).expect("UTF-8");
                assert_eq!(narrow, text, "{size} bytes at a time");
            }
        }
    }

    #[test]
    fn what_is_no_character_stays_visible() {
        let mut narrow = Vec::new();
        let mut wide: &[u8] = b"a\0\x3D\xD8b\0c";
        Narrow::new(&mut wide, Order::Little).read_to_end(&mut narrow).expect("read");
        assert_eq!(narrow, "a\u{FFFD}b\u{FFFD}".as_bytes());
    }
}
