//! What a page says about itself, with the place where it says so and how much that weighs.

use crate::html::{Element, Name, Page, Tag, decoded};
use crate::span::Span;

use super::super::look::Look;
use super::json::{self, Object, unescaped};

/// What a piece of evidence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Title,
    Author,
    Published,
    Updated,
    Site,
    Section,
    Tag,
    Description,
    Language,
    Url,
    Image,
    Licence,
}

/// A value, where it stands, and how much it weighs.
#[derive(Clone, Debug)]
pub(crate) struct Evidence {
    pub(crate) about: About,
    pub(crate) value: String,
    pub(crate) at: Span,
    pub(crate) weight: u8,
}

/// Values that are looked at.
const MOST_VALUES: usize = 2_000;

/// Bytes of the longest value.
const VALUE_BYTES: usize = 2_000;

/// All that a page says about itself.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) all: Vec<Evidence>,
    /// Whether a sign of an article or a discussion was seen.
    pub(crate) is_article: bool,
    // `time` elements seen.
    times: usize,
    // Whether the last label of a card says that an author follows.
    is_labelled: bool,
}

impl Told {
    /// Gathers what a page says.
    pub(crate) fn gather(look: &Look<'_>) -> Told {
        let mut told = Told::default();
        let mut objects = Vec::new();
        for (at, element) in look.page.elements.iter().enumerate() {
            match element.tag {
                Tag::Meta => told.meta(look.source, &look.page, element),
                Tag::Link => told.link(look.source, &look.page, element),
                Tag::Html => told.attribute(look, element, Name::Lang, About::Language, 60),
                Tag::Script if is_json(look, element) => {
                    json::read(look.source, element.inside(), &mut objects);
                }
                _ => {}
            }
            told.item(look, at as u32, element);
        }
        told.objects(look.source, &objects);
        told.is_article |= look.kinds.article + look.kinds.forum > 0 || has_article(look);
        told.address_dates();
        for link in &look.page.links {
            let rel = look.page.value(link, Name::Rel).map(|rel| rel.of(look.source));
            if rel.is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel == "license")) {
                told.attribute(look, link, Name::Href, About::Licence, 60);
            }
        }
        told
    }

    pub(crate) fn add(&mut self, about: About, value: &str, at: Span, weight: u8) {
        let value = match is_escaped_twice(value) {
            true => &decoded(value),
            false => value,
        };
        let value = value.split_whitespace().collect::<Vec<&str>>().join(" ");
        if !value.is_empty() && value.len() <= VALUE_BYTES && self.all.len() < MOST_VALUES {
            self.all.push(Evidence { about, value, at, weight });
        }
    }

    /// Returns the evidence about something, the weightiest first, in order of the page among equals.
    pub(crate) fn about(&self, about: About) -> Vec<&Evidence> {
        let mut found: Vec<&Evidence> = self.all.iter().filter(|one| one.about == about).collect();
        found.sort_by_key(|one| std::cmp::Reverse(one.weight));
        found
    }

    fn attribute(
        &mut self,
        look: &Look<'_>,
        element: &Element,
        name: Name,
        about: About,
        weight: u8,
    ) {
        if let Some(at) = look.page.value(element, name) {
            self.add(about, &decoded(at.of(look.source)), at, weight);
        }
    }

    fn meta(&mut self, source: &str, page: &Page, element: &Element) {
        let Some(at) = page.value(element, Name::Content) else { return };
        let value = decoded(at.of(source));
        for name in [Name::Property, Name::Named, Name::Itemprop, Name::HttpEquiv] {
            let Some(name) = page.value(element, name) else { continue };
            let name = decoded(name.of(source)).to_ascii_lowercase();
            if name.starts_with("twitter:label") {
                self.is_labelled = super::people::is_label(&value);
            } else if name.starts_with("twitter:data") && std::mem::take(&mut self.is_labelled) {
                self.add(About::Author, &value, at, 72);
            }
            if name == "og:type" {
                self.is_article |= value.starts_with("article") || value == "blog";
            }
            if let Some((about, weight)) = meaning(&name) {
                self.is_article |= name.starts_with("article:published");
                self.add(about, &value, at, weight);
                return;
            }
        }
    }

    fn link(&mut self, source: &str, page: &Page, element: &Element) {
        let rel = page.value(element, Name::Rel).map(|rel| rel.of(source)).unwrap_or_default();
        let Some(at) = page.value(element, Name::Href) else { return };
        let about = match rel.to_ascii_lowercase().as_str() {
            "canonical" => About::Url,
            "license" => About::Licence,
            "image_src" => About::Image,
            _ => return,
        };
        self.add(about, &decoded(at.of(source)), at, 80);
    }

    /// Reads microdata and `time`.
    fn item(&mut self, look: &Look<'_>, number: u32, element: &Element) {
        let source = look.source;
        if element.tag == Tag::Meta {
            return;
        }
        if element.tag == Tag::Time && self.times < MOST_TIMES {
            self.times += 1;
            self.attribute(look, element, Name::Datetime, About::Published, 50);
        }
        // What a forum makes of elements of its own: of a post and its answers, the post comes first.
        self.attribute(look, element, Name::Ts, About::Published, 79);
        let Some(property) = look.page.value(element, Name::Itemprop) else { return };
        let (about, weight) = match property.of(source) {
            "datePublished" => (About::Published, 79),
            // Of a question and its answers, the question comes first.
            "dateCreated" => (About::Published, 80),
            "dateModified" => (About::Updated, 70),
            "headline" => (About::Title, 60),
            "author" => (About::Author, 55),
            "articleSection" => (About::Section, 60),
            _ => return,
        };
        let given = [Name::Datetime, Name::Content, Name::Title];
        let is_day = matches!(about, About::Published | About::Updated);
        let given = given.iter().find_map(|name| look.page.value(element, *name));
        if let Some(at) = given.filter(|_| is_day) {
            return self.add(about, &decoded(at.of(source)), at, weight);
        }
        let at = element.inside();
        let text = match about {
            // Of several people, the first has begun the page.
            About::Author if self.all.iter().any(|one| one.about == about) => return,
            About::Author => person_in(look, number),
            _ => text_in(look, number),
        };
        self.add(about, &text, at, weight);
    }

    /// Reads the days that stand in addresses: `/2031/05/09/`.
    fn address_dates(&mut self) {
        let day = |one: &Evidence| {
            let parts: Vec<&str> = one.value.split('/').collect();
            let found = parts.windows(3).find(|three| {
                let sizes = three.iter().map(|part| part.len());
                let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
                sizes.eq([4, 2, 2]) && three.iter().all(is_number)
            })?;
            Some((found.join("-"), one.at))
        };
        let found = self.all.iter().filter(|one| one.about == About::Url).find_map(day);
        if let Some((day, at)) = found {
            self.add(About::Published, &day, at, 62);
        }
    }

    fn objects(&mut self, source: &str, objects: &[Object]) {
        for (at, object) in objects.iter().enumerate() {
            let Some(weight) = weight_of(source, object) else { continue };
            self.is_article |= weight >= 90;
            let mut tell = |about: About, key: &str, weight: u8| {
                for value in object.values(source, key) {
                    let text = decoded_json(value.of(source));
                    self.add(about, &text, value, weight);
                }
            };
            tell(About::Title, "headline", weight);
            if weight >= 90 {
                tell(About::Title, "name", weight - 20);
            }
            tell(About::Published, "datePublished", weight);
            tell(About::Published, "dateCreated", weight - 20);
            tell(About::Updated, "dateModified", weight);
            tell(About::Section, "articleSection", weight);
            tell(About::Tag, "keywords", weight);
            tell(About::Description, "description", weight - 30);
            tell(About::Language, "inLanguage", weight - 20);
            tell(About::Image, "image", weight - 20);
            tell(About::Licence, "license", weight);
            tell(About::Url, "url", weight - 20);
            if weight >= 70 {
                tell(About::Author, "author", weight);
            }
            self.parts(source, objects, at, weight);
        }
    }

    /// Reads the objects inside of one: authors, the publisher, the image.
    fn parts(&mut self, source: &str, objects: &[Object], owner: usize, weight: u8) {
        let inside = objects.iter().filter(|object| object.parent == Some(owner));
        for part in inside.take(50) {
            let (about, key) = match part.key.of(source) {
                "author" | "creator" if weight >= 70 => (About::Author, "name"),
                "publisher" => (About::Site, "name"),
                "image" => (About::Image, "url"),
                _ => continue,
            };
            let named = referred(source, objects, part);
            for value in named.values(source, key) {
                let text = decoded_json(value.of(source));
                self.add(about, &text, value, if about == About::Site { 50 } else { weight });
            }
        }
    }
}

