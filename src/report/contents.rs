//! What the kept documents are, in numbers and by example.

use std::cmp::Reverse;

use super::gather::Facts;
use super::html::{Html, share_told};
use super::plot::{bar, columns, frequent};
use super::shown::document;

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
            html.raw("; not known of ");
            html.number(kept.documents - kept.days.count).raw(".</p>");
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
    html.raw("<del class=\"taken\">framed</del> what became a field; the rule stands behind it. ");
    html.raw("Of the markup of pages, its words and its size are shown.</p>\n");
    facts.shown.iter().for_each(|shown| document(html, shown));
    html.raw("</section>\n");
}
