"""More behaviours of the hostile server: titles in every form, odd framing, redirects as sites write
them, walls and error pages as they are met with.  Importing it adds them to web_server.BEHAVIOURS.
"""
import asyncio
import gzip
import json
import time
import zlib

from web_server import (BODY, FRONT, JAPANESE, JAPANESE_BODY, LATIN, MOVED, NOT_FOUND, RUSSIAN, TITLE, TITLES, answer,
                        behaviour, fixed, in_charset, page, redirects, unsteady)


def titled(name, title, make, verdicts=("ok",), truth="living", others=None):
    """A page whose cited title is TITLE and not that of the rest."""
    TITLES[name] = title
    fixed(name, truth, list(verdicts), make, others)


def raw(name, truth, verdicts, *parts, pause=0.0, reset=False):
    """Bytes as they are, then the end of the connection."""
    async def handler(req):
        if not req.is_cited:
            await req.send(answer(b"", "404 Not Found", ["Connection: close"]))
            req.writer.close()
            return
        for part in parts:
            await req.send(part)
            await asyncio.sleep(pause)
        if reset:
            await asyncio.sleep(0.05)
            req.reset()
        else:
            req.writer.close()
    behaviour(name, truth, *verdicts)(handler)


def html(title, body=BODY, status="200 OK", headers=(), head=""):
    return answer(f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode(), status, headers)


# ---- where a title may stand ----
def ld(value):
    return html("Daily", head='<script type="application/ld+json">' + json.dumps(value) + "</script>")


