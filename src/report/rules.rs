//! The rules that found something, with what they found.

use std::cmp::Reverse;

use crate::write::{Manifest, RuleEntry};

use super::changes::Sample;
use super::gather::Facts;
use super::html::{Html, bytes_told};
use super::plot::bar;
use super::shown::seen;

/// Rules that are seen without opening anything.
const FIRST_RULES: usize = 15;

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
        html.raw(", and ").number(sample.times - 1);
        html.raw(if sample.times == 2 { " time more" } else { " times more" });
    }
    html.raw("</span></li>");
}
