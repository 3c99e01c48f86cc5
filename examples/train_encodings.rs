//! Trains the letter models and the character ranks that encoding detection reads.
//!
//! Run as `train_encodings SENTENCES.TSV OUT`, where `OUT` is `src/decode/models.bin`; writes the
//! same bytes for the same sentences. Never learns from the sentences that `shared::is_held_out` keeps.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use scutch::decode::symbols::{
    ASCII_LETTER, BOX, C0, C1, CLASSES, FOREIGN, SPACE, SYMBOL, UNDEFINED, case_of, class_of, fold,
    is_letter,
};

mod shared;

/// The languages that have a single-byte encoding.
const CODES: &str = "af ar az be bg bs ca cs cy da de el en eo es et eu fa fi fr ga he hr hu id is it kk \
la lg lt lv mi mk mn ms nb nl nn pl pt ro ru sk sl sn so sq sr st sv sw th tl tn tr \
ts uk ur vi xh yo zu";

/// The most letters that a model names one by one.
const ALPHABET: usize = 60;
/// A letter rarer than this among a language's characters is left to its class.
const RARE: f64 = 0.00004;
/// The cost of what text does not hold: undefined bytes and controls.
const NEVER: f64 = 13.0;
/// What a cost unit is: a sixteenth of a nat.
const NAT: f64 = 16.0;
/// How many observations the pooled guess counts for in each row.
const POOLED_WEIGHT: f64 = 6.0;

/// The classes of quotes, dashes and symbols, which some of the sentences were chosen to lack.
const MARKS: std::ops::RangeInclusive<usize> = 10..=22;
/// The classes of symbols, whose use has nothing to do with the language.
const SHARED: std::ops::RangeInclusive<usize> = 21..=24;
/// The least frequency of these, as a share of that over all languages.
const MARK_SHARE: f64 = 0.3;

/// Symbols that pages have in their lists and footers, and sentences lack.
const PAGE_SYMBOLS: &str = "•©·®™£€°";
/// How often at least such a symbol follows a blank.
const SYMBOL_SHARE: f64 = 0.003;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let [_, sentences, out] = args.as_slice() else {
        return Err("expected SENTENCES.TSV and OUT".into());
    };
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for sentence in shared::sentences(Path::new(sentences))? {
        if !shared::is_held_out(&sentence.text) && !is_misread(&sentence) {
            let text = if sentence.code == "vi" {
                shared::tones_apart(&sentence.text)
            } else {
                sentence.text
            };
            texts.entry(sentence.code).or_default().push(text);
        }
    }
    for (code, text) in SUPPLEMENT {
        texts.entry((*code).into()).or_default().push((*text).into());
    }
    let out = Path::new(out);
    let ideographs = ideographs(&texts);
    let length = u32::try_from(ideographs.len())?;
    let file = [length.to_le_bytes().as_slice(), &ideographs, &letters(&texts)].concat();
    fs::write(out, file)?;
    Ok(())
}

/// Letters that a language has only where its text was misread once: windows-1250 as iso-8859-2 in
/// Czech, windows-1252 for windows-1250 in Hungarian and Romanian.
const MISREAD: &[(&str, &str)] = &[("cs", "ľąĽĄ"), ("hu", "ôõÔÕûÛ"), ("ro", "ãÃ˝żď")];

/// Returns whether a sentence bears signs of damage.
fn is_misread(sentence: &shared::Sentence) -> bool {
    MISREAD.iter().any(|(code, letters)| {
        *code == sentence.code && sentence.text.contains(|c| letters.contains(c))
    })
}

