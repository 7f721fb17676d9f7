"""A hostile web server on loopback: each host name stands for one behaviour.

BEHAVIOURS maps a name to (handler, truth, verdicts): what the page behind it really is ("living",
"dead", "refusal", "unknown") and which verdicts of ibid are right about it.  A request for
http://NAME-17.test:PORT/... is answered by NAME's handler.
"""
import asyncio
import gzip
import json
import os
import struct
import socket
import ssl
import time
import zlib

TITLE = "The Long Road of the Border Union"
LATIN = "Le café de la frontière oubliée"
RUSSIAN = "Долгая дорога союзного государства"
JAPANESE = "国境連合の長い道のりについて"
BODY = "<p>" + "The union has been discussed since the treaty was signed. " * 30 + "</p>"


def page(title=TITLE, body=BODY, head="", charset="utf-8"):
    text = (f"<!doctype html><html><head><title>{title}</title>{head}</head>"
            f"<body><h1>{title}</h1>{body}</body></html>")
    return text.encode(charset, "replace")


def answer(body=b"", status="200 OK", headers=(), kind="text/html; charset=utf-8", length=True):
    lines = [f"HTTP/1.1 {status}"]
    if kind:
        lines.append(f"Content-Type: {kind}")
    if length:
        lines.append(f"Content-Length: {len(body)}")
    lines += list(headers)
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def name_of(host):
    """The behaviour behind "NAME-17.test:80"."""
    return host.split(":")[0].rsplit(".test", 1)[0].rsplit("-", 1)[0]


class Request:
    def __init__(self, server, head, writer):
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.path, *_ = (lines[0] + "  ").split(" ")
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers[name.lower()] = value.strip()
        self.host = self.headers.get("host", "")
        self.name = name_of(self.host)
        self.server, self.writer = server, writer
        self.base = f"http://{self.host}"
        self.is_cited = "/articles/" in self.path and "border-union" in self.path

    def count(self):
        """How often this address was asked for, this time included."""
        key = self.host + self.path
        self.server.counts[key] = self.server.counts.get(key, 0) + 1
        return self.server.counts[key]

    async def send(self, data):
        self.writer.write(data)
        await self.writer.drain()

    def reset(self):
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


BEHAVIOURS = {}


def behaviour(name, truth, *verdicts):
    def note(handler):
        BEHAVIOURS[name] = (handler, truth, verdicts)
        return handler
    return note


def fixed(name, truth, verdicts, make, others=None):
    """One answer for the cited page; everything else on that host is a plain 404."""
    async def handler(req):
        if not req.is_cited and others is None:
            await req.send(answer(b"<title>Not Found</title>", "404 Not Found"))
        else:
            made = (others if others and not req.is_cited else make)
            await req.send(made(req) if callable(made) else made)
    BEHAVIOURS[name] = (handler, truth, verdicts)


MOVED = "/new/border-union-moved.html"


def redirects(name, truth, verdicts, status, target, final=page(), extra=()):
    async def handler(req):
        if req.is_cited:
            where = target(req) if callable(target) else target
            await req.send(answer(b"", status, [f"Location: {where}", *extra]))
        elif req.path.split("?")[0] in (MOVED, "/", "/articles/", "/articles/2018/", "/login", "/error/404.html"):
            await req.send(answer(final))
        else:
            await req.send(answer(b"<title>404</title>", "404 Not Found"))
    BEHAVIOURS[name] = (handler, truth, verdicts)


