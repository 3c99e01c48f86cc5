//! The judgement: which of a site's repeated lines are furniture, by how often and where they stand.

use crate::config::Config;
use crate::pattern::Position;
use crate::shape::{DATE, has_words};

use super::background::{Background, backgrounds};
use super::block::{Titles, covered, runs};
use super::count::{Corpus, Page, Place, Shape};
use super::names::Names;
use super::notice;
use super::orders::{Vote, vote};
use super::propose::{Choice, Proposal, proposal};
use super::sample::{Sample, SiteSample};
use super::slots::{Named, Slot, slots};

/// Percentage of a site's documents that makes a line furniture wherever it stands, and inside an
/// article.
const STRONG: usize = 50;
const INNER: usize = 25;

/// The same for a line with nothing but lines of the page between it and an edge.
const WEAK: usize = 2;

/// Documents that a line must have where it is not on most pages.
const WEAK_DOCUMENTS: usize = 5;
const INNER_DOCUMENTS: usize = 8;

/// Percentage of a site's documents with a line for a name that makes its sources rules.
const SLOT: usize = 20;

/// Percentage of the texts behind a label that must be titles of other documents; few of those that
/// a site points to are in the corpus, and no other text is a title but by chance.
const POINTING: usize = 5;

/// Percentage of the times that a line must stand where its position says.
const STEADY: usize = 98;

/// Documents beyond which a line is no longer compared with versions of one article.
const MANY_DOCUMENTS: usize = 60;

/// Rounds in which lines that lean on each other are dropped.
const ROUNDS: usize = 8;

/// What to propose.
#[derive(Clone, Debug)]
pub struct Options {
    /// Documents that a line must stand in at least.
    pub min_support: usize,
    /// Sites to learn about; all where it is empty.
    pub sites: Vec<String>,
}

impl Default for Options {
    fn default() -> Options {
        Options { min_support: 3, sites: Vec::new() }
    }
}

/// What a survey has found.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Documents that were looked at.
    pub documents: u64,
    /// Documents that could not be read.
    pub unreadable: u64,
    /// Sites of which a document is in the sample.
    pub sites: usize,
    /// The rules, site by site.
    pub proposals: Vec<Proposal>,
    /// The order of day and month of sites whose dates settle it.
    pub orders: Vec<Vote>,
    /// Paragraphs that repeat and are kept.
    pub backgrounds: Vec<Background>,
    /// Lines with a name in them: who wrote, and for whom.
    pub slots: Vec<Slot>,
}

/// Judges every site of the sample; rules and orders that `config` holds are not proposed again.
pub(super) fn judge(sample: Sample, options: &Options, config: &Config) -> Survey {
    let mut survey =
        Survey { documents: sample.documents, unreadable: sample.unreadable, ..Survey::default() };
    let mut names = Names::new(&config.strip.learned);
    for (site, sample) in sample.into_sites() {
        survey.sites += 1;
        if !options.sites.is_empty() && !options.sites.contains(&site) {
            continue;
        }
        survey.orders.extend(vote(&site, &sample.sheets, &config.split.order));
        let judge = Judge::new(&site, &sample, options.min_support.max(2));
        let (proposals, chosen) = judge.proposals();
        survey.backgrounds.extend(backgrounds(&site, &judge.corpus, &chosen));
        survey.slots.extend(judge.slots.iter().map(|slot| slot.report(&site)));
        for mut proposal in proposals {
            if names.name(&mut proposal.rule) {
                survey.proposals.push(proposal);
            }
        }
    }
    survey
}

struct Judge<'a> {
    site: &'a str,
    corpus: Corpus<'a>,
    scale: u64,
    min_support: usize,
    titles: Titles,
    slots: Vec<Named>,
}