/// Text for what sentences leave out: the Spanish and English ones are pure ASCII.
const SUPPLEMENT: &[(&str, &str)] = &[
    (
        "es",
        "El señor José Martínez llegó el sábado por la mañana a la estación de León. ¿Cómo está \
usted? ¡Qué alegría! Él también habló con María sobre la situación económica del país. Según la \
información del periódico, el número de niños creció durante el último año. Aquí hay más público \
que ayer, pero todavía faltan algunos jóvenes españoles. La canción «Corazón» sonó en la radio \
después de las tres. El ministro explicó la decisión política así: «Será difícil, pero habrá \
solución». Los médicos dicen que la operación salió bien y que el pequeño podrá volver pronto. \
Mi compañera vivía en una región montañosa y aprendió inglés, francés y alemán. El avión salió de \
Bogotá a las nueve, pasó por México y llegó a Cádiz el miércoles. ¿Por qué no me llamó nadie? \
Había razón: la línea telefónica estaba dañada. Perú, Panamá y Japón firmaron la declaración. \
La pingüina y el cigüeñal son palabras con diéresis, como lingüística y vergüenza. Además, el \
ex presidente negó la acusación y pidió perdón. Íñigo, Álvaro, Óscar, Ángela y Úrsula bailaron. \
Estará aquí mañana o quizás el próximo jueves. El árbol más alto mide treinta metros según el \
catálogo. El médico de atención primaria pidió más información sobre la medicación de los niños. \
La economía creció según los últimos datos; la inflación bajó y el interés subió. Así está la \
clasificación de la Liga tras el partido del sábado: Málaga, Almería, Cádiz y Leganés. Después de \
la reunión, el presidente explicó que habrá elecciones en mayo. Rubén y Mónica vivían en Córdoba \
desde hacía años. La policía detuvo a un joven de veintidós años en Alcalá. «No sé qué pasará», dijo \
él. El índice cayó un 2,5 % en la sesión del miércoles. La compañía eléctrica cortó el suministro a \
miles de señoras y señores. Quién dijo qué, cuándo y dónde: las claves del caso. Tú también podrás \
ver la película en televisión. El científico recibió un premio por su investigación biológica. \
La Unión Europea aprobó el plan energético; España votó a favor. Iré contigo si mamá está mejor. \
La dirección técnica del fútbol español anunció cambios. Se vendió el camión y el autobús. Además, \
los políticos catalanes y gallegos pidieron diálogo. El océano Atlántico está frío. Jamás volvió. \
El capitán cumplió treinta y dos años y salió del equipo. La cuestión lingüística sigue abierta. \
Sólo él sabía dónde estaba la montaña. La campaña electoral terminó ayer en Ávila. \
Tenía razón el músico: el concierto fue un éxito. Además había fútbol, básquet y natación.",
    ),
    (
        "en",
        "She didn’t know what he’d said – it wasn’t important. “I don’t think so,” he said. “It’s \
only £25.” The café’s menu had crème brûlée and jalapeño soup; the naïve \
fiancée’s résumé was there. ‘You’re late,’ said Chloë. Temperatures rose to 25°C — a record. The company’s shares fell 3½ per \
cent to €14. Beyoncé and Björk sang in São Paulo. They’re here… and we’ll be there. © 2005 The \
Firm™, all rights reserved®. José’s piñata cost £5 or £6. He can’t, won’t and shouldn’t. “Why?” \
“Because we’ve tried.” It is 100 × 50 mm ± 2. Zoë’s façade, the Château, Curaçao and El Niño.",
    ),
];

/// Builds the letter models: case costs, member costs, then one model a language.
fn letters(texts: &BTreeMap<String, Vec<String>>) -> Vec<u8> {
    let coded: Vec<&str> =
        CODES.split_whitespace().filter(|code| texts.contains_key(*code)).collect();
    let mut out = Vec::new();
    out.extend(cases(texts));
    let members = members(texts);
    out.extend((members.len() as u16).to_le_bytes());
    for (c, cost) in &members {
        out.extend((*c as u16).to_le_bytes());
        out.push(*cost);
    }
    let counted: Vec<Counts> = coded.iter().map(|code| Counts::new(&texts[*code])).collect();
    let pooled = Pooled::new(&counted);
    for (code, counts) in coded.iter().zip(&counted) {
        out.extend(code.bytes());
        out.push(counts.alphabet.len() as u8);
        out.extend(counts.alphabet.iter().flat_map(|c| (*c as u16).to_le_bytes()));
        out.extend(price(counts, &pooled));
    }
    out
}

/// Returns the cost of a probability in sixteenths of a nat.
fn cost(probability: f64) -> u8 {
    (-probability.ln() * NAT).round().clamp(0.0, 255.0) as u8
}

