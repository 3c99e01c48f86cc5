//! The printed issue in which an article appeared: `Газета «Kestrel» №41 от 09.05.2031, стр. 2`.

/// Words before the name of a paper, in lower case.
const PAPERS: &[&str] = &[
    "газета",
    "журнал",
    "часопис",
    "newspaper",
    "magazine",
    "zeitung",
    "journal",
    "periódico",
    "revista",
    "jornal",
    "qəzet",
    "qəzeti",
    "gazete",
    "gazeta",
    "czasopismo",
    "giornale",
    "rivista",
];

/// What the number of an issue stands behind, in lower case.
const NUMBERS: &[&str] =
    &["№", "nr.", "nr", "no.", "n°", "nº", "ausgabe", "issue", "numéro", "número", "numero"];

/// Small words between the number and the day, in lower case.
const SMALL: &[&str] =
    &["от", "від", "vom", "du", "del", "of", "dated", "de", "z", "dnia", "z dnia", "за", "tarixli"];

/// What the number of a page stands behind, in lower case.
const PAGES: &[&str] = &[
    "стр.", "стр", "с.", "pp.", "p.", "page", "pages", "seite", "s.", "str.", "pág.", "pag.",
    "сәh.", "səh.",
];

/// Returns the paper that the words before a date name with the number of its issue, where nothing but the
/// page stands behind the date.
pub(super) fn paper<'a>(before: &'a str, behind: &str) -> Option<&'a str> {
    let words = before.trim_end_matches([' ', ',', '|', '(']);
    let last =
        words.rsplit_once(' ').filter(|(_, word)| SMALL.contains(&word.to_lowercase().as_str()));
    let words = last.map_or(words, |(words, _)| words).trim_end_matches([' ', ',', '|']);
    let name = without_number(words)?.trim_end_matches([' ', ',', '|', ':', '-', '–', '—']);
    let quoted = name.split_once(['«', '„', '“', '"']).and_then(|(before, behind)| {
        let inner = behind.trim_end_matches(['»', '“', '”', '"']);
        let is_paper = before.trim().is_empty() || is_paper_word(before.trim());
        (inner.len() < behind.len() && is_paper).then_some(inner)
    });
    let labelled =
        || name.split_once(' ').filter(|(word, _)| is_paper_word(word)).map(|(_, name)| name);
    let name = quoted.or_else(labelled)?;
    let is_name = (1..=5).contains(&name.split(' ').count()) && !name.contains(['.', '«', '"']);
    (is_name && is_page(behind)).then_some(name)
}

fn is_paper_word(word: &str) -> bool {
    PAPERS.contains(&word.to_lowercase().as_str())
}

/// Returns the words before the number of an issue, which perhaps has a second one in brackets: `№41 (7321)`.
fn without_number(words: &str) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-');
    let first = words
        .strip_suffix(')')
        .and_then(|words| words.rsplit_once('('))
        .map_or(words, |(words, _)| words);
    let first = first.trim_end();
    let before = first.trim_end_matches(is_digit);
    let label = before.trim_end();
    let mark = NUMBERS.iter().find(|mark| {
        let start = label.len().checked_sub(mark.len()).and_then(|at| label.get(at..));
        start.is_some_and(|end| end.to_lowercase() == **mark)
    })?;
    (before.len() < first.len()).then(|| label.get(..label.len() - mark.len())).flatten()
}

/// Returns whether nothing but a page's number stands behind the date.
fn is_page(behind: &str) -> bool {
    let page = behind.trim_matches([' ', ',', ')', '.', '|', ';']);
    let lower = page.to_lowercase();
    let number = PAGES.iter().find_map(|label| lower.strip_prefix(label));
    page.is_empty() || number.is_some_and(|number| number.chars().all(|c| !c.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::paper;

    #[test]
    fn reads_the_issue_of_a_paper() {
        for (before, behind, name) in [
            ("Газета «Береговой курьер» №41 от ", ", стр. 2", "Береговой курьер"),
            ("«Портовый листок» № 12 (3401) от ", "", "Портовый листок"),
            ("Newspaper Kestrel No. 7, ", ", p. 3", "Kestrel"),
        ] {
            assert_eq!(paper(before, behind), Some(name), "{before}");
        }
        for (before, behind) in [
            ("Закон № 12 от ", ""),
            ("Газета «Курьер» №41 от ", " писала о порте"),
            ("The newspaper of ", ""),
        ] {
            assert_eq!(paper(before, behind), None, "{before}");
        }
    }
}
