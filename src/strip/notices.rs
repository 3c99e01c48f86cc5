//! What a page asks of its readers and tells them about itself, in sentences: to send tips, to rate the article, to
//! agree to terms, to report mistakes; and the labels of pictures from an archive.

use super::families::{Family, Place};
use super::labels::{
    COMMENTS, COUNTER, CREDIT, END_MARK, LEGAL, NAVIGATION, NEWSLETTER, PRINT, RELATED, SHARE,
};

/// The families of notices.
pub(super) static NOTICES: &[Family] = &[
    Family {
        rule: &COMMENTS,
        place: Place::Edges,
        patterns: &[
            // Tips.
            r"(?:(?:have you )?got a (?:news )?(?:story|tip|news)|do you have (?:a |any )?(?:story|tip|news|information)|have (?:a|an|any) (?:news )?(?:story|tip|scoop)|know something)(?-u:\b).*(?:\?|@|tell us|let us know|contact us|get in touch|e-?mail us).*",
            r"(?:haben sie|hast du|sie haben|du hast) (?:einen? |auch )?(?:hinweise?|tipps?|themenvorschl[^ ]+|anregungen|fragen)(?-u:\b).*(?:\?|@|schreiben sie|uns).*|(?:vous avez|tu as) (?:une |un )?(?:info(?:rmation)?|témoignage|photo)s?(?-u:\b).*(?:\?|@|contactez|écrivez).*",
            r"¿(?:tienes|tiene|conoces) (?:una |alguna |algún )?(?:historia|denuncia|noticia|información|pista).*|(?:tem|você tem) (?:uma |alguma )?(?:denúncia|sugestão|notícia|informação|reclamação)(?-u:\b).*|(?:hai|avete) (?:una |delle )?(?:notizi[^ ]|segnalazion[^ ]|foto)(?-u:\b).*(?:\?|@|invia|scrivi).*",
            r"(?:masz|macie|widziałe[śa][^ ]*) (?:dla nas )?(?:newsa|temat|informacj[^ ]+|zdjęci[^ ]+|ciekaw[^ ]+).*|(?:prześlij|przyślij|napisz do) nas?(?-u:\b).*|máte (?:pro nás |pre nás )?(?:tip|zajímav[^ ]+|zaujímav[^ ]+|námět).*|heb je (?:een )?(?:tip|nieuwstip|opmerking).*|har du (?:et |ett )?(?:tips?|nyhetstips).*|tips oss.*",
            r"(?:есть (?:новость|что рассказать|тема)|стали (?:свидетел[^ ]+|очевидц[^ ]+)|хотите (?:поделиться|рассказать)|сообщите нам|присылайте|пришлите нам|расскажите нам).*|(?:маєте|є) (?:новин[^ ]+|тем[^ ]+|що розповісти|інформаці[^ ]+).*|(?:надсилайте|надішліть|повідомте нам|стали свідк[^ ]+).*",
            r"(?:haber|ihbar) (?:ihbar hattı|gönder).*|(?:whats ?app )?ihbar hattı.*|제보(?:는|하기|전화|메일)?(?:[ :：].*)?|情報(?:提供|をお寄せ).*|(?:ご意見|ご感想).*(?:お寄せ|こちら).*|(?:爆料|投稿|新闻热线|新聞熱線|举报)(?:热线|電話|电话|邮箱)?\s?[:：].*",
            // Ratings.
            r"(?:how (?:useful|helpful|interesting) (?:was|is|did)|how would you rate|(?:was|is) this (?:article|page|story|content|information)|did you (?:find|like|enjoy)|rate this|please rate)(?-u:\b).*|(?:yes|no),? this (?:page|article) (?:is|was) (?:not )?(?:useful|helpful)\.?|report a problem with this page",
            r"(?:war|wie (?:gefällt|hilfreich|finden)|hat) (?:dieser? |diese |ihnen |dir )*(?:artikel|beitrag|seite|text)(?-u:\b).*\?|(?:artikel|beitrag) bewerten\s?:?|(?:cet article|cette page) vous (?:a|a-t-[^ ]+|ont)(?-u:\b).*|(?:notez|évaluez) cet article.*|¿te ha (?:gustado|parecido|resultado|sido).*|¿qué te (?:ha parecido|pareció).*|o que achou.*|(?:esta|esse|este) (?:página|artigo|conteúdo) foi útil.*|(?:questo articolo|questa pagina) (?:ti |è stat[^ ] )(?:è|util).*|ti è piaciut[^ ] .*",
            r"(?:oceń|jak oceniasz|czy (?:ten|podobał)) .*(?:artykuł[^ ]*|tekst[^ ]*|materiał[^ ]*)\s?[:?]?|twoja opinia .*|vind je dit.*\?|(?:оцените|понравил[^ ]+|была ли|как вам) .*(?:стать[^ ]+|материал[^ ]*|новост[^ ]+|публикаци[^ ]+).*|(?:оцініть|чи сподобал[^ ]+) .*|bu (?:haber|içerik|yazı)[^ ]* (?:faydalı|beğen|puan).*|이 기사(?:는|가|를) .*(?:분류했습니다|추천|유용|좋아).*|この記事(?:は|を)(?:どう|評価|いかが).*",
            // Mistakes.
            r"(?:если вы|якщо ви|if you|si vous|si usted|wenn sie|se você|jeśli|ako|pokud) .*(?:ctrl|ошибк[^ ]+|опечатк[^ ]+|помилк[^ ]+|mistake|error|typo|faute|erreur|fehler|erro|błąd|chyb[^ ]+|grešk[^ ]+).*",
        ],
    },
    Family {
        rule: &NEWSLETTER,
        place: Place::Edges,
        patterns: &[
            // Terms to agree to.
            r"(?:by|when you) (?:providing|clicking|signing|submitting|subscribing|registering|continuing|entering|checking|creating|joining|using)(?-u:\b).*(?-u:\b)(?:agree|accept|acknowledge|consent|terms|privacy|policy)(?-u:\b).*|i (?:agree|accept|consent|have read)(?-u:\b).*(?-u:\b)(?:terms|privacy|policy|e-?mails?)(?-u:\b).*|(?:this site is protected by recaptcha|unsubscribe at any time|you can unsubscribe|we (?:will )?(?:never|won.t|do not) (?:share|spam|sell))(?-u:\b).*",
            r"(?:mit (?:der|ihrer|deiner|dem) (?:anmeldung|registrierung|klick|absenden|eingabe)|ich (?:stimme|willige|habe die)|durch (?:die|das) (?:anmeldung|klicken|absenden))(?-u:\b).*|(?:en (?:cliquant|vous inscrivant|poursuivant|validant|renseignant)|j.accepte)(?-u:\b).*|(?:al (?:registrarte|suscribirte|hacer clic|continuar|enviar)|acepto)(?-u:\b).*|(?:ao (?:se inscrever|se cadastrar|clicar|continuar|enviar)|aceito|li e concordo)(?-u:\b).*|(?:iscrivendoti|cliccando|proseguendo|registrandoti|accetto)(?-u:\b).*",
            r"(?:zapisując się|klikając|rejestrując się|wyrażam zgodę|akceptuję)(?-u:\b).*|(?:нажимая|подписываясь|регистрируясь|оформляя|я соглашаюсь|я согласен)(?-u:\b).*|(?:натискаючи|підписуючись|реєструючись|я погоджуюс[^ ])(?-u:\b).*|door (?:je|u) (?:aan te melden|in te schrijven|te klikken)(?-u:\b).*|genom att (?:klicka|anmäla|registrera|prenumerera)(?-u:\b).*",
        ],
    },
    Family {
        rule: &LEGAL,
        place: Place::Edges,
        patterns: &[
            r"(?:передрук|перепечатка|перепечатування|копіювання|копирование|використання|использование|цитування|цитирование|відтворення|воспроизведение)(?: .*)? (?:дозволен[^ ]+|разреш[^ ]+|заборонен[^ ]+|запрещ[^ ]+|можлив[^ ]+|возможн[^ ]+|допуска[^ ]+|обов.язков[^ ]+|обязательн[^ ]+)(?: .*)?",
            r"(?:(?:acquire|purchase|buy|license|request|obtain) (?:the )?(?:licensing|reprint|reuse|republishing|content)? ?(?:rights|reprints|licen[cs]e|permissions?)|[^.!?]+), opens (?:in )?(?:a )?new (?:tab|window)|(?:acquire|purchase|buy|request) (?:licensing|reprint|reuse) (?:rights|permissions?)",
            r"all content is available under .*licen[cs]e.*|©? ?crown copyright",
        ],
    },
    Family {
        rule: &SHARE,
        place: Place::Anywhere,
        patterns: &[
            r"(?:share|compartilhe|compartilhar|comparte|compartir|partager|partagez|teilen|condividi|udostępnij|поделиться|поделитесь|поділитися|поділіться|paylaş|deel|dela|del) ?(?:this|the|essa|esta|este|esse|isso|cet|cette|diesen|diese|questo|questa|ten|tę|этой|цією|bu|dit|den här|denne)? ?(?:article|story|post|news|notícia|noticia|matéria|artigo|artículo|nota|artikel|beitrag|articolo|notizia|artykuł|новостью|статьёй|статьей|новиною|haberi|bericht)? (?:on|via|by|no|na|pelo|en|por|sur|par|auf|per|su|na|przez|в|на|у|op|på) (?:NETWORKS)",
            r"(?:NETWORKS|はてなブックマーク|はてブ|pocket|旧twitter)(?:で|に)(?:送る|シェア(?:する)?|共有(?:する)?|投稿(?:する)?|追加)|(?:写真|画像|図)を拡大(?:する)?|sns ?(?:보내기|공유하기|공유|기사보내기)",
        ],
    },
    Family {
        rule: &CREDIT,
        place: Place::Edges,
        patterns: &[
            // Pictures that do not show what the text is about.
            r"[(\[]?(?:(?:for )?(?:file|representative|representational|representation|illustrative|symbolic|archive|stock|library|handout)(?: purposes?)?(?: (?:photo(?:graph)?|picture|pic|image|footage|only)s?)*|(?:photos?|images?|pictures?) (?:used )?(?:only )?for (?:representation(?:al)?|illustrat[^ ]+)(?: purposes?)?(?: only)?)[)\]]?[.:]?",
            r"[(\[]?(?:(?:symbol|archiv|beispiel)(?:bild|foto)|(?:foto|imagen) (?:de )?(?:archivo|arquivo|referencial|ilustrativa)|imagem (?:de arquivo|ilustrativa)|(?:photo|image) (?:d.archives?|d.illustration)|(?:foto|immagine) (?:d.archivio|di repertorio|di archivio)|(?:архивное|иллюстративное|архівне|ілюстративне) фото|фото (?:из архива|з архіву|иллюстративное|ілюстративне|архивное|архівне)|temsili (?:fotoğraf|görsel|resim)|arşiv fotoğrafı|zdjęci[ea] (?:ilustracyjne|poglądowe|archiwalne)|ilustra(?:ční|čné) (?:foto|snímek|snímka)|φωτογραφία αρχείου|φωτ(?:ο|ό|\.) αρχείου|archieffoto|arkiv(?:foto|bild)|genrebild|illustrasjonsfoto|(?:foto )?ilustrasi|ảnh (?:minh họa|tư liệu)|資料写真|写真はイメージ(?:です)?|资料图片?|資料(?:照|圖片?)|示意[圖图]|자료 ?(?:사진|이미지|화면)|صورة (?:أرشيفية|تعبيرية)|عکس آرشیوی|प्रतीकात्मक (?:तस्वीर|फोटो|चित्र)|सांकेतिक (?:तस्वीर|फोटो))[)\]]?[.:]?",
        ],
    },
    Family {
        rule: &CREDIT,
        place: Place::Anywhere,
        patterns: &[
            r"[^.!?。]+ [—–-] ?(?:MEDIA)\s?[:：] ?[^.!?:：]+",
            r"[^。]+[（(][^（()）。]+(?:撮影|提供|写す)[)）]|[^。.]+\[[^\[\].。]+(?:제공|촬영|재판매 및 db 금지)[^\[\]]*\]",
        ],
    },
    Family {
        rule: &RELATED,
        place: Place::Edges,
        patterns: &[
            r"(?:related|featured|more|other|top|recommended|trending|popular) (?:images?|photos?|galler(?:y|ies)|stories|reads?|reading|coverage|pictures?)\s?[:»>]?|(?:internet|external|useful|related internet) links",
            r"(?:مواضيع|موضوعات|أخبار|اخبار|مقالات) (?:متعلقة|ذات صلة|مرتبطة|مشابهة|أخرى|اخرى)|ذات صلة|قد يعجبك أيض(?:ا|ًا)|(?:الأكثر|الاكثر) (?:قراءة|مشاهدة|تداولا)|(?:أهم|آخر|أحدث) الأخبار",
        ],
    },
    Family {
        rule: &RELATED,
        place: Place::Anywhere,
        patterns: &[
            r"(?:(?:te|le) puede(?: también)? interesar|lee también|lea también|mira también|no te pierdas|en contexto|à lire aussi|lire aussi|à voir aussi|sur le même sujet|leia também|leia mais|veja também|saiba mais|leggi anche|guarda anche|lesen sie auch|lies auch|mehr zum thema|auch interessant|czytaj też|czytaj także|zobacz też|zobacz także|przeczytaj też|read next|also read|leer más)\s?[:：|–-] ?[^.。]+",
        ],
    },
    Family {
        rule: &NAVIGATION,
        place: Place::Edges,
        patterns: &[
            r"(?:skip|jump) (?:to|past) (?:the )?(?:main |page |site )?(?:content|navigation|menu|search|footer|newsletter promotion)[ ↓]*|skip (?:navigation|links)|after newsletter promotion|(?:aller|accéder|passer) (?:directement )?au (?:contenu|menu)(?: principal)?|(?:direkt )?zum (?:haupt)?(?:inhalt|menü)(?: springen| wechseln)?|(?:saltar|ir) al contenido(?: principal)?|(?:pular|ir|saltar) para o conteúdo(?: principal)?|(?:vai|salta|passa) (?:al|ai) contenut[oi](?: principale)?|przejdź do (?:treści|menu|głównej treści)|перейти к (?:основному )?(?:содержимому|содержанию|контенту)|перейти до (?:основного )?(?:вмісту|контенту|змісту)|(?:ga )?naar (?:de )?(?:hoofd)?inhoud(?: gaan)?|(?:hoppa|gå) till (?:huvud)?innehåll(?:et)?|(?:gå|hopp) til (?:hoved)?indhold(?:et)?|(?:přejít|přeskočit) (?:na|k) obsahu?|içeriğe (?:geç|atla)|ana içeriğe (?:geç|atla)|(?:メイン|本文)?コンテンツ(?:へ|に)(?:スキップ|移動)?|本文へ(?:移動|スキップ)?|跳至(?:主要)?内容|본문 (?:바로가기|으로 건너뛰기)|الانتقال إلى المحتوى|μετάβαση στο (?:κύριο )?περιεχόμενο|sari la conținut|siirry sisältöön|ugrás a tartalom(?:hoz|ra)|(?:continuer|poursuivre) sans accepter ?→?",
        ],
    },
    Family {
        rule: &SHARE,
        place: Place::Edges,
        patterns: &[
            r"(?:link|enlace|lien|link do|ссылка|посилання|bağlantı|linki?)(?: [^ ]+)? (?:copied|copiato|copiado|copié|kopiert|скопирован[ао]?|скопійован[оа]?|kopyalandı|skopiowan[ya]|gekopieerd)!?|copied(?: to clipboard)?!?",
        ],
    },
    Family {
        rule: &PRINT,
        place: Place::Edges,
        patterns: &[
            r"字[体號号]\s?[:：]? ?(?:[大中小特标準准] ?){2,4}(?: ?(?:分享到?|打印|列印|收藏|关闭)\s?[:：]?)*|(?:text size|schriftgröße|taille du texte|tamaño de letra|dimensione testo)\s?[:：]? ?(?:(?:small|medium|large|klein|mittel|groß|petit|moyen|grand|a)[ |/]*)*",
        ],
    },
    Family { rule: &END_MARK, place: Place::Edges, patterns: &[r"\d{20,}"] },
    Family {
        rule: &NEWSLETTER,
        place: Place::Edges,
        patterns: &[
            r"(?:newsletters?|bülten|rassegna) (?-i:\p{Lu})[^.!?]+|(?:votre|your|su|seu|twój|ihre|deine|la tua) (?:e-?mail|email|adresse e-?mail|correo(?: electrónico)?|indirizzo e-?mail|e-?mail-adresse)(?: address)?\s?\*?:?|(?:enter|type|saisissez|introduce|digite|inserisci|wpisz) (?:your|votre|tu|seu|la tua|swój) (?:e-?mail|email|adresse e-?mail|correo)(?: [^ ]+)?(?:\.{3}|…)?",
        ],
    },
    Family {
        rule: &CREDIT,
        place: Place::Anywhere,
        patterns: &[r"[^.!?]+[.!?]? (?-i:(?:FILE )?PHOTOS?|FILE|POOL) ?\| ?(?-i:[\p{Lu} .|/&]+)"],
    },
    Family {
        rule: &COUNTER,
        place: Place::Edges,
        patterns: &[
            r"(?:(?:asked|modified|active|answered|edited|posted|updated|published|viewed)\s?:? )?(?:about |over |almost )?(?:\d+ (?:years?|months?|weeks?|days?|hours?|min(?:ute)?s?),? ?){1,2}ago|viewed \d[\d.,]*k? times",
            // What a forum tells of who posts.
            r"(?:\d+ )?(?:posts?|replies|messages|beiträge|antworten) ?[•·|] ?(?:page|seite) \d+ (?:of|von) \d+|(?:posts|messages|beiträge|topics|threads|reputation|karma|joined|member since|registered|registriert|mitglied seit|inscrit(?: le| en)?|registrado|iscritto(?: il| dal)?)\s?[:：] ?(?:[^ ]+,? ){0,2}[^ ]*\.? ?\d[\d\p{L} ,.:/-]*",
            r"(?:users? browsing this forum|who is online|all times are utc|jump to|delete cookies|powered by|quick links|unread posts|active topics)(?-u:\b).*",
            r"(?:ακούστε|listen to|écouter|ascolta|escuchar|hören) (?:το άρθρο|this article|the article|l.article|l.articolo|el artículo|den artikel) ?\d*[:′'’]?\d*",
        ],
    },
];
