//! The families of furniture: what each looks like on a line of its own.
//!
//! A pattern must match the whole line; case does not matter. The length of a line is bounded before
//! it is matched, so patterns hold no counted repetition of anything, which would make the automaton
//! a hundred times larger. Word boundaries are ASCII ones: the Unicode ones would send every line
//! with a curly quote through the slow matcher. Families are written as small
//! grammars (a verb and what it may act on), so that a site's own wording is met as well.

use std::sync::LazyLock;

use regex::{Regex, RegexSet, RegexSetBuilder};

use crate::rule::{Effect, Example, Rule};

/// Where in a text a family is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the head and the tail block.
    Edges,
    /// On any line.
    Anywhere,
}

/// A family: its rule, where it may stand, and the shapes of its lines.
pub(super) struct Family {
    pub(super) rule: &'static Rule,
    pub(super) place: Place,
    pub(super) patterns: &'static [&'static str],
}

macro_rules! furniture {
    ($name:ident, $id:literal, $summary:literal, $why:literal, $fires:literal, $declines:literal) => {
        pub(super) static $name: Rule = Rule::new(
            $id,
            Effect::Remove,
            $summary,
            $why,
            &[
                Example::fires(
                    concat!("The ferry board said so on Monday.\n\n", $fires),
                    "The ferry board said so on Monday.",
                ),
                Example::declines($declines),
            ],
        );
    };
}

furniture!(
    SHARE,
    "furniture/share",
    "buttons to share the page",
    "They stand on every page of a site and say nothing about the article.",
    "Share on Facebook",
    "Share the road with care, the board said on Monday."
);
furniture!(
    FOLLOW,
    "furniture/follow",
    "an invitation to follow the site on social networks",
    "It advertises the site, not the article.",
    "Follow us on social networks",
    "Follow us on the tour of the harbour, the guides said, and mind the ropes."
);
furniture!(
    COMMENTS,
    "furniture/comments",
    "a comment form or an invitation to comment",
    "Forms and their labels are parts of the page that no author wrote.",
    "Leave a review",
    "Leave a review of the crossing with the harbour master, the board asked."
);
furniture!(
    PRINT,
    "furniture/print",
    "buttons to print, save, mail or hear the page",
    "They are tools of the page.",
    "Print this page",
    "Print this page twice, the harbour master said."
);
furniture!(
    CONSENT,
    "furniture/consent",
    "a notice about cookies and consent",
    "It belongs to the browser's visit, not to the article.",
    "We use cookies to improve your experience.",
    "The bakery at the pier says that it uses cookies as gifts."
);
furniture!(
    LISTING,
    "furniture/listing",
    "the label of a list of news: latest, popular, news line",
    "It heads a list of other articles, which is not this article's text.",
    "News Line",
    "Latest news from the pier reached the board on Monday."
);
furniture!(
    RELATED,
    "furniture/related",
    "the label of a list of related articles, or a pointer to one",
    "It leads away from the article; its words are another article's headline.",
    "Related stories",
    "Related stories were told at the pier on Monday."
);
furniture!(
    HEADLINE,
    "furniture/listed-headline",
    "a headline under the label of a list of other articles",
    "It belongs to another article, and would repeat on every page of the day.",
    "Related stories\n\nHarbour toll falls again",
    "Harbour toll falls again, the board said on Monday."
);
furniture!(
    TAGS,
    "furniture/tags",
    "a line of tags or keywords",
    "Tags index the site; as text they are a list of words without a sentence.",
    "Tags: harbour, toll",
    "Tags: that is what the ferrymen call the tin tokens they hand out at the pier each day, and nobody may sail without one."
);
furniture!(
    COUNTER,
    "furniture/counter",
    "a counter of views, shares or reading time",
    "It changes by the hour and counts the page, not the article.",
    "512 views",
    "The film has 512 views so far, the board said."
);
furniture!(
    CREDIT,
    "furniture/photo-credit",
    "the credit of a photo, alone on its line",
    "The photo is not there, so its credit credits nothing.",
    "(Photo: Kestrel)",
    "The photo by Kestrel shows the pier at dawn."
);
furniture!(
    LEGAL,
    "furniture/legal",
    "copyright, terms and notices about reprinting",
    "They are the same on every page and are no part of the article.",
    "© 2031 Kestrel. All rights reserved.",
    "The poem is under copyright, the heirs of the poet said."
);
furniture!(
    ADVERT,
    "furniture/advert",
    "a place holder of an advertisement",
    "It marks a gap that the page filled with something else.",
    "ADVERTISEMENT",
    "The advertisement hangs at the pier since Monday."
);
furniture!(
    NEWSLETTER,
    "furniture/newsletter",
    "an invitation to subscribe, register or log in",
    "It asks something of the reader and says nothing about the article.",
    "Subscribe to our newsletter",
    "Subscribe early, the opera advises its guests each year."
);
furniture!(
    NAVIGATION,
    "furniture/navigation",
    "navigation of the site: menus, back, next, page numbers",
    "It leads through the site.",
    "Back to top",
    "Back to top form, the rowers won on Monday."
);
furniture!(
    EMPTY_LABEL,
    "furniture/empty-label",
    "a label with nothing behind it",
    "What it labelled was lost with the markup.",
    "Updated on:",
    "Updated on: Monday, as the board said."
);
furniture!(
    DOTS,
    "furniture/dots",
    "a line of dots at the edge of the text",
    "Extractors leave it where they cut something away.",
    "...",
    "The board said no more ..."
);

