//! The sections of the page.

use std::cmp::Reverse;

use crate::write::{Manifest, RuleEntry};

use super::changes::{Sample, Work};
use super::flow::{Node, flow};
use super::gather::Facts;
use super::html::{Html, bytes_told, share_told};
use super::outcomes::Fate;
use super::plot::{bar, columns, frequent};
use super::shown::{document, seen};
use crate::text::grouped;

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

/// Rules that are seen without opening anything.
const FIRST_RULES: usize = 15;

/// Adds the headline figures.
pub(super) fn summary(html: &mut Html, manifest: &Manifest, facts: &Facts) {
    let counts = manifest.documents;
    let raw: u64 = manifest.inputs.iter().map(|input| input.bytes).sum();
    html.raw("<section id=\"summary\"><h2 class=\"hidden\">Summary</h2>\n<p class=\"lead\">Of ");
    html.number(counts.read).raw(if counts.read == 1 { " document" } else { " documents" });
    html.raw(" that came in, <strong>").number(counts.kept).raw("</strong> (");
    html.text(&share_told(counts.kept, counts.read)).raw(") ");
    html.raw(if counts.kept == 1 { "is" } else { "are" }).raw(" in the dataset. ");
    html.text(&bytes_told(raw)).raw(" were read; <strong>").text(&bytes_told(counts.text_bytes));
    html.raw("</strong> of clean text came out.</p>\n<dl class=\"tiles\">");
    tile(html, "documents read", |html| html.figure("documents.read", counts.read));
    tile(html, "in the dataset", |html| html.figure("documents.kept", counts.kept));
    tile(html, "rejected", |html| html.figure("documents.rejected", counts.rejected));
    tile(html, "duplicates", |html| html.figure("documents.duplicates", counts.duplicates));
    tile(html, "unreadable", |html| html.figure("documents.unreadable", counts.unreadable));
    tile(html, "of text", |html| html.bytes_figure("documents.text_bytes", counts.text_bytes));
    tile(html, "words", |html| html.figure("words", facts.kept.words.sum));
    tile(html, "documents changed", |html| html.figure("changed", facts.ledger.changed));
    html.raw("</dl>\n");
    if counts.excluded > 0 {
        html.raw("<p class=\"note\">").figure("documents.excluded", counts.excluded);
        html.raw(
            " files were kept out by <code>read.include</code> and <code>read.exclude</code>.</p>",
        );
    }
    for warning in &manifest.warnings {
        html.raw("<p class=\"warning\"><strong>Warning:</strong> ").text(warning).raw("</p>\n");
    }
    html.raw("</section>\n");
}

fn tile(html: &mut Html, name: &'static str, figure: impl FnOnce(&mut Html) -> &mut Html) {
    html.raw("<div><dt>").raw(name).raw("</dt><dd>");
    figure(html);
    html.raw("</dd></div>");
}

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
    let raw = all - balance.added;
    html.raw("<figure><figcaption>").text(&bytes_told(raw)).raw(" of raw bytes");
    if balance.added > 0 {
        html.raw(", and ").text(&bytes_told(balance.added));
        html.raw(" that came with another encoding or by repair");
    }
    html.raw("</figcaption>");
    let from = [node("raw bytes", raw, "source"), node("added", balance.added, "removed")];
    flow(html, "Flow of bytes.", &from, &to);
    html.raw("</figure>");
}