/// Counts which case follows which, over all languages that have case.
fn cases(texts: &BTreeMap<String, Vec<String>>) -> [u8; 16] {
    let mut counts = [[0.5_f64; 4]; 4];
    for text in texts.values().flatten() {
        let mut before = case_of(' ');
        for c in text.chars() {
            let case = case_of(c);
            counts[before as usize][case as usize] += 1.0;
            before = case;
        }
    }
    let mut costs = [0; 16];
    for (row, counts) in counts.iter().enumerate() {
        // Only the choice of upper or lower is priced: whether a letter stands here is the pair
        // model's business.
        let cased = counts[1] + counts[2];
        costs[row * 4 + 1] = cost(counts[1] / cased);
        costs[row * 4 + 2] = cost(counts[2] / cased);
    }
    costs
}

/// Prices each character within its class, over all languages.
fn members(texts: &BTreeMap<String, Vec<String>>) -> Vec<(char, u8)> {
    let mut counts: BTreeMap<char, f64> = BTreeMap::new();
    for c in texts.values().flatten().flat_map(|text| text.chars()).filter(|c| !c.is_ascii()) {
        if (c as u32) < 0x2600 && class_of(c) >= 21 {
            *counts.entry(fold(c)).or_default() += 1.0;
        }
    }
    for c in PAGE_SYMBOLS.chars() {
        *counts.entry(c).or_default() += 60.0;
    }
    let mut totals = [20.0_f64; CLASSES as usize];
    for (c, count) in &counts {
        totals[class_of(*c) as usize] += count + 0.5;
    }
    let price =
        |(c, count): (char, f64)| (c, cost((count + 0.5) / totals[class_of(c) as usize]).min(112));
    counts.into_iter().map(price).collect()
}

/// How often each symbol of a language follows each other.
struct Counts {
    alphabet: Vec<char>,
    size: usize,
    pairs: Vec<f64>,
}

impl Counts {
    fn new(texts: &[String]) -> Counts {
        let alphabet = alphabet(texts);
        let size = usize::from(CLASSES) + alphabet.len();
        let symbol = |c: char| match alphabet.binary_search(&fold(c)) {
            Ok(at) => usize::from(CLASSES) + at,
            Err(_) => usize::from(class_of(c)),
        };
        let mut pairs = vec![0.0_f64; size * size];
        for text in texts {
            let mut before = usize::from(SPACE);
            for c in text.chars().chain([' ']) {
                let at = symbol(c);
                pairs[before * size + at] += 1.0;
                before = at;
            }
        }
        Counts { alphabet, size, pairs }
    }
}

/// How likely each class follows each class, or a letter of the alphabet, over all languages.
struct Pooled(Vec<f64>);

impl Pooled {
    /// The number of kinds: the classes, and one for all letters of alphabets.
    const KINDS: usize = CLASSES as usize + 1;

    fn new(counted: &[Counts]) -> Pooled {
        let mut rates = vec![0.0; Pooled::KINDS * Pooled::KINDS];
        for counts in counted {
            for (at, n) in counts.pairs.iter().enumerate() {
                rates[Pooled::kind(at / counts.size) * Pooled::KINDS
                    + Pooled::kind(at % counts.size)] += n;
            }
        }
        for row in rates.chunks_mut(Pooled::KINDS) {
            let sum = row.iter().sum::<f64>().max(1.0);
            row.iter_mut().for_each(|rate| *rate /= sum);
        }
        Pooled(rates)
    }

    fn kind(symbol: usize) -> usize {
        symbol.min(Pooled::KINDS - 1)
    }

    fn rate(&self, first: usize, second: usize) -> f64 {
        self.0[Pooled::kind(first) * Pooled::KINDS + Pooled::kind(second)]
    }
}

