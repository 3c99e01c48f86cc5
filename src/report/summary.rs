//! The head of the page: the figures that one looks for first.

use crate::write::Manifest;

use super::gather::Facts;
use super::html::{Html, bytes_told, share_told};

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
            " files or folders were passed over: kept out by globs, hidden, or links (<code>[read]</code>).</p>",
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
