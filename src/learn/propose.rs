//! Proposals: a line that was judged, as a rule with what speaks for it.

    fn proposal(&self, id: usize, choice: Choice, place: &Place) -> Proposal {
        let shape = self.corpus.shape(id);
        let right = match choice.position {
            Position::Head => place.head,
            Position::Tail => place.tail,
            Position::Anywhere => place.times,
        };
        let contrary = place.times - right + shape.titles;
        Proposal {
            rule: self.rule(shape, choice, place),
            support: shape.docs,
            sampled: self.corpus.sheets.len(),
            scale: self.scale,
            lines: right,
            bytes: place.bytes,
            within: (place.farthest + 1, place.farthest_behind + 1),
            examples: self.examples(id),
            // The rule of succession, for the times against it among all.
            wrong: (contrary + 1) as f64 / (place.times + shape.titles + 2) as f64,
        }
    }

    fn rule(&self, seen: &Shape<'_>, choice: Choice, place: &Place) -> Learned {
        let text = &seen.example.text;
        let whole = shape_of(seen);
        let name = match seen.is_label {
            true => label(&whole).unwrap_or_default(),
            false => whole,
        };
        let is_short = !crate::prose::has_words(text, NAME_WORDS + 1);
        let is_outermost = place.farthest < 3 || place.farthest_behind < 3;
        let late = !self.is_in_share(seen, CONSTANT, 0)
            || name.contains(DATE)
            || name.contains(TEXT)
            || (is_short && is_outermost)
            || is_named_after(text, self.site);
        Learned {
            id: String::new(),
            site: self.site.to_owned(),
            shape: name,
            position: choice.position,
            follow: choice.follow,
            late: late && choice.follow == 0,
            why: None,
        }
    }

    fn examples(&self, id: usize) -> Vec<String> {
        let mut examples: Vec<String> = Vec::new();
        for (sheet, ids) in self.corpus.pages() {
            for (line, ids) in sheet.lines.iter().zip(ids) {
                let is_it = ids.whole == id || ids.label == Some(id);
                if is_it && !examples.iter().any(|example| **example == *line.text) {
                    examples.push(line.text.to_string());
                }
            }
            if examples.len() >= MOST_EXAMPLES {
                break;
            }
        }
        examples.truncate(MOST_EXAMPLES);
        examples
    }

/// Returns whether a line is the name of the site, as its host spells it.
fn is_named_after(line: &str, site: &str) -> bool {
    let bare = |name: &str| folded(name).replace(' ', "");
    let (line, site) = (bare(line), bare(site));
    line.chars().count() > 2 && site.contains(&line)
}