# ---- living pages ----
fixed("plain", "living", ["ok"], answer(page()))
fixed("gzip", "living", ["ok"], lambda r: answer(gzip.compress(page()), headers=["Content-Encoding: gzip"]))
fixed("deflate", "living", ["ok"], lambda r: answer(zlib.compress(page()), headers=["Content-Encoding: deflate"]))
fixed("gzip-lie", "living", ["ok", "flaky"], answer(page(), headers=["Content-Encoding: gzip"]))
fixed("site-suffix", "living", ["ok"], answer(page(TITLE + " | The Daily Border")))
fixed("site-prefix", "living", ["ok"], answer(page("The Daily Border: " + TITLE)))
fixed("entity-title", "living", ["ok"], answer(page("The&nbsp;Long Road of the Border &#85;nion")))
fixed("og-title", "living", ["ok"], answer(page("Daily", head=f'<meta property="og:title" content="{TITLE}">')))
fixed("citation-title", "living", ["ok"], answer(page("Daily", head=f'<meta name="citation_title" content="{TITLE}">')))
fixed("jsonld-title", "living", ["ok"], answer(page("Daily", head='<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"%s"}]}</script>' % TITLE)))
fixed("text-title", "living", ["ok"], answer(page("Daily", f"<div><b>{TITLE}</b></div>" + BODY)))
fixed("changelog", "living", ["ok"], answer(page(body="<p>The old parser has been removed. Page not found errors are gone.</p>")))
fixed("about-404", "living", ["ok"], answer(page(body="<h2>Error 404: page not found</h2><p>This page no longer exists, says the server.</p>")))
fixed("about-robots", "living", ["ok"], answer(page(body="<p>Please verify you are human. Access denied.</p><script src='https://challenges.cloudflare.com/x.js'></script>")))
fixed("cut-title", "living", ["ok"], answer(page("The Long Road of the Border…")))
fixed("upper-title", "living", ["ok"], answer(page(TITLE.upper())))
fixed("no-type", "living", ["ok"], answer(page(), kind=None))
fixed("status-203", "living", ["ok"], answer(page(), "203 Non-Authoritative Information"))
fixed("huge-page", "living", ["ok"], lambda r: answer(page(body=BODY * 2000)))
fixed("deep", "living", ["ok"], lambda r: answer(page(body="<div><b>" * 60000 + "</x>" * 60000)))
fixed("plain-text", "living", ["ok"], answer((TITLE + "\n\nBy N. N.\n" + "Words. " * 300).encode(), kind="text/plain"))
fixed("pdf", "living", ["ok"], answer(b"%PDF-1.4\n1 0 obj<</Title (" + TITLE.encode() + b")>>endobj\n" + b"x" * 2000, kind="application/pdf"))
fixed("pdf-mute", "living", ["ok"], answer(b"%PDF-1.4\n" + b"\x00\x01stream" * 500, kind="application/pdf"))
fixed("login-box", "living", ["ok"], answer(page(body=BODY + '<form><input type="password"></form>')))
fixed("refresh-self", "living", ["ok"], answer(page(head='<meta http-equiv="refresh" content="300">')))
fixed("noise", "living", ["ok"], lambda r: answer(page(body=BODY + os.urandom(4000).decode("latin-1"))))
redirects("moved-301", "living", ["moved"], "301 Moved Permanently", MOVED)
redirects("moved-308", "living", ["moved"], "308 Permanent Redirect", lambda r: r.base + MOVED)
redirects("moved-302", "living", ["redirected"], "302 Found", MOVED)
redirects("moved-303", "living", ["redirected"], "303 See Other", "../../new/border-union-moved.html")
redirects("moved-307", "living", ["redirected"], "307 Temporary Redirect", MOVED)


@behaviour("slash", "living", "ok")
async def _slash(req):
    if req.is_cited and not req.path.endswith("/"):
        await req.send(answer(b"", "301 Moved Permanently", [f"Location: {req.path}/"]))
    else:
        await req.send(answer(page()) if req.is_cited else answer(b"", "404 Not Found"))


@behaviour("meta-refresh", "living", "redirected")
async def _meta_refresh(req):
    if req.is_cited:
        await req.send(answer(f'<html><head><meta http-equiv="Refresh" content="0;URL=\'{MOVED}\'"></head></html>'.encode()))
    else:
        await req.send(answer(page()) if req.path == MOVED else answer(b"", "404 Not Found"))


@behaviour("header-refresh", "living", "redirected")
async def _header_refresh(req):
    if req.is_cited:
        await req.send(answer(b"<p>wait</p>", headers=[f"Refresh: 1; url={MOVED}"]))
    else:
        await req.send(answer(page()) if req.path == MOVED else answer(b"", "404 Not Found"))


