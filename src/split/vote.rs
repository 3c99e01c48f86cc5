//! The order of day and month that a text's own date lines show: the voice of a document in the vote
//! over its site.
//!
//! A numeric date such as 25/12/2031 can be read in one way only. A site that writes several such
//! dates in one order, and none in the other, writes all its dates so.

use crate::dates::scan::Scan;
use crate::dates::stamp::Order;
use crate::span::Span;

use super::dated::date_starts;

/// The last number that may be a month.
const MONTHS: i16 = 12;

/// Returns the order in which the date lines of `text` write day and month; none where no date tells,
/// or two dates tell otherwise.
pub(crate) fn shown_order(text: &str) -> Option<Order> {
    let mut orders = date_starts(text).into_iter().filter_map(|at| {
        let date = Span::new(at, text.len()).of(text);
        shown_by(Scan::new(date))
    });
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// Returns the order that one numeric date shows, with slashes or hyphens: what has dots is written
/// day first everywhere.
fn shown_by(mut scan: Scan<'_>) -> Option<Order> {
    let first = scan.digits(1, 2)?;
    let mark = scan.one_of(&['/', '-'])?;
    let second = scan.digits(1, 2)?;
    scan.one_of(&[mark])?;
    scan.digits(4, 4)?;
    match (first > MONTHS, second > MONTHS) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(date: &str) -> String {
        format!("Harbour toll falls\n\n{date}\n\nThe ferry board said so on Monday.")
    }

    #[test]
    fn only_a_number_above_twelve_tells() {
        assert_eq!(shown_order(&page("25/12/2031")), Some(Order::DayFirst));
        assert_eq!(shown_order(&page("12/25/2031 16:20")), Some(Order::MonthFirst));
        assert_eq!(shown_order(&page("5/9/2031")), None);
        assert_eq!(shown_order(&page("25.12.2031")), None);
        assert_eq!(shown_order(&page("2031-12-25")), None);
    }

    #[test]
    fn dates_that_disagree_tell_nothing() {
        assert_eq!(shown_order(&page("25/12/2031\n\n12/26/2031")), None);
    }
}
