"""Pages that are there: as publishers, repositories, blogs and ministries serve them."""
import asyncio
import gzip
import json
import random
import struct
import zlib

import sites
from sites import FILLER, answer, article, bare, case, redirect, site


def living(name, make, others=None, truth="living", **more):
    """MAKE gives a page (str) or a whole answer (bytes)."""
    def whole(c):
        made = make(c)
        return answer(made) if isinstance(made, str) else made
    case(name, truth, whole, others, **more)


# ---- what the title looks like ----
TITLES = {  # name: (title element, heading); {t} the cited title, {s} the site
    "suffix-dash": ("{t} - {s}", None), "suffix-bar": ("{t} | News | {s}", None), "prefix": ("{s}: {t}", None),
    "prefix-sections": ("{s} » Archive » {t}", None), "h1-only": ("{s}", None), "h1-only-no-title": ("", None),
    "title-only": ("{t}", ""), "untitled": ("Untitled Document", None), "generic": ("Article", None),
    "view-of": ("View of {t}", ""), "full-article": ("Full article: {t}", ""), "pdf-prefix": ("(PDF) {t}", ""),
    "on-archive": ("{t} : {a} : Free Download, Borrow, and Streaming", ""), "on-jstor": ("{t} on SCHOLARS", ""),
    "bookshop": ("Books.example: {t}: 9780000000000: {a}: Books", ""), "upper": ("", "<span style='text-transform:none'>{u}</span>"),
    "two-spaces": ("{s}", "{br}"), "typo": ("{s}", "{typo}"), "nbsp": ("{nbsp} – {s}", ""), "entities": ("{ent}", ""),
    "soft-hyphens": ("{s}", "{shy}"), "emphasis": ("{s}", "<em>{t}</em><sup>*</sup>"), "numbered": ("[2016.0412] {t}", ""),
    "quoted": ("{a} on Chirper: \"{t}\"", ""), "review": ("{s}", "{t} (2nd, revised edition)"),
    "linked": ("{s}", "<a href='#'>{t}</a> <small>Print this</small>"),
}
for _name, (_title, _h1) in TITLES.items():
    def _make(c, title=_title, h1=_h1):
        words = c.title.split(" ")
        values = {"t": c.title, "s": c.site, "a": c.author, "u": c.title.upper(), "br": "<br>  \n ".join(words),
                  "typo": c.title.replace("e", "ee", 1), "nbsp": c.title.replace(" ", "&nbsp;"),
                  "ent": "".join(f"&#{ord(x)};" for x in c.title), "shy": "\u00ad".join(c.title)}
        return article(c, title.format(**values), h1=None if h1 is None else h1.format(**values))
    living("title-" + _name, _make)
living("title-cut", lambda c: article(c, c.title[:34] + "…", h1=""))
living("title-cut-dots", lambda c: article(c, c.title[:30] + "...", h1=""), title="Seventeen Reasons for Leaving the Island Before the Ferry Stops Running")
living("title-split", lambda c: article(c, c.site, h1="Tides and Tariffs</h1><h2>Harbour Towns after the Customs Reform</h2><h1>More"), title=sites.CITED[0][0])
living("title-and", lambda c: article(c, c.title.replace("and", "&amp;")), title="Salt and Silver and the Mountain Road")
living("title-spelling", lambda c: article(c, c.title.replace("our", "or").replace("ise", "ize"), h1=""), title="Labour Unions Organise in the Harbour Districts")
living("title-late", lambda c: answer(b"<!--" + b" " * 200000 + b"-->" + article(c).encode()))
living("title-in-text", lambda c: site(c, f"<div class=headline>{c.title}</div><p>{FILLER * 9}</p>"), title="The Night Trains Return to Upper Valdova")
living("title-listed", lambda c: site(c, "<ul>" + "".join(f"<li>{t}</li>" for t, _, _ in sites.CITED) + f"</ul><p>{FILLER * 9}</p>", "Publications list"),
       title=sites.CITED[6][0])