@behaviour("cookie", "living", "ok", "redirected")
async def _cookie(req):
    if not req.is_cited:
        await req.send(answer(b"", "404 Not Found"))
    elif "seen=yes" in req.headers.get("cookie", ""):
        await req.send(answer(page()))
    else:
        await req.send(answer(b"", "302 Found", [f"Location: {req.path}", "Set-Cookie: seen=yes; Path=/"]))


@behaviour("get-only", "living", "ok")
async def _get_only(req):
    await req.send(answer(page()) if req.method == "GET" and req.is_cited else answer(b"", "404 Not Found"))


@behaviour("browser-only", "living", "ok")
async def _browser_only(req):
    fine = "text/html" in req.headers.get("accept", "") and req.headers.get("accept-language")
    await req.send(answer(page()) if fine and req.is_cited else answer(b"", "406 Not Acceptable" if req.is_cited else "404 Not Found"))


def unsteady(name, failure):
    async def handler(req):
        if not req.is_cited:
            await req.send(answer(b"", "404 Not Found"))
        elif req.count() == 1:
            await failure(req)
        else:
            await req.send(answer(page()))
    BEHAVIOURS[name] = (handler, "living", ["flaky"])


async def fail_503(req):
    await req.send(answer(b"", "503 Service Unavailable"))


async def fail_500(req):
    await req.send(answer(b"oops", "500 Internal Server Error"))


async def fail_429(req):
    await req.send(answer(b"", "429 Too Many Requests", ["Retry-After: 1"]))


async def fail_date(req):
    when = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 2))
    await req.send(answer(b"", "503 Service Unavailable", [f"Retry-After: {when}"]))


async def fail_reset(req):
    req.reset()


async def fail_empty(req):
    req.writer.close()

for _name, _failure in (("flaky-503", fail_503), ("flaky-500", fail_500), ("flaky-429", fail_429),
                        ("flaky-date", fail_date), ("flaky-reset", fail_reset), ("flaky-empty", fail_empty)):
    unsteady(_name, _failure)


@behaviour("slow", "living", "ok")
async def _slow(req):
    await asyncio.sleep(1.2)
    await req.send(answer(page()) if req.is_cited else answer(b"", "404 Not Found"))


@behaviour("early-hints", "living", "ok")
async def _early(req):
    await req.send(b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload\r\n\r\n")
    await req.send(answer(page()) if req.is_cited else answer(b"", "404 Not Found"))


@behaviour("endless-body", "living", "ok")
async def _endless(req):
    if not req.is_cited:
        await req.send(answer(b"", "404 Not Found"))
        return
    await req.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page())
    for _ in range(4000):
        await req.send(b"<p>more and more</p>" * 200)


@behaviour("paywall", "living", "degraded")
async def _paywall(req):
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":false}</script>'
    await req.send(answer(page(head=head)) if req.is_cited else answer(b"", "404 Not Found"))


@behaviour("truncated", "living", "degraded")
async def _truncated(req):
    if req.is_cited:
        body = page()
        await req.send(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body) * 2}\r\n\r\n".encode() + body)
        req.writer.close()
    else:
        await req.send(answer(b"", "404 Not Found"))


@behaviour("late-reset", "living", "degraded")
async def _late_reset(req):
    if req.is_cited:
        await req.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900000\r\n\r\n" + page())
        await asyncio.sleep(0.1)
        req.reset()
    else:
        await req.send(answer(b"", "404 Not Found"))


@behaviour("gzip-cut", "living", "degraded", "ok", "flaky")
async def _gzip_cut(req):
    if req.is_cited:
        body = gzip.compress(page(body=BODY + os.urandom(60000).hex()))
        await req.send(answer(body[:-9000] + b"\xff" * 9000, headers=["Content-Encoding: gzip"]))
    else:
        await req.send(answer(b"", "404 Not Found"))