fn removed_by(folder: &str) -> &'static str {
    match folder {
        "decode" => "by another encoding",
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

/// Adds the rules that found something, those first that removed most.
pub(super) fn rules(html: &mut Html, manifest: &Manifest, facts: &Facts) {
    let mut rules: Vec<(&String, &RuleEntry)> = manifest.rules.iter().collect();
    rules.sort_by_key(|(id, rule)| (Reverse(rule.removed_bytes), Reverse(rule.findings), *id));
    let most = rules.iter().map(|(_, rule)| rule.removed_bytes).max().unwrap_or_default();
    html.raw("<section id=\"rules\"><h2>Rules by how much they removed</h2>\n");
    if rules.is_empty() {
        html.raw("<p>No rule found anything.</p>");
    } else {
        html.raw("<p>Each opens to what it looks for, why, and what it found here.</p>");
    }
    let most = u64::try_from(most).unwrap_or_default();
    let (first, more) = rules.split_at(rules.len().min(FIRST_RULES));
    first.iter().for_each(|(id, entry)| rule(html, (id, entry), most, facts));
    if !more.is_empty() {
        html.raw("<details class=\"more\"><summary>").number(more.len() as u64);
        html.raw(" more that removed less, or put something there, or noted a fact</summary>");
        more.iter().for_each(|(id, entry)| rule(html, (id, entry), most, facts));
        html.raw("</details>");
    }
    html.raw("</section>\n");
}

fn rule(html: &mut Html, (id, entry): (&str, &RuleEntry), most: u64, facts: &Facts) {
    let about = facts.rules.get(id);
    html.raw("<details class=\"rule\"><summary><span class=\"name\"><code>").text(id);
    html.raw("</code> <span class=\"dim\">").text(about.map_or("", |about| &about.summary));
    html.raw("</span></span><span class=\"plot\">");
    bar(html, "removed", u64::try_from(entry.removed_bytes).unwrap_or_default(), most);
    html.raw("</span><span class=\"n\">");
    html.signed_bytes_figure(&format!("rules.{id}.removed_bytes"), entry.removed_bytes);
    html.raw("</span><span class=\"n dim\">")
        .figure(&format!("rules.{id}.findings"), entry.findings);
    html.raw(" in ")
        .figure(&format!("rules.{id}.documents"), entry.documents)
        .raw(" doc.</span></summary>");
    if let Some(about) = about {
        html.raw("<p>").text(&about.why).raw(" <span class=\"effect\">").raw(about.effect);
        html.raw("</span></p>");
    }
    if let Some(uses) = facts.ledger.uses.get(id) {
        html.raw("<ul class=\"examples\">");
        uses.examples().into_iter().for_each(|sample| example(html, sample));
        html.raw("</ul>");
    }
    html.raw("</details>\n");
}

fn example(html: &mut Html, sample: &Sample) {
    html.raw("<li><span class=\"change\" dir=\"auto\">");
    let is_changed = sample.with.is_some();
    if !sample.was.is_empty() {
        html.raw(if is_changed { "<del>" } else { "<span>" }).text(&seen(&sample.was));
        if sample.left_out > 0 {
            html.raw("<i> … ").text(&bytes_told(sample.left_out as u64)).raw(" more</i>");
        }
        html.raw(if is_changed { "</del>" } else { "</span>" });
    }
    if let Some(with) = sample.with.as_deref().filter(|with| !with.is_empty()) {
        html.raw(" → <ins>").text(&seen(with)).raw("</ins>");
    }
    html.raw("</span>");
    if let Some((field, value)) = &sample.value {
        html.raw(" <span class=\"value\">").text(field).raw(" = ").isolated(value).raw("</span>");
    }
    html.raw(" <span class=\"place\">").isolated(&sample.file).raw(", raw bytes ");
    html.number(sample.raw.0).raw("–").number(sample.raw.1);
    if sample.times > 1 {
        html.raw(", and ").number(sample.times - 1).raw(" times more");
    }
    html.raw("</span></li>");
}

/// Adds what was rejected or could not be read, by rule.
pub(super) fn aside(html: &mut Html, facts: &Facts) {
    html.raw("<section id=\"aside\"><h2>Set aside</h2>\n");
    let mut rules: Vec<_> = facts
        .outcomes
        .by_rule
        .iter()
        .filter(|(rule, _)| Fate::of(rule) != Fate::Duplicate)
        .collect();
    rules.sort_by_key(|(rule, by)| (Reverse(by.documents), *rule));
    if rules.is_empty() {
        html.raw("<p>No document was rejected, and every one could be read.</p>");
    }
    let most = rules.first().map_or(0, |(_, by)| by.documents);
    for (id, by) in rules {
        let class = if Fate::of(id) == Fate::Unreadable { "unreadable" } else { "rejected" };
        html.raw("<details class=\"rule\"><summary><span class=\"name\"><code>").text(id);
        html.raw("</code> <span class=\"dim\">");
        html.text(facts.rules.get(id).map_or("", |about| &about.summary));
        html.raw("</span></span><span class=\"plot\">");
        bar(html, class, by.documents, most);
        html.raw("</span><span class=\"n\">").figure(&format!("aside.{id}"), by.documents);
        html.raw("</span><span class=\"n dim\">")
            .text(&bytes_told(by.raw_bytes))
            .raw("</span></summary>");
        html.raw("<ul class=\"examples\">");
        for aside in &by.first {
            html.raw("<li><code>").isolated(&aside.file).raw("</code>: ").isolated(&aside.reason);
            html.raw(" <span class=\"place\">").text(&bytes_told(aside.raw_bytes));
            if let Some(place) = &aside.place {
                html.raw(", raw bytes ").text(place);
            }
            html.raw("</span></li>");
        }
        html.raw("</ul>");
        let more = by.documents - by.first.len() as u64;
        if more > 0 {
            html.raw("<p class=\"note\">")
                .number(more)
                .raw(" more are in the table <code>rejected</code>.</p>");
        }
        html.raw("</details>\n");
    }
    html.raw("</section>\n");
}

/// Adds the clusters of duplicates.
pub(super) fn duplicates(html: &mut Html, facts: &Facts) {
    let clusters = &facts.clusters;
    html.raw("<section id=\"duplicates\"><h2>Duplicates</h2>\n");
    if clusters.sizes.all() == 0 {
        html.raw("<p>No document repeats another.</p></section>\n");
        return;
    }
    html.raw("<p>").number(clusters.sizes.all()).raw(" documents repeat one that is kept");
    if let Some(kinds) = clusters.sizes.kinds() {
        html.raw(", in ").number(kinds).raw(if kinds == 1 { " cluster" } else { " clusters" });
    }
    let same: u64 = clusters.likeness.get(&100).copied().unwrap_or_default();
    html.raw(". ").number(same).raw(" have the same text or words, ");
    html.number(clusters.sizes.all() - same).raw(" nearly so. The largest clusters:</p>");
    let most = clusters.largest.first().map_or(0, |cluster| cluster.duplicates);
    for cluster in &clusters.largest {
        html.raw("<details class=\"rule\"><summary><span class=\"name\"><code>")
            .isolated(&cluster.kept);
        html.raw("</code> <span class=\"dim\">is kept</span></span><span class=\"plot\">");
        bar(html, "duplicate", cluster.duplicates, most);
        html.raw("</span><span class=\"n\">").number(cluster.duplicates);
        html.raw(if cluster.duplicates == 1 { " duplicate" } else { " duplicates" });
        html.raw("</span></summary><ul class=\"examples\">");
        for (file, likeness) in &cluster.members {
            html.raw("<li><code>").isolated(file).raw("</code> <span class=\"place\">likeness ");
            html.text(likeness).raw("</span></li>");
        }
        html.raw("</ul></details>\n");
    }
    html.raw("</section>\n");
}

/// Adds what the kept documents are.
pub(super) fn contents(html: &mut Html, facts: &Facts) {
    let kept = &facts.kept;
    html.raw("<section id=\"contents\"><h2>What the dataset holds</h2>\n");
    if kept.documents == 0 {
        html.raw("<p>No document is in the dataset.</p></section>\n");
        return;
    }
    html.raw("<div class=\"grid\">\n");
    part(html, "Length in words", |html| {
        let (least, most) = kept.words.range.unwrap_or_default();
        html.raw("<p>From ").number(least).raw(" to ").number(most).raw(", ");
        html.number(kept.words.sum / kept.documents).raw(" on average.</p>");
        columns(html, &kept.words.classes(), "words", "Documents by their words");
    });
    part(html, "Date of publication", |html| match &kept.days.range {
        Some((first, last)) => {
            let (what, classes) = kept.days.classes();
            html.raw("<p>From ").text(first).raw(" to ").text(last).raw(", by ").raw(what);
            html.raw("; of ").number(kept.documents - kept.days.count).raw(" none is known.</p>");
            columns(html, &classes, what, "Documents by date of publication");
        }
        None => {
            html.raw("<p>None is known.</p>");
        }
    });
    part(html, "Encoding of the raw bytes", |html| frequent(html, &kept.encodings, "encoding"));
    part(html, "Language", |html| {
        frequent(html, &kept.languages, "language");
        if kept.languages.all() == 0 {
            html.raw(
                "<p>None was noted: <code>tag.language</code> is off, and pages name none.</p>",
            );
        }
    });
    for (title, tally, what) in
        [("Source", &kept.sources, "agency or site"), ("Site or folder", &kept.sites, "site")]
    {
        if tally.all() > 0 {
            part(html, title, |html| frequent(html, tally, what));
        }
    }
    part(html, "Fields filled in", |html| fields(html, facts));
    html.raw("</div></section>\n");
}

fn part(html: &mut Html, title: &'static str, content: impl FnOnce(&mut Html)) {
    html.raw("<div class=\"part\"><h3>").raw(title).raw("</h3>");
    content(html);
    html.raw("</div>\n");
}

fn fields(html: &mut Html, facts: &Facts) {
    let kept = &facts.kept;
    html.raw(
        "<table class=\"bars\"><thead><tr><th scope=\"col\">field</th><td class=\"plot\"></td>",
    );
    html.raw(
        "<th scope=\"col\" class=\"n\">documents</th><th scope=\"col\" class=\"n\">share</th>",
    );
    html.raw("</tr></thead><tbody>");
    let mut filled: Vec<(&str, u64)> =
        kept.filled.iter().map(|(name, count)| (*name, *count)).collect();
    filled.sort_by_key(|(name, count)| (Reverse(*count), *name));
    let (filled, empty): (Vec<_>, Vec<_>) = filled.into_iter().partition(|(_, count)| *count > 0);
    for (name, count) in filled {
        html.raw("<tr><th scope=\"row\">").raw(name).raw("</th><td class=\"plot\">");
        bar(html, "kept", count, kept.documents);
        html.raw("</td><td class=\"n\">").number(count).raw("</td><td class=\"n\">");
        html.text(&share_told(count, kept.documents)).raw("</td></tr>");
    }
    html.raw("</tbody></table>");
    if !empty.is_empty() {
        let names: Vec<&str> = empty.iter().map(|(name, _)| *name).collect();
        html.raw("<p class=\"note\">In no document: ").text(&names.join(", ")).raw(".</p>");
    }
}

/// Adds the documents that are shown.
pub(super) fn documents(html: &mut Html, facts: &Facts) {
    html.raw("<section id=\"documents\"><h2>Documents, opened</h2>\n");
    if facts.shown.is_empty() {
        html.raw("<p>No document is in the dataset.</p></section>\n");
        return;
    }
    html.raw(
        "<p>The documents with most taken away and with most work done to them, one for each of ",
    );
    html.raw("the rules that removed most, the first, and the longest. ");
    html.raw(
        "<del>Struck out</del> is what was removed, <ins>underlined</ins> what came instead, ",
    );
    html.raw(
        "<del class=\"taken\">framed</del> what became a field; the rule stands behind it.</p>\n",
    );
    facts.shown.iter().for_each(|shown| document(html, shown));
    html.raw("</section>\n");
}
