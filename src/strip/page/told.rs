//! What a line tells by itself and by its words: the first columns of a page.

use crate::features::{BINS, Columns, Line, Sketch, Words, log, share, signed};

use super::columns::Page;

/// What the words of a line tell, in steps.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    pub(super) mean: u8,
    sum: u8,
    least: u8,
    most: u8,
    known: u8,
    pub(super) whole: u8,
    first: u8,
    // Lines of the page that are the same, or begin the same.
    same: u8,
    begun: u8,
    // How common the line's words are in the page, and in its running text.
    common: u8,
    pub(super) topical: u8,
    // How many pairs of words stand in other lines too, and how many lines are shaped alike.
    pairs: u8,
    shaped: u8,
    // The weights of its pairs of words: their mean, the least and the most.
    paired: u8,
    paired_least: u8,
    paired_most: u8,
}

/// Returns what the words of each line tell.
pub(super) fn told(page: &Page, lines: &[Line], words: &Words) -> Vec<Told> {
    let (mut common, mut prose) = (Sketch::new(), Sketch::new());
    let (mut same, mut begun) = (Sketch::new(), Sketch::new());
    let (mut pairs, mut shapes) = (Sketch::new(), Sketch::new());
    for line in lines {
        same.add(line.whole);
        begun.add(line.first);
        shapes.add(line.shape());
        page.tokens(line).windows(2).for_each(|two| pairs.add(pair(two)));
        let is_prose = line.prose() > 0;
        for token in page.tokens(line) {
            common.add(*token);
            if is_prose {
                prose.add(*token);
            }
        }
    }
    let tell = |line: &Line| {
        let tokens = page.tokens(line);
        let own = usize::from(line.prose() > 0);
        let topical = tokens.iter().filter(|token| prose.count(**token) > own).count();
        let twice = tokens.windows(2).filter(|two| pairs.count(pair(two)) > 1).count();
        let often: usize = tokens.iter().map(|token| common.count(*token).ilog2() as usize).sum();
        Told {
            same: log(same.count(line.whole)),
            begun: log(begun.count(line.first)),
            common: (often * 4 / tokens.len().max(1)).min(BINS - 1) as u8,
            topical: share(topical, tokens.len()),
            pairs: share(twice, tokens.len().max(2) - 1),
            shaped: log(shapes.count(line.shape())),
            ..weighed(line, tokens, words)
        }
    };
    lines.iter().map(tell).collect()
}

fn weighed(line: &Line, tokens: &[u32], words: &Words) -> Told {
    let (mut sum, mut least, mut most, mut known) = (0i32, 0i32, 0i32, 0i32);
    for weight in tokens.iter().filter_map(|token| words.weight(*token)) {
        let weight = i32::from(weight);
        sum += weight;
        least = least.min(weight);
        most = most.max(weight);
        known += 1;
    }
    let of = |hash: u32| signed(words.weight(hash).map_or(0, i32::from), 4);
    let pairs = tokens.windows(2).filter_map(|two| words.weight(pair(two))).map(i32::from);
    let (sum_pairs, least_pair, most_pair) = pairs.fold((0, 0, 0), |(sum, least, most), weight| {
        (sum + weight, weight.min(least), weight.max(most))
    });
    Told {
        paired: signed(sum_pairs / (tokens.len() as i32 + 1), 2),
        paired_least: signed(least_pair, 4),
        paired_most: signed(most_pair, 4),
        mean: signed(sum / (tokens.len() as i32 + 1), 2),
        sum: signed(sum, 16),
        least: signed(least, 4),
        most: signed(most, 4),
        known: share(known as usize, tokens.len()),
        whole: of(line.whole),
        first: of(line.first),
        ..Told::default()
    }
}

/// Returns the hash of two words in a row.
pub(super) fn pair(two: &[u32]) -> u32 {
    two.iter().fold(0, |hash, token| (hash ^ token).wrapping_mul(0x9E37_79B1).rotate_left(15))
}

/// Columns of what a line is by itself.
pub(super) fn shapes(lines: &[Line], columns: &mut Columns) {
    let mut push = |step: &dyn Fn(&Line) -> u8| {
        columns.push(|at| lines.get(at).map_or(0, step));
    };
    push(&|line| log(line.chars + line.ideographs));
    push(&|line| log(line.size()));
    push(&|line| line.bullet as u8);
    push(&|line| line.end);
    push(&|line| line.start);
    push(&|line| share(line.uppers, line.letters));
    push(&|line| share(line.capital_words, line.words));
    push(&|line| share(line.digits, line.chars));
    push(&|line| share(line.symbols, line.chars));
    push(&|line| log(line.commas));
    push(&|line| log(line.stops));
    push(&|line| log(line.letters * 4 / line.words.max(1)));
    push(&|line| log(line.longest_word));
    push(&|line| log(line.dividers));
    push(&|line| log(line.joints));
    push(&|line| log(line.rights));
    push(&|line| log(line.addresses));
    push(&|line| log(line.currencies));
    push(&|line| log(line.times));
    push(&|line| log(line.years));
    push(&|line| log(line.quotes));
    push(&|line| log(line.brackets));
    push(&|line| log(line.digits));
    push(&|line| log(line.pictures));
    push(&|line| log(line.dashes));
    push(&|line| log(line.colons));
    push(&|line| log(line.calls));
    push(&|line| share(line.short_words, line.words));
    push(&|line| share(line.small_words, line.words));
    push(&|line| share(line.ideographs, line.chars));
}

/// Columns of what its words tell.
pub(super) fn words(told: &[Told], columns: &mut Columns) {
    let mut push = |step: fn(&Told) -> u8| {
        columns.push(|at| told.get(at).map_or(0, step));
    };
    push(|told| told.mean);
    push(|told| told.sum);
    push(|told| told.least);
    push(|told| told.most);
    push(|told| told.known);
    push(|told| told.whole);
    push(|told| told.first);
    push(|told| told.same);
    push(|told| told.begun);
    push(|told| told.common);
    push(|told| told.topical);
    push(|told| told.pairs);
    push(|told| told.shaped);
    push(|told| told.paired);
    push(|told| told.paired_least);
    push(|told| told.paired_most);
}
