//! The labels of dates: which words before a date say that it is the date of publication, or that of
//! the last change.

/// What a label says of the date behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// The date is that of the last change.
    pub(crate) is_update: bool,
    /// The label is in a language that writes the day before the month.
    pub(crate) is_day_first: bool,
}

/// Returns what `label`, in lower case and without a colon, says.
pub(crate) fn label(label: &str) -> Option<Label> {
    let known = [(PUBLISHED, false, false), (PUBLISHED_ABROAD, false, true), (TODAY, false, true)];
    let changed = [(UPDATED, true, false), (UPDATED_ABROAD, true, true)];
    let mut lists = known.into_iter().chain(changed);
    if let Some((_, is_update, is_day_first)) = lists.find(|(words, ..)| words.contains(&label)) {
        return Some(Label { is_update, is_day_first });
    }
    let (last, words) = LAST.iter().find_map(|last| Some((last, label.strip_prefix(last)?)))?;
    let is_known = [UPDATED, UPDATED_ABROAD].iter().any(|list| list.contains(&words));
    is_known
        .then_some(Label { is_update: true, is_day_first: *last != "last " && *last != "latest " })
}

/// Words for last before the label of a change, in lower case.
const LAST: &[&str] = &[
    "last ",
    "latest ",
    "son ",
    "axırıncı ",
    "última ",
    "último ",
    "ultimo ",
    "ultima ",
    "dernière ",
    "zuletzt ",
    "letzte ",
    "laatst ",
    "senast ",
    "sist ",
    "senest ",
    "ostatnio ",
    "ostatnia ",
    "последнее ",
    "останнє ",
];

/// Labels of a date of publication in English.
#[rustfmt::skip]
const PUBLISHED: &[&str] = &[
    "date", "published", "published on", "published at", "publish date", "publication date",
    "date published", "date of publication", "published date", "posted", "posted on", "posted at",
    "post date", "created", "created on", "first published", "first published on", "originally published", "originally published on", "originally posted", "release date", "released",
    "issued", "issued on", "date posted", "added", "added on", "submitted on", "on", "time",
    "for immediate release", "for release", "publication time", "pub date", "dated",
];

/// Labels of a date of publication in other languages.
#[rustfmt::skip]
const PUBLISHED_ABROAD: &[&str] = &[
    "δημοσίευση", "δημοσιεύθηκε", "δημοσιεύτηκε", "ημερομηνία", "ημ/νία", "ημερομηνία δημοσίευσης",
    "tarix", "tarixi", "dərc olunub", "dərc edilib", "yayımlanıb", "yayınlanma tarixi",
    "xəbərin tarixi", "haberin tarihi", "tarih", "yayınlanma tarihi", "yayınlanma", "yayın tarihi", "yayımlanma tarihi", "yayınlandı",
    "giriş", "giriş tarihi", "eklenme", "eklenme tarihi", "oluşturulma tarihi", "haber tarihi",
    "fecha", "fecha de publicación", "publicado", "publicado el", "publicada el", "creado",
    "data", "data de publicação", "publicado em", "publicada em", "postado em", "criado em",
    "publié le", "publié", "publiée le", "mis en ligne le", "date de publication", "paru le", "le",
    "pubblicato", "pubblicato il", "data di pubblicazione", "scritto il", "creato il",
    "datum", "veröffentlicht", "veröffentlicht am", "erstellt", "erstellt am", "erschienen am",
    "stand", "vom", "zuerst veröffentlicht", "zuerst veröffentlicht am", "online seit", "publiziert am", "gepubliceerd", "gepubliceerd op", "geplaatst op",
    "publicerad", "publicerat", "publisert", "udgivet", "offentliggjort", "julkaistu",
    "opublikowano", "data publikacji", "dodano", "utworzono", "publikacja",
    "publikováno", "vydáno", "publikované", "objavljeno", "publicat", "publicat la",
    "дата", "дата публикации", "опубликовано", "размещено", "создано", "добавлено",
    "опубліковано", "дата публікації", "створено", "публикувано", "публикувано на", "објављено",
    "发布时间", "发布日期", "发表时间", "发布于", "发布", "日期", "时间", "發布時間", "發布日期", "時間",
    "公開日", "公開日時", "掲載日", "投稿日", "配信", "公開", "入力", "입력", "기사입력", "승인", "등록", "등록일", "송고", "송고시간", "작성일", "게시", "게재",
    "تاريخ النشر", "نشر في", "تم النشر", "نُشر في", "التاريخ", "تاریخ انتشار", "انتشار", "تاریخ",
    "प्रकाशित", "प्रकाशन तिथि", "तारीख", "প্রকাশ", "প্রকাশিত", "ngày đăng", "đăng ngày", "đăng lúc",
];

/// The word for today where a page prints it before its date, in languages that write the day first.
#[rustfmt::skip]
const TODAY: &[&str] = &[
    "dzisiaj", "dziś", "heute", "hoy", "hoje", "oggi", "aujourd'hui", "сегодня", "сьогодні", "bugün", "bu gün",
    "dnes", "idag", "i dag", "vandaag",
];

/// Labels of a date of change in English.
#[rustfmt::skip]
const UPDATED: &[&str] = &[
    "updated", "updated on", "updated at", "last updated", "last updated on", "last updated at",
    "last update", "last modified", "last modified on", "modified", "modified on", "edited",
    "edited on", "update", "update date", "revised", "date modified", "last edited",
];

/// Labels of a date of change in other languages.
#[rustfmt::skip]
const UPDATED_ABROAD: &[&str] = &[
    "τελευταία ενημέρωση", "τελ. ενημέρωση", "ενημέρωση", "ενημερώθηκε", "ανανεώθηκε", "τελευταία τροποποίηση",
    "güncelleme", "güncelleme tarihi", "güncellenme tarihi", "güncellenme", "güncellendi",
    "son güncelleme", "son güncelleme tarihi", "yenilənib", "yenilənmə tarixi",
    "atualizado", "atualizado em", "atualizada em", "última atualização", "modificado em",
    "actualizado", "actualizado el", "actualizado a", "uppfært", "actualizada el", "última actualización",
    "mis à jour", "mis à jour le", "mise à jour", "mise à jour le", "modifié le",
    "dernière mise à jour", "dernière modification",
    "modifica il", "modifica", "modificato il", "modificado", "modificado el", "modifié", "laatste update",
    "laatste wijziging", "gewijzigd", "senast uppdaterad", "sist oppdatert", "senest opdateret",
    "aggiornato", "aggiornato il", "ultimo aggiornamento", "ultima modifica",
    "aktualisiert", "aktualisiert am", "zuletzt aktualisiert", "zuletzt aktualisiert am",
    "letzte aktualisierung", "letzte änderung", "geändert", "bijgewerkt", "bijgewerkt op",
    "laatst bijgewerkt", "uppdaterad", "oppdatert", "opdateret", "päivitetty",
    "zaktualizowano", "akt", "akt.", "aktualizacja", "ostatnia aktualizacja", "aktualizováno", "ažurirano",
    "обновлено", "дата обновления", "изменено", "последнее обновление",
    "оновлено", "дата оновлення", "обновена",
    "更新日", "更新日期", "更新时间", "更新時間", "更新日時", "最終更新", "最終更新日", "更新", "最后更新",
    "수정", "최종수정", "업데이트", "آخر تحديث", "تم التحديث", "آخرین به‌روزرسانی", "अपडेट", "अद्यतन",
];
