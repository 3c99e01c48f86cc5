//! Documents and bytes on their way through: as bands from what came in to what went out, and stage by
//! stage.

use crate::text::grouped;
use crate::write::Manifest;

use super::changes::Work;
use super::flow::{Node, flow};
use super::gather::Facts;
use super::html::{Html, bytes_told};
use super::outcomes::Fate;
use super::plot::bar;

/// What the folders of stages do, for those who have not read about them.
const DEEDS: [(&str, &str); 10] = [
    ("read", "opens files and archives"),
    ("decode", "turns bytes into text"),
    ("extract", "finds the main content of pages"),
    ("repair", "mends mojibake, entities, controls"),
    ("normalize", "brings characters and spaces to one form"),
    ("strip", "takes furniture away"),
    ("split", "moves metadata into fields"),
    ("mask", "masks addresses and numbers"),
    ("filter", "sets aside what is not good enough"),
    ("dedupe", "sets aside what repeats another"),
];

/// Adds the flow of documents and that of bytes.
pub(super) fn flows(html: &mut Html, manifest: &Manifest, facts: &Facts) {
    let counts = manifest.documents;
    html.raw("<section id=\"flow\"><h2>What came in, what went out</h2>\n<div class=\"pair\">");
    html.raw("<figure><figcaption>").number(counts.read).raw(" documents</figcaption>");
    let node = |name, size, class| Node { name, size, class, told: grouped(size) };
    let to = [
        node("in the dataset", counts.kept, "kept"),
        node("duplicates", counts.duplicates, "duplicate"),
        node("rejected", counts.rejected, "rejected"),
        node("unreadable", counts.unreadable, "unreadable"),
    ];
    let from = [node("read", counts.read, "source")];
    flow(html, "Flow of documents.", &from, &to);
    html.raw("</figure>\n");
    bytes_flow(html, facts);
    html.raw("</div></section>\n");
}

/// What became of the bytes: those of each folder, signed as taken away less put there.
struct Balance {
    removed: Vec<(String, u64)>,
    added: u64,
}

impl Balance {
    fn of(facts: &Facts) -> Balance {
        let kept = &facts.kept;
        let mut balance = Balance { removed: Vec::new(), added: 0 };
        for folder in &facts.folders {
            let net = net_of(facts, folder);
            match u64::try_from(net) {
                Ok(0) => (),
                Ok(removed) => balance.removed.push((folder.clone(), removed)),
                Err(_) => balance.added += net.unsigned_abs(),
            }
        }
        debug_assert!(kept.documents > 0 || balance.removed.is_empty(), "nothing comes of nothing");
        balance
    }
}

/// Returns what a folder took from the kept documents, less what it put there. What decoding did is
/// what is left when all other changes are known: their text was made of bytes.
fn net_of(facts: &Facts, folder: &str) -> i64 {
    let net = |work: &Work| work.removed as i64 - work.added as i64;
    let works = &facts.ledger.work;
    if folder != "decode" {
        return works.get(folder).map_or(0, net);
    }
    let others: i64 =
        works.iter().filter(|(folder, _)| *folder != "decode").map(|(_, work)| net(work)).sum();
    facts.kept.raw_bytes as i64 - facts.kept.text_bytes as i64 - others
}

fn bytes_flow(html: &mut Html, facts: &Facts) {
    let balance = Balance::of(facts);
    let sum = |fate| facts.outcomes.sum(fate).1;
    let node = |name, size, class| Node { name, size, class, told: bytes_told(size) };
    let mut to = vec![node("text of the dataset", facts.kept.text_bytes, "kept")];
    for (folder, removed) in &balance.removed {
        to.push(node(removed_by(folder), *removed, "removed"));
    }
    to.push(node("in duplicates", sum(Fate::Duplicate), "duplicate"));
    to.push(node("in rejected documents", sum(Fate::Rejected), "rejected"));
    to.push(node("in unreadable documents", sum(Fate::Unreadable), "unreadable"));
    let all: u64 = to.iter().map(|node| node.size).sum();
    let raw = all.saturating_sub(balance.added);
    html.raw("<figure><figcaption>").text(&bytes_told(raw)).raw(" of raw bytes");
    if balance.added > 0 {
        html.raw(", and ").text(&bytes_told(balance.added));
        html.raw(" that decoding and repair added");
    }
    html.raw("</figcaption>");
    let from = [node("raw bytes", raw, "source"), node("added", balance.added, "removed")];
    flow(html, "Flow of bytes.", &from, &to);
    html.raw("</figure>");
}