# Titles in other character sets: the label right, missing, or wrong.
CHARSETS = [("cp1251", RUSSIAN, "windows-1251"), ("koi8-r", RUSSIAN, "koi8-r"), ("shift_jis", JAPANESE, "shift_jis"),
            ("iso2022_jp", JAPANESE, "iso-2022-jp"), ("euc_jp", JAPANESE, "euc-jp"), ("latin-1", LATIN, "iso-8859-1"),
            ("utf-16", RUSSIAN, "utf-16"), ("utf-8-sig", RUSSIAN, "utf-8")]
TITLES = {}
RUSSIAN_BODY = "<p>" + "Союз обсуждается с тех пор, как был подписан договор о его создании. " * 20 + "</p>"
JAPANESE_BODY = "<p>" + "条約が調印されて以来、連合について議論が続いている。これは長い話である。" * 20 + "</p>"


def in_charset(name, codec, title, kind, head=""):
    body = RUSSIAN_BODY if title == RUSSIAN else JAPANESE_BODY if title == JAPANESE else "<p>Été, à la frontière, où l'on a déjà vu naître l'idée. </p>" * 20
    TITLES[name] = title
    fixed(name, "living", ["ok"], answer(page(title, body, head, codec), kind=kind))


for _codec, _title, _label in CHARSETS:
    _n = _codec.replace("_", "").replace("-", "")
    in_charset("header" + _n, _codec, _title, f"text/html; charset={_label}")
    if _codec != "utf-16":
        in_charset("meta" + _n, _codec, _title, "text/html", f'<meta charset="{_label}">')
    in_charset("bare" + _n, _codec, _title, "text/html")
in_charset("lie1251", "cp1251", RUSSIAN, "text/html; charset=utf-8")
in_charset("lieutf8", "utf-8", RUSSIAN, "text/html; charset=windows-1251")
in_charset("liekoi8", "koi8-r", RUSSIAN, "text/html; charset=windows-1251")
in_charset("liesjis", "shift_jis", JAPANESE, "text/html; charset=iso-8859-1")
in_charset("liemeta", "cp1251", RUSSIAN, "text/html; charset=iso-8859-1", '<meta charset="windows-1251">')

# ---- dead ----
NOT_FOUND = page("Page not found", "<p>The page you are looking for could not be found.</p>")
fixed("gone-404", "dead", ["dead"], answer(NOT_FOUND, "404 Not Found"))
fixed("gone-410", "dead", ["dead"], answer(b"", "410 Gone"))
fixed("gone-404-menu", "dead", ["dead"], answer(page("Log in", "<p>Please log in to read. Enable JavaScript.</p>"), "404 Not Found"))
SOFT = {
    "en": ("Page not found", "Sorry, the page you requested could not be found."),
    "en2": ("Daily Border", "Oops! The article has been removed or is no longer available."),
    "en3": ("Error", "We can't find that page."),
    "de": ("Seite nicht gefunden", "Die gewünschte Seite existiert nicht mehr."),
    "de2": ("Der Grenzbote", "Diese Seite konnte leider nicht gefunden werden."),
    "fr": ("Page introuvable", "La page que vous recherchez n'existe plus."),
    "es": ("Página no encontrada", "La página que busca ya no existe."),
    "pt": ("Página não encontrada", "A página que procura não foi encontrada."),
    "it": ("Pagina non trovata", "La pagina richiesta non è stata trovata."),
    "pl": ("Nie znaleziono strony", "Strona, której szukasz, nie istnieje."),
    "nl": ("Pagina niet gevonden", "De opgevraagde pagina bestaat niet meer."),
    "ru": ("Страница не найдена", "Запрашиваемая страница не существует или была удалена."),
    "uk": ("Сторінку не знайдено", "Запитувана сторінка не існує."),
    "tr": ("Sayfa bulunamadı", "Aradığınız sayfa mevcut değil."),
    "cs": ("Stránka nenalezena", "Požadovaná stránka neexistuje."),
    "sv": ("Sidan hittades inte", "Sidan du söker finns inte längre."),
    "ja": ("お知らせ", "お探しのページが見つかりませんでした。"),
    "zh": ("提示", "抱歉，您访问的页面不存在。"),
    "ko": ("알림", "요청하신 페이지를 찾을 수 없습니다."),
    "fa": ("صفحه پیدا نشد", "صفحه مورد نظر شما یافت نشد."),
    "ar": ("الصفحة غير موجودة", "الصفحة التي تبحث عنها غير موجودة."),
}
for _lang, (_t, _words) in SOFT.items():
    fixed("soft-" + _lang, "dead", ["soft-404"], answer(page(_t, f"<p>{_words}</p>")))
