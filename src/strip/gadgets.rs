//! The gadgets of a page: players, clocks, weather, rates, locks, short links and single buttons, in any
//! language.
//!
//! What shows a number or opens a window looks alike everywhere, so that a family is written for all
//! languages at once.

use super::families::{Family, Place};
use super::labels::{
    COMMENTS, COUNTER, CREDIT, EDITOR, EMPTY_LABEL, END_MARK, FOLLOW, LEGAL, NAVIGATION,
    NEWSLETTER, PRESS, PRINT, RELATED, SHARE, TAGS,
};

/// The families of gadgets.
pub(super) static GADGETS: &[Family] = &[
    Family {
        rule: &SHARE,
        place: Place::Edges,
        patterns: &[
            r"(?:compartilhe|compartilhar|comparte|compartir|partagez|teilen sie|condividi|udostępnij|поделитесь|поділіться|поширити|поширте|bagikan|deel|sdílejte) ?(?:essa|esse|esta|este|isso|esto|cette|cet|diesen|diese|questa|questo|ten|tę|этой|цією|ini|dit|tento)? ?(?:notícia|noticia|matéria|artigo|artículo|nota|actualité|article|artikel|beitrag|notizia|articolo|artykuł|wpis|новостью|статьёй|статьей|новиною|berita|bericht|článek)?\s?[:!]?|分享让更多人看到|分享给(?:好友|朋友).*",
            r"click to (?:share|print|e-?mail|tweet|copy|save)(?-u:\b).*|\(?opens in (?:a )?new (?:window|tab)\)?",
            r"(?:save|saved|bookmark|comment|guardar|merken|speichern|salvar|enregistrer|offrir|offrir l.article|salva|salva l.articolo|сохранить|в закладки|в избранное|зберегти|в обране|kaydet|yadda saxla|zapisz|zapisz artykuł|bewaren|opslaan|spara|lagre|gem artikel|tallenna|uložit|uložiť|mentés|salvează|запази|αποθήκευση|حفظ|ذخیره|שמור|सेव करें|সংরক্ষণ|lưu bài|lưu|simpan|บันทึก|收藏|保存|儲存|保存する|ブックマーク|ツイート|ポスト|ポストする|저장|스크랩|북마크|შენახვა|gift(?: this)? article|gift|listen|watch|watch live|live tv|play|pause|mute)",
            r"(?:bu )?(?:haberi|yazıyı|xəbəri|məqaləni) (?:paylaş(?:ın)?|dostlarınla paylaş)|(?:share|teilen|compartir|partager|condividi|поделиться) ?[+>»]",
            r"(?:facebook|twitter|whats ?app|telegram|linked ?in|pinterest|instagram|youtube|viber|vkontakte|messenger|reddit|вконтакте|одноклассники|ватсап|телеграм|фейсбук|copy link|copiar (?:enlace|link)|copier le lien|link kopieren|copia link|kopiuj link|(?:linki|bağlantıyı) kopyala|(?:с)?копировать ссылку|скопіювати посилання|複製連結|复制链接|リンクをコピー|링크 복사|url 복사)",
            r"(?:(?:NETWORKS|BUTTON|copy link|copiar (?:enlace|link)|copier le lien|link kopieren|kopiuj link)[ ,|/•·]*){2,}",
            r"(?:شارك|مشاركة|انشر) (?:المقال|الخبر|هذا المقال|الموضوع)|.*(?:पर )?शेयर (?:करें|कीजिए)|(?:この|本)記事は(?:役に立ちました|参考になりました)か[？?]?",
            r"(?:short (?:link|url)|permalink|link|короткая ссылка|постоянная ссылка|коротке посилання|kısa link|qısa link|kurzlink|enlace corto|link curto|lien court|رابط مختصر|الرابط المختصر|لینک کوتاه|لينک کوتاه|短链接|短縮url|단축 ?url)\s?[:：]? ?(?:https?://)?[\w.-]+\.\w+/\S*",
        ],
    },
    Family {
        rule: &PRINT,
        place: Place::Edges,
        patterns: &[
            r"(?:listen to|hear|play|read aloud|escuchar|escucha|oír|ouvir|ouça|écouter|écoutez|ascolta|artikel|beitrag|text|odsłuchaj|posłuchaj|слушать|прослушать|слухати|прослухати|dinlə|dinle|luister naar|lyssna på|lyt til) ?(?:(?:this|the|este|esta|el|la|esse|o|a|cet|l.|questo|diesen|dit|artikeln|эту|статью|новость|текст|статтю|новину)? ?(?:article|story|text|page|artículo|noticia|nota|texto|artigo|notícia|matéria|article|articolo|artikel|artykuł|artykułu|tekstu|anhören|vorlesen|vorlesen lassen|haberi|xəbəri))?\s?[:.]?",
            r"نسخه چاپی|نسخة للطباعة|версия для (?:слабовидящих|печати)|версія для (?:людей.*|друку)|글(?:씨|자) ?크기.*|[aа]",
            r"(?:haberi|xəbəri|yazıyı|makaleyi) (?:sesli )?(?:dinle|dinlə|yazdır)|(?:この)?記事を(?:読み上げる|聴く|聞く)|기사 ?듣기|음성으로 듣기|听新闻|朗读|(?:この)?記事を(?:印刷|保存|共有|シェア)(?:する)?|استمع(?: إلى المقال)?|گوش دهید|खबर सुनें|nghe bài viết|nghe đọc bài",
            r"\d{1,2}:\d{2}(?::\d{2})? ?[/|–-] ?\d{1,2}:\d{2}(?::\d{2})?|[▶►⏵🔊🎧] ?(?:\d{1,2}:\d{2})?(?: ?\p{L}+)?|(?:\d(?:[.,]\d+)?[x×] ?)+|(?:your browser|ваш браузер|votre navigateur|su navegador|seu navegador|ihr browser|il tuo browser|tarayıcınız|brauzeriniz)(?-u:\b).*",
            r"(?:[a가]\s?[+-]?\s+)(?:[a가]\s?[+-]?\s*)+|[aа][+−-](?: ?[|/]? ?[aа][+−-]?)*|(?:font|шрифт|şrift|yazı|fonte|schrift|police|fuente)\s?[:：]? ?(?:[aа+−-] ?)+",
        ],
    },
    Family {
        rule: &FOLLOW,
        place: Place::Edges,
        patterns: &[
            r"(?:follow|follow us|google (?:news|haberler|notícias|noticias|actualités|новости|новини))(?:['’]?(?:te|ta|da|de))?(?: (?:abone ol|takip et|izlə|follow|us|folgen|seguir|suivre|segui|читать|читати))*\s?[:!]?",
            r"(?:читать|читайте|читати) [«„“\x22][^»”\x22]+[»”\x22] (?:в|на|у) .*|(?:segui|seguici|unisciti a|iscriviti a)(?: il| la| al| sul)? (?:nostro )?(?:canale|gruppo|profilo).*|(?:únete|suscríbete) (?:a nuestro |al )?(?:canal|grupo).*|подписаться на (?:новости|рассылку|канал)",
            r"(?:receba|recibe|recevez|ricevi|erhalten sie|получайте|отримуйте|otrzymuj)(?-u:\b).*(?:whats ?app|telegram|viber|e-?mail|inbox|google|newsletter|push)",
            r"(?:читай(?:те)?|смотри(?:те)?|следи(?:те)?|дивіться|читайте|стежте)(?: за)?(?: нас| нами| нашими новостями)? (?:в|на|у|в нашем) (?:NETWORKS|дзен(?:е)?|яндекс\p{L}*|max|макс|google|instagram|телеграм\p{L}*|фейсбук\p{L}*).*",
        ],
    },
    Family {
        rule: &COMMENTS,
        place: Place::Edges,
        patterns: &[
            r"réagissez(?: à cet article)?|like loading\.*|comments?\s?[:：] ?\d+|réagir|reageer|reagieren|reagir|reaccionar|yorumlar|نظرات کاربران|نظرات خوانندگان|نظر خود را .*|(?:если вы|якщо ви) (?:нашли|заметили|увидели|знайшли|помітили|побачили).*",
            r"(?:нашли|заметили|увидели|обнаружили|знайшли|помітили|побачили) (?:ошибку|опечатку|неточность|помилку|одрук).*|.*ctrl ?\+ ?enter.*|(?:hata|yanlış|səhv) (?:bildir|var|tapdınız).*|fehler (?:gefunden|melden).*|¿has encontrado (?:un|algún) error.*|(?:signaler|vous avez repéré) une (?:erreur|faute).*|encontrou (?:um|algum) erro.*|zauważyłeś błąd.*|segnala (?:un )?errore",
            r"\d+ (?:thoughts?|replies|responses|comments?) on [“”\x22«„].*|(?:\p{Nd}+ )?(?:نظر|دیدگاه|تعليق|تعليقات|टिप्पणी|comentario|comentário|commentaire|kommentar|yorum|şərh|rəy|komentarz|bình luận|コメント|댓글)(?:s|e|y)?(?: ?[(（]?\p{Nd}*[)）]?)?\s?[:：]?",
            r"(?:like|likes|좋아요|싫어요|슬퍼요|화나요|赞|点赞|いいね|beğen|bəyən|нравится|подобається|me gusta|curtir|j.aime|gefällt mir|lubię to|إعجاب|पसंद)[!！]? ?\d*",
        ],
    },
    Family {
        rule: &COUNTER,
        place: Place::Edges,
        patterns: &[
            r"[👁👀👍❤♥💬🕒🕓⏱📅🖨📖🔥👏]\x{FE0F}? ?\d*[\d.,  ]*k?(?: ?min(?:ute)?s?\.?)?",
            r"\d+ ?[-–]? ?(?:minuti di lettura|minutos de lectura|minutos de leitura|minutes de lecture|minuten lesezeit|minuten leestijd|dakika(?:lık)? okuma|dəqiqəlik oxu|минут(?:ы|а)? (?:чтения|на чтение)|хвилин(?:и|а)? читання|minut(?:y|a)? czytania|分で読めます|分钟阅读|분 읽기|phút đọc|menit baca|मिनट पढ़ें|दقيقة قراءة)",
            r"(?:کد خبر|شناسه خبر|کد مطلب|رقم الخبر|كود الخبر|номер новости|код новости|xəbər(?:in)? (?:kodu|nömrəsi)|haber (?:kodu|no|id)|id новости|기사 ?번호|文章编号|记事id|記事番号|article id|story id|news id|id)\s?[:：№#]? ?\p{Nd}[\p{Nd}/-]*",
            r"(?:حجم الخط|عدد المشاهدات|عدد القراءات|تعداد بازدید|بازدید|کد خبر)\s?[:：]? ?\p{Nd}*",
        ],
    },
    Family {
        rule: &COUNTER,
        place: Place::Edges,
        patterns: &[
            r"(?:son )?(?:оновлено|обновлено|изменено|güncelleme|güncellendi|yenilənib|yenilənmə|aktualisiert|actualizado|actualizada|atualizado|atualizada|mis à jour|mise à jour|aggiornato|zaktualizowano|aktualizacja|bijgewerkt|uppdaterad|opdateret|oppdatert|更新|수정|تحديث|آخر تحديث|به‌روزرسانی|cập nhật|diperbarui|განახლდა)(?: à| às| a las| alle| um| o| saat| в| о| kl\.?| om)?\s?[:：]? ?\d{1,2}[:.h]\d{2}(?: ?(?:uhr|h))?",
            // Clocks, weather and rates of the day.
            r"(?:[\p{L}-]+ ){1,3}(?:time|vaxtı|saatı?|время|час|ora|uhrzeit|heure|hora)\s?[:：]? ?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]m)?",
            r"(?:[\p{L}’'-]+[ ,:]+)?(?:[\p{L}’'-]+[ ,:]+)?[☀☁⛅🌤🌧❄]? ?[+−-]?\d{1,2}(?:[.,]\d)? ?(?:°|º|℃|℉) ?[cfс]?(?:[ ,/|…–-]+[+−-]?\d{1,2} ?[°º] ?[cf]?)*",
            r"(?:(?:[$€£₽₼₺₴¥]|usd|eur|rub|gbp|azn|try|uah|kzt|gel|cny|jpy|chf|btc|eth|brent|oil|gold|dollar|euro|dolar|avro|altın|bitcoin|bist ?100|доллар|евро|нефть|dólar|доллар сша)(?:/[a-z]{3})?\s*[:：=|]?\s*[$€£₽]?\d[\d.,  ]*\s*%?(?:\s*[▲▼↑↓+−-]\s*\d*[\d.,]*\s*%?)?[\s|•·;,/]*)+",
        ],
    },
    Family {
        rule: &NEWSLETTER,
        place: Place::Edges,
        patterns: &[
            r"(?:sie haben bereits|du hast bereits|haben sie bereits) (?:ein|einen|das)? ?\p{L}*(?:abo|zugang|konto).*|(?:jetzt )?(?:abo|digital-?abo|plus|e-paper|probeabo) (?:testen|abschließen|bestellen|kaufen|kündigen)|(?:jetzt )?(?:anmelden|einloggen|registrieren|abonnieren)|\p{L}*(?:\+|plus)[ -]?(?:artikel|article|artículo|artigo|inhalt)",
            r"(?:article|contenu|contenido|contenuto|conteúdo|artículo|artigo|articolo|matéria|nota|noticia|material|artykuł|treść|artikel|inhalt|dieser artikel)(?: est| es| é| è| jest| ist)? (?:réservée?|exclusiv[oa]?|exclusif|riservato|reservado|restrito|dla|tylko dla|nur für|exklusiv für)(?: .*)?",
            r"(?:有料会員限定|会員限定|有料記事|無料会員限定)(?:記事)?|この記事は有料.*|(?:残り|あと)[:： ]?\d+文字.*|유료 ?(?:회원|기사).*|会员专享|付费内容|subscriber[- ]only(?: content)?|subscribers? only|for subscribers|members only|premium(?: content)?|exclusive to subscribers|только для подписчиков|лише для передплатників|yalnız abunəçilər üçün|sadece abonelere özel|للمشتركين فقط|chỉ dành cho thuê bao",
            r"s.abonner pour .*|abonnez-vous pour .*|[\[【（(](?:会員|有料会員|無料会員)限定(?:記事)?[\]】）)]|hesap oluştur|subskrybuj.*",
            r"thanks for reading(?-u:\b).*(?:subscribe|share|post).*|(?:subscribe|sign up)(?: now| today| here)? (?:for free|to (?:receive|get|read|continue|our))(?-u:\b).*",
            r"(?:nos|nuestras|nossas|le nostre|our|unsere|наши|наші|nasze|všechny|bültenlerimiz)? ?(?:newsletters?|boletines|boletins|рассылки|розсилки|newslettery|bültenler)",
            r"(?:log ?in|sign ?in|sign ?up|register|subscribe|my account|вход|войти|регистрация|увійти|вхід|реєстрація|giriş|giriş yap|üye ol|üye girişi|qeydiyyat|daxil ol|iniciar sesión|entrar|acceder|regístrate|se connecter|connexion|s.inscrire|mon compte|accedi|registrati|zaloguj(?: się)?|zarejestruj(?: się)?|inloggen|logga in|logg inn|تسجيل الدخول|ورود|ثبت نام|लॉगिन|登录|注册|登入|ログイン|新規登録|会員登録|로그인|회원가입|đăng nhập|đăng ký|შესვლა|რეგისტრაცია)(?: ?[/|•·] ?(?:register|sign ?up|subscribe|регистрация|реєстрація|üye ol|qeydiyyat|注册|회원가입|đăng ký|registrarse))?",
        ],
    },
    Family {
        rule: &RELATED,
        place: Place::Edges,
        patterns: &[
            r"(?:більше|ещё|еще|больше|другие|інші) (?:новин|новостей|новости|новини|по теме|за темою)\s?[:»>]?|(?:მსგავსი|სხვა|დაკავშირებული) (?:სიახლეები|ამბები|სტატიები)|tin (?:cùng chuyên mục|mới|khác|nổi bật)",
            r"(?:(?:ये|यह) भी पढ़ें|(?:ये|यह) भी पढें|ये भी देखें|संबंधित खबर(?:ें)?|اقرأ أيض(?:ا|ًا)|اقرا ايضا|شاهد أيضا|إقرأ أيضا|مواضيع ذات صلة|اخبار مرتبط|مطالب مرتبط|بیشتر بخوانید|همچنین بخوانید)\s?[:：–-]? ?[^।.؟!]*",
            r"(?:trở lại chủ đề|bài liên quan|tin cùng chuyên mục|xem thêm|đọc thêm|关注更多|更多精彩|更多新闻|相关链接|延伸阅读|扫一扫.*|扫码.*|长按.*二维码.*|微信扫.*)\s?[:：]? ?[^.。!]*",
        ],
    },
    Family {
        rule: &TAGS,
        place: Place::Edges,
        patterns: &[
            r"(?:الوسوم|وسوم|كلمات دلالية|الكلمات الدلالية|برچسب|کلیدواژه)\s?[:：].*|etiquetado (?:con|como|en) .*|(?:sur le même (?:thème|sujet)|sul(?:lo)? stesso (?:tema|argomento)|zum selben thema|por tema)\s?:?",
            r"tagged (?:[\p{L}\p{N} -]+, )*[\p{L}\p{N} -]+|etiketlər\s?[:：].*|açar sözlər\s?[:：].*|ტეგები\s?[:：].*|თემები\s?[:：].*|từ khóa\s?[:：].*|thẻ\s?[:：].*|chủ đề\s?[:：].*",
        ],
    },
    Family {
        rule: &NAVIGATION,
        place: Place::Edges,
        patterns: &[
            r"view all posts(?: by .+)?|(?:all|more) (?:posts|articles|stories) (?:by|from) .+|zur startseite|mehr (?:aus|von|zu) [^.!?]+|más de [^.!?]+|plus d.articles|altro da .+|więcej z .+",
            r"(?:возврат|вернуться|назад|перейти) (?:к|в) (?:списку|списку новостей|разделу|новостям|начало|раздел)|(?:к|до) (?:списку|списка|началу)(?: новостей)?|повернутися до списку|siyahıya qayıt|listeye dön|zurück zur (?:übersicht|liste|startseite)|volver al listado|voltar (?:à|para a) lista|retour à la liste|torna all.elenco|powrót do listy|العودة للقائمة|بازگشت به فهرست|返回列表|一覧へ戻る|목록으로",
            r"(?:(?:az|aze|ru|rus|en|eng|tr|ua|укр|рус|қаз|kz|ka|geo|ქარ|de|fr|es|it|pl|ar|عربي|فارسی|中文|日本語|한국어)\s*[|/•·]?\s*){2,}",
        ],
    },
    Family {
        rule: &CREDIT,
        place: Place::Edges,
        patterns: &[
            r".+ ?[|/•] ?©? ?(?:MEDIA)\s?[:：] ?(?:NAMES)|.+[.!?] ?© ?(?:MEDIA)\s?[:：] ?(?:NAMES)\.?",
            r"(?:MEDIA)\s?[:：] ?(?-i:\p{L})[\p{L}’'-]*(?: [\p{L}’'-]+)?",
            r"(?:MEDIA)\s?[:：] ?(?-i:\p{Ll}[\p{L}’'-]*)(?: [\p{L}’'-]+){0,3}",
        ],
    },
    Family {
        rule: &EDITOR,
        place: Place::Edges,
        patterns: &[
            r"[【\[（(](?:责任编辑|責任編輯|编辑|編輯|编审|校对|责编|責編|作者|審核)\s?[:： ] ?(?:NAMES)[】\]）)]",
        ],
    },
    Family {
        rule: &EMPTY_LABEL,
        place: Place::Edges,
        patterns: &[
            r"(?:bölmə|kateqoriya|kategori|category|rubrika|рубрика|раздел|розділ|rubrik|ressort|sección|seção|rubrique|sezione|dział|القسم|دسته‌بندی|گروه خبری|श्रेणी|栏目|カテゴリ|분류|chuyên mục|კატეგორია|etiketlər|keywords|şəkil|photo by|фото|teqlər)\s?[:：]",
        ],
    },
    Family {
        rule: &PRESS,
        place: Place::Edges,
        patterns: &[
            r"[^@.!?]+[:：] ?[\w.+-]+@[\w.-]+\.\w+|(?:[^@.!?]+[ ,])?(?:presse?|prensa|media|info|redaktion|redaccion|redaction|redazione|newsroom|newsdesk|desk|office|kontakt|contact|news)@[\w.-]+\.\w+|(?:for )?(?:media|press) (?:inquiries|enquiries|contact|queries)(?-u:\b).*",
            r"(?:press release |release |communiqué |statement |comunicado |nota )?(?:no|nr|num|№|ref|reference)\.?\s?[:№#]? ?\d+(?:[/.-]\d+)*(?:[/-][a-z]{1,4})?|(?:press|media) (?:cent(?:re|er)|office|service|contacts?)|пресс-?(?:служба|центр)|прес-?(?:служба|центр)|mətbuat (?:xidməti|mərkəzi)|basın merkezi",
        ],
    },
    Family {
        rule: &END_MARK,
        place: Place::Edges,
        patterns: &[
            r"(?:انتهای پیام|پایان خبر|انتهى|اهـ|النهاية)[ /.]*|[(（\[](?:끝|完|终|完毕|终稿|了)[)）\]]|[a-z]+/fim|(?:fim|koniec|кінець|конец|son|bitdi|სულ)[ ./]*[/#*-]+|(?-i:[A-Z]{2,4} // [A-Z]{2,4})",
        ],
    },
    Family {
        rule: &LEGAL,
        place: Place::Edges,
        patterns: &[
            r"(?:the (?:views|opinions)|views|opinions|nothing (?:in|on) this|this (?:article|content|material|publication)|the information)(?-u:\b).*(?-u:\b)(?:investment advice|financial advice|do not (?:necessarily )?(?:reflect|represent)|does not (?:necessarily )?(?:reflect|represent|constitute)|are (?:those of|solely))(?-u:\b).*",
            r"(?:materiał(?:y)?|treść|tekst) (?:chronion[ye]|objęt[ye]).*praw.*|(?:conteúdo|contenido|contenu) protegido.*",
            r"[＜<〈]?無断(?:転載|複製).*|版权(?:声明|所有).*|著作権.*",
            r"(?:мнение|позиция|точка зрения) (?:автора|редакции|авторов).*(?:совпад|отвеча).*|думка (?:автора|редакції).*(?:збіга|відповіда).*|(?:müəllifin|redaksiyanın) (?:mövqeyi|fikri).*|(?:las|as) opini(?:ones|ões).*(?:autor|refle).*",
        ],
    },
    Family {
        rule: &CREDIT,
        place: Place::Anywhere,
        patterns: &[r"(?:image|media|video|audio) (?:source|caption|credit)[,:：].*"],
    },
    Family {
        rule: &CREDIT,
        place: Place::Edges,
        patterns: &[
            r"(?:[(\[](?:photos?|fotos?|videos?|vídeos?|audios?|mapas?|infograf[ií]as?|gráficos?|фото|видео|відео)[)\]][ ,]*)+",
        ],
    },
    Family {
        rule: &RELATED,
        place: Place::Edges,
        patterns: &[
            r"(?:(?:le|te|tal vez te|quizás te) )?(?:puede|podría|pudiera) interesar(?:te|le)?\s?[:：].*|(?:ti )?(?:potrebbe(?:ro)?|può) interessar(?:ti|e)(?: anche)?\s?[:：]?.*|você (?:também )?pode (?:gostar|se interessar)(?-u:\b)[^.!]*|das könnte (?:sie|dich) (?:auch )?interessieren\s?[:：]?.*|może cię (?:też |również )?zainteresować\s?[:：]?.*|(?:вам|вас) (?:может быть|будет|може|буде) (?:также |також )?(?:интересно|цікаво|зацікавити)\s?[:：]?.*|vous (?:aimerez|pourriez aimer) aussi\s?[:：]?.*",
            r"(?:dans (?:la même rubrique|le même thème)|en (?:la misma sección|esta sección)|na mesma (?:seção|secção)|nella stessa (?:sezione|rubrica)|in (?:dieser|der gleichen) rubrik|в (?:этой|той же) рубрике|у (?:цій|тій же) рубриці|w tej samej kategorii|bu kateqoriyadan|bu kategoriden)\s?[:：]?",
        ],
    },
    Family {
        rule: &SHARE,
        place: Place::Edges,
        patterns: &[
            r"tweeter|twittern|tuitear|tuitar|tweeten|твитнуть|твітнути",
            r"(?:artikel|beitrag|seite|text|meldung|nachricht) (?:aus)?(?:drucken|speichern|merken|teilen|versenden|mailen|weiterempfehlen|weitersagen|kommentieren|melden)",
        ],
    },
    Family {
        rule: &NAVIGATION,
        place: Place::Edges,
        patterns: &[
            r"trở (?:lại|về) [^.!?]+|(?:zur|zum) (?:app|podcast|video|newsletter|merkliste|themenseite|ressort|übersicht|homepage|archiv)",
        ],
    },
    Family {
        rule: &COMMENTS,
        place: Place::Edges,
        patterns: &[
            r"(?:i commenti|los comentarios|les commentaires|os comentários|die kommentare|the comments)(?: (?:dei|de los|des|dos|der|of) (?:nostri |nuestros |nos )?\p{L}+)?",
            r"(?:masz|znasz) (?:ciekawy |dla nas |jakiś )?(?:temat|informację|newsa)\?.*|(?:got|have|do you have) (?:a|any) (?:story|tip|news tip)s?\?.*|(?:hai|avete) una (?:storia|notizia|segnalazione).*|(?:haben sie|hast du) (?:einen hinweis|hinweise|ein thema).*|(?:если )?вы стали (?:свидетелем|очевидцем).*|(?:якщо )?ви стали свідком.*|¿tienes? (?:una historia|alguna denuncia|información).*|(?:vous avez|avez-vous) (?:une information|un témoignage).*",
        ],
    },
    Family {
        rule: &COUNTER,
        place: Place::Edges,
        patterns: &[
            r"(?:temps de lecture|durée de lecture|lesezeit|lesedauer|tempo di lettura|tempo de leitura|tiempo de lectura|czas czytania|время чтения|час читання|okuma süresi|leestijd|lästid|lesetid)\s?[:：]? ?(?:env\. |ca\. |circa |около |~ ?)?\d+ ?(?:min(?:uten|utes|utos|uti|uty?|uter|uut)?|мин(?:уты?|ута)?|хв|dk|dakika)\.?",
            r"(?:ten |to )?(?:tekst|artykuł) przeczytasz w (?:ok\. )?\d+ minut[yęa]?|(?:you can )?read (?:this )?in \d+ min(?:ute)?s?",
        ],
    },
    Family {
        rule: &FOLLOW,
        place: Place::Edges,
        patterns: &[
            r"(?:simak|dapatkan|ikuti|temukan)(?-u:\b).*(?:ponselmu|ponsel anda|whatsapp|telegram|google news)(?:\.|(?-u:\b).*)",
        ],
    },
    Family {
        rule: &LEGAL,
        place: Place::Edges,
        patterns: &[r"our standards\s?[:：].*|\p{L}+ (?:ajansı|haber) web sitesinde.*"],
    },
    Family {
        rule: &PRESS,
        place: Place::Edges,
        patterns: &[
            r"(?:(?:tel(?:efon|ephone|éfono|efone|éphone)?|phone|mob(?:ile)?|cell|fax|тел(?:ефон)?)[.:]*\s*)?\+\d[\d ()/.-]*\d",
        ],
    },
    Family {
        rule: &END_MARK,
        place: Place::Edges,
        patterns: &[r"[(\[/]* ?(?:النهاية|انتهى|تمت|پایان) ?[)\]/]*(?: ?/|[ .]\p{Arabic})*"],
    },
    Family {
        rule: &EDITOR,
        place: Place::Edges,
        patterns: &[
            r"[(\[]?(?:additional (?:reporting|writing)|editing) by .*",
            r"[（(\[]?(?:责编|責編|责任编辑|責任編輯|编辑|編輯)\s?[:： ] ?\p{Han}[\p{Han}、， ]*[)）\]]?",
        ],
    },
    Family {
        rule: &FOLLOW,
        place: Place::Edges,
        patterns: &[
            r"(?-i:\p{Lu}[\p{L}.'’-]* \p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*)?) (?:is|works as) .*follow (?:him|her|them) (?:on|at) .*",
        ],
    },
    Family {
        rule: &TAGS,
        place: Place::Edges,
        patterns: &[
            r"(?:більше новин про|больше новостей о|archivado en|arquivado em|classé dans|archiviato in|abgelegt unter|filed under)\s?[:：].*",
        ],
    },
    Family {
        rule: &COMMENTS,
        place: Place::Edges,
        patterns: &[
            r"(?:habere |bu habere |bu xəbərə )?ilk (?:yorumu|yorum|şərhi|rəyi)(?-u:\b).*|(?:be the first to|sé el primero en|seja o primeiro a|soyez le premier à|sei der erste,? der|bądź pierwszy,? który) (?:comment|coment|kommentier|skomentuj)\p{L}*[.!]?|コメント ?\d+ ?件?",
        ],
    },
    Family {
        rule: &COUNTER,
        place: Place::Edges,
        patterns: &[
            r"(?:最終更新|更新|配信)\s?[:：]? ?\d+/\d+ ?(?:[(（]\p{Han}[)）])? ?(?:\d+:\d+)?(?: 配信| 更新)?|\d+:\d+ \p{Arabic}(?: \p{Arabic})?",
        ],
    },
    Family {
        rule: &END_MARK,
        place: Place::Edges,
        patterns: &[
            r"\((?-i:\p{Lu}\p{Ll}+)/(?-i:\p{Lu}\p{L}+)\)|\((?-i:[a-z]+)(?:/(?-i:[a-z]+))+\)",
        ],
    },
    Family {
        rule: &SHARE,
        place: Place::Edges,
        patterns: &[
            r"(?:(?:打印|纠错|收藏|分享|关闭|大字|评论|复制链接|繁体|简体|列印|收藏本文)[ |/]*)+",
        ],
    },
    Family {
        rule: &RELATED,
        place: Place::Edges,
        patterns: &[
            r"(?:saksikan|tonton|simak|lihat|baca)(?: juga)? (?:video|live|foto)(?-u:\b).*",
        ],
    },
    Family {
        rule: &COMMENTS,
        place: Place::Edges,
        patterns: &[
            r"(?:сообщить|сообщите|повідомити|повідомте)(?: нам)? (?:об|про|о) (?:опечатке|ошибке|неточности|помилку|неточність)|report (?:an? )?(?:error|typo|mistake|correction)s?|fehler (?:gefunden|melden|entdeckt).*|signaler une (?:erreur|faute).*|zgłoś (?:błąd|literówkę)|hata(?:yı)? bildir|reportar (?:un )?error|segnala (?:un )?errore|comunicar (?:um )?erro",
        ],
    },
    Family {
        rule: &SHARE,
        place: Place::Edges,
        patterns: &[
            r"(?:partagez?|imprimez?|partager|imprimer|enregistrer|envoyer|commenter|écouter|sauvegarder) (?:l['’]|cet )article|(?:compartir|imprimir|guardar|enviar|comentar|escuchar) (?:la |esta |el |este )?(?:noticia|nota|artículo|página)|(?:condividi|stampa|salva|invia|commenta|ascolta) (?:l['’]|quest['’]|questo |la |questa )?(?:articolo|notizia|pagina)|(?:compartilhar|imprimir|salvar|enviar|comentar|ouvir) (?:a |esta |o |este )?(?:notícia|matéria|artigo|página)|(?:udostępnij|drukuj|wydrukuj|zapisz|skomentuj|wyślij) (?:ten )?(?:artykuł|tekst|wpis)|(?:распечатать|сохранить|отправить|комментировать|скопировать|роздрукувати|зберегти|надіслати) (?:статью|новость|ссылку|материал|статтю|новину|посилання)",
        ],
    },
    Family {
        rule: &COUNTER,
        place: Place::Edges,
        patterns: &[
            r"(?:bu )?(?:haber|yazı|makale|xəbər|məqalə|içerik)(?: toplam| bugüne kadar| indiyədək)? ?\d[\d.,]* (?:defa|kez|kere|dəfə) (?:okun|oxun|görüntülen|baxıl)\p{L}*\.?",
            r"(?:this|cet|cette|esta|este|artikel|dieser|эту|эта|цю|questo|questa|ten) (?:article|story|page|post|nota|noticia|artículo|notícia|matéria|artigo|artikel|beitrag|новость|статья|статью|новину|articolo|notizia|artykuł|ini) (?:\p{L}+ )*\d[\d .,]*(?:times|fois|veces|vezes|kali|mal|volte|раза?|разів|razy)(?: \p{L}+)?\.?",
        ],
    },
    Family {
        rule: &SHARE,
        place: Place::Edges,
        patterns: &[
            r"(?:compartilhar|compartilhe|compartir|comparte|partager|partagez|teilen|condividi|deel|dela|del|udostępnij|sdílet|поделиться|поширити|paylaş|bagikan|megosztás|distribuie|jaa) (?:no|na|em|en|por|sur|par|auf|via|über|su|op|på|w|v|в|у|ve|di|ke|pe|prin) (?:NETWORKS|correo|courriel)",
            r"مشاركة (?:عبر|على|في)(?: \p{L}+)+|blogthis!|email this|加入收藏|加入最愛|加入書籤",
        ],
    },
    Family {
        rule: &FOLLOW,
        place: Place::Edges,
        patterns: &[
            r"(?:follow|join|find) (?:us|our (?:channel|group|page)) on (?:NETWORKS)(?: [\p{L}\p{N}'’-]+)*[.!]?",
            r"(?:下載|下载|點我下載|点击下载)(?:\p{Han}| )*app.*",
        ],
    },
    Family {
        rule: &COMMENTS,
        place: Place::Edges,
        patterns: &[
            r"(?:no|\d+) comments?\s?:|subscribe to: ?(?:post comments|posts|comments)(?: \(atom\))?|(?:is|was) this (?:page|article) (?:useful|helpful)\??",
        ],
    },
    Family {
        rule: &NEWSLETTER,
        place: Place::Edges,
        patterns: &[
            r"(?:article |contenu )?réservé aux abonnés|article abonné|(?:この|本)?記事は有料記事です。?|残り ?\d+ ?文字.*|اشترك في النشرة(?: \p{L}+)*|suscribite|cancel (?:at )?any ?time\.?|(?:contenido|artículo|nota) exclusiv[oa] para suscriptores|nur für abonnenten|conteúdo exclusivo para assinantes",
        ],
    },
    Family {
        rule: &PRINT,
        place: Place::Edges,
        patterns: &[r"استمع إلى (?:الخبر|المقال|التقرير|النص)"],
    },
    Family {
        rule: &RELATED,
        place: Place::Edges,
        patterns: &[
            r"(?:あわせて|合わせて|併せて)読みたい|こちらもおすすめ|(?:ნახეთ|წაიკითხეთ|იხილეთ) ასევე\s?:?|ასევე (?:ნახეთ|წაიკითხეთ|იხილეთ)\s?:?",
        ],
    },
    Family {
        rule: &NAVIGATION,
        place: Place::Edges,
        patterns: &[
            r"[←‹«<] ?(?:предыдущ|попередн|previous|prev|older|anterior|précédent|zurück|vorherige|poprzedni|předchozí|föregående|forrige|edellinen|önceki|əvvəlki)\p{L}*(?: \p{L}+)*|(?:следующ|наступн|next|newer|siguiente|próxim|suivant|weiter|nächste|następn|další|nästa|neste|seuraava|sonraki|növbəti)\p{L}*(?: \p{L}+)* ?[→›»>]",
        ],
    },
    Family {
        rule: &CREDIT,
        place: Place::Anywhere,
        patterns: &[
            r".* [—–-] (?:MEDIA)\s?[:：] ?(?:NAMES)",
            r".*\[[^\]]*(?:재판매 및 db 금지|무단 ?전재)[^\]]*\]|.*[（(](?:本報)?[記记]者\p{Han}+[攝摄][）)]",
        ],
    },
    Family {
        rule: &PRESS,
        place: Place::Edges,
        patterns: &[
            r"(?:press office|pressestelle|ufficio stampa|service de presse|sala de prensa|assessoria de imprensa|media contact)\s?[:：] ?[\d +().-]+",
        ],
    },
    Family {
        rule: &CREDIT,
        place: Place::Edges,
        patterns: &[r"[^()]*\((?:dok|istimewa)(?:[.:/ ][^)]*)?\)\.?"],
    },
    Family {
        rule: &TAGS,
        place: Place::Edges,
        patterns: &[
            r"(?:теги|метки|темы|теґи|temas|etiquetas|tópicos|tags|topics|schlagwörter|schlagworte|mots-clés|parole chiave|trefwoorden|tagi|štítky|címkék|avainsanat|asiasanat|ämnen|emner|etiketler|teqlər|etichete|keywords?|关键词|關鍵字|キーワード|태그)\s?[:：]?",
        ],
    },
    Family {
        rule: &LEGAL,
        place: Place::Edges,
        patterns: &[r"(?:copyright|©|ⓒ|\(c\))[^.]*\.? ?(?:all )?rights reserved\.?"],
    },
    Family {
        rule: &TAGS,
        place: Place::Edges,
        patterns: &[
            r"this entry was posted (?:in|on|by) .*|posted in .*(?:tagged|bookmark).*|bookmark the permalink\.?",
        ],
    },
    Family {
        rule: &SHARE,
        place: Place::Edges,
        patterns: &[r"tweet|like loading\.*|in “?\x22?[\p{L} ]+\x22"],
    },
    Family {
        rule: &NEWSLETTER,
        place: Place::Edges,
        patterns: &[
            r"subscribe for free to receive new posts.*|ready for more\??|start your substack|get the app|substack is the home for great culture",
        ],
    },
    Family {
        rule: &COMMENTS,
        place: Place::Edges,
        patterns: &[r"discussion about this (?:post|episode|video)|restacks?|\d+ restacks?"],
    },
    Family {
        rule: &LEGAL,
        place: Place::Edges,
        patterns: &[r"(?:(?:privacy|terms|collection notice)[ ∙·•|]*){2,}"],
    },
    Family {
        rule: &FOLLOW,
        place: Place::Edges,
        patterns: &[r"\d[\d.,]*[km]? (?:followers?|following|subscribers?)"],
    },
    Family {
        rule: &NEWSLETTER,
        place: Place::Anywhere,
        patterns: &[
            r"thanks for reading [^.!?]*[!.](?: subscribe .*| this post is public.*)?|subscribe",
        ],
    },
];
