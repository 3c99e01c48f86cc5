//! The quick look at a line: whether one language knows every pair of characters beyond ASCII in it.
//!
//! It says yes only where the gate would say so too, by one look at a table for each character; where
//! it is in doubt the gate looks itself. Each script has a table of its own, made when it is first met.

use std::sync::{LazyLock, OnceLock};

use super::usual::{COMMON, Class, LATIN, SCRIPT_COUNT, Script, UNPAGED, Usual};

/// A set of the languages of one script, one bit for each.
type Known = u64;

/// The bits of an id that are a character's number within its script.
const NUMBER_BITS: u32 = 11;
const NUMBER: u16 = (1 << NUMBER_BITS) - 1;

/// The kinds that a class may have.
const KINDS: usize = 4;

/// The marks that, between two letters of ASCII, are damage as a rule.
const MARKS: [char; 12] = ['‘', '‚', '“', '”', '„', '†', '‡', '‰', '‹', '›', 'ˆ', '˜'];

/// What the quick look has found in a line that it takes for intact.
pub(crate) struct Seen {
    /// The languages of Latin script that know all pairs.
    pub(crate) latin: u64,
    /// Whether the line has letters of another script.
    pub(crate) is_foreign: bool,
    /// How many bytes are beyond ASCII.
    pub(crate) strange: usize,
}

/// The characters as numbers, and which numbers may stand side by side.
struct Quick {
    /// For each BMP character its script and its number there.
    ids: Vec<u16>,
    /// For each script the classes by number; those that all scripts share come first.
    classes: [Vec<Class>; SCRIPT_COUNT],
    tables: [OnceLock<Vec<Known>>; SCRIPT_COUNT],
}

static QUICK: LazyLock<Quick> = LazyLock::new(|| Quick::of(Usual::trained()));

/// Looks at a line whose first byte beyond ASCII is at `first`; nothing where the gate has to look.
pub(crate) fn look(
    line: &str,
    first: usize,
    skip: fn(&[u8], usize) -> Option<usize>,
) -> Option<Seen> {
    let quick = &*QUICK;
    let bytes = line.as_bytes();
    let number = |at: usize| {
        let byte = bytes.get(at).copied().filter(u8::is_ascii).unwrap_or(b' ');
        usize::from(quick.ids.get(usize::from(byte)).copied().unwrap_or(0) & NUMBER)
    };
    let (mut script, mut known) = (COMMON, Known::MAX);
    let mut table = quick.table(LATIN);
    let mut side = quick.side(LATIN);
    let (mut at, mut strange) = (first, 0);
    let mut last = number(first.wrapping_sub(1));
    loop {
        let start = at;
        while let Some((code, length)) = beyond_ascii(bytes, at) {
            let id = quick.ids.get(code).copied().unwrap_or(0);
            let own = (id >> NUMBER_BITS) as Script;
            if own != COMMON && own != script {
                if script != COMMON {
                    return None;
                }
                script = own;
                table = quick.table(own);
                side = quick.side(own);
            }
            let next = usize::from(id & NUMBER);
            known &= table.get(last * side + next).copied().unwrap_or(0);
            last = next;
            at += length;
        }
        if known == 0 || is_single_mark(line, start, at) {
            return None;
        }
        strange += at - start;
        known &= table.get(last * side + number(at)).copied().unwrap_or(0);
        // One space, as a rule, and then the next word.
        let is_near = bytes.get(at + 1).is_some_and(|byte| !byte.is_ascii());
        let Some(next) = (if is_near { Some(at + 1) } else { skip(bytes, at) }) else { break };
        at = next;
        last = number(at - 1);
    }
    let is_foreign = script > LATIN;
    let latin = if is_foreign { 0 } else { known };
    (known != 0).then_some(Seen { latin, is_foreign, strange })
}