living("title-one-word", lambda c: article(c, f"{c.title} | Country profiles | {c.site}"), title="Valdova")
living("title-of-404s", lambda c: article(c), title="Page Not Found: A Short History of Link Rot")
living("title-404-only", lambda c: article(c, f"404 - {c.site}"), title="404")
living("title-denied", lambda c: article(c), title="Access Denied: Shaping the Borders of the Network")
living("title-robot", lambda c: article(c, f"{c.title} - review", h1=""), title="Are You a Robot? Conversations with Machines")
living("title-search", lambda c: article(c), title="Search Results: How Engines Rank the News")
living("title-moment", lambda c: article(c), title="Just a Moment")
living("title-nothing", lambda c: article(c, f"{c.title} ({c.author}) – {c.site}"), title="Nothing Found: Poems of an Empty Quarter")
living("title-error", lambda c: article(c, f"{c.site} – {c.title}"), title="Error and Not Found in Early Catalogues")
living("title-sale", lambda c: article(c), title="This Domain Is for Sale: Squatters and Speculators")
living("title-construction", lambda c: article(c), title="Under Construction: The Making of a Capital")
living("title-suspended", lambda c: article(c), title="Account Suspended")
living("title-login", lambda c: article(c), title="Sign In to Everything: Identity on the Web")

# ---- where the title stands ----
META = {
    "citation": '<meta name="citation_title" content="{t}"><meta name="citation_author" content="{a}">',
    "dc": '<meta name="DC.Title" content="{t}" xml:lang="en">', "dcterms": '<meta content="{t}" name="DCTERMS.title">',
    "og": '<meta property="og:title" content="{t}"/>', "og-single": "<meta property='og:title' content='{t}'>",
    "twitter": '<meta name="twitter:title" value="x" content="{t}">', "itemprop": '<meta itemprop="headline" content="{t}">',
    "eprints": '<meta name="eprints.title" content="{t}" />',
    "jsonld": '<script type="application/ld+json">{{"@context":"https://schema.org","@type":"Article","headline":"{t}"}}</script>',
    "jsonld-list": '<script type="application/ld+json">[{{"@type":"Organization","name":"x"}},{{"@type":"ScholarlyArticle","name":"{t}"}}]</script>',
    "jsonld-graph": '<script type=\'application/ld+json\'>{{"@graph":[{{"@type":["WebPage"],"name":"{t}"}}]}}</script>',
    "jsonld-cdata": '<script type="application/ld+json">//<![CDATA[\n{{"@type":"NewsArticle","headline":"{t}"}}\n//]]></script>',
    "jsonld-escaped": '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{e}"}}</script>',
}
for _name, _head in META.items():
    def _make(c, head=_head):
        return site(c, f"<p>{FILLER * 10}</p>", head=head.format(t=c.title, a=c.author, e=json.dumps(c.title)[1:-1].replace("/", "\\/")))
    living("meta-" + _name, _make)
living("meta-shell", lambda c: bare(c.site, '<div id="root"></div><script src="/static/js/main.3f.js"></script>', f'<meta property="og:title" content="{c.title}">'))
living("title-shell", lambda c: bare(f"{c.title} · {c.site}", '<app-root></app-root><script src="main.js" type="module"></script>'))
living("next-data", lambda c: bare(c.site, '<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">%s</script><script src="/_next/x.js"></script>'
                                   % json.dumps({"props": {"title": c.title}})), truth="living?")
living("framed", lambda c: f"<html><head><title>{c.title}</title></head><frameset rows='80,*'><frame src=top.htm><frame src=text.htm></frameset></html>")
living("ninety-six", lambda c: f"<HTML><HEAD><TITLE>{c.title}</TITLE></HEAD><BODY BGCOLOR=#C0C0C0><CENTER><FONT SIZE=+3>{c.title}</FONT><HR>{FILLER * 3}</BODY></HTML>")
living("no-html", lambda c: f"<b>{c.title}</b><br>{FILLER * 4}")
living("tiny", lambda c: bare(c.title, "<p>See the attached file.</p>"))
living("print-dialog", lambda c: bare(c.title, f"<script>window.print()</script><h1>{c.title}</h1><p>{FILLER}</p>"))
living("unclosed", lambda c: f"<title>{c.title}<body><p>{FILLER}")
living("in-comment", lambda c: f"<!-- <title>404 Not Found</title> --><html><head><title>{c.title}</title></head><body>{FILLER * 4}</body></html>")
living("svg-titles", lambda c: article(c, head="<svg><title>Search icon</title></svg>"))