fixed("soft-menu", "dead", ["soft-404"], answer(page("404 – Daily Border", "<ul>" + "<li><a href=/x>Section of the paper</a></li>" * 200 + "</ul>", head="")), None)
fixed("soft-echo", "dead", ["soft-404"], answer(page("404 Not Found", f"<p>Nothing was found for “{TITLE}”.</p>")))
fixed("empty", "dead", ["soft-404"], answer(b""))
fixed("empty-204", "dead", ["soft-404"], answer(b"", "204 No Content", kind=None, length=False))
fixed("empty-html", "dead", ["soft-404"], answer(b"<html><head></head><body></body></html>"))
fixed("parked", "dead", ["parked"], answer(page("daily.test", "<p>This domain is for sale. Buy this domain.</p>")), answer(page("daily.test", "<p>This domain is for sale.</p>")))
fixed("parked-ads", "dead", ["parked"], answer(page("daily.test", "<p>Related searches</p><p>Sponsored listings</p><script src='//www.google.com/adsense/domains/caf.js'></script>")))
fixed("parked-ru", "dead", ["parked"], answer(page("daily.test", "<p>Этот домен продаётся</p>")))
FRONT = page("The Daily Border", "<p>Welcome. " + "News of the day from all over the country. " * 40 + "</p>")
fixed("catch-all", "dead", ["soft-404"], answer(FRONT), answer(FRONT))
fixed("catch-echo", "dead", ["soft-404"], lambda r: answer(page("The Daily Border", f"<p>You asked for {r.path}</p>" + BODY)), lambda r: answer(page("The Daily Border", f"<p>You asked for {r.path}</p>" + BODY)))
redirects("to-home", "dead", ["homepage"], "302 Found", "/", FRONT)
redirects("to-home-301", "dead", ["homepage"], "301 Moved Permanently", lambda r: r.base + "/", FRONT)
redirects("to-home-list", "dead", ["homepage"], "302 Found", "/", page("The Daily Border", f"<a href=/x>{TITLE}</a>" + BODY))
redirects("to-section", "dead", ["homepage"], "302 Found", "/articles/", page("All articles"))
redirects("to-section2", "dead", ["homepage"], "301 Moved Permanently", "/articles/2018/", page("Articles of 2018"))
redirects("to-error", "dead", ["soft-404"], "302 Found", "/error/404.html", page("The Daily Border"))


@behaviour("to-same", "dead", "soft-404", "homepage")
async def _to_same(req):
    if req.path == "/welcome-page.html":
        await req.send(answer(page("Welcome to our new site")))
    else:
        await req.send(answer(b"", "302 Found", ["Location: /welcome-page.html"]))


@behaviour("loop", "dead", "loop")
async def _loop(req):
    await req.send(answer(b"", "302 Found", [f"Location: {req.path}"]))


@behaviour("loop-two", "dead", "loop")
async def _loop_two(req):
    await req.send(answer(b"", "301 Moved Permanently", ["Location: " + ("/b" if req.path != "/b" else "/c")]) if req.path != "/c"
                   else answer(b"", "301 Moved Permanently", ["Location: /b"]))


@behaviour("loop-endless", "dead", "loop")
async def _loop_endless(req):
    n = int(req.path.rsplit("=", 1)[1]) if "=" in req.path else 0
    await req.send(answer(b"", "302 Found", [f"Location: /articles/x?n={n + 1}"]))


@behaviour("loop-cookie", "dead", "loop")
async def _loop_cookie(req):
    await req.send(answer(b"", "302 Found", [f"Location: {req.path}", f"Set-Cookie: n={time.time()}"]))