const NETWORKS: &str = "facebook|twitter|x|whats ?app|telegram|linked ?in|pinterest|reddit|instagram|youtube|tik ?tok|viber|vk|vkontakte|ok|odnoklassniki|tumblr|messenger|threads|mastodon|bluesky|e-?mail|sms|line|weibo|wechat|flipboard|google(?: ?\\+| plus| news)?|rss|fb|ig";

/// Every family. `NETWORKS` stands for the names of social networks.
pub(super) static FAMILIES: &[Family] = &[
    Family {
        rule: &SHARE,
        place: Place::Edges,
        patterns: &[
            r"(?:please )?(?:share|tweet|pin it|forward)(?: (?:this|on|via|to|with|it|article|articles|story|post|page|news|the|link|by|friends|your|a|copy|buttons?|options?|now|and|&|or|print|tweet|NETWORKS))*(?:[ ,|/•·]+(?:NETWORKS|print|copy link|more))*\s?[:!»]?",
            r"(?:\d[\d.,]*k? ?)?shares?\s?:?(?: ?\d[\d.,]*k?)?",
            r"(?:(?:NETWORKS|tweet|copy link|print)(?:\s*[,|/•·]?\s+|$)){2,}",
            r"(?:compartir|compartilhar|compartilhe|partager|teilen|condividi|поделиться|paylaş|paylaşın|paylaşmaq|udostępnij|delen|dela|del)(?: (?:en|no|sur|auf|su|в|on|via) (?:NETWORKS))?\s?[:!]?",
        ],
    },
    Family {
        rule: &FOLLOW,
        place: Place::Edges,
        patterns: &[
            r"(?:follow|find|join|like|connect with|contact|reach|watch) (?:us|our|me)(?:(?: (?:on|in|at|via|through|our|the|all|social|media|networks?|channels?|pages?|accounts?|groups?|for|more|latest|updates|news|and|or|&|too|also|official|everywhere|now|here|NETWORKS))|[,:!|/]|@\w+)*\s?[.:!»]?",
            r"follow (?:[\p{L}\d._@-]+ ){1,4}on (?:(?:our|the) )?(?:social (?:media|networks?)|NETWORKS)(?:(?:,| and| &| or) (?:NETWORKS))*[.:!]?",
            r"(?:our )?social (?:networks?|media)(?: (?:channels?|pages?|links?))?\s?:?",
            r"(?:síguenos|siga-nos|suivez-nous|folgen sie uns|seguici|подписывайтесь|подпишитесь|bizi (?:takip edin|izləyin)|obserwuj nas|volg ons|följ oss)(?-u:\b).*",
        ],
    },
    Family {
        rule: &COMMENTS,
        place: Place::Edges,
        patterns: &[
            r"(?:leave|write|add|post|submit|send|give|make)(?: (?:a|an|your|us|the|me|own|first))* (?:reviews?|comments?|reply|replies|feedback|response|opinion|rating)(?: (?:below|here|now|first|on this (?:article|story)))?\s?[.:!»]?",
            r"(?:\d+ )?(?:comments?|reviews?|replies|responses|discussion)(?: ?\(?\d*\)?)?\s?:?",
            r"(?:cancel reply|post comment|submit comment|reply|no comments?(?: yet)?[.!]?|be the first to (?:comment|review|leave).*|your e-?mail address will not be published.*|required fields are marked.*|save my name.*|(?:you must be )?logg?(?:ed)? ?in to (?:leave|post|reply|comment|add).*|comments are (?:closed|disabled|moderated).*|join the (?:discussion|conversation)[.!]?|what do you think\?|show comments|hide comments)",
            r"\*? ?(?:name|e-?mail|comment|website|message|captcha|phone|your (?:name|e-?mail|comment|rating|review))(?: address)? ?(?:\(required\))?\s?\*?\s?:?\s?\*?",
            r"(?:deja un comentario|deixe um comentário|laisser un commentaire|kommentar (?:schreiben|hinterlassen)|lascia un commento|оставить (?:комментарий|отзыв)|yorum (?:yap|yaz|bırak)|şərh (?:yaz|bildir)|rəy bildir|dodaj komentarz|комментарии|kommentare|comentarios|commentaires)(?: ?\(?\d*\)?)?\s?:?",
        ],
    },
    Family {
        rule: &PRINT,
        place: Place::Edges,
        patterns: &[
            r"(?:print|printer|pdf)(?: (?:this|the|version|page|article|story|friendly|for|news))*\s?:?",
            r"(?:version for print(?:ing)?|print(?:able|er-friendly) version|send (?:this )?to (?:a )?friend|save (?:as|to) .+|download (?:as )?pdf|(?:text|font) size|listen(?: to (?:this )?(?:article|story|news|page))?|bookmark(?: this)?(?: page)?|copy (?:link|url)|link copied[.!]?|e-?mail (?:this|to a friend).*|add to favou?rites|report (?:an? )?(?:error|typo|mistake).*)\s?:?",
            r"(?:imprimir|imprimer|drucken|stampa|распечатать|версия для печати|yazdır|çap et|çap versiyası|drukuj|afdrukken|skriv ut)",
        ],
    },
    Family {
        rule: &CONSENT,
        place: Place::Edges,
        patterns: &[
            r"(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using|browsing|clicking)).*(?-u:\b)cookies?(?-u:\b).*",
            r"(?:accept|reject|decline|allow|manage|customi[sz]e)(?: (?:all|only|necessary|my|the))*(?: (?:cookies?|preferences|settings|consent|choices|options))?",
            r"cookies? (?:policy|settings|preferences|notice|consent)|i (?:agree|accept)|got it!?|ok, (?:i )?(?:agree|got it)",
        ],
    },
    Family {
        rule: &LISTING,
        place: Place::Edges,
        patterns: &[
            r"(?:(?:all|the|our|other|more|top|main|hot|last|latest|recent|breaking|popular|trending|most (?:read|popular|viewed|shared|commented|discussed)|today.?s|this week.?s|live)(?: of the (?:day|week))? )+(?:(?:news|stories|headlines|articles|posts|updates|videos?|photos?|publications|materials|topics|comments|now|today|here|line|feed|items))*\s?[:»>]*",
            r"(?:news ?(?:line|feed|wire|ticker|stream|flash|list|block|room|of the (?:day|week|hour))|latest|latest news|breaking news|top stories|headlines|most (?:read|popular|viewed|shared|commented|discussed)|trending(?: now)?|popular(?: now)?|must[ -]reads?|in (?:other )?news|in focus|featured|highlights|today|news archive|archive|calendar)\s?[:»>]*",
            r"(?:últimas noticias|lo más leído|últimas notícias|mais lidas|dernières (?:nouvelles|infos)|les plus lus|meistgelesen|ultime notizie|più letti|последние новости|лента новостей|новости|популярное|самое читаемое|son dakika|son xəbərlər|xəbər lenti|çok okunanlar|ən çox oxunanlar|najnowsze|najczęściej czytane|最新|最新消息|最新ニュース|热门|熱門)\s?:?",
        ],
    },
    Family {
        rule: &RELATED,
        place: Place::Edges,
        patterns: &[
            r"(?:related|similar|recommended|suggested|further|additional|connected)(?: (?:news|stories|story|articles?|posts?|topics?|content|links?|materials?|coverage|reading|items?|videos?|publications|for you|by the editors))*\s?[:»>…]*",
            r"(?:see also|read also|also read|also see|see more|read more|more on this(?: topic| story| subject)?|more (?:stories|articles|news|posts)?(?: ?(?:from|in|by|about|like) .+)?|you (?:may|might|could)(?: also)? (?:like|enjoy|be interested in|want to read).*|what to read next|read next|next (?:article|post|story)|previous (?:article|post|story)|up next|editor.?s.? (?:picks?|choice)|on (?:the|this) (?:topic|subject)|don.?t miss|external links|see related)\s?[:»>…]*",
            r"(?:related|recommended|next|previous)(?: (?:article|news|story|post|reading))?\s?[:|»] ?.+",
            r"(?:noticias relacionadas|lea también|leia também|notícias relacionadas|à lire aussi|lire aussi|lesen sie auch|mehr zum thema|leggi anche|читайте также|по теме|похожие (?:новости|материалы)|ilgili haberler|bunlar da ilginizi çekebilir|oxşar xəbərlər|əlaqəli xəbərlər|czytaj (?:też|także)|lees ook|läs (?:också|även)|相关(?:新闻|阅读|文章)|関連(?:記事|ニュース))\s?[:»]?.*",
        ],
    },
    Family {
        rule: &RELATED,
        place: Place::Anywhere,
        patterns: &[
            r"(?:read (?:also|more|next)|see also|also read|more on this|watch (?:also|more)|don.?t miss)\s?[:|»] ?.+",
        ],
    },
    Family {
        rule: &TAGS,
        place: Place::Edges,
        patterns: &[
            r"(?:tags?|tagged(?: (?:with|as|in|under))?|topics?|key ?words?|labels?|filed under|posted in|more about|hashtags?|categor(?:y|ies)|subjects?|etiquetas|palavras-chave|mots[- ]clés|schlagw[oö]rter|теги|ключевые слова|метки|etiketler|açar sözlər|teqlər|tagi|标签|標籤|タグ)\s?[:：].*",
            r"tags",
            r"(?:#[\p{L}\p{N}_]+[\s,;|]*)+",
        ],
    },
    Family {
        rule: &COUNTER,
        place: Place::Edges,
        patterns: &[
            r"(?:total |article |page |post )?(?:read|reads|views?|viewed|hits?|visits?|seen|readers?|page ?views|clicks|downloads|likes|visitors|number of views|times read|просмотров|просмотры|прочитано|baxış(?: sayı)?|oxunub|okunma(?: sayısı)?|görüntülenme|visitas|lecturas|visualizações|vues|aufrufe|visite|wyświetleń|阅读|浏览|閱讀)\s?[:：]?\s?\d[\d,. ]*(?:k|m|times)?",
            r"\d[\d,. ]*(?:k|m)? ?(?:total )?(?:views?|reads?|hits|visits|times read|comments?|shares?|likes?|readers|clicks|votes?|ratings?|просмотр(?:а|ов)?|baxış|okunma|visitas|vues|aufrufe)",
            r"(?:estimated )?(?:reading|read) time\s?:? .+|\d+ ?[-–]? ?min(?:ute)?s?\.? (?:read|reading|de lectura|de lecture|lesezeit|okuma)|(?:news|article|post|id|article id|news id|code)\s?(?:id|no\.?|number|#|№)?\s?[:#№]\s?\d+",
        ],
    },
    Family {
        rule: &CREDIT,
        place: Place::Edges,
        patterns: &[
            r"[(\[]?(?:(?:file |stock |cover |main |featured )?(?:photos?|images?|pictures?|pics?|photograph|illustration|video|graphics?|infographics?|foto|fotos|imagen|bild|фото|видео|şəkil|fotoğraf|zdjęcie))(?: (?:credits?|source|courtesy|by|of|from|via))*\s?[:/©–-]\s?.+[)\]]?",
            r"[(\[](?:(?:file )?photos?|images?|pictures?|video)(?: (?:by|from|courtesy of|via|credit) .+)?[)\]]",
            r"©\s?(?:photos?|images?|foto|ap|afp|reuters|getty).*",
            r"(?:credit|courtesy|caption)\s?(?:of )?[:/]\s?.+",
        ],
    },
    Family {
        rule: &LEGAL,
        place: Place::Edges,
        patterns: &[
            r"(?:©|\(c\)|copyright(?-u:\b)|copyrights(?-u:\b)).*",
            r".*(?-u:\b)all rights (?:are )?reserved(?-u:\b).*",
            r"(?:any |full or partial |the |no part of )?(?:reproduction|republication|reprint(?:ing|s)?|use|using|copying|reproducing|quoting|distribution|part)(?-u:\b).*(?-u:\b)(?:prohibited|permitted|permission|hyperlink|link|reference|allowed|consent|forbidden|required|mandatory|obligatory)(?-u:\b).*",
            r".*(?-u:\b)provided (?:on an )?[“”\x22']?as is(?-u:\b).*",
            r"(?:terms (?:of (?:use|service)|and conditions|& conditions)|privacy(?: policy| notice| statement)?|disclaimer|legal(?: notice| information)?|imprint|impressum|contact(?: us|s)?|about(?: us| the site)?|advertis(?:e|ing)(?: with us| on (?:the )?site)?|careers|editorial (?:policy|board)|feedback|site ?map|rss)(?:\s*[|•·/]\s*.*)?",
            r"(?:todos los derechos reservados|todos os direitos reservados|tous droits réservés|alle rechte vorbehalten|tutti i diritti riservati|все права защищены|при (?:использовании|цитировании|перепечатке).*|tüm hakları saklıdır|bütün hüquqlar qorunur|wszelkie prawa zastrzeżone|转载请注明.*|版权所有.*|無断転載.*)[.!]?",
        ],
    },
    Family {
        rule: &ADVERT,
        place: Place::Anywhere,
        patterns: &[
            r"[\[(<*–— -]*(?:advertisements?|advertising|advert|sponsored(?: content| post| links?)?|promoted(?: content)?|paid (?:content|post)|реклама|publicidad|publicidade|publicité|anzeige|werbung|pubblicità|reklam|reklama|advertentie|annons|广告|廣告)(?:\s*[-–—:/]\s*.*)?[\])>*–— -]*",
            r"(?:story|article|text) continues (?:below|after|under).*|continue reading(?: (?:below|the main story|the article))?[.:…»]*|scroll (?:down )?to continue.*|loading (?:ad|advertisement|the player|video)?\s?(?:\.{3}|…)",
        ],
    },
    Family {
        rule: &NEWSLETTER,
        place: Place::Edges,
        patterns: &[
            r"(?:sign up|subscribe|register|join|get|receive)(?-u:\b).*(?-u:\b)(?:newsletters?|e-?mails?|updates|alerts|notifications|channels?|inbox|digest|briefing|push)(?-u:\b).*",
            r"(?:subscribe|sign ?up|log ?in|sign ?in|log ?out|register|join|subscribe now|my account|create (?:an )?account|already a (?:subscriber|member).*|become a (?:member|subscriber|patron).*|support (?:us|our (?:work|journalism)).*|donate(?: now)?|newsletters?|this (?:article|content|story) is (?:for|only|available).*subscribers.*|to (?:continue|keep) reading,? .*)\s?[.:!»]?",
        ],
    },
    Family {
        rule: &NAVIGATION,
        place: Place::Edges,
        patterns: &[
            r"(?:menu|main menu|search|search (?:for|the site).*|home|home ?page|skip to (?:main )?(?:content|navigation)|(?:back|go|return|scroll) (?:back )?to (?:the )?(?:top|home ?page|home|news|list|main page|previous page|all news)|go back|back|top|close|open|toggle (?:navigation|menu)|navigation|show (?:more|all|less)|load more|view (?:all|more)|see (?:all|more)|more|all|next|prev(?:ious)?|older posts?|newer posts?|expand|collapse|english|русский|azərbaycan|türkçe)(?: ?[»>›…↑▲]+)?",
            r"page \d+(?: (?:of|/) \d+)?|\d+ (?:of|/) \d+|(?:first|prev(?:ious)?|next|last)(?:\s*[|/»«‹›<>-]+\s*(?:prev(?:ious)?|next|last|first))+|[«‹<←]+ ?(?:prev(?:ious)?|back|older)(?-u:\b).*|(?:next|newer)(?-u:\b).* ?[»›>→]+|(?:\d+ [|·]? ?){2,}\d+(?: ?(?:\.\.\.|…))?(?: \d+)?(?: ?(?:next|»|›))?",
        ],
    },
    Family {
        rule: &EMPTY_LABEL,
        place: Place::Edges,
        patterns: &[
            r"(?:last )?(?:updated|published|posted|modified|created|edited|publish(?:ed)? date|publication date|date|time|source|sources|author|authors|by|editor|section|category|rubric|location|place|views|rating|language|photo|video|image|tarix|дата|источник|автор|mənbə|müəllif|fuente|autor|quelle|source)(?: (?:on|at|by|in))?\s?[:：]",
        ],
    },
    Family {
        rule: &DOTS,
        place: Place::Edges,
        patterns: &[r"(?:\.{2,}|…+|\[\.\.\.\]|\[…\]|[|•·–—_=-]{1,})"],
    },
];

