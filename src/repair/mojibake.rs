//! Mojibake: text whose bytes were read on the wrong page, found within a line and read anew.
//!
//! A repair is made where the letter models of all languages together prefer the text that it gives by
//! a wide margin; the margin shrinks where the rest of the document proves the same mix-up. Intact
//! text is never worth a risk: what stays in doubt stays as it is.

use std::ops::Range;

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::stage::{Entry, Stage};

use super::evidence::Evidence;
use super::gate;
use super::kind::{Kind, Repair, Step};
use super::legacy;
use super::line::Line;
use super::pages::Page;
use super::weigh::{self, Choice};
use super::{report, weigh_utf8};

static UTF8: Rule = Rule::new(
    "mojibake/utf8",
    Effect::Rewrite,
    "UTF-8 that was read on another code page",
    "One letter becomes two or three of garbage, and no search or tokenizer finds the word again.",
    &[
        Example::fires("The cafÃ© isnâ€™t open.", "The café isn’t open."),
        Example::declines("SÃO PAULO É ÂNGULO, says the sign at the café."),
    ],
);

static LEGACY: Rule = Rule::new(
    "mojibake/legacy",
    Effect::Rewrite,
    "text of one legacy code page that was read on another",
    "The letters are letters, only the wrong ones: the text looks like a language that does not exist.",
    &[
        Example::fires(
            "Ïàðîì îòõîäèò êàæäûé âå÷åð, ñêàçàë êàïèòàí ïîðòà.",
            "Паром отходит каждый вечер, сказал капитан порта.",
        ),
        Example::declines("Паром отходит каждый вечер, сказал капитан порта."),
    ],
);

static WESTERN: Rule = Rule::new(
    "mojibake/western",
    Effect::Rewrite,
    "a C1 control that is a windows-1252 character read as Latin-1",
    "Curly quotes and dashes become invisible controls, and words run together.",
    &[
        Example::fires("The ferry\u{92}s bell \u{93}rings\u{94}.", "The ferry’s bell “rings”."),
        Example::declines("The ferry’s bell “rings”."),
    ],
);

struct Mojibake;

pub(super) fn entry() -> Entry {
    Entry::new("repair/mojibake", &[&UTF8, &LEGACY, &WESTERN], Mojibake)
}

impl Stage for Mojibake {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        for repair in scan(doc.text()) {
            let rule = match repair.kind {
                Kind::Legacy => &LEGACY,
                Kind::Western => &WESTERN,
                _ => &UTF8,
            };
            report(rule, &repair, found);
        }
    }
}

/// The most rounds in which a line is changed: text damaged three times, on two pages, with rests.
const MOST_ROUNDS: usize = 6;

/// A way that gains less than this share of the best one is not followed.
const FAR_BEHIND: f32 = 0.6;

/// A line with more unknown pairs than these, of which most stay unknown, is noise.
const MANY_UNKNOWN: u32 = 20;

/// The most further changes of a line before it is left as it was.
const MOST_SETTLED: usize = 4;

/// The most ways of a line that are followed to the next round.
const MOST_OPEN: usize = 3;

/// A line after its repair.
#[derive(Clone, Debug)]
struct Repaired {
    line: Line,
    choices: Vec<Choice>,
    /// Whether the gate finds nothing strange in the line.
    is_clean: bool,
    /// How many pairs of characters no language knows.
    unknown: u32,
}

/// Returns the repairs of `text`, ascending and without overlap.
///
/// A second scan of the repaired text finds nothing. Time is linear in the length of the text.
pub fn scan(text: &str) -> Vec<Repair> {
    repairs(text, &gate::suspects(text))
}

/// Returns the repairs of `text` as `scan` does, but weighs every line beyond ASCII: the slow path beside
/// the gate.
pub fn scan_slowly(text: &str) -> Vec<Repair> {
    repairs(text, &gate::all(text))
}

/// Returns the repairs of some lines of `text`.
fn repairs(text: &str, lines: &[Range<usize>]) -> Vec<Repair> {
    let mut known = Known::default();
    let mut repaired: Vec<Repaired> = lines.iter().map(|line| known.repair(text, line)).collect();
    let evidence = known.evidence;
    if evidence.is_empty() {
        return repaired.iter().flat_map(Repaired::repairs).collect();
    }
    for (line, repaired) in lines.iter().zip(&mut repaired).filter(|(_, line)| !line.is_clean) {
        let mut others = evidence.clone();
        repaired.choices.iter().for_each(|choice| others.add(choice, -choice.gain));
        others.is_closed = repaired.choices.is_empty();
        if others.most_legacy() > 0.0 || others.pages() & repaired.line.pages() != 0 {
            *repaired = repair(text, line, &others).unwrap_or_else(|| repaired.clone());
        }
    }
    repaired.iter().flat_map(Repaired::repairs).collect()
}

