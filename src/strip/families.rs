//! The families of furniture: what each looks like on a line of its own.
//!
//! A pattern must match the whole line; case does not matter but in `(?-i:…)`, so patterns are written in
//! lower case. The length of a line is bounded before it is matched, so patterns hold no counted
//! repetition of anything, which would make the automaton a hundred times larger. Word boundaries are
//! ASCII ones, which the automaton of `shapes` asks for. Families are written as small grammars (a verb
//! and what it may act on), so that a site's own wording is met as well.

use std::sync::LazyLock;

use regex::Regex;

use crate::rule::Rule;

use super::labels::{
    ADVERT, COMMENTS, CONSENT, COUNTER, CREDIT, DOTS, EDITOR, EMPTY_LABEL, END_MARK, FOLLOW, LEGAL,
    LISTING, NAVIGATION, NEWSLETTER, PRESS, PRINT, RELATED, SHARE, TAGS,
};

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

const NETWORKS: &str = "facebook|twitter|x|whats ?app|telegram|linked ?in|pinterest|reddit|instagram|youtube|tik ?tok|viber|vk|vkontakte|ok|odnoklassniki|tumblr|messenger|threads|mastodon|bluesky|e-?mail|sms|line|weibo|wechat|flipboard|google(?: ?\\+| plus| news)?|rss|fb|ig";

/// What the buttons of a page do, in many languages: two of them side by side are no sentence.
const BUTTON: &str = "share|save|tweet|copy link|print|pdf|comment|e-?mail|teilen|merken|drucken|mailen|speichern|kommentieren|vorlesen|compartir|guardar|imprimir|comentar|escuchar|compartilhar|salvar|ouvir|partager|enregistrer|imprimer|commenter|écouter|condividi|salva|stampa|commenta|ascolta|delen|bewaren|afdrukken|opslaan|luisteren|reageer|dela|spara|skriv ut|lyssna|del|gem|udskriv|lagre|lytt|jaa|tallenna|tulosta|paylaş|kaydet|yazdır|dinle|yadda saxla|çap et|udostępnij|zapisz|drukuj|skomentuj|sdílet|uložit|tisk|tisknout|zdieľať|uložiť|megosztás|mentés|nyomtatás|distribuie|salvează|tipărește|сподели|запази|принтирай|подели|поделиться|сохранить|распечатать|печать|слушать|вконтакте|одноклассники|поділитися|зберегти|роздрукувати|подписаться|κοινοποίηση|αποθήκευση|εκτύπωση|شارك|مشاركة|حفظ|طباعة|ذخیره|چاپ|فيسبوك|تويتر|واتساب|تلغرام|שתף|שמור|הדפס|bagikan|simpan|cetak|chia sẻ|lưu|แชร์|บันทึก|พิมพ์|分享|收藏|打印|点赞|评论|微信|微博|朋友圈|qq空间|qq|豆瓣|新浪微博|列印|儲存|ツイート|ポスト|シェア|シェアする|ブックマーク|はてなブックマーク|保存|印刷|공유|저장|인쇄|스크랩|페이스북|트위터|카카오톡|शेयर|सेव";

/// What a photo credit may begin with.
const MEDIA: &str = r"(?:file |stock |cover |main |featured |archive )?(?:photos?|images?|pictures?|pics?|photographs?|illustration|video|graphics?|infographics?|фото|видео|foto(?:ğraf|graf[ií]a|s|\.)?|fot\.|imagen|imagem|bild(?:er)?|şəkil|zdjęcie|crédit(?:s)? photos?|photo credits?|图|图片|写真|사진|عکس|صورة|फोटो|φωτογραφία|φωτο|צילום|תמונה|ảnh|hình|ภาพ|kuva|kuvat|fotó|fotografie|fotografia|снимка|снимки|слика|ფოტო|ছবি|تصویر|fotka|imatge|attēls|nuotrauka|φωτό)";

/// The names in a photo credit: words that begin with a capital or an @, and small words between.
const NAMES: &str = r"[«“]?(?:WORD)(?:[ /,|«»–-]+(?:WORD))*[»”]?";

/// A word of a photo credit.
const WORD: &str = r"(?-i:[\p{Lu}\p{Lo}\p{Georgian}@©][\p{L}\p{M}\p{N}.'’_&-]*)|of|de|via|for|the|by|from|courtesy|and";