/// Returns the object that another names by its `@id`, or that object itself.
fn referred<'a>(source: &str, objects: &'a [Object], part: &'a Object) -> &'a Object {
    if part.values(source, "name").next().is_some() {
        return part;
    }
    let Some(id) = part.values(source, "@id").next() else { return part };
    let is_named = |other: &&Object| {
        other.values(source, "@id").any(|other| other.of(source) == id.of(source))
            && other.values(source, "name").next().is_some()
    };
    objects.iter().take(500).find(is_named).unwrap_or(part)
}

/// `time` elements that may tell when the page was published.
const MOST_TIMES: usize = 1;

/// Returns whether one `article` holds much of the page's prose.
fn has_article(look: &Look<'_>) -> bool {
    let holds = |(element, facts): (&Element, &super::super::facts::Facts)| {
        element.tag == Tag::Article && facts.prose * 5 >= look.whole.prose * 2 && facts.prose > 0
    };
    look.page.elements.iter().zip(&look.facts).any(holds)
}

/// Returns the name of the person that an element of microdata holds.
fn person_in(look: &Look<'_>, element: u32) -> String {
    let elements = look.page.elements.iter().enumerate().skip(element as usize + 1);
    let inside = look.page.element(element).map(Element::inside).unwrap_or_default();
    let own = elements.take_while(|(_, part)| part.open().start < inside.end).take(12);
    for (at, part) in own {
        let is_name = |property: Span| property.of(look.source) == "name";
        if look.page.value(part, Name::Itemprop).is_some_and(is_name) {
            return match look.page.value(part, Name::Content) {
                Some(content) => decoded(content.of(look.source)).into_owned(),
                None => name_in(look, at as u32),
            };
        }
    }
    name_in(look, element)
}

