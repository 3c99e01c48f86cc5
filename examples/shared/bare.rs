//! Small pages as they are written by hand, made of parts of the pages with gold text: its blocks alone,
//! or with some of the page's widgets around them. All that the gold holds is content, however short.

use scutch::extract::{Bare, Look, Piece};

use super::boost::Dice;

/// Small pages made of each page.
pub(crate) const TIMES: usize = 4;

/// Blocks of content of the smallest and the largest.
const LEAST: usize = 3;
const MOST: usize = 16;

/// Blocks of the page on each side from which widgets are taken, and how many at most.
const NEAR: usize = 30;
const MOST_WIDGETS: usize = 8;

/// Widgets of other places of the page that are put into a small one, their tags, and their most bytes.
const MOST_STRAYS: usize = 3;
const STRAY_TAGS: [&str; 7] = ["aside", "aside", "nav", "footer", "form", "p", "p"];
const STRAY_BYTES: usize = 160;

/// What stands in front of the content and behind it.
const FORMS: [(&str, &str); 6] = [
    ("<article>", "</article>"),
    ("", ""),
    ("<main>", "</main>"),
    ("<div>", "</div>"),
    ("<section>", "</section>"),
    ("<main><article>", "</article></main>"),
];

/// The source of a small page, and which of its blocks are content.
pub(crate) struct Small {
    pub(crate) source: String,
    pub(crate) labels: Vec<bool>,
}

/// Returns the small pages that a page and its labels give, the same for the same `id`.
pub(crate) fn small(id: &str, look: &Look<'_>, labels: &[bool]) -> Vec<Small> {
    let seed = id.bytes().fold(7u64, |seed, byte| seed.wrapping_mul(131) + u64::from(byte));
    let content: Vec<usize> = (0..labels.len()).filter(|at| labels[*at]).collect();
    if content.len() < LEAST {
        return Vec::new();
    }
    let mut dice = Dice(seed);
    (0..TIMES).filter_map(|_| one(look, labels, &content, &mut dice)).collect()
}

fn one(look: &Look<'_>, labels: &[bool], content: &[usize], dice: &mut Dice) -> Option<Small> {
    let mut roll = |below: usize| (dice.roll() % below as u64) as usize;
    let count = (LEAST + roll(MOST - LEAST + 1)).min(content.len());
    let from = if roll(2) == 0 { 0 } else { roll(content.len() - count + 1) };
    let (first, last) = (content[from], content[from + count - 1]);
    let (form, kind) = (FORMS[roll(FORMS.len())], roll(4));
    let near = if roll(2) == 0 { NEAR } else { 0 };
    let wanted = first.saturating_sub(near)..(last + 1 + near).min(labels.len());
    let mut widgets = (0, 0);
    let mut pieces = Vec::new();
    for at in wanted {
        let is_content = labels[at] && (first..=last).contains(&at);
        let side = if at < last { &mut widgets.0 } else { &mut widgets.1 };
        let is_widget = near > 0 && !labels[at] && look.is_widget(at) && *side < MOST_WIDGETS;
        *side += usize::from(is_widget);
        if is_content || is_widget {
            pieces.push(Piece { block: at, is_content, tag: None });
        }
    }
    if roll(3) == 0 {
        let strays = strays(look, labels);
        for _ in 0..(1 + roll(MOST_STRAYS)).min(strays.len()) {
            let block = strays[roll(strays.len())];
            let tag = STRAY_TAGS[roll(STRAY_TAGS.len())];
            // A paragraph is a widget only if it is a link, and then it stands at the end.
            let is_end = tag == "p" || roll(2) == 0;
            if tag != "p" || look.is_widget(block) {
                let place = if is_end { pieces.len() } else { 1 + roll(pieces.len()) };
                pieces.insert(place, Piece { block, is_content: false, tag: Some(tag) });
            }
        }
    }
    let (before, behind) = form;
    let part = look.bare(&pieces, Bare { before, behind, is_brief: roll(2) == 0 });
    let source = match kind {
        0 | 1 => page(look.title(), &part),
        2 => format!("<!doctype html><body>{part}"),
        _ => part,
    };
    let labels: Vec<bool> = pieces.iter().map(|piece| piece.is_content).collect();
    let is_whole = Look::read(&source).texts().len() == labels.len();
    is_whole.then_some(Small { source, labels })
}

/// Returns the short blocks of a page that are not content.
fn strays(look: &Look<'_>, labels: &[bool]) -> Vec<usize> {
    let texts = look.texts();
    let is_stray = |at: &usize| !labels[*at] && texts[*at].len() <= STRAY_BYTES;
    (0..labels.len()).filter(is_stray).collect()
}

fn page(title: &str, part: &str) -> String {
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>{title}</title></head><body>{part}\
         </body></html>"
    )
}