/// Tells whether a mark stands alone between two letters of ASCII.
fn is_single_mark(line: &str, start: usize, end: usize) -> bool {
    let is_letter = |at: usize| line.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic);
    end - start <= 3
        && is_letter(end)
        && is_letter(start.wrapping_sub(1))
        && line.get(start..end).is_some_and(|run| run.starts_with(MARKS))
}

/// Returns the character beyond ASCII at `at`, if there is one, and its length.
#[inline(always)]
fn beyond_ascii(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let low = |byte: u8| usize::from(byte & 0x3f);
    match *bytes.get(at..)? {
        [first @ 0xc0..=0xdf, second, ..] => {
            Some((usize::from(first & 0x1f) << 6 | low(second), 2))
        }
        [first @ 0xe0..=0xef, second, third, ..] => {
            Some((usize::from(first & 0xf) << 12 | low(second) << 6 | low(third), 3))
        }
        [0xf0..=0xff, ..] => Some((usize::MAX, 4)),
        _ => None,
    }
}

impl Quick {
    fn of(usual: &Usual) -> Quick {
        let mut quick = Quick {
            ids: Vec::with_capacity(0x1_0000),
            classes: std::array::from_fn(|_| Vec::new()),
            tables: [const { OnceLock::new() }; SCRIPT_COUNT],
        };
        let mut numbers = vec![0u16; SCRIPT_COUNT * 256 * KINDS];
        let all: Vec<Class> = (0..=0xffff).map(|code| usual.class_at(code)).collect();
        let mut shared = vec![UNPAGED];
        let is_shared = |class: &&Class| class.script() == COMMON;
        all.iter().filter(is_shared).for_each(|class| enter(&mut numbers, &mut shared, *class));
        quick.classes.iter_mut().for_each(|classes| classes.clone_from(&shared));
        for class in all.iter().filter(|class| !is_shared(class) && **class != UNPAGED) {
            let classes = &mut quick.classes[usize::from(class.script()) % SCRIPT_COUNT];
            enter(&mut numbers, classes, *class);
        }
        quick.ids.extend(all.iter().map(|class| match *class {
            UNPAGED => 0,
            class => u16::from(class.script()) << NUMBER_BITS | numbers[slot(class)],
        }));
        quick
    }

    fn side(&self, script: Script) -> usize {
        self.classes[usize::from(script) % SCRIPT_COUNT].len()
    }

    /// Returns for each pair of numbers of a script the languages that know it: none where the gate has
    /// to look, all where the pair says nothing.
    fn table(&self, script: Script) -> &[Known] {
        let at = usize::from(script) % SCRIPT_COUNT;
        self.tables[at].get_or_init(|| {
            let usual = Usual::trained();
            let classes = &self.classes[at];
            let pairs = classes.iter().flat_map(|a| classes.iter().map(move |b| (*a, *b)));
            pairs.map(|(a, b)| known(usual, a, b)).collect()
        })
    }
}

/// Gives a class the next number of its script, if it has none yet.
fn enter(numbers: &mut [u16], classes: &mut Vec<Class>, class: Class) {
    let number = &mut numbers[slot(class)];
    if *number == 0 && classes.len() < usize::from(NUMBER) {
        *number = classes.len() as u16;
        classes.push(class);
    }
}

fn slot(class: Class) -> usize {
    (usize::from(class.script()) % SCRIPT_COUNT * 256 + class.place()) * KINDS + class.kind()
}

/// Returns the languages that know a pair, by the bits of its script.
fn known(usual: &Usual, first: Class, second: Class) -> Known {
    if first.is_free_beside(second) {
        return Known::MAX;
    }
    let speakers = usual.speakers(first, second);
    let is_doubtful = first.is_lower() && second.is_upper()
        || first.is_latin_capital() && second.is_typographic()
        || first.is_wide_beside(second);
    if speakers == 0 || is_doubtful {
        return 0;
    }
    match first.script().max(second.script()) {
        COMMON => Known::MAX,
        _ if first.is_mark_beside(second) => Known::MAX,
        script => (speakers >> usual.shift(script)) as Known,
    }
}
