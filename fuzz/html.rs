//! Pages through the whole default pipeline: the four laws hold, and nothing panics.
//!
//! An input is a page as it stands, or a list of parts of pages, so that what nests and what closes what
//! is tried soon.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use scutch::{Config, Pipeline};

#[path = "../tests/common/laws.rs"]
mod laws;

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new(&Config::default()).expect("the default config is valid"));

/// What pages are made of; a prime number of parts, so that no bit of a byte stands for a kind.
const PARTS: [&str; 67] = [
    "<p>",
    "</p>",
    "<div class=\"post body\">",
    "</div>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<a href=/x>",
    "</a>",
    "<b>",
    "</b>",
    "<br>",
    "<h1>",
    "</h1>",
    "<nav>",
    "</nav>",
    "<article>",
    "</article>",
    "<main>",
    "</main>",
    "<footer>",
    "<pre>",
    "</pre>",
    "<blockquote>",
    "</blockquote>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "<svg>",
    "</svg>",
    "<select>",
    "<option>",
    "</select>",
    "<noscript>",
    "</noscript>",
    "<template>",
    "</template>",
    "<textarea>",
    "</textarea>",
    "<title>",
    "</title>",
    "<time datetime=2031-05-09>",
    "</time>",
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Ferry\"",
    "<meta name=author content=\"Ada Lund\">",
    "<dl><dt>",
    "<dd>",
    "&amp;",
    "&#0;",
    "&#x2014;",
    "\n",
    " ",
    "Ferry to sail hourly. ",
    "By Ada Lund ",
    "9 May 2031 ",
    "<",
    "<p hidden class=\"ad",
    "The ferry will sail every hour from May, the harbour board said after its meeting on the pier. ",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let mut page = b"<!doctype html>".to_vec();
    if first % 2 == 0 {
        page.extend_from_slice(rest);
    } else {
        let part = |byte: &u8| PARTS[usize::from(*byte) % PARTS.len()].as_bytes();
        page.extend(rest.iter().flat_map(part));
    }
    let doc = PIPELINE.document(laws::raw(&page));
    laws::assert_laws(&page, &doc);
});