/// Every family that English pages have. `NETWORKS`, `MEDIA` and `NAMES` stand for the words above.
pub(super) static FAMILIES: &[Family] = &[
    Family {
        rule: &SHARE,
        place: Place::Edges,
        patterns: &[
            r"(?:please )?(?:share|tweet|pin it|forward)(?: (?:this|on|via|to|with|it|article|articles|story|post|page|news|the|link|by|friends|your|a|copy|buttons?|options?|now|and|&|or|print|tweet|NETWORKS))*(?:[ ,:|/•·]+(?:NETWORKS|print|copy link|more))*\s?[:!»]?",
            r"(?:\d[\d.,]*k? ?)?shares?\s?:?(?: ?\d[\d.,]*k?)?",
            r"(?:(?:NETWORKS|BUTTON)(?:\s*[,|/•·—–-]?\s+|\s*[|/•·]\s*|$)){2,}",
            r"(?:share|teilen|compartir|comparte|compartilhe|compartilhar|partager|condividi|delen|dela|del|paylaş|udostępnij|поделиться|поділитися|شارك|مشاركة|شیئر|اشتراک گذاری|分享到?|分享至|シェア|공유|bagikan|chia sẻ|κοινοποίηση|sdílet|megosztás|distribuie)\s?[:：]\s?(?:(?:NETWORKS|BUTTON)(?:\s*[,|/•·、]?\s*|$))+",
        ],
    },
    Family {
        rule: &FOLLOW,
        place: Place::Edges,
        patterns: &[
            r"(?:follow|find|join|like|connect with|contact|reach|watch) (?:us|our|me)(?:(?: (?:on|in|at|via|through|our|the|all|social|media|networks?|channels?|pages?|accounts?|groups?|for|more|latest|updates|news|and|or|&|too|also|official|everywhere|now|here|NETWORKS))|[,:!|/]| ?@\w+)*\s?[.:!»]?",
            r"follow (?:[\p{L}\d._@-]+ ){1,4}on (?:(?:our|the) )?(?:social (?:media|networks?)|NETWORKS)(?:(?:,| and| &| or) (?:NETWORKS))*[.:!]?",
            r"(?:our )?social (?:networks?|media)(?: (?:channels?|pages?|links?))?\s?:?",
        ],
    },
    Family {
        rule: &COMMENTS,
        place: Place::Edges,
        patterns: &[
            r"(?:have you |did you )?(?:found|noticed|spotted|find|see|spot) (?:a|an|any) (?:typos?|mistakes?|errors?)(?: in (?:the|this) (?:text|article|story))?(?-u:\b).*",
            r"(?:leave|write|add|post|submit|send|give|make)(?: (?:a|an|your|us|the|me|own|first))* (?:reviews?|comments?|reply|replies|feedback|response|opinion|rating)(?: (?:below|here|now|first|on this (?:article|story)))?\s?[.:!»]?",
            r"(?:\d+ )?(?:comments?|reviews?|replies|responses|discussion)(?: ?\(?\d*\)?)?\s?:?",
            r"no (?:comments?|reviews?|replies)(?: yet| so far)?[.!]?(?: (?:be the first|leave|add|post|write|why not).*)?",
            r"(?:(?:quote|reply|report|edit|delete|like|thanks?|share)\s*[|/·•]?\s*){2,}|like(?: this)?:|loading\.{3}",
            r"(?:cancel reply|post comment|submit comment|reply|no comments?(?: yet)?[.!]?|be the first to (?:comment|review|leave).*|your e-?mail address will not be published.*|required fields are marked.*|save my name.*|(?:you must be )?logg?(?:ed)? ?in to (?:leave|post|reply|comment|add).*|comments are (?:closed|disabled|moderated).*|join the (?:discussion|conversation)[.!]?|what do you think\?|show comments|hide comments)",
            r"\*? ?(?:name|e-?mail|comment|website|message|captcha|phone|your (?:name|e-?mail|comment|rating|review))(?: address)? ?(?:\(required\))?\s?\*?\s?:?\s?\*?",
        ],
    },
    Family {
        rule: &PRINT,
        place: Place::Edges,
        patterns: &[
            r"(?:text|font|letter) ?size\s?:?(?: ?(?:small|medium|large|normal|bigger|smaller|larger|increase|decrease|reset|default|[at][+-]*|[+|/-]))*",
            r"(?:print|printer|pdf)(?: (?:this|the|version|page|article|story|friendly|for|news))*\s?:?",
            r"(?:version for print(?:ing)?|print(?:able|er-friendly) version|send (?:this )?to (?:a )?friend|save (?:as|to) .+|download (?:as )?pdf|(?:text|font) size|listen(?: to (?:this )?(?:article|story|news|page))?|bookmark(?: this)?(?: page)?|copy (?:link|url)|link copied[.!]?|e-?mail (?:this|to a friend).*|add to favou?rites|report (?:an? )?(?:error|typo|mistake).*)\s?:?",
        ],
    },
    Family {
        rule: &CONSENT,
        place: Place::Edges,
        patterns: &[
            r"(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using|browsing|clicking|closing)|the (?:web)?site).*(?-u:\b)cookies?(?-u:\b)(?:.*(?-u:\b)(?:experience|site|website|service|traffic|preferences|browsing|policy|privacy|consent|analy[sz]e|personali[sz]e).*|[.!]?)",
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
        ],
    },
    Family {
        rule: &RELATED,
        place: Place::Edges,
        patterns: &[
            r"read the (?:full|original|complete|whole|rest of the) (?:story|article|report|interview|text)(?-u:\b).*",
            r"(?:related|similar|recommended|suggested|further|additional|connected)(?: (?:news|stories|story|articles?|posts?|topics?|content|links?|materials?|coverage|reading|items?|videos?|publications|for you|by the editors))*\s?[:»>…]*",
            r"(?:see also|read also|also read|also see|see more|read more|more on this(?: topic| story| subject)?|more (?:stories|articles|news|posts)?(?: ?(?:from|in|by|about|like) .+)?|you (?:may|might|could)(?: also)? (?:like|enjoy|be interested in|want to read).*|what to read next|read next|next (?:article|post|story)|previous (?:article|post|story)|up next|editor.?s.? (?:picks?|choice)|on (?:the|this) (?:topic|subject)|don.?t miss|external links|see related)\s?[:»>…]*",
            r"(?:related|recommended|next|previous)(?: (?:article|news|story|post|reading))?\s?[:|»] ?.+[^.。]",
        ],
    },
    Family {
        rule: &RELATED,
        place: Place::Anywhere,
        patterns: &[
            r"(?:read (?:also|more|next)|see also|also read|also see|more on this|watch (?:also|more)|don.?t miss|related|recommended)\s?[:|»] ?.+[^.。]",
        ],
    },
    Family {
        rule: &TAGS,
        place: Place::Edges,
        patterns: &[
            r"(?:tags?|tagged(?: (?:with|as|in|under))?|topics?|key ?words?|labels?|filed under|more about|hashtags?|categor(?:y|ies)|subjects?|etiquetas|palavras-chave|mots[- ]clés|schlagw[oö]rter|теги|ключевые слова|метки|etiketler|açar sözlər|teqlər|tagi|标签|標籤|タグ)\s?[:：](?:.*[^.!?。…])?",
            r"(?:tags|hashtags|topics|keywords)",
            r"posted in [^.!?,]+(?:, [^.!?,]+){0,4}",
            r"(?:#[\p{L}\p{N}_]+[\s,;|]*)+",
        ],
    },
    Family {
        rule: &COUNTER,
        place: Place::Edges,
        patterns: &[
            r"(?:total |article |page |post )?(?:read|reads|views?|viewed|hits?|visits?|seen|readers?|page ?views|clicks|downloads|likes|visitors|number of views|times read|просмотров|просмотры|прочитано|baxış(?: sayı)?|oxunub|okunma(?: sayısı)?|görüntülenme|visitas|lecturas|visualizações|vues|aufrufe|visite|wyświetleń|阅读|浏览|閱讀)\s?[:：]?\s?\d[\d,. ]*(?:k|m|times)?",
            r"\d[\d,. ]*(?:k|m)? ?(?:total )?(?:views?|reads?|hits|visits|times read|comments?|shares?|likes?|readers|clicks|votes?|ratings?|просмотр(?:а|ов)?|baxış|okunma|visitas|vues|aufrufe)",
            r"(?:(?:last )?(?:updated|published|posted|modified|edited)\s?:? )?(?:about )?(?:\d+|an?|a few|one) (?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?) ago",
            r"(?:last )?updated(?: at| on)?\s?:? ?\d{1,2}[:.]\d{2}(?: ?(?:[ap]\.?m\.?|gmt|utc|[a-z]{2,4}))?",
            r"(?:estimated )?(?:reading|read) time\s?:? .+|\d+ ?[-–]? ?min(?:ute)?[sn]?\.? (?:read|reading|de lectura|de lecture|de leitura|di lettura|lesezeit|leestijd|läsning|læsetid|okuma|czytania|чтения|читання)|(?:temps de lecture|tiempo de lectura|tempo de leitura|tempo di lettura|lesezeit|lesedauer|leestijd|lästid|czas czytania|время (?:чтения|на чтение)|час читання|okuma süresi|阅读时间|읽는 시간|waktu baca)\s?[:：]? ?.+|(?:news|article|post|id|article id|news id|code)\s?(?:id|no\.?|number|#|№)?\s?[:#№]\s?\d+",
        ],
    },
    Family {
        rule: &CREDIT,
        place: Place::Anywhere,
        patterns: &[
            r"(?:MEDIA)\s?[:：] ?.+[(\[](?:NAMES)(?: ?/ ?(?:NAMES))?[)\]]\.?",
            r"[(\[]?(?:MEDIA)(?: (?:credits?|source|courtesy|by|of|from|via))*\s?[:/©]\s?(?:NAMES)[)\]]?\.?",
            r"[(\[](?:MEDIA)(?: (?:by|from|courtesy of|via|credit) (?:NAMES))?[)\]]",
            r"(?-i:Photo(?:s|graphs?)?|PHOTOS?|Pictures?|Images?|Video|Illustrations?) (?-i:by|courtesy of|from|via|BY) (?:(?-i:[\p{Lu}])[\p{L}.'’-]*[ ,]*){1,4}(?:[/|(] ?.+)?",
            r".+[(\[](?:MEDIA)(?:\s?(?:credit|by|courtesy of|from|via))?\s?[:©] ?(?:NAMES)[)\]]\.?",
            r".+[.!?] (?:MEDIA)(?: credits?)?\s?[:/©] ?(?:NAMES)\.?",
            r"(?-i:©) ?(?:MEDIA) ?[:/]? ?(?:NAMES)",
            r"(?-i:©) ?(?:NAMES) ?/ ?(?:NAMES)",
        ],
    },
    Family {
        rule: &CREDIT,
        place: Place::Edges,
        patterns: &[
            r"©\s?(?:photos?|images?|foto|ap|afp|reuters|getty).*",
            r"(?:fot|foto|photo)\. (?:NAMES)",
            r"(?:credit|courtesy|caption|photo caption|image caption)\s?(?:of )?[:/]\s?(?:NAMES)",
        ],
    },
    Family {
        rule: &LEGAL,
        place: Place::Edges,
        patterns: &[
            r"\(?(?:this|the|except for the headline, this) (?:story|article|report|copy|news item|content) (?:has|is|was|have) (?:not )?(?:been )?(?:edited|created|modified|published|generated|auto-generated|syndicated)(?-u:\b).*",
            r"(?:when|in case of|on|for) (?:using|use|reprinting|copying|quoting|citing)(?-u:\b).*(?-u:\b)(?:link|hyperlink|reference|required|mandatory|obligatory)(?-u:\b).*",
            r"(?:©|\(c\)).*|copyrights?(?:[\s:,.|–—-]*(?:©|\(c\)|\d|(?:by|of|to|notice|holders?|reserved|protected|owned|owners?|information|policy|belongs?|is owned|is held|remains|all rights)(?-u:\b)).*|[\s:.]*)",
            r"copyrights? ?(?-i:\p{Lu}).*",
            r"(?:[^.!?。…]*[\s.,|©-])?(?:\p{Lu}[\p{L}.]*[\s,|–—-]+)?all rights (?:are )?reserved(?:\s?[.!;|–—-].*|, ?(?:(?-i:[^\p{Ll}\s]).*)?)?",
            r"(?:any |full or partial |the |no part of )?(?:reproduction|republication|reprint(?:ing|s)?|use|using|copying|reproducing|quoting|distribution|part)(?-u:\b).*(?-u:\b)(?:prohibited|permitted|permission|hyperlink|link|reference|allowed|consent|forbidden|required|mandatory|obligatory)(?-u:\b).*",
            r".*(?-u:\b)provided (?:on an )?[“”\x22']?as is(?-u:\b).*",
            r"(?:terms (?:of (?:use|service)|and conditions|& conditions)|privacy(?: policy| notice| statement)?|disclaimer|legal(?: notice| information)?|imprint|impressum|contact(?: us|s)?|about(?: us| the site)?|advertis(?:e|ing)(?: with us| on (?:the )?site)?|careers|editorial (?:policy|board)|feedback|site ?map|rss)(?:\s*[|•·/]\s*.*)?",
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
            r"(?:subscribe|sign up|log in|register|become a (?:member|subscriber)|start your (?:free )?trial)(?: (?:now|today|here|or log in|free))* to (?:read|continue|unlock|access|get|see|view) .*",
            r"you(?:.ve| have)(?: (?:only|just))? (?:\d+|one|two|three|no|used|read|reached)(?-u:\b).*(?-u:\b)(?:articles?|stories|story|reads|limit)(?-u:\b).*(?:(?-u:\b)(?:remaining|left|this month|this week|reached|free)(?-u:\b).*|[.!])?",
            r"(?:subscribe|sign ?up|log ?in|sign ?in|log ?out|register|join|subscribe now|my account|create (?:an )?account|already a (?:subscriber|member).*|become a (?:member|subscriber|patron).*|support (?:us|our (?:work|journalism)).*|donate(?: now)?|newsletters?|this (?:article|content|story) is (?:for|only|available).*subscribers.*|to (?:continue|keep) reading,? .*)\s?[.:!»]?",
        ],
    },
    Family {
        rule: &NAVIGATION,
        place: Place::Edges,
        patterns: &[
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
            r"(?:mot de passe oublié|forgot(?:ten)? (?:your )?password|passwort vergessen|(?:olvidé mi|olvidaste tu) contraseña|забыли пароль|şifremi unuttum|esqueci (?:a |minha )?senha|password dimenticata|wachtwoord vergeten)\s?\??",
            r"(?:(?:home|news|sports?|culture|business|opinion|world|politics|economy|local|national|international|technology|tech|science|health|education|travel|life|lifestyle|style|arts|entertainment|weather|video|videos|photos|podcasts|newsletters|jobs|cars|property|obituaries)(?:\s*[|•·/]\s*|$)){3,}",
            r"reuse this content|view on .+|most viewed",
            r"(?:menu|main menu|search|search (?:for|the site).*|home|home ?page|skip to (?:main )?(?:content|navigation)|(?:back|go|return|scroll) (?:back )?to (?:the )?(?:top|home ?page|home|news|list|main page|previous page|all news)|go back|back|top|close|open|toggle (?:navigation|menu)|navigation|show (?:more|all|less)|load more|view (?:all|more)|see (?:all|more)|more|all|next|prev(?:ious)?|older posts?|newer posts?|expand|collapse|english|русский|azərbaycan|türkçe)(?: ?[»>›…↑▲]+)?",
            r"(?-i:(?:Home|Homepage|Главная|Anasayfa|Startseite|Inicio|Início|Accueil|Strona główna)(?:\p{Lu}\p{Ll}+){2,})",
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
        rule: &EDITOR,
        place: Place::Edges,
        patterns: &[
            r"\(?(?:with )?(?:agency )?(?:inputs?|additional reporting) (?:from|by) [^.!?]+\)?\.?|\(?(?:by )?our (?:own |special |staff )?(?:correspondent|reporter)s?\)?|.*(?-u:\b)contributed to (?:this|the) (?:report|story|article)\.?",
            r"(?:story|news) (?:is )?(?:to be )?updated|to be updated|(?:developing|updating)(?: story)?",
            r"[(（\[]?(?:edited by|editor|editing|copy editor|web editor|editor of the day|责任编辑|責任編輯|编辑|編輯|编审|校对|редактор|редакция|redaktor|editör)\s?[:：] ?(?:NAMES)[)）\]]?",
        ],
    },
    Family {
        rule: &PRESS,
        place: Place::Edges,
        patterns: &[
            r"(?:(?:media|press|news) )?contacts?\s?[:：] ?.*(?:\d{3}|@).*",
            r"(?:official )?(?:press|news|media) (?:release|statement|advisory|note)\s?:?|(?:for |not for )?immediate release\s?[:.]?|communiqué(?: de presse)?|pressemitteilung|comunicado(?: de prensa)?|nota de prensa|comunicato stampa|пресс-релиз|basın (?:bülteni|açıklaması)|mətbuat açıqlaması|新闻稿|プレスリリース|보도자료",
        ],
    },
    Family {
        rule: &END_MARK,
        place: Place::Edges,
        patterns: &[
            r"(?-i:[A-Z]{4,8}\d{8,}[A-Z0-9]*)",
            r"[\[(<*/–—-]* ?(?:ends?|schluss|fin|конец|end of (?:text|story|release|message|item|report)) ?[\])>*/–—-]+",
            r"(?-i:ENDS?|E N D S)[.*]?|[-–—/* ]*(?:0|30|o)[-–—/*]+|[-–—/*]+ ?(?:0|30|o) ?[-–—/*]+|#(?: ?#){1,4}",
            r"(?-i:[A-Z]{2,3}(?:/[A-Z]{2,3}){1,3}|[a-z]{2,4}(?:/ ?[a-z]{2,4}){1,3}/?|[–—-]? ?\d{1,3}[A-Z]{1,2} ?[–—-] ?\d{0,3})",
            r"[\[(<*/–—-]+ ?(?:ends?|schluss|fin) ?[\])>*/–—-]+ (?-i:[A-Za-z]{2,4}(?:/[A-Za-z]{2,4}){1,3})",
        ],
    },
    Family {
        rule: &DOTS,
        place: Place::Edges,
        patterns: &[r"(?:\.{2,}|…+|\[\.\.\.\]|\[…\]|[|•·–—_=-]{1,})"],
    },
];

/// Returns the pattern with its words in capitals spelt out.
pub(super) fn spelt_out(pattern: &str) -> String {
    pattern
        .replace("NETWORKS", NETWORKS)
        .replace("BUTTON", BUTTON)
        .replace("MEDIA", MEDIA)
        .replace("NAMES", NAMES)
        .replace("WORD", WORD)
        .replace("WORD", WORD)
}

/// Words without which a whole sentence is no furniture.
static SENTENCE_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"this entry was posted|thanks for reading|bookmark the|reporting by|ponsel|web sites|standards:|lecture|lesezeit|lesedauer|di lettura|©|articles? (?:left|remaining)|free articles?|\(c\)|copyright|rights? reserved|cookie|куки|çerez|as is|reproduc|republi|reprint|copying|quoting|hyperlink|permission|newsletter|subscri|suscri|abonn|assin|sign up|register|log in|logged in|follow|comment|reserv|prohibid|derechos|direitos|droits|rechte|diritti|права|использован|перепечатк|цитирован|використан|hakları|hüquqlar|istifadə|prawa|转载|版权|無断|무단|síguenos|siga-nos|подпис|e-?mail|reproduction|riproduzione|photo|foto|фото|schreiben|kommentar|wyraż|zgody|حقوق|עוגיות|คุกกี้|sütik|sütiket|бисквитки|kolačić|колачић|eväste|ქუქი|কুকি|کوکیز|küpsis|sīkdatn|slapuk|piškot|informasjonskapsler|práva|права|право|rättigheter|rettighe|oikeudet|jog fenn|drepturi|rechten|διακαιώματ|δικαιώματ|αναδημοσίευση|זכויות|hak cipta|dilarang|bản quyền|ลิขสิทธิ์|უფლება|স্বত্ব|حقوق|předplatit|predplatit|pretplat|előfizet|prenumerant|tilaaj|συνδρομητές|למנויים|abonați|абонат|pelanggan|uutiskirje|hírlev|nyhetsbrev|nyhedsbrev|nieuwsbrief|бюлетин|ακολουθήστε|עקבו|ikuti|theo dõi|seuraa meitä|kövess|urmăriți|sledujte|последвайте|pratite|пратите|följ oss|følg o|volg ons|σχόλι|תגובה|komentar|bình luận|hozzászólás|comentari|коментар|reactie|contributed to|edited by|inputs? from|been edited|been published|typo|mistake|using|full story|full article|original|ctrl ?\+|(?:investment|financial) advice|necessarily (?:reflect|represent)|совпада|збіга|передрук|перепечатка|гіперпосилан|гиперссыл|копіюван|terms|privacy|agree|datenschutz|agb|(?:got|have) (?:a|an|any) (?:news )?(?:story|tip|news)|hinweis|masz |prześlij|opinia|oceń|분류했습니다|제보|撮影|提供|ошибк|опечатк|помилк|erreur|fehler|присылайте|надсилайте|нажимая|натискаючи|anmeldung|cliquant|registrar|suscribir|clicar|iscrivendo|klikając|zapisując|zgodę|rate this|useful|helpful|ihbar|opens (?:in )?(?:a )?new|representation|symbolbild";
    Regex::new(&format!("(?i){words}")).expect("the pattern is fixed and tested")
});

/// Returns whether a sentence holds a word that sentences of furniture hold.
pub(super) fn may_be_furniture(sentence: &str) -> bool {
    SENTENCE_WORDS.is_match(sentence)
}