fixed("title-twitter", "living", ["ok"], html("Daily", head=f"<meta name='twitter:title' content='{TITLE}'>"))
fixed("title-dc", "living", ["ok"], html("Daily", head=f'<META NAME="DC.Title" CONTENT="{TITLE}">'))
fixed("title-dcterms", "living", ["ok"], html("Daily", head=f'<meta content="{TITLE}" name=dcterms.title />'))
fixed("title-itemprop", "living", ["ok"], html("Daily", head=f'<meta itemprop=headline content="{TITLE}">'))
fixed("title-h1", "living", ["ok"], html("Daily", f"<h1>\n <span>The Long <em>Road</em></span> of\n the Border Union </h1>{BODY}"))
fixed("title-h2", "living", ["ok"], html("Daily", f"<h1>Daily</h1><h2>{TITLE}</h2>{BODY}"))
fixed("title-ld-name", "living", ["ok"], ld({"@type": "Article", "name": TITLE}))
fixed("title-ld-list", "living", ["ok"], ld([{"@type": "WebSite", "name": "Daily"}, {"@type": ["Article", "Report"], "headline": TITLE}]))
fixed("title-ld-entity", "living", ["ok"], ld({"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": TITLE}}))
fixed("title-ld-broken", "living", ["ok"], html(TITLE, head='<script type="application/ld+json">{"headline": "x\n",,]</script>'))
fixed("title-upper-tags", "living", ["ok"], answer(f"<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY>{BODY}</BODY></HTML>".encode()))
fixed("title-lines", "living", ["ok"], html("\n   The Long Road\r\n\tof the   Border\nUnion  \n"))
fixed("title-svg", "living", ["ok"], answer(f"<html><body><svg><title>Menu icon</title></svg><h3>Daily</h3></body><head><title>{TITLE}</title></head>{BODY}".encode()))
fixed("title-comment", "living", ["ok"], html(TITLE, head="<!-- <title>Not found</title> -->"))
fixed("title-xhtml", "living", ["ok"], answer(f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{TITLE}</title></head><body>{BODY}</body></html>'.encode(), kind="application/xhtml+xml"))
fixed("title-guillemets", "living", ["ok"], html(f"Daily » Europe » {TITLE}"))
fixed("title-dash", "living", ["ok"], html(f"{TITLE} — The Daily Border — Europe"))
fixed("title-soft-hyphen", "living", ["ok"], html("The Long Road of the Bor&shy;der Union"))
fixed("title-wide", "living", ["ok"], html("Ｔｈｅ Ｌｏｎｇ Ｒｏａｄ ｏｆ ｔｈｅ Ｂｏｒｄｅｒ Ｕｎｉｏｎ"))
fixed("title-double-escape", "living", ["ok"], html("The Long Road of the Border Union &amp;amp; More"))
titled("title-entities", "L’été à la frontière – une « crise » oubliée", html("L&rsquo;&eacute;t&eacute; &agrave; la fronti&egrave;re &ndash; une &laquo;&nbsp;crise&nbsp;&raquo; oubli&#xE9;e | Le Quotidien"))
titled("title-nfd", LATIN, html("Le cafe\u0301 de la frontie\u0300re oublie\u0301e"))
titled("title-ligature", "Official Conflicts over the Final Border Office", html("Oﬃcial conﬂicts over the ﬁnal border oﬃce"))
titled("title-subtitle", "The Long Road of the Border Union: Twenty Years of Talks and Treaties", html(TITLE))
titled("title-short", "Belarus", html("Belarus"))
titled("title-quotes", "“No More Borders,” Says the Minister's Aide", html("'No more borders', says the minister’s aide - Daily"))
titled("title-number", "1984", html("1984", "<h1>1984</h1><p>A novel.</p>"))
titled("title-greek", "Η μακρά πορεία της ένωσης", html("Η ΜΑΚΡΑ ΠΟΡΕΙΑ ΤΗΣ ΕΝΩΣΗΣ"))
titled("title-turkish", "İttifakın Uzun Yolu ve Sınırları", html("ittifakın uzun yolu ve sınırları"))
titled("title-german", "Über die große Straße der Grenzunion", html("Ueber die grosse Strasse der Grenzunion", "<h1>Über die grosse Straße der Grenzunion</h1>" + BODY))
titled("title-arabic", "الطريق الطويل لاتحاد الحدود", html("الطريق الطويل لاتحاد الحدود | الصحيفة"))
titled("title-chinese", "边境联盟的漫长道路", html("边境联盟的漫长道路_新闻中心_日报网"))
titled("title-korean", "국경 연합의 긴 길", html("국경 연합의 긴 길 - 일보"))
titled("title-thai", "เส้นทางอันยาวไกลของสหภาพชายแดน", html("เส้นทางอันยาวไกลของสหภาพชายแดน : ข่าว"))

# Titles that sound like trouble, and are none.
for _n, _t in (("404", "Error 404: Page Not Found. A History of Dead Links"), ("denied", "Access Denied: How States Close Borders"),
               ("moment", "Just a Moment: Time and the Border"), ("sale", "This Domain Is for Sale: Squatters on the Web"),
               ("login", "Log In to the Future: Digital Borders"), ("robot", "Are You a Robot? Migrants before Machines"),
               ("removed", "This Page Has Been Removed: Censorship Online"), ("ru", "Страница не найдена: исчезнувший интернет")):
    titled("sounds-" + _n, _t, html(_t, f"<h1>{_t}</h1><p>Page not found. This domain is for sale. Access denied.</p>"))
fixed("sounds-only-text", "living", ["ok"], html("The Daily Border", f"<div class=headline>{TITLE}</div><h2>Error 404: page not found</h2><p>The old treaty has been removed and is no longer available.</p>"))
fixed("title-spa", "living", ["ok"], html(TITLE, "<div id=root></div><noscript>Please enable JavaScript.</noscript><script src=/a.js></script>"))
fixed("cf-script", "living", ["ok"], html(TITLE, "<p>Short.</p><script>a='/cdn-cgi/challenge-platform/scripts/jsd/main.js'</script>"))
fixed("cookie-banner", "living", ["ok"], html("Daily", f"<div>We value your privacy. Accept all cookies.</div><p>{TITLE}</p>{BODY}"))
fixed("adblock", "living", ["ok"], html(TITLE, "<p>Please enable cookies and JavaScript to see comments.</p>" + BODY))

# ---- what is no HTML ----
def pdf(info, kind="application/pdf", tail=b"x" * 2000):
    return answer(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<" + info + b">>\nendobj\n" + tail, kind=kind)


fixed("pdf-utf16", "living", ["ok"], pdf(b"/Title (\xfe\xff" + TITLE.encode("utf-16-be") + b")"))
fixed("pdf-hex", "living", ["ok"], pdf(b"/Title <FEFF" + TITLE.encode("utf-16-be").hex().encode() + b">"))
fixed("pdf-octal", "living", ["ok"], pdf(b"/Title (The\\040Long Road of the \\\nBorder Union)"))
fixed("pdf-xmp", "living", ["ok"], pdf(b"/Type /Catalog", tail=b"stream\n<x:xmpmeta><dc:title><rdf:Alt><rdf:li xml:lang='x-default'>" + TITLE.encode() + b"</rdf:li></rdf:Alt></dc:title></x:xmpmeta>\nendstream" + b"x" * 999))
fixed("pdf-template", "living", ["ok"], pdf(b"/Title (Microsoft Word - Dokument1.doc)"))
fixed("pdf-octets", "living", ["ok"], pdf(b"/Title (" + TITLE.encode() + b")", kind="application/octet-stream"))
fixed("pdf-as-html", "living", ["ok"], pdf(b"/Title (" + TITLE.encode() + b")", kind="text/html"))
fixed("image", "living", ["ok"], answer(b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 3000, kind="image/png"))
fixed("zip", "living", ["ok"], answer(b"PK\x03\x04" + b"\x00\x01\x02" * 3000, kind="application/zip"))
fixed("word", "living", ["ok"], answer(b"PK\x03\x04" + b"\x07\x01\x02" * 3000, kind="application/vnd.openxmlformats-officedocument.wordprocessingml.document"))
fixed("feed", "living", ["ok"], answer(f"<?xml version='1.0'?><rss><channel><title>{TITLE}</title><item><title>x</title></item></channel></rss>".encode(), kind="application/rss+xml"))
fixed("json", "living", ["ok"], answer(json.dumps({"title": TITLE, "text": "words " * 50}).encode(), kind="application/json"))

# ---- compression and framing ----
def brotli(data):
    """One stored meta-block (RFC 7932, 9.2): window bits, length, the bytes, the end."""
    assert len(data) <= 65536
    return ((len(data) - 1) << 4 | 1 << 20).to_bytes(3, "little") + data + b"\x03"


def encoded(name, body, coding, truth="living", verdicts=("ok", "flaky")):
    fixed(name, truth, list(verdicts), answer(body, headers=[f"Content-Encoding: {coding}"]))


_raw_deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
encoded("brotli", brotli(page()), "br")
encoded("deflate-raw", _raw_deflate.compress(page()) + _raw_deflate.flush(), "deflate")
encoded("gzip-x", gzip.compress(page()), "x-gzip")
encoded("gzip-upper", gzip.compress(page()), "GZIP")
encoded("gzip-twice", gzip.compress(gzip.compress(page())), "gzip, gzip")
encoded("gzip-members", gzip.compress(page()[:400]) + gzip.compress(page()[400:]), "gzip", verdicts=("ok", "flaky", "degraded"))
encoded("gzip-tail", gzip.compress(page()) + b"\0" * 8, "gzip", verdicts=("ok", "flaky", "degraded"))
encoded("coding-utf8", page(), "UTF-8")
encoded("coding-none", page(), "none")
encoded("coding-identity", page(), "identity")
encoded("coding-unknown", page(), "aws-chunked")
encoded("brotli-lie", page(), "br")
encoded("gzip-empty", b"", "gzip", "dead", ("soft-404", "protocol"))
encoded("deflate-bad", b"\x78\x9c" + b"\xff" * 3000, "deflate", "dead", ("protocol",))
encoded("brotli-bad", b"\xff" * 3000, "br", "dead", ("protocol",))
BOMB_BR = gzip.compress(gzip.compress(b"0 " * (64 << 19)))
encoded("bomb-twice", BOMB_BR, "gzip, gzip", "unknown", ("drifted", "script", "soft-404", "protocol", "ok"))

_PAGE = page()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def chunks(body, size=100, extension=b"", end=b"0\r\n\r\n"):
    parts = [body[i:i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x%s\r\n%s\r\n" % (len(p), extension, p) for p in parts) + end


raw("chunked", "living", ["ok"], _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks(_PAGE))
raw("chunked-extension", "living", ["ok"], _HEAD + b"transfer-encoding: Chunked\r\n\r\n" + chunks(_PAGE, 333, b";a=b"))
raw("chunked-trailer", "living", ["ok"], _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks(_PAGE, 999, end=b"0\r\nX-Sum: 1\r\nTitle: x\r\n\r\n"))
raw("chunked-cut", "living", ["degraded"], _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks(_PAGE, 500, end=b""))
raw("chunked-size-lie", "living", ["degraded"], _HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffff\r\n" + _PAGE)
raw("chunked-huge-size", "dead", ["protocol", "server-error"], _HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n" + _PAGE)
raw("chunked-and-length", "living", ["ok"], _HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks(_PAGE))
raw("no-length", "living", ["ok"], _HEAD + b"\r\n" + _PAGE)
raw("http10", "living", ["ok"], b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + _PAGE)
raw("no-reason", "living", ["ok"], b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n" + _PAGE)
raw("bare-newlines", "living", ["ok"], b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + _PAGE)
raw("continue-first", "living", ["ok"], b"HTTP/1.1 100 Continue\r\n\r\n" + _HEAD + b"\r\n" + _PAGE)
raw("short-length", "living", ["ok"], _HEAD + b"Content-Length: 200\r\n\r\n" + _PAGE)
raw("same-length-twice", "living", ["ok"], _HEAD + b"Content-Length: %d\r\nContent-Length: %d\r\n\r\n" % (len(_PAGE), len(_PAGE)) + _PAGE)
raw("folded-header", "living", ["ok"], _HEAD + b"X-Long: a\r\n  b\r\n\tc\r\n\r\n" + _PAGE)
raw("odd-headers", "living", ["ok"], _HEAD + b"X-\xc3\xa9: \xff\xfe\r\nSet-Cookie: \x01bad\r\nSet-Cookie: a=b; Domain=.other.test; Path=/\r\n\r\n" + _PAGE)
raw("many-headers", "living", ["ok"], _HEAD + b"".join(b"X-H%d: %s\r\n" % (i, b"v" * 400) for i in range(300)) + b"\r\n" + _PAGE)
raw("length-garbage", "living", ["ok", "flaky"], _HEAD + b"Content-Length: many\r\n\r\n" + _PAGE)
raw("length-negative", "living", ["ok", "flaky"], _HEAD + b"Content-Length: -5\r\n\r\n" + _PAGE)
raw("length-huge", "living", ["degraded"], _HEAD + b"Content-Length: 999999999999\r\n\r\n" + _PAGE)
raw("pieces", "living", ["ok"], *[(_HEAD + b"\r\n" + _PAGE)[i:i + 700] for i in range(0, len(_PAGE) + 60, 700)], pause=0.05)
raw("reset-header", "unknown", ["server-error", "timeout"], b"HTTP/1.1 200 OK\r\nContent-Ty", reset=True)
raw("reset-head", "unknown", ["server-error"], _HEAD + b"Content-Length: 9000\r\n\r\n", reset=True)
raw("reset-early", "unknown", ["server-error"], _HEAD + b"Content-Length: 9000\r\n\r\n<html><head>", reset=True)
raw("reset-404", "dead", ["dead", "server-error"], b"HTTP/1.1 404 Not Found\r\nContent-Length: 9000\r\n\r\n<html>", reset=True)
raw("end-header", "unknown", ["server-error", "protocol"], b"HTTP/1.1 200 OK\r\nContent-Ty")
raw("end-head", "unknown", ["server-error"], _HEAD + b"Content-Length: 9000\r\n\r\n")
raw("end-early", "unknown", ["server-error"], _HEAD + b"Content-Length: 9000\r\n\r\n<html><head>")
raw("cut-404", "dead", ["dead"], b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n" + NOT_FOUND)
raw("cut-403", "refusal", ["blocked"], b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n<h1>no</h1>")
raw("status-000", "dead", ["protocol"], b"HTTP/1.1 000 Nothing\r\n\r\n")
raw("status-word", "dead", ["protocol"], b"HTTP/1.1 OK\r\n\r\n" + _PAGE)
raw("icy", "dead", ["protocol"], b"ICY 200 OK\r\nicy-name: radio\r\n\r\n" + b"\xff\xfb" * 4000)
raw("smtp", "dead", ["protocol"], b"220 mail.test ESMTP\r\n500 what\r\n" * 3)
raw("tls-alert", "dead", ["protocol"], b"\x15\x03\x01\x00\x02\x02\x50" * 3)

# ---- retries ----
def failing(status, headers=()):
    async def failure(req):
        await req.send(answer(b"", status, list(headers)))
    return failure


for _n, _status, _headers in (("502", "502 Bad Gateway", ()), ("504", "504 Gateway Timeout", ()), ("520", "520 Web server", ()),
                              ("408", "408 Request Timeout", ()), ("zero", "503 Busy", ["Retry-After: 0"]), ("word", "503 Busy", ["Retry-After: soon"]),
                              ("minus", "429 Slow", ["Retry-After: -5"]), ("past", "503 Busy", ["Retry-After: Sun, 06 Nov 1994 08:49:37 GMT"])):
    unsteady("flaky-" + _n, failing(_status, _headers))


async def _cut_once(req):
    await req.send(_HEAD + b"Content-Length: 9000\r\n\r\n<html>")
    req.writer.close()
unsteady("flaky-cut", _cut_once)


@behaviour("flaky-twice", "living", "flaky")
async def _flaky_twice(req):
    if not req.is_cited:
        await req.send(answer(b"", "404 Not Found"))
    elif req.count() < 3:
        await req.send(answer(b"", "502 Bad Gateway"))
    else:
        await req.send(answer(page()))


@behaviour("flaky-404", "dead", "dead")
async def _flaky_404(req):
    await req.send(answer(b"", "503 Busy" if req.count() == 1 else "404 Not Found"))


# ---- redirects ----
def hops(name, verdicts, count, truth="living"):
    async def handler(req):
        n = int(req.path.rsplit("=", 1)[1]) if "?n=" in req.path else 0
        if "/articles/" not in req.path:
            await req.send(answer(b"", "404 Not Found"))
        elif n < count:
            await req.send(answer(b"", "302 Found", [f"Location: {req.path.split('?')[0]}?n={n + 1}"]))
        else:
            await req.send(answer(page()))
    behaviour(name, truth, *verdicts)(handler)


hops("hops-20", ["redirected"], 20)
hops("hops-21", ["loop"], 21, "dead")


def jump(name, verdicts, location, truth="living", status="302 Found", final=page(), where=MOVED, head=b"", body=b""):
    """The cited page sends to LOCATION (bytes as they are); WHERE shows FINAL."""
    async def handler(req):
        if req.is_cited and req.path != where:
            line = location(req) if callable(location) else location
            await req.send(f"HTTP/1.1 {status}\r\n".encode() + head + b"Location: " + line + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        elif req.path == where:
            await req.send(answer(final))
        else:
            await req.send(answer(b"<title>404</title>", "404 Not Found"))
    behaviour(name, truth, *verdicts)(handler)


IRI = "/neu/%C3%BCber-border-union"
jump("jump-scheme", ["redirected"], lambda r: b"//" + r.host.encode() + MOVED.encode())
jump("jump-caps", ["redirected"], lambda r: b"HTTP://" + r.host.upper().encode() + MOVED.encode())
jump("jump-blank", ["redirected"], b"/new/border union.html", where="/new/border%20union.html")
jump("jump-utf8", ["redirected"], "/neu/über-border-union".encode(), where=IRI)
jump("jump-latin1", ["redirected"], "/neu/über-border-union".encode("latin-1"), where="/neu/%FCber-border-union")
jump("jump-fragment", ["redirected"], MOVED.encode() + b"#text")
jump("jump-dots", ["redirected"], b"../../../../new/./x/../border-union-moved.html")
jump("jump-backslash", ["redirected"], b"\\new\\border-union-moved.html")
jump("jump-300", ["redirected"], MOVED.encode(), status="300 Multiple Choices")
jump("jump-cut", ["redirected"], MOVED.encode(), head=b"Content-Length: 9000\r\nConnection: close\r\n")
jump("jump-body", ["redirected"], MOVED.encode(), body=b"<title>Moved</title>" + b"x" * 90000)
jump("jump-twice", ["redirected"], MOVED.encode(), head=b"Location: " + MOVED.encode() + b"\r\n")
jump("jump-empty", ["protocol", "loop"], b"", truth="dead")
jump("jump-nonsense", ["protocol"], b"http://", truth="dead")
jump("jump-index", ["homepage"], b"/index.php", truth="dead", where="/index.php", final=FRONT)
jump("jump-lang", ["homepage"], b"/en/", truth="dead", where="/en/", final=FRONT, status="301 Moved Permanently")
jump("jump-home-query", ["homepage"], b"/?ref=404", truth="dead", where="/?ref=404", final=FRONT)
jump("jump-home-other", ["homepage"], b"/home", truth="dead", where="/home", final=FRONT)
jump("jump-headlines", ["homepage"], b"/", truth="dead", where="/", final=page("The Daily Border", "".join(f"<h2>{t}</h2><p>And more.</p>" for t in ("Rain again", TITLE, "Bus late"))))
jump("jump-404-page", ["soft-404"], b"/page-not-found", truth="dead", where="/page-not-found", final=page("The Daily Border"))
jump("jump-404-aspx", ["soft-404"], b"/Error.aspx?aspxerrorpath=/articles/x", truth="dead", where="/Error.aspx?aspxerrorpath=/articles/x", final=page("The Daily Border"))
jump("jump-404-status", ["dead"], b"/gone", truth="dead", where="/never")
jump("jump-login", ["login"], b"/user/login?back=/articles", truth="refusal", where="/user/login?back=/articles", final=page("Members' area", "<form><input name=user><button>Next</button></form>"))
jump("jump-consent", ["blocked"], b"/consent?back=/articles", truth="refusal", where="/consent?back=/articles", final=page("Cookies", "<p>Choose.</p><button>OK</button>"))
jump("jump-language", ["redirected", "moved"], b"/en/articles/2018/border-union", where="/en/articles/2018/border-union", status="301 Moved Permanently")


@behaviour("mixed-hops", "living", "redirected")
async def _mixed_hops(req):
    targets = {MOVED: None, "/middle": MOVED}
    target = targets.get(req.path, "/middle" if req.is_cited else "")
    if target is None:
        await req.send(answer(page()))
    elif not target:
        await req.send(answer(b"", "404 Not Found"))
    else:
        await req.send(answer(b"", "302 Found" if req.path == "/middle" else "301 Moved Permanently", [f"Location: {target}"]))


def refreshes(name, truth, verdicts, cited, final=page(), where=MOVED):
    fixed(name, truth, verdicts, answer(cited), lambda r: answer(final) if r.path == where else answer(b"<title>404</title>", "404 Not Found"))


refreshes("refresh-bare", "living", ["redirected"], f'<meta http-equiv="refresh" content="0; {MOVED}">'.encode())
refreshes("refresh-quotes", "living", ["redirected"], f"<META CONTENT='3 ; Url = \"{MOVED}\"' HTTP-EQUIV=REFRESH>".encode())
refreshes("refresh-title", "living", ["ok"], page(head='<meta http-equiv="refresh" content="5;url=/login">'))
refreshes("refresh-home", "dead", ["homepage"], b'<meta http-equiv="refresh" content="0;url=/">', FRONT, "/")
refreshes("refresh-404", "dead", ["soft-404"], b'<title>Moved</title><meta http-equiv="refresh" content="2;url=/404.html">', page("Daily"), "/404.html")
refreshes("refresh-comment", "refusal", ["script", "drifted"], b'<!-- <meta http-equiv="refresh" content="0;url=/"> --><p>Please wait</p><script>go()</script>')
refreshes("refresh-private", "unknown", ["unsafe"], b'<meta http-equiv="refresh" content="0;url=http://192.168.0.1/">')
refreshes("refresh-script", "unknown", ["unsafe", "script", "drifted"], b'<meta http-equiv="refresh" content="0;url=javascript:alert(1)"><script>x()</script>')
refreshes("js-location", "unknown", ["script", "redirected"], f'<html><script>window.location.replace("{MOVED}")</script></html>'.encode())
refreshes("js-words", "unknown", ["script", "redirected"], f'<title>Redirecting…</title><p>You are being redirected. <a href="{MOVED}">Click here</a></p><script>location.href="{MOVED}"</script>'.encode())
fixed("header-refresh-home", "dead", ["homepage"], answer(b"<p>one moment</p>", headers=["Refresh: 0; url=/"]), lambda r: answer(FRONT) if r.path == "/" else answer(b"", "404 Not Found"))

# ---- soft 404 ----
SOFT = {
    "el": ("Η σελίδα δεν βρέθηκε", "Η σελίδα που ζητήσατε δεν υπάρχει."), "he": ("הדף לא נמצא", "הדף שחיפשת אינו קיים."),
    "hu": ("Az oldal nem található", "A keresett oldal nem létezik."), "ro": ("Pagina nu a fost găsită", "Pagina căutată nu există."),
    "fi": ("Sivua ei löytynyt", "Etsimääsi sivua ei ole."), "da": ("Siden blev ikke fundet", "Siden, du leder efter, findes ikke."),
    "nb": ("Siden ble ikke funnet", "Siden du leter etter finnes ikke."), "id": ("Halaman tidak ditemukan", "Halaman yang Anda cari tidak ada."),
    "vi": ("Không tìm thấy trang", "Trang bạn yêu cầu không tồn tại."), "hi": ("पृष्ठ नहीं मिला", "आप जो पृष्ठ खोज रहे हैं वह नहीं मिला।"),
    "hr": ("Stranica nije pronađena", "Tražena stranica ne postoji."), "sl": ("Strani ni mogoče najti", "Iskana stran ne obstaja."),
    "sk": ("Stránka sa nenašla", "Požadovaná stránka neexistuje."), "bg": ("Страницата не е намерена", "Търсената страница не съществува."),
    "be": ("Старонка не знойдзена", "Старонка, якую вы шукаеце, не існуе."), "et": ("Lehte ei leitud", "Otsitud lehte ei ole olemas."),
    "lv": ("Lapa nav atrasta", "Pieprasītā lapa neeksistē."), "lt": ("Puslapis nerastas", "Ieškomas puslapis neegzistuoja."),
    "ca": ("Pàgina no trobada", "La pàgina que cerques no existeix."), "th": ("ไม่พบหน้า", "ไม่พบหน้าที่คุณต้องการ"),
    "ka": ("გვერდი ვერ მოიძებნა", "მოთხოვნილი გვერდი არ არსებობს."), "hy": ("Էջը չի գտնվել", "Փնտրվող էջը գոյություն չունի։"),
    "az": ("Səhifə tapılmadı", "Axtardığınız səhifə mövcud deyil."), "kk": ("Бет табылмады", "Сұралған бет жоқ."),
    "zh-tw": ("找不到網頁", "抱歉，您要找的頁面不存在。"), "ja2": ("404 ページが見つかりません", "指定されたページは存在しないか、移動した可能性があります。"),
    "ko2": ("페이지를 찾을 수 없습니다", "삭제되었거나 존재하지 않는 페이지입니다."), "pt-br": ("Página não encontrada", "Ops! Essa página não existe."),
    "sr": ("Страница није пронађена", "Тражена страница не постоји."), "eu": ("Ez da orria aurkitu", "Bilatzen duzun orria ez dago."),
}
for _lang, (_t, _words) in SOFT.items():
    fixed("soft-" + _lang, "dead", ["soft-404"], answer(page(_t, f"<p>{_words}</p>")))
    fixed("softbody-" + _lang, "dead", ["soft-404"], html("Daily", f"<h1>Daily</h1><p>{_words}</p>"))
MENU = "<ul>" + "".join(f"<li><a href=/{i}>Section {i} of the daily paper</a></li>" for i in range(150)) + "</ul>"
fixed("soft-related", "dead", ["soft-404"], html("Page not found – Daily", f"<h1>Page not found</h1>{MENU}<p>Most read: <a href=/y>{TITLE}</a></p>"))
fixed("soft-search", "dead", ["soft-404"], html("No results – Daily", f"<h1>No results</h1><p>Nothing was found for “{TITLE}”. The page you are looking for does not exist.</p>"))
fixed("soft-heading", "dead", ["soft-404"], html("Daily", f"<h1>Sorry, we can't find that page</h1>{MENU}"))
fixed("soft-wordpress", "dead", ["soft-404"], html("Nothing found – My Blog", "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try a search?</p>"))
fixed("soft-iis", "dead", ["soft-404"], html("The resource cannot be found.", "<h1>Server Error in '/' Application.</h1><h2>The resource cannot be found.</h2>"))
fixed("soft-apache", "dead", ["soft-404"], html("404 Not Found", "<h1>Not Found</h1><p>The requested URL /a was not found on this server.</p>"))
fixed("soft-drupal", "dead", ["soft-404"], html("Page not found | Daily", f"{MENU}<h1>Page not found</h1><p>The requested page could not be found.</p>"))
fixed("soft-youtube", "dead", ["soft-404"], html("Daily Video", "<p>This video isn't available anymore.</p>"))
fixed("soft-database", "unknown", ["server-error"], html("Daily", "<p>Error establishing a database connection</p>"))
fixed("soft-expired", "dead", ["soft-404"], html("Daily", "<h1>This article has expired</h1><p>The story you requested is no longer available in our archive.</p>"))
fixed("soft-suspended", "dead", ["soft-404", "parked"], html("Account Suspended", "<p>This Account has been suspended. Contact your hosting provider for more information.</p>"))
fixed("soft-geocities", "dead", ["soft-404", "parked"], html("Service closed", "<p>The GeoPages service has been discontinued. The page you were looking for is no longer available.</p>"))
LONG = "<p>" + "All the news of the region, every day, written by people who live here. " * 60 + "</p>"
fixed("soft-long", "dead", ["soft-404"], lambda r: html("Daily", f"{MENU}{LONG}<p>No such item: {r.path} at {time.time()}</p>"), lambda r: html("Daily", f"{MENU}{LONG}<p>No such item: {r.path} at {time.time()}</p>"))
fixed("catch-slug", "dead", ["soft-404"], lambda r: html(r.path.rsplit("/", 1)[-1], f"<h1>{r.path}</h1>{MENU}<p>No such item.</p>"), lambda r: html(r.path.rsplit("/", 1)[-1], f"<h1>{r.path}</h1>{MENU}<p>No such item.</p>"))
fixed("blank-body", "dead", ["soft-404"], answer(b" \r\n\t "))
fixed("blank-br", "dead", ["soft-404"], answer(b"<html><body><br>&nbsp;<br></body></html>"))
fixed("blank-null", "dead", ["soft-404", "drifted"], answer(b"null"))
fixed("blank-json", "dead", ["soft-404"], answer(b"{}", kind="application/json"))
fixed("blank-205", "dead", ["soft-404", "protocol"], answer(b"", "205 Reset Content", kind=None))
fixed("blank-pdf", "dead", ["soft-404"], answer(b"", kind="application/pdf"))
fixed("gone-404-title", "dead", ["dead"], answer(page("Not found", f"<p>Did you look for {TITLE}?</p>"), "404 Not Found"))
fixed("gone-410-wall", "dead", ["dead"], answer(page("Gone", "<p>Please enable cookies.</p>"), "410 Gone"))
for _n, _t, _body in (("sedo", "daily.test", "<script src='//sedoparking.com/frmpark/x.js'></script>"),
                      ("expired", "daily.test", "<p>This domain has expired. Is this your domain? Renew it now.</p>"),
                      ("godaddy", "daily.test", "<p>This Web page is parked FREE, courtesy of GoDaddy.</p>"),
                      ("lander", "", '<script>window.onload=function(){window.location.href="/lander"}</script>'),
                      ("offer", "Domains", "<h1>$HOST is for sale</h1><p>Get a price in less than 24 hours.</p>"),
                      ("premium", "daily.test - Premium domain", "<p>The domain name $HOST is available for purchase.</p>"),
                      ("de", "daily.test", "<p>Diese Domain steht zum Verkauf!</p>"), ("fr", "daily.test", "<p>Ce nom de domaine est à vendre</p>"),
                      ("zh", "daily.test", "<p>该域名正在出售</p>"), ("registrar", "daily.test", "<p>This domain has been registered via Gandi. It is currently parked by the owner.</p>"),
                      ("soon", "daily.test", "<p>This domain is registered, but may still be available. Get this domain.</p>")):
    def _park(req, title=_t, body=_body):
        return html(title, body.replace("$HOST", req.host.split(":")[0]))
    fixed("park-" + _n, "dead", ["parked"], _park, _park)

# ---- walls ----
for _status in ("409 Conflict", "430 Too Fast", "444 No Response", "456 Blocked", "460 Closed", "494 Header", "498 Token", "499 Closed"):
    fixed("status-" + _status[:3], "refusal", ["blocked", "login"], html("No", "no", _status), html("No", "no", _status))
fixed("status-403-404", "refusal", ["blocked"], html("404 Not Found", "<h1>Not Found</h1><p>Page not found</p>", "403 Forbidden"))
fixed("status-403-title", "refusal", ["blocked"], answer(page(), "403 Forbidden"))
fixed("status-401-basic", "refusal", ["login"], html("401", "", "401 Unauthorized", ['WWW-Authenticate: Basic realm="x"']))
fixed("status-429-html", "refusal", ["blocked"], html("Slow down", "<p>Rate exceeded.</p>", "429 Too Many Requests"))
fixed("waf-202", "refusal", ["blocked"], answer(b"", "202 Accepted", ["x-amzn-waf-action: challenge"]))
fixed("waf-405", "refusal", ["blocked"], html("Human Verification", "<script>gokuProps</script>", "405 Not Allowed", ["x-amzn-waf-action: captcha"]))
fixed("cf-1020", "refusal", ["blocked"], html("Access denied | daily.test used Cloudflare to restrict access", "<h1>Error 1020</h1>", "403 Forbidden"))
fixed("cf-mitigated", "refusal", ["blocked"], html("", "", "403 Forbidden", ["cf-mitigated: challenge"]))
for _n, _t, _body, _v in (
        ("px", "Access to this page has been denied", "<div id='px-captcha'></div>", "blocked"),
        ("akamai", "Access Denied", "<h1>Access Denied</h1>You don't have permission to access \"http&#58;&#47;&#47;x\" on this server.<p>Reference&#32;&#35;18&#46;1</p>", "blocked"),
        ("anubis", "Making sure you're not a bot!", "<p>Loading...</p>", "blocked"),
        ("ddg", "DDoS-Guard", "<p>Checking your browser before accessing daily.test</p>", "blocked"),
        ("ru", "Доступ ограничен", "<p>Подтвердите, что вы не робот</p>", "blocked"),
        ("de", "Sicherheitsabfrage", "<p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>", "blocked"),
        ("fr", "Vérification", "<p>Confirmez que vous n'êtes pas un robot.</p>", "blocked"),
        ("es", "Verificación", "<p>Confirme que no es un robot.</p>", "blocked"),
        ("zh", "安全验证", "<p>请完成安全验证后继续访问。</p>", "blocked"),
        ("ja", "認証", "<p>私はロボットではありません</p>", "blocked"),
        ("vercel", "Vercel Security Checkpoint", "<p>We're verifying your browser</p>", "blocked"),
        ("aliyun", "", "<script>var arg1='A0';function setCookie(){}document.cookie='acw_sc__v2='+arg1;location.reload()</script>", "script"),
        ("meter", "Metered", "<p>You have reached your article limit. Subscribe to continue reading.</p>", "degraded"),
        ("geo", "Unavailable", "<p>We are sorry. This site is currently not available in your region.</p>", "legal"),
        ("gdpr", "451", "<p>We recognize you are attempting to access this website from a country belonging to the European Economic Area and therefore cannot grant you access at this time.</p>", "legal"),
        ("court", "Blocked", "<p>Access to this website has been blocked by court order.</p>", "legal"),
        ("shib", "Web Login Service", "<form><input name=j_username><input type='password' name=j_password></form>", "login"),
        ("sign", "Sign in to your account", "<form><input type=email></form>", "login"),
        ("inst", "Log in through your institution", "<p>Choose your university.</p>", "login"),
        ("angular", "Daily", "<app-root>Loading...</app-root><script src=/main.js></script>", "script"),
        ("vue", "", "<div id=app></div><script type=module src=/x.js></script>", "script"),
        ("noscript", "Daily", "<noscript><h1>JavaScript is disabled</h1>Please turn on JavaScript.</noscript><script></script>", "script"),
        ("frames", "Daily", "<script>if(top!=self)top.location=self.location</script><iframe src=/x></iframe>", "script")):
    fixed("wall2-" + _n, "refusal", [_v, "drifted", "login"] if _v in ("login", "degraded") else [_v], html(_t, _body), html(_t, _body))
for _status in ("500 Internal Server Error", "502 Bad Gateway", "504 Gateway Time-out", "507 Full", "520 Unknown", "525 SSL", "530 Origin"):
    fixed("server-" + _status[:3] + "-404", "unknown", ["server-error"], html("404 Not Found", "Page not found", _status), html("x", "", _status))
fixed("server-511", "unknown", ["server-error", "login", "blocked"], html("Log in to the network", "", "511 Network Authentication Required"), html("x", "", "511 N"))
titled("drift-similar", "The Long Road of the Border Union", html("The Short Road of the Customs Union"), ["drifted"], "unknown")
titled("drift-part", "Sanctions against Belarus and Russia", html("Sanctions against Iran and North Korea", "<p>" + "The council met again. " * 90 + "</p>"), ["drifted"], "unknown")
titled("drift-sold", "The Long Road of the Border Union", html("Books", "<p>This chapter is available for purchase. Members read it free of charge.</p>"), ["drifted"], "unknown")
titled("drift-ja", JAPANESE, html("今日の天気とスポーツ結果のまとめ", JAPANESE_BODY.replace("連合", "天気")), ["drifted"], "unknown")
titled("drift-pdf", TITLE, pdf(b"/Title (Annual Report on Fisheries)"), ["ok", "drifted"], "unknown")

# ---- character sets ----
_CZECH, _TURKISH, _POLISH = "Dlouhá cesta hraniční unie přes řeku", "Sınır birliğinin uzun yolu ve şehirleri", "Długa droga związku granicznego Łodzi"
_GREEK, _HEBREW, _ARABIC, _THAI = "Ο μακρύς δρόμος της ένωσης", "הדרך הארוכה של הברית", "الطريق الطويل للاتحاد", "เส้นทางอันยาวไกลของสหภาพ"
_CHINESE, _KOREAN, _TRAD = "边境联盟的漫长道路与谈判", "국경 연합의 긴 길과 협상", "邊境聯盟的漫長道路與談判"
for _codec, _title, _label in (("gb18030", _CHINESE, "gb2312"), ("gbk", _CHINESE, "gbk"), ("big5", _TRAD, "big5"), ("euc_kr", _KOREAN, "euc-kr"),
                               ("cp949", _KOREAN, "ks_c_5601-1987"), ("iso8859-2", _POLISH, "iso-8859-2"), ("cp1250", _CZECH, "windows-1250"),
                               ("iso8859-5", RUSSIAN, "iso-8859-5"), ("cp866", RUSSIAN, "ibm866"), ("iso8859-7", _GREEK, "iso-8859-7"),
                               ("cp1253", _GREEK, "windows-1253"), ("cp1255", _HEBREW, "windows-1255"), ("iso8859-8", _HEBREW, "iso-8859-8"),
                               ("cp1256", _ARABIC, "windows-1256"), ("iso8859-6", _ARABIC, "iso-8859-6"), ("cp1254", _TURKISH, "iso-8859-9"),
                               ("iso8859-15", LATIN, "iso-8859-15"), ("cp874", _THAI, "tis-620"), ("cp932", JAPANESE, "x-sjis"),
                               ("utf-16-le", RUSSIAN, "utf-16le"), ("utf-16-be", RUSSIAN, "utf-16be"), ("koi8-u", "Довга дорога союзної держави", "koi8-u"),
                               ("mac-cyrillic", RUSSIAN, "x-mac-cyrillic")):
    _n = _codec.replace("_", "").replace("-", "")
    in_charset("set" + _n, _codec, _title, f"text/html; charset={_label}")
    if "utf" not in _codec:
        in_charset("setmeta" + _n, _codec, _title, "text/html", f'<meta http-equiv="Content-Type" content="text/html; charset={_label}">')
in_charset("quoted1251", "cp1251", RUSSIAN, "text/html; charset='windows-1251'")
in_charset("bogus1251", "cp1251", RUSSIAN, "text/html; charset=none", '<meta charset="cp1251">')
in_charset("twocharsets", "koi8-r", RUSSIAN, "text/html; charset=koi8-r", '<meta charset="windows-1251">')
in_charset("lieeucjp", "euc_jp", JAPANESE, "text/html; charset=shift_jis")
in_charset("lieshiftjis", "shift_jis", JAPANESE, "text/html; charset=euc-jp")
in_charset("liegb", "gb18030", _CHINESE, "text/html; charset=utf-8")
in_charset("lieutf16", "utf-8", RUSSIAN, "text/html", '<meta charset="utf-16">')
in_charset("bomlie", "utf-8-sig", RUSSIAN, "text/html; charset=windows-1251", '<meta charset="koi8-r">')
in_charset("bombe", "utf-16-be", "\ufeff" + RUSSIAN, "text/html")
