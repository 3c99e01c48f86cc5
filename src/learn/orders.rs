//! The vote of a site's documents on which of day and month its numeric dates write first.

use std::collections::BTreeMap;

use crate::split::{Order, SiteOrder};

use super::sheet::Sheet;

/// Documents that must show an order, with none that shows the other.
const LEAST: usize = 3;

/// The outcome of a site's vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The entry of `[[split.order]]`.
    pub rule: SiteOrder,
    /// Documents whose dates show the order.
    pub support: usize,
    /// Documents of the site in the sample.
    pub sampled: usize,
}

/// Returns the order that a site's documents agree on; none without a site, where config knows the
/// order, or where a document speaks against it.
pub(super) fn vote(site: &str, sheets: &BTreeMap<u64, Sheet>, known: &[SiteOrder]) -> Option<Vote> {
    if site.is_empty() || known.iter().any(|order| order.site == site) {
        return None;
    }
    let count = |order| sheets.values().filter(|sheet| sheet.order == Some(order)).count();
    let (order, support) = match (count(Order::DayFirst), count(Order::MonthFirst)) {
        (days, 0) => (Order::DayFirst, days),
        (0, months) => (Order::MonthFirst, months),
        _ => return None,
    };
    let rule = SiteOrder { site: site.to_owned(), order };
    (support >= LEAST).then_some(Vote { rule, support, sampled: sheets.len() })
}