# ---- pages full of the words of other pages ----
WORDS = {
    "changelog": "<h2>Removed</h2><p>The legacy parser has been removed. Page not found errors are logged. This feature no longer exists.</p>",
    "captcha": "<p>Please verify you are human, says the box. Complete the CAPTCHA. Access denied.</p><div class='g-recaptcha' data-sitekey=x></div>",
    "comments": "<p>Error 404</p><h2>Comments</h2><p>Sorry, no comments were found. You must be logged in to post a comment.</p>",
    "sale": "<p>This domain is for sale! Sponsored listings. Related searches.</p>",
    "noscript": "<noscript>Please enable JavaScript to view the comments.</noscript><p>x</p>",
    "paywall": "<p>To continue reading, subscribe now. Already a subscriber? Log in.</p><form><input type=password></form>",
    "consent": "<div id=cmp>We value your privacy. We and our 812 partners store and access information on a device. Accept all</div>",
    "geo": "<p>The video is not available in your country.</p>", "suspended": "<p>His account suspended, he wrote letters.</p>",
    "age": "<div class=modal>You must be 18 or older to enter. Are you over 18? Yes No</div>",
    "maintenance": "<div class=banner>The site will be under maintenance on Sunday. Service unavailable from 2 to 4.</div>",
    "results": "<h2>Related articles</h2><p>No results found.</p>", "nginx": "<p>Welcome to nginx! It works! Apache2 Default Page</p>",
    "attention": "<script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script><p>Leave a comment</p>",
}
for _name, _words in WORDS.items():
    living("words-" + _name, lambda c, words=_words: article(c, text=words))
# The title on the page is another (a translation, a description by the list's author): never dead.
OTHER = {
    "catalogue": ("Kirjastoluettelo 4/2014", "<p>Shelf mark: 77.B. Reviews: none found. Related items: no results.</p>"),
    "product": ("Spring model 77, brass", "<p>This model is no longer available. Its successor is the model 78. Data sheet, drawings and spare parts below.</p>"),
    "forum": ("[SOLVED] 404 not found after the upgrade", "<p>After the upgrade I got 404 not found everywhere. Rewriting the rule helped.</p>" + FILLER),
    "press": ("Kommunen inviterer", "<p>Pressemelding. Kommunen inviterer til folkemøte i rådhuset torsdag.</p>"),
    "missing-persons": ("Registry of those not found", "<p>Names of the sailors who were not found after the storm of 1911.</p>" + FILLER * 3),
    "ja": ("町立図書館からのお知らせ", "<p>本の予約について。該当する本が見つかりません、と出るときは窓口へ。</p>"),
    "law": ("Verordnung über nicht auffindbare Akten", "<p>Wird eine Akte nicht gefunden, so ist sie zu ersetzen.</p>" + FILLER * 3),
}
for _name, (_title, _words) in OTHER.items():
    living("other-" + _name, lambda c, title=_title, words=_words: site(c, f"<h1>{title}</h1>{words}", f"{title} - {c.site}"), truth="living?")
living("translated", lambda c: article(c, "Пшеница и выборы в малых республиках", h1="Пшеница и выборы в малых республиках",
                                       text="Комиссия собралась весной, и протоколы заняли сорок страниц. " * 12), language="ru")

