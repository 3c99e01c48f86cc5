//! The page: its head, its sections in order, its foot.

use crate::hash::sha256;
use crate::write::Manifest;

use super::aside;
use super::contents;
use super::gather::Facts;
use super::html::{Html, bytes_told};
use super::passage;
use super::rules;
use super::summary;

/// How it looks. The page's policy names its hash, so that no other style applies.
const STYLE: &str = include_str!("style.css");

/// How every page begins.
pub(super) const BEGINNING: &str = "<!doctype html>\n<html lang=\"en\"><head>\
    <meta charset=\"utf-8\">\n<meta name=\"generator\" content=\"scutch report\">\n";

/// Bytes of a value of the config that are shown.
const SETTING_BYTES: usize = 300;

/// The digits of base 64 (RFC 4648).
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns the page.
pub(super) fn page(manifest: &Manifest, facts: &Facts) -> String {
    let mut html = Html::default();
    head(&mut html, manifest, facts);
    summary::summary(&mut html, manifest, facts);
    passage::flows(&mut html, manifest, facts);
    passage::stages(&mut html, facts);
    rules::rules(&mut html, manifest, facts);
    aside::aside(&mut html, facts);
    aside::duplicates(&mut html, facts);
    contents::contents(&mut html, facts);
    contents::documents(&mut html, facts);
    foot(&mut html, manifest, facts);
    html.finish()
}

fn head(html: &mut Html, manifest: &Manifest, facts: &Facts) {
    let name = name(manifest, facts);
    html.raw(BEGINNING).raw("<title>");
    html.text(&name).raw(" · report of scutch</title>\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    html.raw("style-src 'sha256-").text(&base64_of_hash(STYLE)).raw("'; base-uri 'none'; ");
    html.raw("form-action 'none'\">\n<style>").raw(STYLE).raw("</style></head>\n<body>\n");
    html.raw(
        "<a class=\"skip\" href=\"#summary\">To the summary</a>\n<header><p class=\"kicker\">",
    );
    html.raw("Report on a dataset</p><h1>")
        .isolated(&name)
        .raw("</h1>\n<nav aria-label=\"Sections\"><ul>");
    html.raw("<li><a href=\"#flow\">Flow</a></li><li><a href=\"#stages\">Stages</a></li>");
    html.raw("<li><a href=\"#rules\">Rules</a></li><li><a href=\"#aside\">Set aside</a></li>");
    html.raw("<li><a href=\"#duplicates\">Duplicates</a></li><li><a href=\"#contents\">Contents</a></li>");
    html.raw("<li><a href=\"#documents\">Documents</a></li><li><a href=\"#files\">Files</a></li>");
    html.raw("</ul></nav></header>\n<main>\n");
}

/// Returns what the dataset is called: the name that the config gives, else its inputs.
fn name(manifest: &Manifest, facts: &Facts) -> String {
    let given = facts.settings.iter().find(|(key, _)| key == "write.name");
    let given = given.and_then(|(_, value)| serde_json::from_str::<String>(value).ok());
    given.unwrap_or_else(|| {
        let inputs: Vec<String> =
            manifest.inputs.iter().map(|input| last_names(&input.input)).collect();
        let more = inputs.len().saturating_sub(2);
        let named = inputs.get(..inputs.len() - more).unwrap_or_default().join(", ");
        if more > 0 { format!("{named} and {more} more") } else { named }
    })
}

/// Returns the last two names of a path or an address: the last is often `raw` or `pages`.
fn last_names(input: &str) -> String {
    let mut names = input.rsplit(['/', '\\']).filter(|name| !name.is_empty() && *name != ".");
    match (names.next(), names.next()) {
        (Some("-"), None) => "standard input".to_owned(),
        (Some(last), Some(before)) => format!("{before}/{last}"),
        (Some(last), None) => last.to_owned(),
        (None, _) => input.to_owned(),
    }
}

fn foot(html: &mut Html, manifest: &Manifest, facts: &Facts) {
    html.raw("<section id=\"files\"><h2>Files and settings</h2>\n");
    html.raw("<div class=\"wide\"><table><thead><tr><th scope=\"col\">input</th>");
    html.raw(
        "<th scope=\"col\" class=\"n\">documents</th><th scope=\"col\" class=\"n\">bytes</th>",
    );
    html.raw("</tr></thead><tbody>");
    for (number, input) in manifest.inputs.iter().enumerate() {
        html.raw("<tr><th scope=\"row\">").isolated(&input.input).raw("</th><td class=\"n\">");
        html.figure(&format!("inputs.{number}.documents"), input.documents)
            .raw("</td><td class=\"n\">");
        html.bytes_figure(&format!("inputs.{number}.bytes"), input.bytes).raw("</td></tr>");
    }
    html.raw(
        "</tbody></table></div>\n<div class=\"wide\"><table><thead><tr><th scope=\"col\">file</th>",
    );
    html.raw("<th scope=\"col\" class=\"n\">rows</th><th scope=\"col\" class=\"n\">bytes</th>");
    html.raw("</tr></thead><tbody>");
    for output in &manifest.outputs {
        html.raw("<tr><th scope=\"row\">").isolated(&output.file).raw("</th><td class=\"n\">");
        if let Some(rows) = output.rows {
            html.number(rows);
        }
        html.raw("</td><td class=\"n\">").text(&bytes_told(output.bytes)).raw("</td></tr>");
    }
    html.raw("</tbody></table></div>\n");
    if !facts.settings.is_empty() {
        html.raw("<h3>Settings that differ from the defaults</h3><dl class=\"fields\">");
        for (key, value) in &facts.settings {
            let clipped = super::tally::clipped(value, SETTING_BYTES);
            html.raw("<div><dt>").text(key).raw("</dt><dd><code>").text(clipped);
            html.raw(if clipped.len() < value.len() {
                " …</code></dd></div>"
            } else {
                "</code></dd></div>"
            });
        }
        html.raw("</dl>");
    }
    html.raw("</section>\n</main>\n<footer><p>Made by scutch ").text(&manifest.version);
    html.raw(" from the tables of the dataset alone: the same dataset gives the same page. ");
    html.raw("<code>scutch verify</code> proves both against the raw files.</p></footer>\n");
    html.raw("</body></html>\n");
}

/// Returns the SHA-256 of a text as a policy names it.
fn base64_of_hash(text: &str) -> String {
    let hex = sha256(text.as_bytes());
    let digits: Vec<u32> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
    let bytes: Vec<u8> = digits
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + *digit as u8))
        .collect();
    base64(&bytes)
}

fn base64(bytes: &[u8]) -> String {
    let mut told = String::new();
    for three in bytes.chunks(3) {
        let byte = |index: usize| u32::from(three.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let index = (bits >> (18 - 6 * digit)) as usize & 63;
            let is_there = digit <= three.len();
            let c = if is_there { BASE64.get(index).copied().unwrap_or(b'=') } else { b'=' };
            told.push(char::from(c));
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let told = ["", "f", "fo", "foo", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(told, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYmFy"]);
    }
}