@behaviour("loop-refresh", "dead", "loop")
async def _loop_refresh(req):
    other = "/b" if req.path != "/b" else "/c"
    await req.send(answer(f'<meta http-equiv=refresh content="0;url={other}">'.encode()))


@behaviour("nowhere", "dead", "protocol")
async def _nowhere(req):
    await req.send(answer(b"", "302 Found"))


@behaviour("bad-location", "dead", "protocol")
async def _bad_location(req):
    await req.send(answer(b"", "302 Found", ["Location: http://300.1.2.3.4.5:99999/"]))


@behaviour("http09", "dead", "protocol")
async def _http09(req):
    await req.send(page())
    req.writer.close()


@behaviour("garbage", "dead", "protocol")
async def _garbage(req):
    await req.send(b"\x00\xff\xfe SSH-2.0-OpenSSH_9.2\r\n" * 20)
    req.writer.close()


@behaviour("always-empty", "dead", "protocol")
async def _always_empty(req):
    req.writer.close()


@behaviour("two-lengths", "dead", "protocol")
async def _two_lengths(req):
    body = page()
    await req.send(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\nContent-Length: 12\r\n\r\n".encode() + body)


@behaviour("bad-chunks", "dead", "protocol", "server-error")
async def _bad_chunks(req):
    await req.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\nhello\r\n")
    req.writer.close()


@behaviour("gzip-bad", "dead", "protocol")
async def _gzip_bad(req):
    await req.send(answer(b"\x1f\x8b\x08\x00" + b"\xff" * 3000, headers=["Content-Encoding: gzip"]))


@behaviour("long-header", "dead", "protocol")
async def _long_header(req):
    await req.send(b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 200000 + b"\r\nContent-Length: 0\r\n\r\n")


@behaviour("endless-headers", "dead", "protocol")
async def _endless_headers(req):
    await req.send(b"HTTP/1.1 200 OK\r\n")
    for i in range(200000):
        await req.send(f"X-H{i}: {'b' * 60}\r\n".encode())


@behaviour("endless-hints", "dead", "protocol")
async def _endless_hints(req):
    for _ in range(200000):
        await req.send(b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n")

# ---- refusals and other things that cannot be told ----
for _status in ("401 Unauthorized", "402 Payment Required", "403 Forbidden", "412 Precondition Failed", "418 I'm a teapot",
                "429 Too Many Requests", "451 Unavailable For Legal Reasons", "999 Request denied", "400 Bad Request",
                "405 Method Not Allowed", "406 Not Acceptable"):
    _code = _status[:3]
    fixed("status-" + _code, "refusal", ["login"] if _code == "401" else ["legal"] if _code == "451" else ["blocked"],
          answer(b"<h1>no</h1>", _status), answer(b"no", _status))
CLOUDFLARE = (b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to "
              b"continue</noscript><script>window._cf_chl_opt={}</script></body></html>")
for _status in ("200 OK", "403 Forbidden", "404 Not Found", "503 Service Unavailable", "429 Too Many Requests"):
    fixed("cloudflare-" + _status[:3], "refusal", ["blocked"], answer(CLOUDFLARE, _status, ["Server: cloudflare"]),
          answer(CLOUDFLARE, _status))
WALLS = {
    "captcha": ("Security", "<p>Please complete the CAPTCHA to go on.</p>", "blocked"),
    "recaptcha": ("Daily", "<form><div class='g-recaptcha'></div></form>", "blocked"),
    "denied": ("Access Denied", "<p>You don't have permission to access this on this server.</p>", "blocked"),
    "robot": ("Are you a robot?", "<p>Our systems have detected unusual traffic from your computer network.</p>", "blocked"),
    "incapsula": ("", "<iframe src='/_Incapsula_Resource?x'></iframe>Request unsuccessful. Incapsula incident ID: 1", "blocked"),
    "datadome": ("daily.test", "<script src='https://ct.captcha-delivery.com/c.js'></script>", "blocked"),
    "consent": ("Before you continue", "<p>We value your privacy. Accept cookies to continue.</p><button>Accept</button>", "blocked"),
    "login": ("Sign in", "<form><input name=u><input type=password name=p></form>", "login"),
    "login2": ("The Daily Border", "<p>You must be logged in to read this.</p>", "login"),
    "region": ("Daily", "<p>This content is not available in your country.</p>", "legal"),
    "script": ("Daily", "<div id=root></div><script src=/app.js></script>", "script"),
    "script2": ("App", "<div id=app>You need to enable JavaScript to run this app.</div><script src=/a.js></script>", "script"),
}
for _name, (_t, _body, _verdict) in WALLS.items():
    fixed("wall-" + _name, "refusal", [_verdict],
          answer(f"<html><head><title>{_t}</title></head><body>{_body}</body></html>".encode()),
          answer(f"<html><head><title>{_t}</title></head><body>{_body}</body></html>".encode()))
redirects("to-login", "refusal", ["login"], "302 Found", "/login?next=/articles", page("Members", "<form action=/login><input type=password></form>" + BODY))
fixed("server-500", "unknown", ["server-error"], answer(b"oops", "500 Internal Server Error"))
fixed("server-503", "unknown", ["server-error"], answer(b"", "503 Service Unavailable"))
fixed("server-522", "unknown", ["server-error"], answer(b"", "522 Connection timed out"))
fixed("retry-late", "unknown", ["server-error"], answer(b"", "503 Service Unavailable", ["Retry-After: 3600"]))
fixed("drifted", "unknown", ["drifted"], answer(page("Ten recipes with winter cabbage", "<p>" + "Cut the cabbage and add salt. " * 60 + "</p>")))
fixed("drifted-near", "unknown", ["drifted"], answer(page("The short history of a customs treaty", "<p>" + "Tariffs were lowered step by step. " * 60 + "</p>")))


@behaviour("always-reset", "unknown", "server-error")
async def _always_reset(req):
    req.reset()


@behaviour("hang", "unknown", "timeout")
async def _hang(req):
    await asyncio.sleep(60)


@behaviour("hang-headers", "unknown", "timeout")
async def _hang_headers(req):
    await req.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    await asyncio.sleep(60)


@behaviour("drip", "unknown", "timeout")
async def _drip(req):
    await req.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(600):
        await req.send(b"<")
        await asyncio.sleep(0.1)


@behaviour("drip-headers", "unknown", "timeout")
async def _drip_headers(req):
    for i in range(600):
        await req.send(b"HTTP/1.1 200 OK\r\nX: "[i:i + 1] or b"x")
        await asyncio.sleep(0.1)


@behaviour("bomb", "unknown", "drifted", "script", "soft-404", "protocol")
async def _bomb(req):
    await req.send(answer(BOMB, headers=["Content-Encoding: gzip"]) if req.is_cited else answer(b"", "404 Not Found"))
BOMB = gzip.compress(b"<title>zeros</title>" + b"0 " * (100 << 19))


@behaviour("portal", "unknown", "offline")
async def _portal(req):
    if req.host.startswith("portal-login"):
        await req.send(answer(page("Hotel")))
    else:
        await req.send(answer(b"", "302 Found", [f"Location: http://portal-login.test:{req.host.split(':')[1]}/"]))
ALONE = {"portal"}  # makes no sense among others


def unsafe(name, target):
    async def handler(req):
        req.server.forbidden_offered += 1
        await req.send(answer(b"", "302 Found", [f"Location: {target}"]))
    BEHAVIOURS[name] = (handler, "unknown", ["unsafe"])


for _i, _target in enumerate([
        "http://10.0.0.1/", "http://192.168.1.1/admin", "http://169.254.169.254/latest/meta-data/", "http://[::1]:8080/",
        "http://[::ffff:10.0.0.1]/", "http://0x0a000001/", "http://167772161/", "http://012.0.0.1/", "http://10.1/",
        "http://[64:ff9b::a00:1]/", "http://[2002:a00:1::]/", "http://100.64.0.1/", "http://198.18.0.1/", "http://[fd00::2]/",
        "http://[fe80::1]/", "http://224.0.0.1/", "http://１０.0.0.1/", "http://10%2E0.0.1/", "file:///etc/passwd",
        "gopher://10.0.0.1/", "ftp://127.0.0.1/", "javascript:alert(1)", "http://private.test/"]):
    unsafe(f"unsafe-{_i}", _target)


# ---- services: what is asked about decides what is answered ----
def service(name):
    def note(handler):
        SERVICES[name] = handler
        return handler
    return note


SERVICES = {}


@service("cdx")
async def _cdx(req):
    if "has-cdx" in req.path or "all-fine" in req.path:
        rows = [["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"],
                ["x", "20180120103000", "http://x.test:80/page", "text/html", "200", "AAAA", "10"],
                ["x", "20180017103000", "http://x.test/page", "text/html", "200", "BBBB", "10"],
                ["x", "20170101103000", "http://x.test/page", "text/html", "200", "CCCC", "10"], [], ["resume"]]
        await req.send(answer(json.dumps(rows).encode(), kind="application/json"))
    elif "has-none" in req.path:
        await req.send(answer(b"[]", kind="application/json"))
    else:
        await req.send(answer(b"org.archive.Exception: Blocked Site Error", "403 Forbidden", kind="text/plain"))


@service("gate")
async def _gate(req):
    if req.path.startswith("/gate/2018"):
        await req.send(answer(page(), headers=["Memento-Datetime: Sat, 20 Jan 2018 10:30:00 GMT"]))
    elif "has-gate" in req.path and "Wed, 17 Jan 2018" in req.headers.get("accept-datetime", ""):
        await req.send(answer(b"", "302 Found", [f"Location: {req.base}/gate/20180120103000/http://x.test/page"]))
    elif "has-none" in req.path:
        await req.send(answer(b"none", "404 Not Found"))
    else:
        await req.send(answer(b"slow down", "429 Too Many Requests", ["Memento-Datetime: Thu, 29 Jan 2015 03:49:04 GMT"]))


@service("available")
async def _available(req):
    closest = {"status": "200", "available": True, "timestamp": "20180117000000",
               "url": "http://web.archive.test/web/20180117000000/http://x.test/"}
    found = {"closest": closest} if "has-available" in req.path else {}
    await req.send(answer(json.dumps({"archived_snapshots": found}).encode(), kind="application/json"))


@service("handles")
async def _handles(req):
    known = "/10.1000/known" in req.path
    await req.send(answer(json.dumps({"responseCode": 1 if known else 100}).encode(), "200 OK" if known else "404 Not Found",
                          kind="application/json"))


class Server:
    """Counts what it is asked for, and how many are at it at once."""

    def __init__(self):
        self.counts = {}
        self.active, self.peaks = {}, {}
        self.forbidden_offered = 0
        self.agents = set()
        self.paths, self.times = [], []  # of all requests
        self.asked = []  # of the services: when and what

    async def talk(self, reader, writer):
        try:
            while True:
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)
                req = Request(self, head, writer)
                self.agents.add(req.headers.get("user-agent", ""))
                self.paths.append((req.host, req.path))
                self.times.append(time.monotonic())
                self.active[req.host] = self.active.get(req.host, 0) + 1
                self.peaks[req.host] = max(self.peaks.get(req.host, 0), self.active[req.host])
                handler = BEHAVIOURS.get(req.name, (None,))[0]
                if req.name == "services":
                    self.asked.append((time.monotonic(), req.path))
                    handler = SERVICES.get(req.path.strip("/").split("/")[0].split("?")[0])
                try:
                    if handler:
                        await handler(req)
                    else:
                        await req.send(answer(page("nobody"), "404 Not Found"))
                finally:
                    self.active[req.host] -= 1
        except (asyncio.IncompleteReadError, asyncio.TimeoutError, asyncio.LimitOverrunError, ConnectionError, OSError):
            pass
        finally:
            writer.close()

    async def listen(self, port=0, context=None, host="127.0.0.1"):
        server = await asyncio.start_server(self.talk, host, port, ssl=context, backlog=1000)
        return server, server.sockets[0].getsockname()[1]
