//! Sets documents aside by rule. A rejected document says which rule, what it measured and where.

mod length;

use crate::stage::Entry;

/// Returns the stages in running order.
pub(crate) fn stages() -> Vec<Entry> {
    vec![length::entry()]
}
