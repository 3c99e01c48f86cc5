//! The documents that are not in the dataset: set aside by a rule, or repeating another.

use std::cmp::Reverse;

use super::gather::Facts;
use super::html::{Html, bytes_told};
use super::outcomes::Fate;
use super::plot::bar;

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
    if clusters.sizes.kinds().is_none() {
        html.raw("<p class=\"note\">There are many clusters; sizes are the least they can be.</p>");
    }
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
