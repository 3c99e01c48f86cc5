//! Sums and distances along the lines of a page, in linear time.

/// Sums from the start, to take those of any stretch.
pub(crate) struct Sums(Vec<i64>);

impl Sums {
    pub(crate) fn new(values: impl Iterator<Item = i64>) -> Sums {
        let mut sums = vec![0];
        let mut sum = 0;
        for value in values {
            sum += value;
            sums.push(sum);
        }
        Sums(sums)
    }

    /// Returns the sum of `from..to`, as far as there are values.
    pub(crate) fn of(&self, from: usize, to: usize) -> i64 {
        let last = self.0.len() - 1;
        let at = |index: usize| self.0.get(index.min(last)).copied().unwrap_or(0);
        at(to) - at(from)
    }

    pub(crate) fn all(&self) -> i64 {
        self.0.last().copied().unwrap_or(0)
    }
}

/// Returns for each line how far the last one before and the next one behind is that `is` holds for.
pub(crate) fn distances(count: usize, is: impl Fn(usize) -> bool) -> (Vec<usize>, Vec<usize>) {
    let far = |order: &mut dyn Iterator<Item = usize>| {
        let mut gaps = vec![0; count];
        let mut gap = count;
        for at in order {
            gap = gap.saturating_add(1);
            if let Some(slot) = gaps.get_mut(at) {
                *slot = gap;
            }
            if is(at) {
                gap = 0;
            }
        }
        gaps
    };
    (far(&mut (0..count)), far(&mut (0..count).rev()))
}