/// The patterns of one place, compiled together, each with its family.
pub(super) struct Shapes {
    set: RegexSet,
    owners: Vec<&'static Rule>,
}

impl Shapes {
    fn of(wanted: impl Fn(Place) -> bool) -> Shapes {
        let (mut patterns, mut owners) = (Vec::new(), Vec::new());
        for family in FAMILIES.iter().filter(|family| wanted(family.place)) {
            for pattern in family.patterns {
                patterns.push(format!("^(?:{})$", pattern.replace("NETWORKS", NETWORKS)));
                owners.push(family.rule);
            }
        }
        let set =
            RegexSetBuilder::new(patterns).case_insensitive(true).size_limit(64 << 20).build();
        Shapes { set: set.expect("the patterns are fixed and tested"), owners }
    }

    /// Returns the rule of the first family that the line belongs to.
    pub(super) fn rule(&self, line: &str) -> Option<&'static Rule> {
        let first = self.set.matches(line).iter().next()?;
        self.owners.get(first).copied()
    }
}

/// Words without which a whole sentence is no furniture.
static SENTENCE_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"©|\(c\)|copyright|rights? reserved|cookie|as is|reproduc|republi|reprint|copying|quoting|hyperlink|permission|newsletter|subscri|sign up|register|log in|logged in|follow|comment|reserv|prohibid|derechos|direitos|droits|rechte|diritti|права|перепечатк|цитирован|hakları|hüquqlar|prawa|转载|版权|無断|síguenos|siga-nos|подпис|e-mail";
    Regex::new(&format!("(?i){words}")).expect("the pattern is fixed and tested")
});

/// Returns whether a sentence holds a word that sentences of furniture hold.
pub(super) fn may_be_furniture(sentence: &str) -> bool {
    SENTENCE_WORDS.is_match(sentence)
}

/// What is furniture at the edges of a text.
pub(super) static EDGES: LazyLock<Shapes> = LazyLock::new(|| Shapes::of(|_| true));

/// What is furniture on any line.
pub(super) static ANYWHERE: LazyLock<Shapes> =
    LazyLock::new(|| Shapes::of(|place| place == Place::Anywhere));