# ---- character sets ----
SETS = {  # name: (codec, label in the header, meta, title)
    "cp1251": ("cp1251", "; charset=windows-1251", "", "Хлеб и выборы в малых республиках"),
    "cp1251-quoted": ("cp1251", '; charset="Windows-1251"', "", "Кто считает северных оленей?"),
    "cp1251-http-equiv": ("cp1251", "", '<meta http-equiv=Content-Type content="text/html; charset=windows-1251">', "Письма дочери смотрителя маяка"),
    "cp1251-none": ("cp1251", "", "", "Ночные поезда возвращаются в горы"),
    "koi8-r": ("koi8-r", "; charset=KOI8-R", "", "Нитраты в деревенских колодцах"),
    "koi8-u": ("koi8-u", "", '<meta charset="koi8-u">', "Їжаки та їхні зимові хатинки в Карпатах"),
    "iso-8859-5": ("iso-8859-5", "; charset=ISO-8859-5", "", "Годовой отчёт речной комиссии"),
    "cp866-none": ("cp866", "; charset=ibm866", "", "Краткое руководство по торфяникам"),
    "sjis": ("shift_jis", "; charset=Shift_JIS", "", "北の港町と関税改革の百年"),
    "x-sjis": ("cp932", "", '<meta http-equiv="content-type" content="text/html;charset=x-sjis">', "灯台守の娘からの手紙①"),
    "sjis-none": ("shift_jis", "", "", "村の井戸における硝酸塩の測定について"),
    "euc-jp": ("euc_jp", "; charset=EUC-JP", "", "夜行列車が高原に帰る日"),
    "gb2312-gbk": ("gbk", "; charset=gb2312", "", "小国家的面包价格与选举镕"),
    "gb18030-none": ("gb18030", "", "", "谁来数驯鹿：北方牧民口述历史"),
    "big5": ("big5", "", '<meta charset="big5">', "燈塔守護者女兒的來信"),
    "euc-kr": ("euc_kr", "; charset=euc-kr", "", "등대지기 딸의 편지와 항구 도시"),
    "cp949-none": ("cp949", "", "", "누가 순록을 세는가: 북방의 기록"),
    "iso-8859-2": ("iso-8859-2", "; charset=iso-8859-2", "", "Żniwa i łąki: dzieje spółdzielni wiejskiej"),
    "cp1250-none": ("cp1250", "", "", "Příliš žluťoučký kůň a jeho řád"),
    "latin2-as-latin1": ("iso-8859-2", "; charset=iso-8859-1", '<meta charset="iso-8859-2">', "Mądrość źródeł: o rzekach północy"),
    "greek": ("iso-8859-7", "; charset=iso-8859-7", "", "Οι νυχτερινές αμαξοστοιχίες επιστρέφουν"),
    "cp1253-none": ("cp1253", "", "", "Ποιος μετράει τους ταράνδους του βορρά"),
    "turkish": ("cp1254", "; charset=windows-1254", "", "Işık bekçisinin kızından gelen mektuplar"),
    "hebrew": ("cp1255", "; charset=windows-1255", "", "מי סופר את איילי הצפון"),
    "arabic": ("cp1256", "; charset=windows-1256", "", "رسائل ابنة حارس المنارة"),
    "baltic": ("cp1257", "; charset=windows-1257", "", "Ūkininkų žemės ir upių ataskaita"),
    "thai": ("tis_620", "; charset=tis-620", "", "จดหมายจากลูกสาวคนเฝ้าประภาคาร"),
    "vietnamese": ("utf-8", "; charset=utf-8", "", "Ai đếm tuần lộc ở phương Bắc?"),
    "latin1-as-utf8": ("latin-1", "; charset=utf-8", "", "Müßiggänger über der Straßenbrücke"),
    "utf8-as-latin1": ("utf-8", "; charset=iso-8859-1", "", "Où dorment les péniches de l’été"),
    "utf8-as-1251": ("utf-8", "; charset=windows-1251", "", "Хлебные цены и урны для голосования"),
    "utf8-odd-label": ("utf-8", "; charset=utf8mb4", "", "Čí je řeka? Spor o povodí"),
    "utf8-empty-label": ("utf-8", "; charset=", "", "Жито и вода: два века споров"),
    "utf16le-bom": ("utf-16", "", "", "Кому принадлежит река?"),
    "utf16be-label": ("utf-16-be", "; charset=utf-16be", "", "Вечерний поезд в горы"),
    "utf16le-bare": ("utf-16-le", "", "", "Night Ferries of the Inner Sea"),
    "cp1252-as-ascii": ("cp1252", "; charset=us-ascii", "", "“Naïve” Café Culture – A Study"),
    "late-meta": ("cp1251", "", "<!--" + "x" * 3000 + "--><meta charset=windows-1251>", "Поздний поезд на север"),
}
LETTERS = {"Х": "Комиссия собралась весной, и протоколы заняли сорок страниц. "}
for _name, (_codec, _label, _meta, _title) in SETS.items():
    def _make(c, codec=_codec, label=_label, meta=_meta):
        text = f"<html><head>{meta}<title>{c.title} - {c.title[:9]}</title></head><body><p>{(c.title + '. ') * 15}</p></body></html>"
        return answer(text.encode(codec, "replace"), kind="text/html" + label)
    living("set-" + _name, _make, title=_title)