/// Returns the name inside an element: its first text that is more than a word before a name.
pub(crate) fn name_in(look: &Look<'_>, element: u32) -> String {
    let Some(inside) = look.page.element(element).map(Element::inside) else {
        return String::new();
    };
    let texts = &look.page.texts;
    let first = texts.partition_point(|text| text.at().start < inside.start);
    let own = texts.get(first..).unwrap_or_default().iter();
    let own = own.take_while(|text| text.at().start < inside.end).take(6);
    let read = own.map(|text| decoded(text.at().of(look.source)).trim().to_owned());
    read.filter(|text| !super::people::is_before(text))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// Returns whether a value still holds a whole reference when all were read, as forums write them:
/// `Bear&amp;#39;s`.
fn is_escaped_twice(value: &str) -> bool {
    value.split('&').skip(1).any(|behind| {
        let name = behind.split(';').next().unwrap_or_default();
        let is_name = name.bytes().all(|byte| byte == b'#' || byte.is_ascii_alphanumeric());
        (2..=8).contains(&name.len()) && is_name && name.len() < behind.len()
    })
}

fn decoded_json(text: &str) -> String {
    decoded(&unescaped(text)).into_owned()
}

fn is_json(look: &Look<'_>, element: &Element) -> bool {
    let kind = look.page.value(element, Name::Type);
    kind.is_some_and(|kind| kind.of(look.source).contains("ld+json"))
}

/// Returns how much an object says about the page that it stands on.
fn weight_of(source: &str, object: &Object) -> Option<u8> {
    let kinds = object.values(source, "@type").map(|kind| kind.of(source));
    let weigh = |kind: &str| match kind.rsplit('/').next().unwrap_or(kind) {
        "BreadcrumbList" | "ListItem" | "ImageObject" | "Comment" | "Answer" => None,
        kind if kind.ends_with("Article") || kind.ends_with("Posting") => Some(95),
        "Report" | "Recipe" | "Question" | "TechArticle" | "LiveBlogPosting" => Some(90),
        "WebPage" | "ProfilePage" | "AboutPage" | "ItemPage" => Some(60),
        _ => None,
    };
    kinds.filter_map(weigh).max()
}

/// Returns what a name of a `meta` element is about.
fn meaning(name: &str) -> Option<(About, u8)> {
    Some(match name {
        "og:title" | "twitter:title" => (About::Title, 70),
        "dc.title" | "dcterms.title" | "citation_title" | "parsely-title" | "headline"
        | "sailthru.title" => (About::Title, 75),
        "author"
        | "article:author_name"
        | "parsely-author"
        | "sailthru.author"
        | "byl"
        | "cxenseparse:author" => (About::Author, 75),
        "dc.creator" | "dcterms.creator" | "citation_author" => (About::Author, 80),
        "article:author" | "twitter:creator" => (About::Author, 40),
        "article:published_time" | "og:article:published_time" => (About::Published, 93),
        "datepublished"
        | "date"
        | "pubdate"
        | "publishdate"
        | "publish-date"
        | "publish_date"
        | "publication_date"
        | "dc.date"
        | "dc.date.issued"
        | "dc.date.created"
        | "dcterms.created"
        | "dcterms.issued"
        | "dcterms.date"
        | "citation_publication_date"
        | "citation_date"
        | "citation_online_date"
        | "parsely-pub-date"
        | "sailthru.date"
        | "cxenseparse:recs:publishtime"
        | "article:published"
        | "published_time"
        | "originalpublicationdate"
        | "displaydate"
        | "created" => (About::Published, 80),
        "article:modified_time"
        | "og:updated_time"
        | "og:article:modified_time"
        | "datemodified"
        | "lastmod"
        | "dcterms.modified"
        | "dc.date.modified"
        | "last-modified"
        | "revised" => (About::Updated, 85),
        "og:site_name" => (About::Site, 90),
        "application-name" | "al:ios:app_name" => (About::Site, 40),
        "dc.publisher" | "citation_journal_title" => (About::Site, 60),
        "article:section" | "parsely-section" | "section" => (About::Section, 80),
        "article:tag" => (About::Tag, 90),
        "keywords" | "news_keywords" | "parsely-tags" | "sailthru.tags" => (About::Tag, 60),
        "og:description" => (About::Description, 80),
        "description" | "dc.description" | "dcterms.description" => (About::Description, 85),
        "twitter:description" => (About::Description, 60),
        "og:locale" => (About::Language, 40),
        "content-language" | "dc.language" | "language" => (About::Language, 50),
        "og:url" => (About::Url, 75),
        "twitter:url" => (About::Url, 60),
        "og:image" | "og:image:url" => (About::Image, 90),
        "twitter:image" | "thumbnail" => (About::Image, 70),
        "dc.rights" | "dcterms.license" | "dcterms.rights" | "license" => (About::Licence, 70),
        _ => return named_day(name),
    })
}

/// Returns what a name says that has a word for publishing or changing, and one for a day.
fn named_day(name: &str) -> Option<(About, u8)> {
    let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphabetic()).collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let is_day = has(&["date", "time", "datetime", "timestamp", "on", "at"]);
    if !is_day || has(&["event", "start", "end", "expires", "expiry", "expiration"]) {
        return None;
    }
    if has(&["published", "publish", "publication", "pub", "posted", "release", "issued"]) {
        return Some((About::Published, 78));
    }
    has(&["modified", "updated", "update", "revised"]).then_some((About::Updated, 70))
}

/// Bytes of the text of an element that are read.
const TEXT_BYTES: usize = 400;

/// Returns the text inside an element, as far as it is short.
pub(crate) fn text_in(look: &Look<'_>, element: u32) -> String {
    let Some(inside) = look.page.element(element).map(Element::inside) else {
        return String::new();
    };
    let texts = &look.page.texts;
    let first = texts.partition_point(|text| text.at().start < inside.start);
    let mut all = String::new();
    for text in texts.get(first..).unwrap_or_default() {
        if text.at().start >= inside.end || all.len() > TEXT_BYTES {
            break;
        }
        let is_apart =
            text.look & crate::html::look::SPACED != 0 || text.gap != crate::html::Gap::Inline;
        if is_apart && !all.is_empty() {
            all.push(' ');
        }
        all.push_str(decoded(text.at().of(look.source)).trim());
    }
    // A soft hyphen says where a word may break and is not part of it.
    all.retain(|c| !matches!(c, '\u{AD}' | '\u{200B}'));
    all
}
