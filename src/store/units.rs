//! The files at work: what the reading side tells the recording side about the documents that come.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::content::Stamp;
use super::head::Head;

/// A file whose documents are to be kept. Documents are counted from 0 as they are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    /// Stands for program, configuration and name.
    pub(crate) key: u128,
    /// What identifies the state of the file that is read.
    pub(crate) stamp: Stamp,
    /// Stands for its content; none where the one document is the whole file, whose hash it has.
    pub(crate) content: Option<u128>,
    /// Its first document.
    pub(crate) first: u64,
    /// The document behind its last, once that is known.
    pub(crate) end: Option<u64>,
    /// Whether the file was the same before and behind.
    pub(crate) is_sound: bool,
}

/// The files that were begun and not all recorded, in order.
#[derive(Default)]
pub(crate) struct Units {
    queue: Mutex<VecDeque<Unit>>,
    renewed: Mutex<Vec<Head>>,
}

impl Units {
    /// Tells that the documents from `first` on are those of a file.
    pub(crate) fn begin(&self, key: u128, stamp: Stamp, first: u64) {
        let unit = Unit { key, stamp, content: None, first, end: None, is_sound: false };
        locked(&self.queue).push_back(unit);
    }

    /// Tells the content of the file at work, where there is one.
    pub(crate) fn know(&self, content: u128) {
        if let Some(unit) = locked(&self.queue).back_mut().filter(|unit| unit.end.is_none()) {
            unit.content = Some(content);
        }
    }

    /// Tells that the file at work, where there is one, has ended before document `end`.
    pub(crate) fn end(&self, end: u64, stamp: Option<Stamp>) {
        if let Some(unit) = locked(&self.queue).back_mut().filter(|unit| unit.end.is_none()) {
            unit.end = Some(end);
            unit.is_sound = stamp == Some(unit.stamp);
        }
    }

    /// Notes what is kept of a file under times that it did not have then.
    pub(super) fn renew(&self, head: Head) {
        locked(&self.renewed).push(head);
    }

    /// Takes what was noted.
    pub(super) fn take_renewed(&self) -> Vec<Head> {
        std::mem::take(&mut *locked(&self.renewed))
    }

    /// Returns the file that document `number` belongs to, or else the number of the next document that
    /// belongs to one; forgets the files before it. A document is read after its file was begun, and
    /// after the one before was ended, so what is found here is final.
    pub(super) fn at(&self, number: u64) -> Result<Unit, u64> {
        let mut queue = locked(&self.queue);
        while queue.front().is_some_and(|unit| unit.end.is_some_and(|end| end <= number)) {
            queue.pop_front();
        }
        match queue.front() {
            Some(unit) if unit.first <= number => Ok(*unit),
            Some(unit) => Err(unit.first),
            None => Err(u64::MAX),
        }
    }

    /// Returns the first file, where it has ended with document `number` behind it.
    pub(super) fn ended(&self, number: u64) -> Option<Unit> {
        locked(&self.queue).front().filter(|unit| unit.end == Some(number)).copied()
    }
}

/// Locks a list; one thread's failure leaves it whole.
fn locked<T>(list: &Mutex<T>) -> MutexGuard<'_, T> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}