living("set-broken-bytes", lambda c: answer(article(c).encode()[:-900] + b"\xff\xfe\xc3(" + b"</body>"))
living("set-mojibake", lambda c: article(c, c.title.encode().decode("latin-1"), h1=""), title="Où dorment les péniches", truth="living?")
living("set-entities", lambda c: article(c, "".join(f"&#x{ord(x):x};" for x in c.title), h1=""), title="Кто считает оленей")
FOLDS = {  # cited, as the page has it
    "yo": ("Всё о чёрном озере", "Все о черном озере"), "sz": ("Große Straßen im Norden", "GROSSE STRASSEN IM NORDEN"),
    "zwnj": ("نامه‌های دختر فانوس‌بان", "نامههای دختر فانوسبان"), "yeh": ("کتاب یادهای دریایی", "كتاب يادهاي دريايي"),
    "fullwidth": ("ABC予想と2016年の港", "ＡＢＣ予想と２０１６年の港"), "dots": ("İstanbul’un ışıkları ve limanı", "ISTANBUL’UN IŞIKLARI VE LİMANI"),
    "tone": ("Οι νύχτες του λιμανιού", "ΟΙ ΝΥΧΤΕΣ ΤΟΥ ΛΙΜΑΝΙΟΥ"), "niqqud": ("שירי הים הצפוני", "שִׁירֵי הַיָּם הַצְּפוֹנִי"),
    "ligature": ("The Official Affairs of Fishermen", "The Oﬃcial Aﬀairs of Fishermen"), "translit": ("Søren Ægir og havet", "Søren AEgir og havet"),
}
for _name, (_cited, _shown) in FOLDS.items():
    living("fold-" + _name, lambda c, shown=_shown: article(c, f"{shown} | {c.site}", h1=""), title=_cited)

# ---- files ----
def pdf(info=b"", more=b"", kind="application/pdf", lead=b"", size=3000):
    data = lead + b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<" + info + b">>\nendobj\n" + more + random.Random(7).randbytes(size) + \
        b"\ntrailer\n<</Info 1 0 R>>\n%%EOF\n"
    return answer(data, kind=kind)