/// The ways in which the lines before have been repaired, and what may still be spent on lines that
/// no repair helps.
#[derive(Default)]
struct Known {
    /// Mix-ups in the order in which they are taken back; the last one found comes first.
    ways: Vec<Vec<(Option<Page>, Page)>>,
    /// What the repairs of the lines before have gained.
    evidence: Evidence,
    /// How many bytes were searched in vain.
    vain: usize,
    /// How many bytes were passed over since.
    passed: usize,
}

/// How many ways are remembered.
const MOST_WAYS: usize = 3;

/// How many bytes of a document may be searched in vain.
const MOST_VAIN: usize = 40_000;

/// When these have been searched, one byte of so many is searched still.
const SELDOM: usize = 64;

impl Known {
    /// Repairs a line, in a known way if that leaves nothing strange.
    fn repair(&mut self, text: &str, line: &Range<usize>) -> Repaired {
        let untouched = || Repaired::untouched(text, line);
        let mut ways = self.ways.iter().enumerate();
        let taken = ways.find_map(|(at, way)| Some((at, untouched().takes(way, &self.evidence)?)));
        if let Some((at, taken)) = taken {
            self.ways.get_mut(..=at).unwrap_or(&mut []).rotate_right(1);
            taken.choices.iter().for_each(|choice| self.evidence.add(choice, choice.gain));
            return taken;
        }
        if self.vain > MOST_VAIN && self.passed < SELDOM * line.len() {
            self.passed += line.len();
            return untouched();
        }
        let repaired = repair(text, line, &Evidence::default());
        if repaired.as_ref().is_none_or(|line| line.choices.is_empty()) {
            self.vain += line.len();
            self.passed = 0;
        }
        let repaired = repaired.unwrap_or_else(untouched);
        repaired.choices.iter().for_each(|choice| self.evidence.add(choice, choice.gain));
        if repaired.is_clean && !repaired.choices.is_empty() {
            self.ways.truncate(MOST_WAYS - 1);
            let steps = repaired.choices.iter().map(|choice| (choice.written, choice.read));
            self.ways.insert(0, steps.collect());
        }
        repaired
    }
}

/// Changes a line in all ways that are good enough, round by round, and returns the one that gains most;
/// nothing if the line is damaged beyond repair.
fn repair(text: &str, range: &Range<usize>, evidence: &Evidence) -> Option<Repaired> {
    let mut best = Repaired::untouched(text, range);
    let mut unknown = 0;
    let mut open: Vec<Repaired> = Vec::new();
    for round in 0..MOST_ROUNDS {
        let going = open.iter().filter(|state| !state.is_clean);
        let mut next: Vec<Repaired> = match round {
            0 => best.next(evidence),
            _ => going.flat_map(|state| state.next(evidence)).collect(),
        };
        next.sort_by(|a, b| b.gain().total_cmp(&a.gain()));
        next.truncate(MOST_OPEN);
        let Some(first) = next.first() else { break };
        let least = first.gain() * FAR_BEHIND;
        if first.gain() > best.gain() {
            best = first.clone();
        }
        if first.is_clean {
            break;
        }
        if round == 0 {
            (_, unknown) = gate::judge(text.get(range.clone()).unwrap_or(""));
        }
        if unknown > MANY_UNKNOWN && next.iter().all(|next| next.unknown * 4 > unknown * 3) {
            return None;
        }
        next.retain(|state| state.gain() >= least);
        open = next;
    }
    (!weigh_utf8::is_hopeless(&best.line) && best.settle(evidence)).then_some(best)
}

impl Repaired {
    /// Returns a line as it stands.
    fn untouched(text: &str, range: &Range<usize>) -> Repaired {
        let line = Line::new(text.get(range.clone()).unwrap_or(""), range.start);
        Repaired { line, choices: Vec::new(), is_clean: false, unknown: 0 }
    }

