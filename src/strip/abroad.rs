//! The families of furniture in other languages than English.
//!
//! A label must be the whole line, or end in a colon before what it labels: in most languages the
//! same words also begin sentences.

use super::families::{Family, Place};
use super::labels::{
    ADVERT, COMMENTS, CONSENT, COUNTER, EMPTY_LABEL, FOLLOW, LEGAL, LISTING, NAVIGATION,
    NEWSLETTER, PRINT, RELATED, SHARE, TAGS,
};

/// Every family in Spanish, Portuguese, French, German, Italian, Polish, Russian, Ukrainian, Turkish,
/// Azerbaijani, Arabic, Persian, Chinese, Japanese, Korean and Hindi, and some in a few more.
pub(super) static ABROAD: &[Family] = &[
    Family {
        rule: &SHARE,
        place: Place::Edges,
        patterns: &[
            r"この記事を(?:シェア|共有|ツイート|保存|印刷)(?:する)?|(?:xəbəri|məqaləni|haberi|yazıyı) paylaş(?:ın)?",
            r"(?:compartir|comparte|compartilhar|compartilhe|partilhar|partager|partagez|teilen|condividi|поделиться|поделитесь|поділитися|paylaş|paylaşın|paylaşım|paylaşmaq|udostępnij|podziel się|delen|dela|del|sdílet|zdieľať|distribuie|شارك|مشاركة|اشتراک[‌ ]گذاری|分享|分享到|シェア|シェアする|공유|공유하기|शेयर करें|साझा करें)(?: (?:este|esta|cet|diesen|questo|ссылкой|новость|новостью|статью|artículo|notícia|article|artikel|articolo|bu|xəbəri|haberi|noticia))*(?: (?:en|no|na|sur|auf|su|в|on|via|üzerinde|у|على|عبر|در) (?:NETWORKS|BUTTON|вконтакте|соцсетях|соціальних мережах))?\s?[:：!]?",
        ],
    },
    Family {
        rule: &FOLLOW,
        place: Place::Edges,
        patterns: &[
            r"(?:síguenos|síganos|siga-nos|siga (?:o|a|os|nossas?|nossos?)|suivez-nous|suivez (?-i:\p{Lu})|folgen sie uns|folge uns|folgt uns|seguici|seguiteci|подписывайтесь|подпишитесь|подписаться|читайте нас|следите за нами|підписуйтесь|підписуйтеся|читайте нас|bizi .*(?:takip edin|izləyin|izlə)|bizi takip|abunə ol(?:un)?|abone ol(?:un)?|obserwuj nas|śledź nas|polub nas|volg ons|följ oss|urmăriți-ne|sledujte nás|تابعنا|تابعونا|ما را .*دنبال کنید|关注我们|关注微信|フォローする|팔로우|हमें फॉलो करें)(?:[ :,.!»](?:.*[^.])?)?",
            r"(?:NETWORKS|telegram)(?:-канал|-da|'da|’da| kanalımız.*| каналы?)",
        ],
    },
    Family {
        rule: &COMMENTS,
        place: Place::Edges,
        patterns: &[
            r"(?:deja (?:un|tu) comentario|dejar (?:un )?comentario|deixe (?:um|seu) comentário|comentar|laisser un commentaire|laissez un commentaire|commenter|(?:einen )?kommentar (?:schreiben|hinterlassen|verfassen|abgeben)|schreiben sie einen kommentar|schreibe einen kommentar|antwort(?:en| schreiben)|lascia un commento|commenta|(?:оставить|добавить|написать) (?:комментарий|отзыв)|залишити коментар|додати коментар|yorum (?:yap|yaz|bırak|ekle)(?:ın)?|şərh (?:yaz|bildir|əlavə et)|rəy (?:bildir|yaz)|fikir bildir|dodaj komentarz|skomentuj|plaats een reactie|lämna en kommentar|أضف تعليق(?:ا|ًا)?|اترك تعليق(?:ا|ًا)?|ارسال نظر|نظر شما|نظر بدهید|发表评论|我要评论|コメントする|コメントを書く|댓글 ?(?:쓰기|달기)|टिप्पणी करें|कमेंट करें)\s?[.:!]?",
            r"(?:\d+ )?(?:комментари(?:и|ев|й|я)|коментар(?:і|ів|ю)|kommentare?|comentarios?|comentários?|commentaires?|commenti|yorum(?:lar)?|şərh(?:lər)?|rəylər|komentarze|komentarzy|reacties|kommentarer|komentáře|التعليقات|تعليقات|نظرات|评论|網友評論|网友评论|コメント|댓글|टिप्पणियां)(?: ?[(（]?\d*[)）]?)?\s?[:：]?",
            r"(?:имя|ваше имя|e-?mail|электронная почта|комментарий|ім.я|nombre|correo(?: electrónico)?|comentario|nom|commentaire|isim|adınız|ad|e-?poçt|mesaj|imię|nazwisko)\s?\*?\s?[:：]\s?\*?",
        ],
    },
    Family {
        rule: &PRINT,
        place: Place::Edges,
        patterns: &[
            r"[【\[［(（](?:纠错|我要纠错|报错|打印|打印本页|关闭|关闭窗口|收藏|返回顶部|我要评论|大 ?中 ?小)[】\]］)）]",
            r"(?:imprimir|imprimer|drucken|stampa|распечатать|печать|версия для печати|роздрукувати|yazdır|çap et|çap versiyası|drukuj|wydrukuj|afdrukken|skriv ut|طباعة|چاپ|打印|印刷|프린트|인쇄)",
            r"(?:schriftgröße|tamaño (?:del? )?(?:texto|letra|fuente)|tamanho (?:do texto|da letra|da fonte)|taille du texte|размер (?:шрифта|текста)|розмір шрифту|yazı (?:boyutu|tipi)|şriftin ölçüsü|حجم الخط|اندازه متن|字号|字体|文字サイズ|글자 ?크기)\s?[:：]?(?: ?(?:[-+|/]|[aаtт][-+−]*|大|中|小|[a-zà-ÿ]{4,8}))*",
            r"(?:escuchar|ouvir|écouter|anhören|ascolta|слушать|dinle|posłuchaj)(?: (?:noticia|artículo|notícia|l.article|artikel|articolo|новость|haberi))?",
        ],
    },
    Family {
        rule: &CONSENT,
        place: Place::Edges,
        patterns: &[
            r"(?:.*[ ’'])?(?:usamos|utilizamos|utiliza|utilise|utilisons|verwendet|verwenden|nutzt|nutzen|utilizza|utilizziamo|использует|используем|використовує|kullanıyoruz|kullanmaktadır|istifadə edir|używa|używamy|wykorzystuje|gebruikt|använder).*(?:cookies?|куки|кукі|çerez(?:ler)?|plik(?:i|ów) cookies?|файлы cookie).*",
            r"(?:[^.]*)?(?:çerez(?:ler)?).*(?:kullanıyoruz|kullanmaktadır|kullanılmaktadır|kabul).*",
            r"(?:aceptar|aceitar|accepter|akzeptieren|accetta|accetto|принять|прийняти|kabul et|qəbul et|akceptuj(?:ę)?|zaakceptuj|accepteren|同意|接受)(?: (?:todo|todas|tudo|tout|alle|tutti|все|всі|tümünü|hamısını|wszystkie|cookies?))*|tout accepter|alle akzeptieren|tümünü kabul et|política de cookies",
        ],
    },
    Family {
        rule: &LISTING,
        place: Place::Edges,
        patterns: &[
            r"(?:últimas noticias|lo más (?:leído|visto|reciente)|lo último|más leídas|últimas notícias|mais (?:lidas|vistas|recentes)|últimas|dernières (?:nouvelles|infos|actualités|minutes)|les plus (?:lus|populaires)|à la une|meistgelesen(?:e artikel)?|am meisten gelesen|aktuelle nachrichten|neueste nachrichten|ultime notizie|più (?:letti|lette)|ultim.ora|последние новости|лента(?: новостей)?|все новости|новости|новости дня|главные новости|популярное|популярные новости|самое (?:читаемое|популярное)|главное|останні новини|стрічка новин|усі новини|популярні новини|новини|son dakika(?: haberleri)?|son haberler|son xəbərlər|xəbər lenti|bütün xəbərlər|günün xəbərləri|çok okunan(?:lar)?|en çok okunanlar|ən çox oxunan(?:lar)?|digər xəbərlər|diğer haberler|najnowsze(?: wiadomości)?|najczęściej czytane|popularne|meest gelezen|mest läst|آخر الأخبار|الأكثر قراءة|آخرین اخبار|پربازدیدترین|最新|最新消息|最新新闻|最新ニュース|热门|熱門|热门新闻|人気記事|ランキング|アクセスランキング|많이 본 뉴스|최신 뉴스|ताज़ा खबरें|ताजा खबरें|बड़ी खबरें)\s?[:：»]?",
        ],
    },
    Family {
        rule: &RELATED,
        place: Place::Edges,
        patterns: &[
            r"(?:más (?:información|noticias|sobre (?:el tema|este tema))|(?:veja|leia|confira|assista) (?:mais|também|outr[ao]s)(?-u:\b)[^.!?]*|(?:leggi|guarda) anche(?-u:\b)[^.!?]*|mehr zum thema|weitere (?:nachrichten|artikel|meldungen)|sur le même sujet|à lire aussi)\s?[:»>]?",
            r"(?:noticias relacionadas|artículos relacionados|temas relacionados|te puede interesar|también te puede interesar|lee también|lea también|leia também|leia mais|veja também|saiba mais|notícias relacionadas|à lire aussi|lire aussi|à lire également|sur le même sujet|voir aussi|articles liés|lesen sie auch|lesen sie mehr|mehr zum thema|das könnte sie auch interessieren|auch interessant|siehe auch|zum thema|verwandte (?:artikel|themen)|leggi anche|potrebbe interessarti|articoli correlati|читайте также|смотрите также|читать также|по теме|похожие (?:новости|материалы|статьи)|материалы по теме|ещё по теме|другие новости|читайте (?:ещё|подробнее)|читайте також|дивіться також|схожі (?:новини|матеріали)|за темою|ilgili (?:haberler|konular|içerikler)|ilginizi çekebilir|bunlar da ilginizi çekebilir|ayrıca okuyun|oxşar xəbərlər|əlaqəli xəbərlər|həmçinin oxuyun|bunu da oxuyun|daha çox oxu|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|polecamy|przeczytaj (?:też|także)|powiązane(?: artykuły)?|lees ook|lees meer|läs (?:också|även|mer)|les også|læs også|citește și|čtěte (?:také|též)|اقرأ أيض(?:ا|ًا)|مواضيع ذات صلة|أخبار ذات صلة|بیشتر بخوانید|مطالب مرتبط|اخبار مرتبط|相关(?:新闻|阅读|文章|报道|推荐)|延伸阅读|相關新聞|関連(?:記事|ニュース|リンク)|あわせて読みたい|관련 ?(?:기사|뉴스)|यह भी पढ़ें|ये भी पढ़ें|संबंधित खबरें)(?:\s?[:：»](?: ?.+[^.。])?)?",
        ],
    },
    Family {
        rule: &RELATED,
        place: Place::Anywhere,
        patterns: &[
            r"(?:lee también|lea también|leia também|leia mais|veja também|à lire aussi|lire aussi|à lire également|lesen sie auch|mehr zum thema|leggi anche|читайте также|смотрите также|читайте також|дивіться також|ayrıca okuyun|həmçinin oxuyun|czytaj (?:też|także|również)|zobacz (?:też|także|również)|lees ook|läs också|les også|citește și|اقرأ أيض(?:ا|ًا)|بیشتر بخوانید|यह भी पढ़ें|ये भी पढ़ें)\s?[:：»|] ?.+[^.。]",
        ],
    },
    Family {
        rule: &TAGS,
        place: Place::Edges,
        patterns: &[
            r"(?:etiquetas?|temas|palabras clave|tópicos|assuntos|palavras-chave|mots[- ]clés|thèmes|étiquettes|schlagw[oö]rt(?:er|e)|stichwörter|themen|tag|argomenti|parole chiave|теги|тэги|ключевые слова|метки|темы|мітки|теги|ключові слова|etiket(?:ler)?|açar sözlər|teqlər|teq|tagi|słowa kluczowe|trefwoorden|ämnen|štítky|الكلمات المفتاحية|كلمات مفتاحية|وسوم|برچسب[‌ ]?ها|کلید ?واژه[‌ ]?ها|关键词|标签|標籤|关键字|キーワード|タグ|태그|키워드|टैग)\s?[:：](?:.*[^.!?。…])?",
        ],
    },
    Family {
        rule: &COUNTER,
        place: Place::Edges,
        patterns: &[
            r"(?:просмотр(?:ов|ы)|прочитано|прочитали|количество просмотров|перегляд(?:ів|и)|baxış(?: sayı)?|baxılıb|oxunub|oxunma sayı|okunma(?: sayısı)?|görüntülenme(?: sayısı)?|visitas|lecturas|leído|visualizações|leituras|vues|lectures|aufrufe|gelesen|visite|letture|wyświetleń|odsłon(?:y)?|weergaven|visningar|المشاهدات|مشاهدات|بازدید|阅读(?:量|数)?|浏览(?:量|次数)?|点击(?:量|数)?|閱讀|人氣|閲覧数|조회(?:수)?|व्यूज)\s?[:：]?\s?\d[\d,. ]*(?:k|m|раз|dəfə|kez|次)?",
            r"\d[\d,. ]* ?(?:просмотр(?:а|ов)?|перегляд(?:и|ів)?|baxış|oxunma|okunma|görüntülenme|visitas|vues|aufrufe|visualizações|visualizzazioni|wyświetleń|مشاهدة|بازدید|次阅读|次浏览)",
            r"(?:lesezeit|tiempo de lectura|tempo de leitura|temps de lecture|tempo di lettura|время (?:чтения|на чтение)|час читання|okuma süresi|oxuma müddəti|czas czytania|leestijd)\s?[:：]? ?.+",
        ],
    },
    Family {
        rule: &LEGAL,
        place: Place::Edges,
        patterns: &[
            r"(?:original-content von|pressekontakt|rückfragen(?: bitte)? an|medienkontakt)\s?:?.*",
            r"(?:.*[ .,|©])?(?:todos los derechos reservados|todos os direitos reservados|tous droits réservés|alle rechte vorbehalten|tutti i diritti (?:sono )?riservati|все права (?:защищены|принадлежат.*)|усі права захищен[іо]|всі права захищен[іо]|tüm hakları saklıdır|bütün hüquqlar qorunur|müəllif hüquqları qorunur|wszelkie prawa zastrzeżone|alle rechten voorbehouden|جميع الحقوق محفوظة|کلیه حقوق.*محفوظ.*|版权所有|版權所有)(?:[ .,!|©;-].*)?",
            r"при (?:полном или частичном )?(?:использовании|цитировании|перепечатке|копировании).*(?:ссылк|гиперссылк|обязательн|разрешени).*",
            r"при (?:повному або частковому )?(?:використанні|цитуванні|передруку).*(?:посилання|обов.язков).*",
            r"(?:перепечатка|использование|копирование) (?:материалов|любых материалов|текста).*(?:ссылк|запрещ|разреш|согласи).*",
            r".*(?:materiallar\p{L}*|məlumat\p{L}*|xəbər\p{L}*).*istifadə.*(?:istinad|hiperlink|icazə|zəruri|mütləq|qadağan).*",
            r"(?:prohibida|proibida|queda prohibida|é proibida) (?:la|a|su)? ?(?:reproducción|reprodução).*",
            r"(?:toute reproduction|la reproduction|riproduzione|vietata la riproduzione|jede verwertung|die weiterverwendung|nachdruck|kopiowanie|przedruk).*(?:interdite|autorisation|riservata|vietata|verboten|genehmigung|gestattet|zabronion|zgod).*",
            r"(?:转载请注明.*|未经(?:授权|许可).*|無断転載.*|.*무단 ?(?:전재|복제).*)",
        ],
    },
    Family {
        rule: &ADVERT,
        place: Place::Anywhere,
        patterns: &[
            r"(?:continúa (?:leyendo|después|tras)|continua (?:após|depois)|la suite après|lire la suite après|weiter nach|artikel wird nach|(?:das|der) .+geht nach|после рекламы|продолжение после|haberin devamı|reklamdan sonra|continua dopo|dalsza część (?:tekstu|artykułu)).*[^.]",
            r"(?:إعلان|اعلان|تبلیغات|آگهی|広告|광고|विज्ञापन|mainos|oglas|hirdetés|reclamă)",
        ],
    },
    Family {
        rule: &EMPTY_LABEL,
        place: Place::Edges,
        patterns: &[
            r"(?:更新日|更新时间|更新日時|公開日|掲載日|投稿日|发布时间|发布日期|日期|时间|来源|来源于|作者|编辑|責任編輯|责任编辑|記者|记者|입력|수정|기자|tarix|yenilənib|müəllif|mənbə|tarih|güncelleme|yazar|kaynak|fecha|actualizado|publicado(?: em| el)?|atualizado(?: em)?|fonte|autora?|publié le|mis à jour(?: le)?|auteur|veröffentlicht(?: am)?|aktualisiert(?: am)?|quelle|pubblicato(?: il)?|aggiornato|autore|дата|опубликовано|обновлено|источник|автор|редактор|опубліковано|оновлено|джерело|autor|źródło|opublikowano|aktualizacja|تاریخ|منبع|نویسنده|التاريخ|المصدر|الكاتب)\s?[:：]",
        ],
    },
    Family {
        rule: &NEWSLETTER,
        place: Place::Edges,
        patterns: &[
            r"(?:suscríbete|suscríbase|suscribirse|assine|inscreva-se|cadastre-se|abonnez-vous|inscrivez-vous|s.abonner|jetzt abonnieren|newsletter abonnieren|abonnieren sie|jetzt anmelden|iscriviti|abbonati|оформите подписку|zapisz się|subskrybuj|prenumeruj|abonneer|prenumerera|اشترك|订阅|登録する|구독하기|구독)(?: .*(?:newsletter|boletín|boletim|lettre|канал|canal|notizie|gazete|рассылк|e-?mail|info|mitteilung|edición|wydani|artykuł|artículo|article).*|\s?[.:!])?",
            r"(?:weiterlesen mit .+|bereits abonnent\?.*|¿ya eres suscriptor\?.*|já é assinante\?.*|déjà abonné ?\?.*|cet article est réservé.*|contenido exclusivo para suscriptores.*|conteúdo exclusivo para assinantes.*|il vous reste .*de cet article.*|dieser artikel ist .*abonnenten.*)",
        ],
    },
    Family {
        rule: &NAVIGATION,
        place: Place::Edges,
        patterns: &[
            r"(?:menú|menü|menyu|меню|inicio|início|accueil|startseite|главная|головна|anasayfa|ana səhifə|strona główna|nach oben|zurück|zum seitenanfang|volver|voltar|volver arriba|retour|haut de page|torna su|наверх|назад|вверх|нагору|yukarı|geri|yuxarı|do góry|wstecz|powrót|naar boven|الرئيسية|صفحه اصلی|首页|返回|返回顶部|トップ|ホーム|トップへ戻る|홈|목록|buscar|suche|поиск|пошук|ara|axtar|szukaj|بحث|جستجو|搜索|検索|검색|lire la suite|leer más|ler mais|weiterlesen|leggi tutto|подробнее|читать далее|читать дальше|devamı|devamını oku|ətraflı|davamı|więcej|czytaj dalej|查看更多|阅读全文|続きを読む|もっと見る|더보기)\s?[:»>…↑]*",
        ],
    },
];
