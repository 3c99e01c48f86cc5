//! The rules of page furniture: what each family is called and why it goes.

use crate::rule::{Effect, Example, Rule};

macro_rules! furniture {
    ($name:ident, $id:literal, $summary:literal, $why:literal, $fires:literal, $declines:literal) => {
        pub(super) static $name: Rule = Rule::new(
            $id,
            Effect::Remove,
            $summary,
            $why,
            &[
                Example::fires(
                    concat!("The ferry board said so on Monday.\n\n", $fires),
                    "The ferry board said so on Monday.",
                ),
                Example::declines($declines),
            ],
        );
    };
}

furniture!(
    SHARE,
    "furniture/share",
    "buttons to share the page",
    "They stand on every page of a site and say nothing about the article.",
    "Share on Facebook",
    "Share the road with care, the board said on Monday."
);
furniture!(
    FOLLOW,
    "furniture/follow",
    "an invitation to follow the site on social networks",
    "It advertises the site, not the article.",
    "Follow us on social networks",
    "Follow us on the tour of the harbour, the guides said, and mind the ropes."
);
furniture!(
    COMMENTS,
    "furniture/comments",
    "a comment form or an invitation to comment",
    "Forms and their labels are parts of the page that no author wrote.",
    "Leave a review",
    "Leave a review of the crossing with the harbour master, the board asked."
);
furniture!(
    PRINT,
    "furniture/print",
    "buttons to print, save, mail or hear the page",
    "They are tools of the page.",
    "Print this page",
    "Print this page twice, the harbour master said."
);
furniture!(
    CONSENT,
    "furniture/consent",
    "a notice about cookies and consent",
    "It belongs to the browser's visit, not to the article.",
    "We use cookies to improve your experience.",
    "The bakery at the pier says that it uses cookies as gifts."
);
furniture!(
    LISTING,
    "furniture/listing",
    "the label of a list of news: latest, popular, news line",
    "It heads a list of other articles, which is not this article's text.",
    "News Line",
    "Latest news from the pier reached the board on Monday."
);
furniture!(
    RELATED,
    "furniture/related",
    "the label of a list of related articles, or a pointer to one",
    "It leads away from the article; its words are another article's headline.",
    "Related stories",
    "Related stories were told at the pier on Monday."
);
furniture!(
    HEADLINE,
    "furniture/listed-headline",
    "a headline under the label of a list of other articles",
    "It belongs to another article, and would repeat on every page of the day.",
    "Related stories\n\nHarbour toll falls again",
    "Harbour toll falls again, the board said on Monday."
);
furniture!(
    TAGS,
    "furniture/tags",
    "a line of tags or keywords",
    "Tags index the site; as text they are a list of words without a sentence.",
    "Tags: harbour, toll",
    "Tags: that is what the ferrymen call the tin tokens they hand out at the pier each day, and nobody may sail without one."
);
furniture!(
    COUNTER,
    "furniture/counter",
    "a counter of views, shares or reading time",
    "It changes by the hour and counts the page, not the article.",
    "512 views",
    "The film has 512 views so far, the board said."
);
furniture!(
    CREDIT,
    "furniture/photo-credit",
    "the credit of a photo, alone on its line",
    "The photo is not there, so its credit credits nothing.",
    "(Photo: Kestrel)",
    "The photo by Kestrel shows the pier at dawn."
);
furniture!(
    LEGAL,
    "furniture/legal",
    "copyright, terms and notices about reprinting",
    "They are the same on every page and are no part of the article.",
    "© 2031 Kestrel. All rights reserved.",
    "The poem is under copyright, the heirs of the poet said."
);
furniture!(
    ADVERT,
    "furniture/advert",
    "a place holder of an advertisement",
    "It marks a gap that the page filled with something else.",
    "ADVERTISEMENT",
    "The advertisement hangs at the pier since Monday."
);
furniture!(
    NEWSLETTER,
    "furniture/newsletter",
    "an invitation to subscribe, register or log in",
    "It asks something of the reader and says nothing about the article.",
    "Subscribe to our newsletter",
    "Subscribe early, the opera advises its guests each year."
);
furniture!(
    NAVIGATION,
    "furniture/navigation",
    "navigation of the site: menus, back, next, page numbers",
    "It leads through the site.",
    "Back to top",
    "Back to top form, the rowers won on Monday."
);
furniture!(
    EMPTY_LABEL,
    "furniture/empty-label",
    "a label with nothing behind it",
    "What it labelled was lost with the markup.",
    "Updated on:",
    "Updated on: Monday, as the board said."
);
furniture!(
    DOTS,
    "furniture/dots",
    "a line of dots at the edge of the text",
    "Extractors leave it where they cut something away.",
    "...",
    "The board said no more ..."
);
furniture!(
    END_MARK,
    "furniture/end-mark",
    "the mark that ends a report: `ENDS`, `-0-`, `###`, the desk's initials",
    "Wires and press offices close a text with it; it says that nothing was lost, and nothing else.",
    "(ends)",
    "The road ends at the pier, the board said on Monday."
);
furniture!(
    PRESS,
    "furniture/press-label",
    "the label of a press release above its headline",
    "It says what sort of paper it was, not what the paper says.",
    "FOR IMMEDIATE RELEASE",
    "For immediate release of the geese the board pays, it said on Monday."
);
furniture!(
    EDITOR,
    "furniture/editor",
    "who edited the page, alone on a line",
    "The editor of a page is not the author of the article, and a name alone is no sentence.",
    "Editor: Orla Vint",
    "Editor: that is what the ferrymen call the gull that reads their papers each day at noon."
);
