//! Clusters: which documents belong together, by links between two of them.
//!
//! In memory: 4 bytes a document, and 12 for each link that joined two clusters.

use std::collections::BTreeMap;

use crate::marks::Likeness;

/// Two documents that are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) likeness: Likeness,
}

/// A disjoint-set forest over the documents (Tarjan, 1975); a root is the first of its set.
#[derive(Default)]
pub(super) struct Clusters {
    parents: Vec<u32>,
    links: Vec<Link>,
}

impl Clusters {
    /// Returns a forest of `documents` trees.
    pub(super) fn new(documents: u32) -> Clusters {
        Clusters { parents: (0..documents).collect(), links: Vec::new() }
    }

    /// Returns the first document of the cluster that holds this one.
    pub(super) fn root(&mut self, document: u32) -> u32 {
        let mut at = document;
        loop {
            let parent = self.parent(at);
            if parent == at {
                return at;
            }
            let above = self.parent(parent);
            self.set_parent(at, above);
            at = above;
        }
    }

    /// Joins the clusters of two documents, which must be apart.
    pub(super) fn join(&mut self, link: Link) {
        let (a, b) = (self.root(link.a), self.root(link.b));
        debug_assert_ne!(a, b, "a link joins two clusters");
        self.set_parent(a.max(b), a.min(b));
        self.links.push(link);
    }

    /// Returns the links of each cluster of more than one document, by its first document.
    pub(super) fn into_links(mut self) -> BTreeMap<u32, Vec<Link>> {
        let mut clusters: BTreeMap<u32, Vec<Link>> = BTreeMap::new();
        let mut links = std::mem::take(&mut self.links);
        links.sort_unstable();
        for link in links {
            clusters.entry(self.root(link.a)).or_default().push(link);
        }
        clusters
    }

    fn parent(&self, document: u32) -> u32 {
        self.parents.get(document as usize).copied().unwrap_or(document)
    }

    fn set_parent(&mut self, document: u32, parent: u32) {
        if let Some(place) = self.parents.get_mut(document as usize) {
            *place = parent;
        }
    }
}

/// A member of a cluster, tied to the one before it on the way to the kept one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tie {
    pub(super) member: u32,
    pub(super) to: u32,
    pub(super) likeness: Likeness,
}

/// Returns how each member but `kept` is tied to it, by as few links as there are between them.
pub(super) fn ties(links: &[Link], kept: u32) -> Vec<Tie> {
    let mut neighbours: BTreeMap<u32, Vec<(u32, Likeness)>> = BTreeMap::new();
    for Link { a, b, likeness } in links {
        neighbours.entry(*a).or_default().push((*b, *likeness));
        neighbours.entry(*b).or_default().push((*a, *likeness));
    }
    // A tree has one link fewer than members, so each member but the root is met once.
    let mut ties: Vec<Tie> = Vec::with_capacity(links.len());
    let (mut at, mut next) = (kept, 0);
    loop {
        for (member, likeness) in neighbours.remove(&at).unwrap_or_default() {
            if neighbours.contains_key(&member) {
                ties.push(Tie { member, to: at, likeness });
            }
        }
        let Some(tie) = ties.get(next) else { return ties };
        (at, next) = (tie.member, next + 1);
    }
}

/// Returns every member of the cluster that these links make, in order.
pub(super) fn members(links: &[Link]) -> Vec<u32> {
    let mut members: Vec<u32> = links.iter().flat_map(|link| [link.a, link.b]).collect();
    members.sort_unstable();
    members.dedup();
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(a: u32, b: u32) -> Link {
        Link { a, b, likeness: Likeness::SAME }
    }

    #[test]
    fn links_make_clusters() {
        let mut clusters = Clusters::new(8);
        for (a, b) in [(5, 7), (1, 3), (3, 5)] {
            clusters.join(link(a, b));
        }
        assert_eq!((clusters.root(7), clusters.root(2)), (1, 2));
        let found = clusters.into_links();
        assert_eq!(found.keys().collect::<Vec<_>>(), [&1]);
        assert_eq!(members(&found[&1]), [1, 3, 5, 7]);
    }

    #[test]
    fn every_member_is_tied_to_the_kept_one() {
        let links = [link(1, 3), link(3, 5), link(5, 7)];
        let found = ties(&links, 5);
        let found: Vec<(u32, u32)> = found.iter().map(|tie| (tie.member, tie.to)).collect();
        assert_eq!(found, [(3, 5), (7, 5), (1, 3)]);
    }
}
