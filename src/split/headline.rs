//! What of a headline line is the headline: without the site's name behind it and without tags that
//! announce photos and updates.

use crate::prose::starts_upper;

use super::names::{has_agency_word, is_domain};

/// Tags about media and updates that sites add to headlines, in lower case.
#[rustfmt::skip]
const TAGS: &[&str] = &[
    "photo", "photos", "picture", "pictures", "pics", "video", "videos", "clip", "update", "updated",
    "updating", "audio", "podcast", "live", "gallery", "photo gallery", "photo report",
    "photoreport", "photo story", "exclusive", "featured", "infographic", "infographics", "watch",
    "breaking", "foto", "fotos", "fotolar", "fotoğraf", "fotogalería", "fotoğraflar", "fotogaleri",
    "vídeo", "vídeos", "yenilənib", "yeniləndi", "yenilənir", "güncellendi", "özel", "canlı",
    "eksklüziv", "aktualisiert", "bilder", "en direct", "vidéo", "photo/video", "en vivo",
    "actualizado", "aggiornato", "esclusiva", "видео", "фото", "аудио", "обновлено", "обновляется",
    "дополнено", "эксклюзив", "инфографика", "фоторепортаж", "відео", "оновлено", "оновлюється",
    "图", "组图", "视频", "動画", "写真", "영상", "사진", "صور", "فيديو", "بالصور", "بالفيديو", "عکس", "فیلم",
];

/// Words of a site's name at most.
const SITE_WORDS: usize = 4;

/// Returns the headline without the site's tail and the media tags.
pub(super) fn value(line: &str) -> &str {
    let mut value = line.split(" | ").next().unwrap_or(line).trim();
    loop {
        let shorter = without_site(without_lead(without_tag(value)));
        if shorter.len() == value.len() {
            return value;
        }
        value = shorter;
    }
}

/// Returns whether `tag` is one or more of the tags, joined by marks.
fn is_tag(tag: &str) -> bool {
    let mut tags = tag.split(['/', ',', '&', '+', '|', '-']).map(|tag| {
        tag.trim().trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_lowercase()
    });
    tags.all(|tag| TAGS.contains(&tag.as_str()))
}

fn without_tag(value: &str) -> &str {
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】')] {
        if let Some((before, tag)) =
            value.strip_suffix(close).and_then(|start| start.rsplit_once(open))
            && is_tag(tag)
        {
            return before.trim_end();
        }
    }
    for dash in [" - ", " – ", " — ", " -", " –", " —", " / ", ": "] {
        if let Some((before, tag)) = value.rsplit_once(dash)
            && !before.is_empty()
            && is_tag(tag)
        {
            return before.trim_end();
        }
    }
    // Joomla prints the word behind the headlines of its front page.
    value.strip_suffix(" Featured").unwrap_or(value)
}

/// Returns the headline without a tag in capitals or brackets before it.
fn without_lead(value: &str) -> &str {
    let lead = value.split_once(": ").filter(|(tag, _)| tag.chars().all(|c| !c.is_lowercase()));
    let bracketed = [('(', ')'), ('[', ']'), ('【', '】')].into_iter().find_map(|(open, close)| {
        value.strip_prefix(open).and_then(|behind| behind.split_once(close))
    });
    match lead.or(bracketed) {
        Some((tag, rest)) if is_tag(tag) && starts_upper(rest.trim_start()) => rest.trim_start(),
        _ => value,
    }
}

/// Returns the headline without the name or address of a site behind a dash.
fn without_site(value: &str) -> &str {
    for dash in [" - ", " – ", " — ", " « ", " » "] {
        let Some((before, site)) = value.rsplit_once(dash) else { continue };
        let words = site.split_whitespace().count();
        let is_name = words <= SITE_WORDS && site.split_whitespace().all(starts_upper);
        if is_domain(site) || (is_name && words > 1 && has_agency_word(site)) {
            return before.trim_end();
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_site_tail_and_media_tags() {
        for line in [
            "Harbour toll falls | kestrel.lr | News",
            "Harbour toll falls - Kestrel.lr",
            "Harbour toll falls – Northquay Times",
            "Harbour toll falls (PHOTO) (UPDATE)",
            "Harbour toll falls (PHOTO, VIDEO)",
            "Harbour toll falls - FOTO",
            "Harbour toll falls Featured",
            "PHOTOS: Harbour toll falls",
            "[VIDEO] Harbour toll falls",
        ] {
            assert_eq!(value(line), "Harbour toll falls", "{line}");
        }
    }

    #[test]
    fn keeps_what_the_headline_says() {
        for line in [
            "Ferry crews (all of them)",
            "North light - a history",
            "Ferries: all late",
            "Kestrel - Northquay",
        ] {
            assert_eq!(value(line), line);
        }
    }
}