    /// Takes back the mix-ups of a way, if each step is good enough and nothing strange is left.
    fn takes(mut self, way: &[(Option<Page>, Page)], evidence: &Evidence) -> Option<Repaired> {
        for (written, read) in way {
            let choice = weigh::choice(&self.line, (*written, *read), evidence)?;
            self.line.apply(&choice.edits, choice.step());
            self.choices.push(choice);
        }
        self.look();
        self.is_clean.then_some(self)
    }

    /// Looks whether anything strange is left.
    fn look(&mut self) {
        (self.is_clean, self.unknown) = gate::judge(&self.line.text());
    }

    fn gain(&self) -> f32 {
        self.choices.iter().map(|choice| choice.gain).sum()
    }

    /// Reads the C1 controls that are left, and tells whether a second scan would find nothing.
    ///
    /// A line that would be changed once more, in another way, is damaged in more ways than one line can
    /// prove: only where the document proves the first mix-up the others are taken back as well.
    fn settle(&mut self, evidence: &Evidence) -> bool {
        let is_proved =
            |choice: &Choice| evidence.of(choice.written, choice.read) >= weigh_utf8::PROOF;
        let is_proved = self.choices.iter().any(is_proved);
        for _ in 0..MOST_SETTLED {
            let western = Step { written: "windows-1252", read: "iso-8859-1" };
            let controls = legacy::controls(&self.line);
            if controls.is_empty() && self.line.paths.len() == 1 {
                return true;
            }
            self.line.apply(&controls, western);
            self.look();
            if self.is_clean || self.line.paths.len() == 1 {
                return true;
            }
            let choices = weigh::choices(&self.line.forgotten(), &Evidence::default());
            let Some(choice) = choices.into_iter().max_by(|a, b| a.gain.total_cmp(&b.gain)) else {
                return true;
            };
            if !is_proved {
                return false;
            }
            self.line.apply(&choice.edits, choice.step());
            self.choices.push(choice);
        }
        false
    }

    /// Returns the line after one more change, for each change that is good enough.
    fn next(&self, evidence: &Evidence) -> Vec<Repaired> {
        let choices = weigh::choices(&self.line, evidence);
        let after = choices.into_iter().map(|choice| {
            let mut next = self.clone();
            next.line.apply(&choice.edits, choice.step());
            next.choices.push(choice);
            next.look();
            next
        });
        after.collect()
    }

    /// Returns one repair for each run of changed characters with the same path; a character without bytes
    /// of its own belongs to the one before.
    fn repairs(&self) -> Vec<Repair> {
        let mut repairs: Vec<Repair> = Vec::new();
        let mut last = 0;
        for cell in &self.line.cells {
            let joined = repairs
                .last_mut()
                .filter(|before| before.end == cell.text.start)
                .filter(|_| last == cell.path || cell.text.is_empty());
            last = cell.path;
            if cell.path == 0 {
                continue;
            }
            match joined {
                Some(before) => {
                    before.end = cell.text.end;
                    before.with.push(cell.ch);
                }
                None => repairs.push(self.repair_at(cell.text.clone(), cell.ch, cell.path)),
            }
        }
        repairs
    }

    fn repair_at(&self, text: Range<usize>, ch: char, path: usize) -> Repair {
        let path = self.line.paths[path].clone();
        let kind = match path.last() {
            Some(step) if step.written == "utf-8" => Kind::Utf8,
            Some(step) if step.read == "iso-8859-1" => Kind::Western,
            _ => Kind::Legacy,
        };
        let confidence = 1.0 - 0.5 * (-self.gain() / 20.0).exp();
        Repair { start: text.start, end: text.end, with: String::from(ch), path, confidence, kind }
    }
}

#[cfg(test)]
mod tests {
    use super::super::kind::apply;
    use super::*;

    /// Returns the repaired text, and checks that a second scan rests.
    fn repaired(text: &str) -> String {
        let once = applied(text);
        assert_eq!(applied(&once), once);
        once
    }

    fn applied(text: &str) -> String {
        apply(text, &scan(text))
    }

    #[test]
    fn reads_utf8_anew() {
        assert_eq!(repaired("ongeÃ«venaard"), "ongeëvenaard");
    }

