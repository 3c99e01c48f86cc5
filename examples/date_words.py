"""Writes the words of dates, `src/dates/words.tsv`, from the Unicode CLDR that Babel carries.

Usage: pip install babel==2.19.0; python3 examples/date_words.py > src/dates/words.tsv

Names of months and weekdays come from the CLDR, wide, abbreviated and short, format and stand-alone,
in lower case, with spellings that newsrooms use for them: without accents, with the cedilla for the
comma, without hamza. The lists below are our own additions. The release of the CLDR goes to the
standard error stream. The output depends on nothing but that release.
"""

import collections
import sys
import unicodedata

from babel import Locale
from babel.core import get_cldr_version

LOCALES = """
en de fr es it pt nl sv da nb nn fi pl cs sk hu ro bg ru uk be sr sr_Latn hr bs bs_Cyrl sl mk el tr az
az_Cyrl kk ky uz uz_Cyrl tg tk ka hy he ar ar_EG ar_SY ar_MA ar_DZ fa ps ur hi mr ne bn gu pa ta te kn
ml si th lo km my vi id ms jv fil ja ko zh zh_Hant mn lt lv et is fo ca eu gl cy ga mt sq af sw am lb so
""".split()

# Names that newsrooms use and the CLDR does not have, by language: months from 1, weekdays from 0.
MONTHS = {
    "en": {"sept": 9, "june": 6, "july": 7},
    "de": {"jän": 1, "jänner": 1, "feber": 2, "mrz": 3, "sept": 9},
    "fr": {"fev": 2, "aout": 8},
    "es": {"setiembre": 9, "set": 9, "sept": 9},
    "it": {"sett": 9},
    "ru": {"сент": 9, "нояб": 11, "февр": 2, "мая": 5},
    "az": {"mart": 3},
    "pt": {"set": 9},
    "uz": {"сентябрь": 9},
    "id": {"pebruari": 2, "nopember": 11},
    "nl": {"maart": 3},
    "ar": {
        "كانون الثاني": 1, "شباط": 2, "آذار": 3, "اذار": 3, "نيسان": 4, "أيار": 5, "ايار": 5,
        "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9, "ايلول": 9, "تشرين الأول": 10,
        "تشرين الاول": 10, "تشرين الثاني": 11, "كانون الأول": 12, "كانون الاول": 12, "جانفي": 1,
        "فيفري": 2, "أفريل": 4, "جوان": 6, "جويلية": 7, "أوت": 8,
    },
    "vi": {
        "tháng một": 1, "tháng giêng": 1, "tháng hai": 2, "tháng ba": 3, "tháng tư": 4,
        "tháng năm": 5, "tháng sáu": 6, "tháng bảy": 7, "tháng bẩy": 7, "tháng tám": 8,
        "tháng chín": 9, "tháng mười": 10, "tháng mười một": 11, "tháng mười hai": 12,
        "tháng chạp": 12,
    },
    "hi": {"सितम्बर": 9, "नवम्बर": 11, "दिसम्बर": 12, "अक्तूबर": 10, "फरवरी": 2},
    "ka": {"იანვარს": 1},
    "bn": {"জানুয়ারি": 1, "ফেব্রুয়ারি": 2},
    "et": {
        "jaanuaril": 1, "veebruaril": 2, "märtsil": 3, "aprillil": 4, "mail": 5, "juunil": 6,
        "juulil": 7, "augustil": 8, "septembril": 9, "oktoobril": 10, "novembril": 11,
        "detsembril": 12,
    },
    "sl": {
        "januarja": 1, "februarja": 2, "marca": 3, "aprila": 4, "maja": 5, "junija": 6,
        "julija": 7, "avgusta": 8, "septembra": 9, "oktobra": 10, "novembra": 11, "decembra": 12,
    },
    "sr": {
        "јануара": 1, "фебруара": 2, "марта": 3, "априла": 4, "маја": 5, "јуна": 6, "јула": 7,
        "августа": 8, "септембра": 9, "октобра": 10, "новембра": 11, "децембра": 12, "januara": 1,
        "februara": 2, "marta": 3, "aprila": 4, "maja": 5, "juna": 6, "jula": 7, "avgusta": 8,
        "septembra": 9, "oktobra": 10, "novembra": 11, "decembra": 12,
    },
    "lv": {
        "janvārī": 1, "februārī": 2, "martā": 3, "aprīlī": 4, "maijā": 5, "jūnijā": 6,
        "jūlijā": 7, "augustā": 8, "septembrī": 9, "oktobrī": 10, "novembrī": 11, "decembrī": 12,
    },
    "kk": {"қаңтардың": 1},
    "pl": {"paz": 10},
}
WEEKDAYS = {
    "az": {"bazar": 6},
    "vi": {"chủ nhật": 6, "cn": 6},
    "en": {"tues": 1, "thur": 3, "thurs": 3, "weds": 2},
    "pt": {"segunda": 0, "terça": 1, "terca": 1, "quarta": 2, "quinta": 3, "sexta": 4, "sábado": 5},
    "ru": {"пятницу": 4, "среду": 2, "субботу": 5},
    "ar": {
        "الاثنين": 0, "الإثنين": 0, "اثنين": 0, "الثلاثاء": 1, "الاربعاء": 2, "الأحد": 6,
        "الاحد": 6,
    },
    "fa": {
        "پنجشنبه": 3, "سه‌شنبه": 1, "سه شنبه": 1, "پنج‌شنبه": 3, "یک‌شنبه": 6, "یک شنبه": 6,
        "چهار شنبه": 2, "دو شنبه": 0, "پنج شنبه": 3,
    },
    "zh": {"周日": 6, "星期天": 6, "周一": 0, "周二": 1, "周三": 2, "周四": 3, "周五": 4, "周六": 5},
}

