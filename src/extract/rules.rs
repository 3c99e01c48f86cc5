//! The rules of a page's markup and of what is not its main content.

use crate::rule::{Effect, Example, Rule};

/// The page of the examples.
const PAGE: &str = "<!DOCTYPE html><title>Ferry</title><nav><ul><li><a href=/>Home</a><li>\
    <a href=/news>News</a><li><a href=/sport>Sport</a></ul></nav><main><article><p>The ferry will \
    sail every hour from <b>May</b>, the harbour board said after\nits meeting on the pier.<p>Members \
    had argued for weeks about the cost of a second crew &amp; of its uniforms.</article></main>\
    <footer><p>&copy; Kestrel. <a href=/terms>Terms of use</a></footer>";

const TEXT: &str = "The ferry will sail every hour from May, the harbour board said after its \
    meeting on the pier.\n\nMembers had argued for weeks about the cost of a second crew & of its \
    uniforms.";

const PROSE: &str =
    "The <nav> element holds the links of a page, and <p> begins a paragraph of it.";

const EXAMPLES: &[Example] = &[Example::fires(PAGE, TEXT), Example::declines(PROSE)];

pub(super) static MARKUP: Rule = Rule::new(
    "html/markup",
    Effect::Remove,
    "tags, comments, scripts and styles of a page",
    "They tell browsers how to show the text and are not part of it.",
    EXAMPLES,
);

pub(super) static BOILERPLATE: Rule = Rule::new(
    "html/boilerplate",
    Effect::Remove,
    "blocks of a page that are not its main content, by a model",
    "Menus, teasers, notices and footers stand on every page of a site. A model of blocks, by their \
     shape, their place in the tree and the names of what is around them, tells them apart.",
    EXAMPLES,
);

pub(super) static BREAK: Rule = Rule::new(
    "html/break",
    Effect::Rewrite,
    "markup that shows as a break between blocks, lines or words",
    "Without its markup, a heading would run into its paragraph and a cell into the next.",
    EXAMPLES,
);

pub(super) static SPACE: Rule = Rule::new(
    "html/space",
    Effect::Rewrite,
    "white space of the source that shows as one space",
    "Lines of the source are not lines of the text: browsers show each run of white space as a space.",
    EXAMPLES,
);

pub(super) static ENTITY: Rule = Rule::new(
    "html/entity",
    Effect::Rewrite,
    "a character written as a reference",
    "Readers of the page see the character; readers of its source see `&amp;`.",
    EXAMPLES,
);
