//! What of a headline line is the headline: without the site's name behind it and without tags that
//! announce photos and updates.

use crate::lexicon::Lexicon;
use crate::prose::starts_upper;

use super::names::{has_agency_word, is_domain};
use super::papers::is_paper;

/// Tags about media and updates that sites add to headlines, in lower case.
#[rustfmt::skip]
static TAGS: Lexicon = Lexicon::new(&[
    "photo", "photos", "picture", "pictures", "pics", "video", "videos", "clip", "update", "updated",
    "updating", "audio", "podcast", "live", "gallery", "photo gallery", "photo report",
    "photoreport", "photo story", "exclusive", "featured", "infographic", "infographics", "watch",
    "breaking", "foto", "fotos", "foto galeri", "video galeri", "fotolar", "fotoğraf", "fotogalería", "fotoğraflar", "fotogaleri",
    "vídeo", "vídeos", "yenilənib", "yeniləndi", "yenilənir", "güncellendi", "özel", "canlı",
    "eksklüziv", "aktualisiert", "bilder", "en direct", "vidéo", "photo/video", "en vivo",
    "actualizado", "aggiornato", "esclusiva", "видео", "фото", "аудио", "обновлено", "обновляется",
    "дополнено", "эксклюзив", "инфографика", "фоторепортаж", "відео", "оновлено", "оновлюється",
    "zdjęcia", "zdjęcie", "wideo", "film", "galeria", "fotografie", "fotky", "videó", "fotók", "képek",
    "kuva", "kuvat", "bildspel", "bildextra", "billeder", "bilder og video", "beelden", "foto's", "poze",
    "imagini", "galerie", "galerie foto", "exclusiv", "exclusivo", "exclusiva", "exclusif", "exklusiv",
    "imágenes", "imagens", "galería", "atualizado", "atualizada", "mis à jour", "en images", "images",
    "photos/vidéo", "diaporama", "esclusivo", "le immagini", "снимки", "снимка", "галерия", "фотогалерея",
    "фотографије", "ексклузив", "ексклюзив", "ვიდეო", "ფოტო", "φωτο", "φωτό", "φωτογραφίες", "βίντεο",
    "βιντεο", "εικόνες", "ảnh", "video clip", "clip hài", "hình ảnh", "gambar", "eksklusif", "ภาพ", "คลิป",
    "תמונות", "תיעוד", "צפו", "וידאו", "فيديو وصور", "صور وفيديو", "شاهد", "خاص", "حصري", "عاجل", "ویدئو",
    "تصاویر", "ویدیو", "वीडियो", "तस्वीरें", "देखें", "ছবি", "ভিডিও", "独家", "獨家", "图文", "圖", "組圖", "影片", "影音",
    "更新", "快讯", "快訊", "高清", "速報", "独自", "映像", "写真特集", "単独", "포토", "동영상", "단독", "속보", "종합",
    "vizual", "şəkil", "şəkillər", "yenilendi", "fotoqalereya", "son dakika", "video haber", "eilmeldung",
    "интервью", "срочно", "图", "组图", "视频", "動画", "写真", "영상", "사진", "صور", "فيديو", "بالصور", "بالفيديو", "عکس", "فیلم",
]);

/// Small words before a tag, in lower case: `(mit Video)`.
const WITH: &[&str] =
    &["with ", "mit ", "con ", "com ", "avec ", "met ", "med ", "со ", "с ", "z ", "+ "];

/// Words of a site's name at most.
const SITE_WORDS: usize = 4;

/// Returns the headline without the site's tail and the media tags.
pub(super) fn value(line: &str) -> &str {
    if !has_mark(line) {
        return without_featured(line.trim());
    }
    let mut value = line.split(" | ").next().unwrap_or(line).trim();
    loop {
        let shorter = without_site(without_lead(without_tag(value)));
        if shorter.len() == value.len() {
            return value;
        }
        value = shorter;
    }
}

/// Returns whether a line has a mark of those that stand between a headline and what is not of it: most
/// have none.
fn has_mark(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_space = |at: Option<usize>| at.and_then(|at| bytes.get(at)) == Some(&b' ');
    let is_mark = |(at, byte): (usize, &u8)| match byte {
        b'|' | b'(' | b')' | b'[' | b']' => true,
        // Inside a word they part nothing.
        b'-' | b'/' | b':' => is_space(Some(at + 1)) || is_space(at.checked_sub(1)),
        // Dashes, quotes and brackets beyond ASCII.
        0xE2 => bytes.get(at + 1) == Some(&0x80) && matches!(bytes.get(at + 2), Some(0x90..=0x95)),
        0xC2 => matches!(bytes.get(at + 1), Some(0xAB | 0xBB)),
        0xE3 => bytes.get(at + 1) == Some(&0x80),
        0xEF => bytes.get(at + 1) == Some(&0xBC),
        _ => false,
    };
    bytes.iter().enumerate().any(is_mark)
}

/// Returns the headline without the word that Joomla prints behind those of its front page.
fn without_featured(value: &str) -> &str {
    value.trim_end_matches(" Featured")
}

/// Returns whether `tag` is one or more of the tags, joined by marks.
fn is_tag(tag: &str) -> bool {
    let mut tags = tag.split(['/', ',', '&', '+', '|', '-']).map(|tag| {
        let tag = tag.trim().trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let tag = tag.to_lowercase().replace('\u{307}', "");
        let bare = WITH.iter().find_map(|word| tag.strip_prefix(word));
        let bare = bare.or_else(|| ["あり", "付き"].iter().find_map(|end| tag.strip_suffix(end)));
        bare.map_or(tag.clone(), str::to_owned)
    });
    tags.all(|tag| TAGS.has(&tag))
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
    without_featured(value)
}

/// Returns the headline without a tag in capitals or brackets before it.
fn without_lead(value: &str) -> &str {
    let is_loud = |(tag, _): &(&str, &str)| tag.chars().all(|c| !c.is_lowercase());
    let mut marks = [": ", " - ", " – ", " — "].into_iter();
    let lead = marks.find_map(|mark| value.split_once(mark).filter(is_loud));
    let bracketed = [('(', ')'), ('[', ']'), ('【', '】')].into_iter().find_map(|(open, close)| {
        value.strip_prefix(open).and_then(|behind| behind.split_once(close))
    });
    match lead.or(bracketed) {
        Some((tag, rest))
            if (is_tag(tag) || is_paper_tag(tag)) && starts_upper(rest.trim_start()) =>
        {
            rest.trim_start()
        }
        _ => value,
    }
}

/// Returns whether a tag names the paper, as Korean papers write: `[만안경제]`.
fn is_paper_tag(tag: &str) -> bool {
    is_paper(tag) && !tag.is_ascii() && !tag.contains(' ')
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