fn removed_by(folder: &str) -> &'static str {
    match folder {
        "decode" => "encodings and escapes",
        "extract" => "around main content",
        "repair" => "by repair",
        "normalize" => "spaces and forms",
        "strip" => "furniture",
        "split" => "moved into fields",
        "mask" => "masked",
        "filter" => "by filters",
        _ => "by other stages",
    }
}

/// Adds what each folder of stages did, in running order.
pub(super) fn stages(html: &mut Html, facts: &Facts) {
    html.raw("<section id=\"stages\"><h2>Through the stages</h2>\n<div class=\"wide\">");
    html.raw("<table class=\"bars\"><thead><tr><th scope=\"col\">stage</th>");
    html.raw(
        "<th scope=\"col\" class=\"n\">set aside</th><th scope=\"col\" class=\"n\">changes</th>",
    );
    html.raw("<th scope=\"col\" class=\"n\">bytes less</th><th scope=\"col\" class=\"n\">bytes left</th>");
    html.raw("<td class=\"plot\"></td></tr></thead><tbody>");
    let aside_bytes: u64 = facts.outcomes.by_rule.values().map(|by| by.raw_bytes).sum();
    let whole = facts.kept.raw_bytes + aside_bytes;
    html.raw("<tr><th scope=\"row\">raw bytes</th><td class=\"n\"></td><td class=\"n\"></td>");
    html.raw("<td class=\"n\"></td><td class=\"n\">").bytes_figure("bytes.raw", whole);
    html.raw("</td><td class=\"plot\">");
    bar(html, "source", whole, whole);
    html.raw("</td></tr>");
    let mut left = whole as i64;
    for folder in &facts.folders {
        let (documents, bytes) = set_aside(facts, folder);
        let net = net_of(facts, folder);
        let changes = facts.ledger.work.get(folder).map_or(0, |work| work.changes);
        let less = bytes as i64 + net;
        left -= less;
        if documents == 0 && changes == 0 && net == 0 {
            continue;
        }
        html.raw("<tr><th scope=\"row\">").text(folder).raw(" <span class=\"dim\">");
        html.raw(deed(folder)).raw("</span></th><td class=\"n\">").number(documents);
        html.raw("</td><td class=\"n\">").number(changes).raw("</td><td class=\"n\">");
        if less < 0 {
            html.raw("+ ");
        }
        html.text(&bytes_told(less.unsigned_abs())).raw("</td><td class=\"n\">");
        let left = u64::try_from(left).unwrap_or_default();
        html.text(&bytes_told(left)).raw("</td><td class=\"plot\">");
        bar(html, "kept", left, whole.max(left));
        html.raw("</td></tr>");
    }
    html.raw(
        "</tbody></table></div>\n<p class=\"note\">Of documents that are set aside, all bytes go; ",
    );
    html.raw("of the others, what was taken away less what was put there.</p></section>\n");
}

fn deed(folder: &str) -> &'static str {
    DEEDS.iter().find(|(name, _)| *name == folder).map_or("", |(_, deed)| deed)
}

/// Returns the documents that the rules of a folder set aside, and their bytes. Rules of no stage,
/// such as those against a panic, count where reading does.
fn set_aside(facts: &Facts, folder: &str) -> (u64, u64) {
    let folder_of =
        |rule: &String| facts.rules.get(rule).map_or("read", |about| about.folder.as_str());
    let of = facts.outcomes.by_rule.iter().filter(|(rule, _)| folder_of(rule) == folder);
    of.fold((0, 0), |(documents, bytes), (_, by)| (documents + by.documents, bytes + by.raw_bytes))
}