# Months of the Solar Hijri calendar.
SOLAR = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
# Words that stand between the parts of a date and say nothing.
FILLERS = """
р de del den der of the ta' dd le el em am du il la ngày ngay năm nam г год года року рік ж жыл жылы թ
թվական թվականի m d y gada gads gadā e.ko ko o оны онд ili il yil yili yılı พ.ศ ค.ศ ที่ عام سنة لعام в від
on a al den. af nap oj
""".split()
MONTH_MARKS = "tháng thg thang".split()
# The year before the first of an era.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
KANJI_DAYS = "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日".split()

# Spellings that mean the same.
TWINS = (
    ("ș", "ş"), ("ț", "ţ"), ("ё", "е"), ("ə", "ә"), ("ي", "ی"), ("ی", "ي"), ("ك", "ک"), ("ک", "ك"),
    ("\u0654", ""), ("\u2009", " "), ("\u00a0", " "), ("'", ""),
)
ARABIC = {"ar", "fa", "ur", "ar_SY", "ar_EG", "ar_MA", "ar_DZ"}
PARTICLES = ("de ", "d'", "di ", "ta' ")


def norm(word):
    word = unicodedata.normalize("NFC", word.lower())
    for mark in "’ʼ׳‘`":
        word = word.replace(mark, "'")
    for mark in "\u200e\u200f\u061c":
        word = word.replace(mark, "")
    return word.strip().rstrip(".॰").strip()


def without_accents(word):
    letters = unicodedata.normalize("NFD", word)
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)


def variants(word, locale):
    out = {word}
    for one, other in TWINS:
        out |= {spelling.replace(one, other) for spelling in list(out)}
    if locale in ARABIC:
        out |= {v.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا") for v in list(out)}
    return out


def is_usable(word, width, is_month):
    if not word or word[0].isdigit() or (is_month and any(c.isdigit() for c in word)):
        return False
    if len(word) < 2 and ord(word[0]) < 0x250:
        return False
    return not (width == "short" and len(word) < 3 and ord(word[0]) < 0x2E80)


def table():
    return collections.defaultdict(lambda: collections.defaultdict(set))


def cldr_names(months, days):
    """Fills the tables, word to number to languages, and returns spellings without accents."""
    plain = table()
    for locale in LOCALES:
        data, base = Locale.parse(locale), locale.split("_")[0]
        for names, source, keys in ((months, data.months, range(1, 13)), (days, data.days, range(7))):
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated", "short"):
                    of_width = source.get(context, {}).get(width)
                    for key in keys if of_width else ():
                        word = norm(of_width[key])
                        if is_usable(word, width, names is months):
                            add(names, plain, variants(word, locale), key, base, names is months)
    return plain


def add(names, plain, spellings, key, base, is_month):
    for word in spellings:
        for particle in PARTICLES:
            if word.startswith(particle) and base in ("ca", "oc", "mt", "ast"):
                word = word[len(particle):]
        names[word][key].add(base)
        bare = without_accents(word)
        if bare != word and all(ord(c) < 0x250 for c in bare):
            plain[(bare, is_month)][key].add(base)


def lines(names, kind, first):
    for word, keys in names.items():
        if word in ("de", "at") and kind == "month":
            continue
        if len(keys) == 1:
            yield f"{word}\t{kind}\t{next(iter(keys)) + first}"
        else:
            several = (f"{k + first}:{','.join(sorted(v))}" for k, v in sorted(keys.items()))
            yield f"{word}\t{kind}\t{' '.join(several)}"


def main():
    print(f"CLDR {get_cldr_version()}", file=sys.stderr)
    months, days = table(), table()
    plain = cldr_names(months, days)
    for names, extra in ((months, MONTHS), (days, WEEKDAYS)):
        for language, words in extra.items():
            for word, key in words.items():
                names[norm(word)][key].add(language)
    for (word, is_month), keys in plain.items():
        names = months if is_month else days
        if word not in names:
            for key, languages in keys.items():
                names[word][key] |= languages
    for word in SOLAR:
        months.pop(word, None)
        days.pop(word, None)
    for key, word in enumerate(KANJI_DAYS):
        if word not in days:
            days[word][key].add("ja")
    out = set(lines(months, "month", 0)) | set(lines(days, "day", 1))
    out |= {f"{word}\tsolar\t{month}" for month, word in enumerate(SOLAR, 1)}
    out |= {f"{norm(word)}\tfiller\t0" for word in FILLERS}
    out |= {f"{word}\tmonth-mark\t0" for word in MONTH_MARKS}
    out |= {f"{word}\tera\t{year}" for word, year in ERAS.items()}
    out |= {f"{word}\troman\t{month}" for month, word in enumerate(ROMAN, 1)}
    print("\n".join(sorted(out)))


if __name__ == "__main__":
    main()