impl<'a> Judge<'a> {
    fn new(site: &'a str, sample: &'a SiteSample, min_support: usize) -> Judge<'a> {
        let corpus = Corpus::new(&sample.sheets);
        let titles = Titles::of(&corpus);
        let slots = slots(&corpus);
        let mut judge = Judge { site, corpus, scale: sample.scale(), min_support, titles, slots };
        judge.corpus.find_titles(&judge.constants());
        judge.titles = Titles::of(&judge.corpus);
        judge
    }

    fn sampled(&self) -> usize {
        self.corpus.sheets.len()
    }

    /// Returns whether a shape stands in this percentage of the documents, and in `least`.
    fn is_in_share(&self, shape: &Shape<'_>, percent: usize, least: usize) -> bool {
        shape.docs >= least.max(self.min_support) && shape.docs * 100 >= self.sampled() * percent
    }

    fn proposals(&self) -> (Vec<Proposal>, Vec<bool>) {
        if self.sampled() < self.min_support {
            return (Vec::new(), Vec::new());
        }
        let mut furniture = self.constants();
        notice::add(&self.corpus, self.min_support, &mut furniture);
        let mut page = Page { shapes: furniture.clone(), follow: Vec::new() };
        let mut choices = self.choices(&furniture, &self.corpus.places(&page));
        page.follow = self.follow(&choices, &furniture);
        self.drop_covered(&mut choices, &page);
        for _ in 0..ROUNDS {
            page.shapes = set(&choices);
            if !self.drop_far(&mut choices, &furniture, &self.corpus.places(&page)) {
                break;
            }
        }
        self.add_sources(&mut choices);
        self.add_follow(&mut choices);
        let chosen = set(&choices);
        page = Page { shapes: chosen.clone(), follow: Vec::new() };
        let places = self.corpus.places(&page);
        let mut order: Vec<usize> = (0..choices.len()).filter(|id| is_set(&chosen, *id)).collect();
        order.sort_by_key(|id| {
            let shape = self.corpus.shape(*id);
            let place = places.get(*id).copied().unwrap_or_default();
            let position =
                choices.get(*id).and_then(Option::as_ref).map_or(0, |choice| rank(choice.position));
            (position, std::cmp::Reverse(shape.docs), place.farthest, shape.example.text.clone())
        });
        let proposals = order.iter().filter_map(|id| {
            let (choice, place) = (choices.get(*id)?.as_ref()?, places.get(*id)?);
            Some(proposal(self.site, &self.corpus, self.scale, *id, choice, place))
        });
        (proposals.collect(), chosen)
    }

    /// Returns the lines that stand on most pages and are no paragraphs.
    fn constants(&self) -> Vec<bool> {
        let shapes = self.corpus.shapes.iter();
        let is_constant = |shape: &Shape<'_>| {
            !shape.is_label
                && !shape.example.is_body
                && is_worded(shape)
                && self.is_in_share(shape, STRONG, 0)
        };
        shapes.map(is_constant).collect()
    }

    fn choices(&self, furniture: &[bool], places: &[Place]) -> Vec<Option<Choice>> {
        let numbered = self.corpus.shapes.iter().zip(places).enumerate();
        let choice = |(id, (shape, place)): (usize, (&Shape<'_>, &Place))| {
            let position = position(place);
            let is_wanted = match shape.is_label {
                true => self.is_pointer(id, shape),
                false if is_set(furniture, id) => self.is_sure(shape, position),
                false => self.is_wanted(shape, position),
            };
            let is_chosen = is_wanted && self.is_repeated(id, shape);
            is_chosen.then_some(Choice { position, follow: 0, source: None })
        };
        numbered.map(choice).collect()
    }

    /// Returns whether a line on most pages is furniture: inside the article of a few documents, a
    /// number in it may be what they tell, such as a price.
    fn is_sure(&self, shape: &Shape<'_>, position: Position) -> bool {
        let has_slot = || shape.text().contains('<');
        position != Position::Anywhere || shape.docs >= INNER_DOCUMENTS || !has_slot()
    }

    /// Returns whether a line that is not on most pages is furniture all the same.
    fn is_wanted(&self, shape: &Shape<'_>, position: Position) -> bool {
        if shape.example.is_body || !is_worded(shape) {
            return false;
        }
        match position {
            Position::Anywhere => self.is_in_share(shape, INNER, INNER_DOCUMENTS),
            _ => self.is_in_share(shape, WEAK, WEAK_DOCUMENTS),
        }
    }

    /// Drops the lines on few pages that have lines of the article between them and the edge, such as
    /// the items of a list that closes it; returns whether there were any.
    fn drop_far(
        &self,
        choices: &mut [Option<Choice>],
        furniture: &[bool],
        places: &[Place],
    ) -> bool {
        let mut has_dropped = false;
        for (id, choice) in choices.iter_mut().enumerate() {
            let is_far =
                places.get(id).is_some_and(|place| place.near * 100 < place.times * STEADY);
            let is_weak =
                choice.as_ref().is_some_and(|choice| choice.position != Position::Anywhere)
                    && !is_set(furniture, id)
                    && !self.corpus.shape(id).is_label;
            if is_far && is_weak {
                *choice = None;
                has_dropped = true;
            }
        }
        has_dropped
    }

    /// Returns whether a label points to other articles: `Read also:` and a headline that changes,
    /// which stands on other pages too or is their title.
    fn is_pointer(&self, id: usize, shape: &Shape<'_>) -> bool {
        if !self.is_in_share(shape, INNER, WEAK_DOCUMENTS) || shape.variants < WEAK_DOCUMENTS {
            return false;
        }
        let (mut headlines, mut all) = (0, 0);
        for (sheet, ids) in self.corpus.pages() {
            for (line, _) in sheet.lines.iter().zip(ids).filter(|(_, ids)| ids.label == Some(id)) {
                let text = line.text.split_once([':', '：']).map_or("", |(_, text)| text).trim();
                all += 1;
                headlines += usize::from(self.titles.has(text));
            }
        }
        headlines > 1 && headlines * 100 >= all * POINTING
    }

    /// Returns whether the line repeats from article to article, not from version to version.
    fn is_repeated(&self, id: usize, shape: &Shape<'_>) -> bool {
        let sampled = self.sampled();
        let common = if sampled < 2 * WEAK_DOCUMENTS { usize::MAX } else { sampled.div_ceil(3) };
        let least = self.min_support.min(shape.docs);
        shape.docs > MANY_DOCUMENTS || self.corpus.articles(id, common) >= least
    }

    /// Drops what the block of another line removes anyway: headlines of lists come and go.
    fn drop_covered(&self, choices: &mut [Option<Choice>], page: &Page) {
        let covered = covered(&self.corpus, page);
        let places = self.corpus.places(page);
        for (id, choice) in choices.iter_mut().enumerate() {
            let times = places.get(id).map_or(0, |place| place.times);
            let is_covered = covered.get(id).is_some_and(|count| count * 5 >= times * 4);
            if is_covered && times > 0 && !is_set(&page.shapes, id) {
                *choice = None;
            }
        }
    }

    /// Adds the lines that name a source: always at an edge, in a slot that many documents have.
    fn add_sources(&self, choices: &mut [Option<Choice>]) {
        let places = self.corpus.places(&Page { shapes: set(choices), follow: Vec::new() });
        for slot in self.slots.iter().filter(|slot| slot.support * 100 >= self.sampled() * SLOT) {
            for (id, name) in &slot.lines {
                let position = places.get(*id).map_or(Position::Anywhere, position);
                let shape = self.corpus.shape(*id);
                let is_source = position != Position::Anywhere
                    && !shape.text().contains(DATE)
                    && !is_person(shape, name)
                    && self.is_in_share(shape, WEAK, WEAK_DOCUMENTS)
                    && self.is_repeated(*id, shape);
                if let Some(choice) = choices.get_mut(*id).filter(|_| is_source) {
                    *choice = Some(Choice { position, follow: 0, source: Some(name.clone()) });
                }
            }
        }
    }

    fn add_follow(&self, choices: &mut [Option<Choice>]) {
        let follow = self.follow(choices, &set(choices));
        for (choice, follow) in choices.iter_mut().zip(follow) {
            if let Some(choice) = choice.as_mut().filter(|choice| choice.source.is_none()) {
                choice.follow = follow;
            }
        }
    }

    fn follow(&self, choices: &[Option<Choice>], chosen: &[bool]) -> Vec<usize> {
        let runs = runs(&self.corpus, chosen, &self.titles);
        let numbered = choices.iter().zip(runs);
        let follow =
            numbered.map(|(choice, run)| match choice.as_ref().map(|choice| choice.position) {
                Some(Position::Tail) => run.behind(),
                Some(Position::Anywhere) => run.inside(),
                _ => 0,
            });
        follow.collect()
    }
}

fn rank(position: Position) -> u8 {
    match position {
        Position::Head => 0,
        Position::Anywhere => 1,
        Position::Tail => 2,
    }
}

fn set(choices: &[Option<Choice>]) -> Vec<bool> {
    choices.iter().map(Option::is_some).collect()
}

fn is_set(set: &[bool], id: usize) -> bool {
    set.get(id).copied().unwrap_or(false)
}

/// Returns whether `split` mostly takes the name of several words behind such a line for an author's.
fn is_person(shape: &Shape<'_>, name: &str) -> bool {
    shape.persons * 2 >= shape.docs && name.contains(' ')
}

/// Returns whether a shape says something outside its slots.
fn is_worded(seen: &Shape<'_>) -> bool {
    has_words(&seen.text())
}

/// Returns where a shape steadily stands; a page without an article is head and tail at once.
fn position(place: &Place) -> Position {
    let is_steady = |times: usize| times * 100 >= place.times * STEADY;
    match (is_steady(place.head), is_steady(place.tail)) {
        (true, true) if place.farthest <= place.farthest_behind => Position::Head,
        (_, true) => Position::Tail,
        (true, false) => Position::Head,
        (false, false) => Position::Anywhere,
    }
}
