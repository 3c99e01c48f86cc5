//! The ids of proposed rules: the site's name and a number that no other rule has.

use std::collections::{BTreeMap, BTreeSet};

use crate::strip::Learned;

/// The ids of rules: those that are there, and the next number for each site.
pub(super) struct Names {
    known: BTreeSet<(String, String)>,
    ids: BTreeSet<String>,
    next: BTreeMap<String, usize>,
}

impl Names {
    pub(super) fn new(known: &[Learned]) -> Names {
        Names {
            known: known.iter().map(|rule| (rule.site.clone(), rule.shape.clone())).collect(),
            ids: known.iter().map(|rule| rule.id.clone()).collect(),
            next: BTreeMap::new(),
        }
    }

    /// Gives the rule an id; returns whether it is new.
    pub(super) fn name(&mut self, rule: &mut Learned) -> bool {
        if self.known.contains(&(rule.site.clone(), rule.shape.clone())) {
            return false;
        }
        let slug = slug(&rule.site);
        let next = self.next.entry(slug.clone()).or_default();
        loop {
            *next += 1;
            rule.id = format!("{slug}-{next}");
            if self.ids.insert(rule.id.clone()) {
                return true;
            }
        }
    }
}

/// Returns a site's name in letters, digits and hyphens.
fn slug(site: &str) -> String {
    let plain = site.strip_prefix("www.").unwrap_or(site).to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<&str>>().join("-");
    if slug.is_empty() { "line".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_where_config_ends() {
        let rule = |id: &str, shape: &str| Learned {
            id: id.to_owned(),
            site: "www.kestrel.lr".to_owned(),
            shape: shape.to_owned(),
            ..Learned::default()
        };
        let mut names = Names::new(&[rule("kestrel-lr-1", "read: <N>")]);
        let mut new = rule("", "gulls and all");
        assert!(names.name(&mut new));
        assert_eq!(new.id, "kestrel-lr-2");
        assert!(!names.name(&mut rule("", "read: <N>")));
    }
}