XMP = '<x:xmpmeta><rdf:RDF><rdf:Description><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>'
living("pdf-info", lambda c: pdf(b"/Title (" + c.title.encode("latin-1", "replace").replace(b"?", b"'") + b")"), title="Annual Report of the River Commission")
living("pdf-hex", lambda c: pdf(b"/Title <feff" + c.title.encode("utf-16-be").hex().encode() + b">"))
living("pdf-utf16", lambda c: pdf(b"/Title (\xfe\xff" + c.title.encode("utf-16-be").replace(b"(", b"\\(") + b")"))
living("pdf-xmp", lambda c: pdf(more=XMP.format(c.title).encode()))
living("pdf-word", lambda c: pdf(b"/Title (Microsoft Word - final_v3_NEW.doc)"))
living("pdf-untitled", lambda c: pdf(b"/Title (untitled)"))
living("pdf-none", lambda c: pdf())
living("pdf-octets", lambda c: pdf(kind="application/octet-stream"))
living("pdf-as-html", lambda c: pdf(kind="text/html"))
living("pdf-no-kind", lambda c: pdf(kind=None))
living("pdf-junk-first", lambda c: pdf(lead=b"\r\n\r\n \n"))
living("pdf-huge", lambda c: pdf(size=3 << 20))
living("docx", lambda c: answer(b"PK\x03\x04" + b"\x14\0\6\0" * 900, kind="application/vnd.openxmlformats-officedocument.wordprocessingml.document"))
living("doc", lambda c: answer(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0\1" * 4000, kind="application/msword"))
living("scan", lambda c: answer(b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\x5a\0" * 4000, kind="image/jpeg"))
living("postscript", lambda c: answer("%!PS-Adobe-3.0\n%%Title: x\n" + "0 0 moveto\n" * 900, kind="application/postscript"))
living("text", lambda c: answer(f"{c.title}\n{'=' * 40}\n\n{FILLER * 5}", kind="text/plain"))
living("text-wrapped", lambda c: answer("\r\n".join(c.title.split(" ")) + "\r\n\r\n" + FILLER * 4, kind="text/plain; charset=us-ascii"), title=sites.CITED[7][0])
living("text-error-word", lambda c: answer(f"RFC 9999\n\n     {c.title}\n\nThe server answers 404 (Not Found).\n{FILLER}", kind="text/plain"))
living("json-record", lambda c: answer(json.dumps({"id": 7, "title": c.title, "error": None}), kind="application/json"))
living("rss", lambda c: answer(f"<?xml version='1.0'?><rss><channel><title>{c.title}</title><item><title>x</title></item></channel></rss>", kind="application/rss+xml"))
living("tei", lambda c: answer(f"<?xml version='1.0' encoding='utf-8'?><TEI><teiHeader><titleStmt><title>{c.title}</title></titleStmt></teiHeader><text>{FILLER * 4}</text></TEI>", kind="application/xml"))
living("csv", lambda c: answer("year,wells,nitrate\n" + "2014,12,3.4\n" * 200, kind="text/csv"), truth="living?")
living("zip", lambda c: answer(b"PK\x03\x04" + b"\0\1" * 2000, kind="application/zip"))

# ---- headers and encodings ----
KINDS = ["text/html, text/html", "application/xhtml+xml", "application/octet-stream", "html", "text/htm", "application/x-httpd-php",
         "content/unknown", "text/html;;charset=UTF-8;", "TEXT/HTML ; Charset=utf-8", "", "text/plain+html", "*/*"]
for _i, _kind in enumerate(KINDS):
    living(f"kind-{_i}", lambda c, kind=_kind: answer(article(c), kind=kind))
living("no-kind", lambda c: answer(article(c), kind=None))
living("two-kinds", lambda c: answer(article(c), headers=["Content-Type: text/plain"]))
CODINGS = {
    "gzip": (lambda b: gzip.compress(b), "gzip"), "x-gzip": (lambda b: gzip.compress(b), "x-gzip"),
    "upper": (lambda b: gzip.compress(b), "GZIP"), "zlib": (zlib.compress, "deflate"),
    "raw-deflate": (lambda b: zlib.compress(b)[2:-4], "deflate"), "twice": (lambda b: gzip.compress(gzip.compress(b)), "gzip, gzip"),
    "identity": (bytes, "identity"), "none": (bytes, "none"), "utf-8": (bytes, "UTF-8"), "empty": (bytes, ""),
    "plain-called-gzip": (bytes, "gzip"), "no-crc": (lambda b: gzip.compress(b)[:-8], "gzip"),
    "junk-after": (lambda b: gzip.compress(b) + b"\0" * 300, "gzip"), "members": (lambda b: gzip.compress(b[:3000]) + gzip.compress(b[3000:]), "gzip"),
    "stored": (lambda b: gzip.compress(b, 0), "gzip"),
}
for _name, (_pack, _label) in CODINGS.items():
    living("coding-" + _name, lambda c, pack=_pack, label=_label: answer(pack(article(c).encode()), headers=["Content-Encoding: " + label]))
living("big-cookies", lambda c: answer(article(c), headers=[f"Set-Cookie: c{i}={'x' * 3900}" for i in range(12)]))
living("many-headers", lambda c: answer(article(c), headers=[f"X-Trace-{i}: {'y' * 90}" for i in range(300)]))
living("odd-headers", lambda c: answer(article(c), headers=["X-Ünï: ä", "Server:", ":empty", "X-Fold: a", " b", "NoColonHere"]), truth="living?")
living("length-twice", lambda c: answer(article(c), headers=[f"Content-Length: {len(article(c).encode())}"]))
living("csp", lambda c: answer(article(c), headers=["Content-Security-Policy: " + "default-src 'self' https://x.test; " * 200]))
living("refresh-header", lambda c: answer(article(c), headers=["Refresh: 300"]))
living("clear-site-data", lambda c: answer(article(c), headers=['Clear-Site-Data: "*"', "X-Robots-Tag: noindex, nofollow", "Cache-Control: no-store"]))
living("noindex", lambda c: article(c, head='<meta name="robots" content="noindex,nofollow,noarchive">'))


# ---- statuses and framing ----
def framed(name, parts, truth="living", close=True, pause=0.0, **more):
    async def send(c, req):
        for part in parts(c):
            await req.send(part)
            await asyncio.sleep(pause)
        if close:
            req.writer.close()
    case(name, truth, send, **more)


for _status in ("201 Created", "203 Non-Authoritative Information", "206 Partial Content", "226 IM Used", "200", "200 Everything, really"):
    living("status-" + _status[:3] + "-" + str(len(_status)), lambda c, status=_status: answer(article(c), status))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
framed("http10", lambda c: [b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", article(c).encode()])
framed("no-reason", lambda c: [b"HTTP/1.1 200\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n", article(c).encode()])
framed("bare-lf", lambda c: [b"HTTP/1.1 200 OK\nContent-Type: text/html\nConnection: close\n\n", article(c).encode()])
framed("no-last-chunk", lambda c: [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"%x\r\n" % len(article(c).encode()), article(c).encode() + b"\r\n"])
framed("chunk-extensions", lambda c: [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"%x;name=\"v\"\r\n" % len(article(c).encode()), article(c).encode() + b"\r\n0\r\nX-Trailer: 1\r\n\r\n"])
framed("small-chunks", lambda c: [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[b"7\r\n" + article(c).encode()[i:i + 7] + b"\r\n" for i in range(0, 2800, 7)], b"0\r\n\r\n"])
framed("short-body", lambda c: [HEAD + b"Content-Length: 900000\r\n\r\n", article(c).encode()])
framed("long-body", lambda c: [HEAD + b"Content-Length: 3000\r\n\r\n", article(c).encode()])
framed("hints", lambda c: [b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * 3, HEAD + b"Connection: close\r\n\r\n", article(c).encode()])
framed("continue", lambda c: [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 102 Processing\r\n\r\n", HEAD + b"Connection: close\r\n\r\n", article(c).encode()])
framed("slow-headers", lambda c: [b"HTTP/1.1 200 OK\r\n", b"Content-Type: text/html\r\n", b"Connection: close\r\n", b"\r\n", article(c).encode()], pause=0.4)
framed("drip", lambda c: [HEAD + b"Connection: close\r\n\r\n", *[article(c).encode()[i:i + 400] for i in range(0, 6000, 400)]], pause=0.12)
framed("stalls-after", lambda c: [HEAD + b"Content-Length: 99999\r\n\r\n" + article(c).encode(), b" "] + [b" "] * 60, pause=0.3)
framed("endless", lambda c: [HEAD + b"\r\n" + article(c).encode()] + [b"<p>and so on</p>" * 4000] * 60)
framed("endless-blanks", lambda c: [HEAD + b"\r\n" + article(c).encode()] + [b" " * 60000] * 60)
framed("close-header", lambda c: [HEAD + b"Connection: close\r\nKeep-Alive: timeout=0\r\n\r\n" + article(c).encode()])
living("huge", lambda c: answer(article(c, text=FILLER * 9000)))
living("deep", lambda c: answer(article(c, text="<div>" * 30000 + "x" + "</div>" * 30000)))
living("attributes", lambda c: answer(article(c, text="<p " + " ".join(f"data-{i}='x'" for i in range(60000)) + ">x</p>")))

# ---- ways there ----
HOPS = {
    "301": ("/new/{slug}", "301 Moved Permanently"), "302": ("/new/{slug}", "302 Found"), "303": ("/see/{slug}", "303 See Other"),
    "307": ("http://{host}/new/{slug}", "307 Temporary Redirect"), "308": ("//{host}/new/{slug}", "308 Permanent Redirect"),
    "300": ("/choice/{slug}", "300 Multiple Choices"), "language": ("/en{path}", "302 Found"), "session": ("{path}&PHPSESSID=77aa", "302 Found"),
    "jsession": ("/app/view;jsessionid=AB12?x=1", "302 Found"), "query": ("/article.php?id=7&amp;x=1", "301 Moved Permanently"),
    "spaces": ("/new/the file.html", "302 Found"), "unicode": ("/új/cím", "302 Found"), "case": ("/NEWS/{slug}.HTML", "301 Moved Permanently"),
    "lower": ("/final/{slug}", "301 moved"),
}
for _name, (_where, _status) in HOPS.items():
    if _name in ("unicode", "spaces"):
        continue
    _send, _rest = redirect(_where, _status, then=article)
    case("hop-" + _name, "living", _send, _rest)


async def _anywhere(c, req):
    return answer(article(c) if "/moved" in req.path else "", "200 OK" if "/moved" in req.path else "404 Not Found")


async def _to_anywhere(c, req, _t={"spaces": "/moved/the file.html", "unicode": "/moved/új/cím", "dots": "/a/b/../../moved/x", "hash": "/moved#page-content"}):
    return answer("", "302 Found", ["Location: " + _t[c.name[4:]]])
for _name in ("spaces", "unicode", "dots", "hash"):
    async def _send(c, req):
        return await _to_anywhere(c, req)
    case("hop-" + _name, "living", _send, _anywhere)


def chain(n):
    async def send(c, req):
        at = int(req.path.rpartition("hop=")[2] or 0) if "hop=" in req.path else 0
        return answer(article(c)) if at == n else answer("", "302 Found", [f"Location: /chain?hop={at + 1}"])
    return send


for _n in (5, 12, 19):
    case(f"chain-{_n}", "living", chain(_n), "same")


async def _www(c, req):
    if req.host.startswith("www."):
        return answer(article(c))
    return answer("", "301 Moved Permanently", [f"Location: http://www.{req.host}{req.path}"])
case("to-www", "living", _www, hosts=["www.to-www"])


async def _slash(c, req):
    if req.path.endswith("/"):
        return answer(article(c))
    return answer("", "301 Moved Permanently", [f"Location: {req.path}/"])
case("to-slash", "living", _slash, "same", path="/2016/{slug}")


def with_cookie(first):
    async def send(c, req):
        return answer(article(c)) if "pass=1" in req.headers.get("cookie", "") else first(c, req)
    return send


case("cookie-302", "living", with_cookie(lambda c, req: answer("", "302 Found", [f"Location: {c.path}", "Set-Cookie: pass=1; Path=/"])), "same")
case("cookie-detour", "living", with_cookie(lambda c, req: answer("", "302 Found", ["Set-Cookie: pass=1; Path=/; HttpOnly", f"Location: {c.path}"])
                                           if "/set" in req.path else answer("", "302 Found", [f"Location: /set?back={c.path}"])), "same")
case("cookie-refresh", "living", with_cookie(lambda c, req: answer('<html><head><meta http-equiv="refresh" content="0"></head><body>Setting a cookie</body></html>',
                                                                  headers=["Set-Cookie: pass=1; Path=/"])), "same", )
case("cookie-refresh-url", "living", with_cookie(lambda c, req: answer(f'<html><head><meta http-equiv="refresh" content="1;url={c.path}"></head></html>',
                                                                      headers=["Set-Cookie: pass=1; Path=/"])), "same")
REFRESHES = ['<meta http-equiv="refresh" content="0;url=/new/page">', "<META HTTP-EQUIV=REFRESH CONTENT='5; URL=/new/page'>",
             '<meta http-equiv="refresh" content="0; url=&#39;/new/page&#39;">', '<meta content="0;URL=\'/new/page\'" http-equiv="Refresh" />',
             '<meta http-equiv="refresh" content="0;/new/page">', '<meta http-equiv="refresh" content=" 3 ; url = /new/page ">']
for _i, _meta in enumerate(REFRESHES):
    async def _rest(c, req):
        return answer(article(c)) if req.path == "/new/page" else sites.gone(c)
    case(f"refresh-{_i}", "living", lambda c, meta=_meta: answer(bare("Moved", "This page has moved.", meta)), _rest)


async def _flaky(c, req):
    if req.count() == 1:
        return answer("busy", "503 Service Unavailable", ["Retry-After: 1"])
    return answer(article(c))
case("busy-once", "living", _flaky)


async def _no_cookies_twice(c, req):
    if req.count() == 1:
        req.reset()
        return None
    return answer(article(c))
case("reset-once", "living", _no_cookies_twice)


async def _picky(c, req):
    h = req.headers
    fine = "Mozilla" in h.get("user-agent", "") or "html" in h.get("accept", "")
    return answer(article(c)) if fine and req.method == "GET" and "range" not in h else answer("no", "400 Bad Request")
case("picky", "living", _picky)
living("home", lambda c: site(c, f"<h1>Welcome</h1><p>{FILLER * 5}</p>", "Moorland Trust – home"), path="/", title="Moorland Trust")
living("home-catch-all", lambda c: site(c, f"<h1>Welcome to the trust</h1><p>{FILLER * 5}</p>", "The Trust"), "same", path="/", title="Moorland Trust of the Dales", truth="living?")
living("paywalled", lambda c: article(c, text=FILLER + "Subscribe to read the rest.", head='<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'))