    #[test]
    fn the_gate_lets_through_what_the_slow_path_changes() {
        for text in [
            "ongeÃ«venaard",
            "Iggy Pop (nÃƒÂ© Jim Osterberg)",
            "Òîìàñ Áðàóí",
            "it\u{92}s \u{93}so\u{94}",
            "trwaj¹ w tej chwili, które rozpoczêtych po wyborach",
            "вЂ“ это вЂњтекствЂќ",
            "鈥檕bwenzi",
            "Det „r r”k”vningar och sam”vningar med polis och ambulans",
        ] {
            assert_eq!(scan(text), scan_slowly(text), "{text}");
        }
    }

    #[test]
    fn a_way_found_once_is_taken_again() {
        let text = "Ïàðîì îòõîäèò êàæäûé âå÷åð\nÈ âîçâðàùàåòñÿ óòðîì\n";
        assert_eq!(repaired(text), "Паром отходит каждый вечер\nИ возвращается утром\n");
    }

    #[test]
    fn a_short_group_beside_an_intact_dash_stays() {
        let text = "Bremer/Mccoy – DrÃ¥ber";
        assert_eq!(repaired(text), text);
    }

    #[test]
    fn takes_back_two_rounds() {
        assert_eq!(repaired("Iggy Pop (nÃƒÂ© Jim Osterberg)"), "Iggy Pop (né Jim Osterberg)");
    }

    #[test]
    fn names_the_path() {
        let repairs = scan("Iggy Pop (nÃƒÂ© Jim Osterberg)");
        assert_eq!(repairs.len(), 1);
        assert_eq!(repairs[0].path, [Step { written: "utf-8", read: "windows-1252" }; 2]);
    }

    #[test]
    fn leaves_capitals_before_punctuation() {
        for text in
            ["PARCE QUE SUR LEURS PLAQUES IL Y MARQUÉ…", "Join ZZAJÉ’s Official Fan List", "4288×…"]
        {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn long_lines_take_linear_time() {
        let text = "Ã".repeat(100_000);
        assert_eq!(repaired(&text).len(), text.len());
    }

    /// Returns text of characters that damage is made of, and of any others, from a fixed sequence.
    fn noise(seed: u64) -> String {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = |below: u32| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % u64::from(below)) as u32
        };
        let pick = |kind: u32, number: u32| match kind {
            0 | 1 => char::from_u32(0x80 + number % 0x80),
            2 => char::from_u32(0x20 + number % 0x60),
            3 => "ÃÂâ€œšžŸ ðŸ˜€Ð°Ñ\n鈥檕ﾃ｡├®".chars().nth(number as usize % 28),
            4 => char::from_u32(0x400 + number % 0x100),
            _ => char::from_u32(number),
        };
        (0..120).filter_map(|_| pick(next(6), next(0x3_0000))).collect()
    }

    #[test]
    fn repairs_of_noise_are_in_order_and_rest() {
        for seed in 1..400 {
            let text = noise(seed);
            let repairs = scan(&text);
            let mut from = 0;
            for repair in &repairs {
                assert!(from <= repair.start && repair.start < repair.end, "{text:?}");
                assert!(text.get(repair.start..repair.end).is_some(), "{text:?}");
                from = repair.end;
            }
            repaired(&text);
        }
    }

    #[test]
    fn a_short_word_is_repaired_where_the_document_proves_the_mix_up() {
        let alone = "AÂ¬B";
        let rest = "dÃ©jÃ\u{a0} vu, trÃ¨s Ã©levÃ©\n".repeat(3);
        assert_eq!(applied(alone), alone);
        assert!(applied(&format!("{rest}{alone}")).ends_with("\nA¬B"));
    }

    #[test]
    fn intact_text_in_many_languages_stays() {
        for text in [
            "São Paulo não é a capital; CORAÇÃO E MÃE, IRMÃ",
            "NGHĨA TRANG LIỆT SĨ, Đại hội đại biểu toàn quốc lần thứ XIII",
            "HÁSKÓLI ÍSLANDS, Það er gott að vera hér",
            "İSTANBUL ÇOK GÜZEL, ağaçların gölgesi",
            "┌──┬──┐ │ a│ b│ └──┴──┘ ∀x∈ℝ: x²≥0 ±5 °C 👩‍🚀❤️",
            "‘quoted’ – it’s “so” … €5 ™ © ® § 1…2",
            "ПРИВЕТ, МИР! Съешь ещё этих мягких французских булок",
            "我们的城市人口越来越多。東京は日本の首都です。서울은 대한민국의 수도이다.",
        ] {
            assert_eq!(repaired(text), text);
        }
    }
}
