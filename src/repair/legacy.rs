//! Finds text of one legacy page that was read on another.
//!
//! It says how each pair of pages would change a line, not whether it should be changed.

use super::line::{Coded, Edit, Line};
use super::pages::Page;

/// Returns the changes to `line` if its bytes on page `read` are read on page `written`; none if a
/// character could not be read.
pub(crate) fn edits(line: &Line, coded: &Coded, written: Page) -> Option<Vec<Edit>> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    while let Some(cell) = line.cells.get(at) {
        if cell.ch.is_ascii() || coded.from(coded.start(at)).first() == Some(&0) {
            at += 1;
            continue;
        }
        let Some(edit) = group(coded, at, written) else {
            // A text that was cut can end in the middle of a character.
            if coded.from(coded.start(at)).len() < MOST_CUT {
                break;
            }
            return None;
        };
        at = edit.cells.end;
        if let [same] = edit.with.as_slice()
            && *same == cell.ch
            && edit.cells.len() == 1
        {
            continue;
        }
        match edits.last_mut().filter(|last| last.cells.end == edit.cells.start) {
            Some(last) => {
                last.cells.end = edit.cells.end;
                last.with.extend(edit.with);
            }
            None => edits.push(edit),
        }
    }
    Some(edits)
}

/// A group that cannot be read so near to the end of a line may have been cut.
const MOST_CUT: usize = 3;

/// The most characters in a group whose borders on both pages fall together.
const MOST_IN_GROUP: usize = 64;

fn group(coded: &Coded, cell: usize, written: Page) -> Option<Edit> {
    let mut byte = coded.start(cell);
    let mut with = Vec::new();
    while with.len() < MOST_IN_GROUP {
        let ahead = coded.from(byte);
        let (ch, count) = written.decode(ahead.get(..ahead.len().min(2))?)?;
        byte += count;
        with.push(ch);
        if let Some(end) = coded.cell_at(byte) {
            return Some(Edit { cells: cell..end, with, lossy: false });
        }
    }
    None
}

/// Returns the C1 controls that are windows-1252 characters read as Latin-1.
pub(crate) fn controls(line: &Line) -> Vec<Edit> {
    let cells = line.cells.iter().enumerate();
    cells
        .filter_map(|(at, cell)| {
            let control = u8::try_from(u32::from(cell.ch))
                .ok()
                .filter(|byte| (0x80..=0x9f).contains(byte))?;
            let (ch, _) = Page::WESTERN.decode(&[control])?;
            (ch != cell.ch).then(|| Edit { cells: at..at + 1, with: vec![ch], lossy: false })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, read: &str, written: &str) -> String {
        let line = Line::new(text, 0);
        let coded = Coded::new(&line, Page::of(read).unwrap());
        let edits = edits(&line, &coded, Page::of(written).unwrap()).unwrap();
        edits.iter().map(|edit| edit.with.iter().collect::<String>()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn reads_one_page_as_another() {
        assert_eq!(read("Òîìàñ Áðàóí.", "windows-1252", "windows-1251"), "Томас|Браун");
    }

    #[test]
    fn reads_pairs_of_bytes() {
        assert_eq!(read("Éú³ÉµÄ", "windows-1252", "gbk"), "生成的");
    }

    #[test]
    fn reads_controls_as_windows_characters() {
        let line = Line::new("\u{84}so\u{93} \u{81}", 0);
        let with: Vec<Vec<char>> = controls(&line).into_iter().map(|edit| edit.with).collect();
        assert_eq!(with, [['„'], ['“']]);
    }
}