/// Chooses the letters of a language that deserve a symbol of their own.
fn alphabet(texts: &[String]) -> Vec<char> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    let mut total = 0;
    for c in texts.iter().flat_map(|text| text.chars()) {
        total += 1;
        if is_letter(c) && (c as u32) < 0x2600 {
            *counts.entry(fold(c)).or_default() += 1;
        }
    }
    let ascii: usize = counts.iter().filter(|(c, _)| c.is_ascii()).map(|(_, n)| n).sum();
    let latin = ascii * 2 > counts.values().sum();
    let floor = (total as f64 * RARE).max(3.0) as usize;
    counts.retain(|c, n| if c.is_ascii() { latin } else { *n > floor });
    let mut ranked: Vec<(char, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|&(c, n)| (std::cmp::Reverse(n), c));
    let mut chosen: Vec<char> = ranked.into_iter().take(ALPHABET).map(|(c, _)| c).collect();
    if latin {
        chosen.extend('a'..='z');
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// Smooths the counts of each row with the frequency of the column and the habits of all languages,
/// and prices them.
fn price(counts: &Counts, pooled: &Pooled) -> Vec<u8> {
    let Counts { size, pairs, .. } = counts;
    let mut columns: Vec<f64> =
        (0..*size).map(|at| pairs.iter().skip(at).step_by(*size).sum()).collect();
    for (at, column) in columns.iter_mut().enumerate() {
        *column += floor(at);
    }
    let total: f64 = columns.iter().sum();
    let letters: f64 = columns[usize::from(CLASSES)..].iter().sum();
    let bare = Bare::new(counts, &columns);
    let mut costs = Vec::new();
    for (before, row) in pairs.chunks(*size).enumerate() {
        let seen: f64 = row.iter().sum();
        let kinds = row.iter().filter(|n| **n > 0.0).count() as f64;
        let weight = POOLED_WEIGHT + kinds * 0.5;
        for (at, count) in row.iter().enumerate() {
            let share = if at < usize::from(CLASSES) { 1.0 } else { columns[at] / letters };
            let habit = pooled.rate(before, at) * share;
            let mut guess = 0.5 * columns[at] / total + 0.5 * habit;
            if at >= usize::from(CLASSES) && before >= usize::from(CLASSES) {
                guess = 0.3 * guess + 0.7 * bare.rate(before, at, columns[at]);
            }
            let mut likely = (count + weight * guess) / (seen + weight);
            if SHARED.contains(&at) || SHARED.contains(&before) {
                likely = habit;
            }
            if MARKS.contains(&at) {
                likely = likely.max(habit * MARK_SHARE);
            }
            if before == usize::from(SPACE) && at == usize::from(SYMBOL) {
                likely = likely.max(SYMBOL_SHARE);
            }
            let never = columns[at] == 0.0;
            costs.push(cost(if never { 0.0 } else { likely }.max((-NEVER).exp())));
        }
    }
    costs
}

/// Letters with marks, after the letter that they come from and keep company like.
const BASES: &str = "aáàâäãåāăąạ cçćčĉċ dďđð eéèêëēėęěẹ gğģĝġ hĥħ iíìîïīįıĩ jĵ kķ lĺļľł nñńņňŋ oóòôöõøōőọơ \
rŕř sśšşŝṣ tťţŧ uúùûüūůűųŭũư wŵ yýÿŷ zźżž";

/// How likely one letter follows another when their marks are left out.
struct Bare {
    base: Vec<usize>,
    size: usize,
    pairs: Vec<f64>,
    rows: Vec<f64>,
    columns: Vec<f64>,
}

impl Bare {
    fn new(counts: &Counts, columns: &[f64]) -> Bare {
        let size = counts.size;
        let symbol =
            |c: char| counts.alphabet.binary_search(&c).ok().map(|at| at + usize::from(CLASSES));
        let mut base: Vec<usize> = (0..size).collect();
        for row in BASES.split_whitespace() {
            let mut found = row.chars().map(symbol);
            if let Some(Some(bare)) = found.next() {
                found.flatten().for_each(|at| base[at] = bare);
            }
        }
        let mut bare = Bare {
            base,
            size,
            pairs: vec![0.0; size * size],
            rows: vec![0.0; size],
            columns: vec![0.0; size],
        };
        for (at, n) in counts.pairs.iter().enumerate() {
            let (first, second) = (bare.base[at / size], bare.base[at % size]);
            bare.pairs[first * size + second] += n;
            bare.rows[first] += n;
        }
        for (at, n) in columns.iter().enumerate() {
            bare.columns[bare.base[at]] += n;
        }
        bare
    }

    /// Returns the rate of a pair without marks, times the share of the marked letter in its base.
    fn rate(&self, first: usize, second: usize, column: f64) -> f64 {
        let (a, b) = (self.base[first], self.base[second]);
        (self.pairs[a * self.size + b] + 0.1) / (self.rows[a] + 5.0) * column
            / self.columns[b].max(1.0)
    }
}

/// What each symbol counts for beforehand.
fn floor(symbol: usize) -> f64 {
    match symbol as u8 {
        C0 | C1 | UNDEFINED => 0.0,
        BOX => 0.2,
        ASCII_LETTER => 20.0,
        at if (FOREIGN..CLASSES).contains(&at) => 1.0,
        _ => 2.0,
    }
}

/// The most frequent characters of traditional Chinese that simplified text has in another form or
/// seldom, roughly by falling frequency: general knowledge of the script, as the sentences hold
/// simplified Chinese alone.
const TRADITIONAL: &str = "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年\
過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心\
她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間\
由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給\
世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變\
四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社\
便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北\
邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運笑飛風步改收根幹造言聯持組每濟\
車親極林服快辦議往元英士證近失轉夫令準布始怎呢存未遠叫台單影具羅字愛擊流備兵連調深商算質團\
集百需價花黨華城石級整府離況亞請技際約示復病息究線似官火斷精滿支視消越器容照須九增研寫稱企\
八功嗎包片史委乎查輕易早曾除農找裝廣顯吧阿李標談吃圖念六引歷首醫局突專費號盡另周較注語僅考\
落青隨選列武紅響雖推勢參希古眾構房半節土投某案黑維革劃敵致陳律足態護七興派孩驗責營星夠章音\
跟志底站嚴巴例防族供效續施留講型料終答緊黃絕奇察母京段依批群項故按河米圍江織害鬥雙境客紀采\
舉殺攻父蘇密低朝友訴止細願千值仍男錢破網熱助倒育屬坐帝限船臉職速刻樂否剛威毛狀率甚獨球般普\
怕彈校苦創偽";

/// Builds the ranks of East Asian characters: those seen in zh, traditional zh, ja and ko, with
/// their costs.
fn ideographs(texts: &BTreeMap<String, Vec<String>>) -> Vec<u8> {
    let count = |code: &str| {
        let mut counts: BTreeMap<char, f64> = BTreeMap::new();
        for c in texts.get(code).into_iter().flatten().flat_map(|text| text.chars()) {
            if !c.is_ascii() && (c as u32) < 0x1_0000 {
                *counts.entry(c).or_default() += 1.0;
            }
        }
        counts
    };
    let simplified = count("zh");
    let mut out = Vec::new();
    for counts in [simplified.clone(), traditional(&simplified), count("ja"), count("ko")] {
        let total: f64 = counts.values().sum::<f64>() + counts.len() as f64;
        out.extend((counts.len() as u16).to_le_bytes());
        for (c, n) in &counts {
            out.extend((*c as u16).to_le_bytes());
            out.push(cost(n / total));
        }
    }
    out
}

/// Guesses the counts of traditional Chinese: shared characters as in simplified text, and the
/// known ones by Zipf's law.
fn traditional(simplified: &BTreeMap<char, f64>) -> BTreeMap<char, f64> {
    let shared = |c: &char| {
        let mut units = [0; 4];
        let (raw, _, bad) = encoding_rs::BIG5.encode(c.encode_utf8(&mut units));
        !bad && raw[0] < 0xC7
    };
    let mut counts: BTreeMap<char, f64> =
        simplified.iter().filter(|(c, _)| shared(c)).map(|(c, n)| (*c, *n)).collect();
    let total: f64 = simplified.values().sum();
    for (rank, c) in TRADITIONAL.chars().enumerate() {
        let likely = 0.03 / (rank as f64 + 5.0).powf(0.75);
        let count = counts.entry(c).or_default();
        *count = count.max(likely * total);
    }
    counts
}
