"""Pages that are gone: error pages with status 200 in many tongues, closed services, domains for sale,
front pages in place of articles, servers that hold nothing.
"""
import asyncio
import json

import sites
from sites import FILLER, answer, article, bare, case, redirect, site


def dead(name, make, others="same", truth="dead", **more):
    def whole(c):
        made = make(c)
        return answer(made) if isinstance(made, str) else made
    case(name, truth, whole, others, **more)


# ---- what the status says ----
for _status in ("404 Not Found", "410 Gone", "404", "404 OK"):
    _n = _status.replace(" ", "-").lower()
    dead("said-" + _n, lambda c, s=_status: answer(site(c, "<h1>Hm.</h1>"), s))
    dead("said-titled-" + _n, lambda c, s=_status: answer(site(c, f"<h1>{c.title}</h1><p>is not here</p>", c.title), s))
dead("said-404-login", lambda c: answer(site(c, "<h1>Log in</h1><form><input type=password></form><p>Enable JavaScript. We use cookies.</p>", "Log in"), "404 Not Found"))
dead("said-404-empty", lambda c: answer("", "404 Not Found"))
dead("said-404-s3", lambda c: answer("<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "404 Not Found", kind="application/xml"))
dead("said-404-pages", lambda c: answer(bare("Site not found · GitLost Pages", "There isn't a Pages site here."), "404 Not Found"))
dead("said-404-express", lambda c: answer(f"Cannot GET {c.path}", "404 Not Found"))
dead("said-404-script", lambda c: answer(bare("", "<div id=root></div><script src=/app.js></script>"), "404 Not Found"))
dead("said-204", lambda c: b"HTTP/1.1 204 No Content\r\n\r\n")
dead("said-404-cut", lambda c: b"HTTP/1.1 404 Not Found\r\nContent-Length: 9999\r\nConnection: close\r\n\r\n<h1>")

# ---- error pages with status 200: heading and sentence, each on a page with menus, in two ways: the rest of
# the site is the same (a catch-all), or answers as it should, so that only words tell ----
TONGUES = {
    "en-1": ("We couldn’t find that page", "It may have been moved, renamed or deleted."),
    "en-2": ("This page doesn’t exist", "Check the address or go to the home page."),
    "en-3": ("Page unavailable", "The page you requested is no longer available on our site."),
    "en-4": ("Well, this is awkward", "The link you followed may be broken, or the page may have been removed."),
    "en-5": ("Article not available", "Sorry, this article has been deleted."),
    "en-6": ("Error: document not found", "The requested document was not found on this server."),
    "en-7": ("Whoops!", "Looks like you followed a bad link. The page you’re looking for can’t be found."),
    "en-8": ("Oops! That page can’t be found.", "It looks like nothing was found at this location. Maybe try a search?"),
    "de-1": ("Hoppla, hier ist nichts", "Die von Ihnen aufgerufene Seite wurde leider nicht gefunden."),
    "de-2": ("Fehler 404", "Der gesuchte Artikel ist nicht mehr verfügbar."),
    "de-3": ("Seite nicht vorhanden", "Die Adresse ist falsch oder die Seite wurde gelöscht."),
    "fr-1": ("Oups !", "Cette page n’existe pas ou a été déplacée."),
    "fr-2": ("Erreur 404", "Désolé, la page demandée est introuvable."),
    "fr-3": ("Contenu indisponible", "Cet article a été supprimé ou n’est plus en ligne."),
    "es-1": ("¡Vaya!", "No hemos podido encontrar la página que buscas."),
    "es-2": ("Error 404", "La página solicitada no existe o ha sido eliminada."),
    "it-1": ("Ops!", "La pagina che stai cercando non esiste o è stata spostata."),
    "it-2": ("Errore 404", "Contenuto non disponibile o rimosso."),
    "pt-1": ("Ops!", "Não conseguimos encontrar a página que você procura."),
    "pt-2": ("Erro 404", "O conteúdo solicitado foi removido ou não existe."),
    "nl-1": ("Oeps!", "Deze pagina kunnen we helaas niet vinden."),
    "nl-2": ("Helaas", "Het artikel dat u zoekt is verwijderd of verplaatst."),
    "pl-1": ("Ups!", "Strona, której szukasz, została usunięta lub przeniesiona."),
    "pl-2": ("Błąd 404", "Taka strona nie istnieje."),
    "cs-1": ("Chyba 404", "Požadovaná stránka nebyla nalezena."),
    "cs-2": ("Jejda!", "Tato stránka už neexistuje nebo byla přesunuta."),
    "sk-1": ("Chyba 404", "Hľadaná stránka sa nenašla."),
    "hu-1": ("Hoppá!", "A keresett oldal nem található."),
    "ro-1": ("Eroare 404", "Pagina căutată nu a fost găsită."),
    "sv-1": ("Hoppsan!", "Sidan du letar efter finns inte längre."),
    "da-1": ("Ups!", "Siden, du leder efter, findes ikke."),
    "no-1": ("Oi!", "Vi fant ikke siden du lette etter."),
    "fi-1": ("Hups!", "Etsimääsi sivua ei löytynyt."),
    "et-1": ("Vabandust", "Otsitud lehekülge ei leitud."),
    "ru-1": ("Упс!", "К сожалению, такой страницы не существует."),
    "ru-2": ("Ошибка 404", "Возможно, страница была удалена или перемещена."),
    "ru-3": ("Материал недоступен", "Запрошенный материал удалён или снят с публикации."),
    "uk-1": ("Помилка 404", "На жаль, сторінку не знайдено."),
    "be-1": ("Памылка 404", "Старонка не знойдзена."),
    "bg-1": ("Грешка 404", "Страницата, която търсите, не е намерена."),
    "sr-1": ("Грешка 404", "Тражена страница није пронађена."),
    "hr-1": ("Ups!", "Stranica koju tražite ne postoji."),
    "el-1": ("Σφάλμα 404", "Η σελίδα που ζητήσατε δεν βρέθηκε."),
    "tr-1": ("Hata 404", "Aradığınız sayfa bulunamadı."),
    "ar-1": ("عذرًا", "الصفحة التي تبحث عنها غير موجودة."),
    "fa-1": ("خطای ۴۰۴", "صفحه‌ای که به دنبال آن هستید پیدا نشد."),
    "he-1": ("אופס!", "הדף המבוקש לא נמצא."),
    "zh-1": ("很抱歉", "您访问的页面不存在或已被删除。"),
    "zh-2": ("404", "抱歉，您要找的頁面不存在。"),
    "ja-1": ("ページが見つかりません", "お探しのページは移動または削除された可能性があります。"),
    "ja-2": ("エラー", "該当する記事は存在しません。"),
    "ko-1": ("오류", "요청하신 페이지를 찾을 수 없습니다."),
    "hi-1": ("त्रुटि 404", "आप जिस पृष्ठ को खोज रहे हैं वह नहीं मिला।"),
    "th-1": ("ขออภัย", "ไม่พบหน้าที่คุณต้องการ"),
    "vi-1": ("Lỗi 404", "Không tìm thấy trang bạn yêu cầu."),
    "id-1": ("Ups!", "Halaman yang Anda cari tidak ditemukan."),
    "ca-1": ("Error 404", "No hem trobat la pàgina que busques."),
    "lt-1": ("Klaida 404", "Puslapis nerastas."),
    "lv-1": ("Kļūda 404", "Lapa nav atrasta."),
}
for _name, (_heading, _words) in TONGUES.items():
    def _make(c, h=_heading, w=_words):
        return site(c, f"<h1>{h}</h1><p>{w}</p>", lang=c.name.split("-")[1])
    dead("soft-" + _name, _make)
    dead("lone-" + _name, _make, None, truth="dead?")
for _codec, _label, _heading, _words in (("cp1251", "", *TONGUES["ru-1"]), ("shift_jis", "; charset=shift_jis", *TONGUES["ja-1"]),
                                         ("gbk", "", *TONGUES["zh-1"]), ("euc_kr", "; charset=iso-8859-1", *TONGUES["ko-1"])):
    dead("soft-in-" + _codec.replace("_", ""), lambda c, k=_codec, label=_label, h=_heading, w=_words:
         answer(f"<html><head><title>{h}</title></head><body><h1>{h}</h1><p>{w}</p></body></html>".encode(k), kind="text/html" + label))
dead("long-menus", lambda c: site(c, "<h1>Nothing here</h1>", long=True))
dead("long-menus-words", lambda c: site(c, "<h1>Page not found</h1>", long=True), None)


async def _restless(c, req):
    """The same for all, but for a ticket, the time and what is read just now."""
    n = req.server.counts[c.host] = req.server.counts.get(c.host, 0) + 1
    read = "".join(f"<li>{t}</li>" for t in (sites.MOST_READ * 2)[n:n + 4])
    return answer(site(c, f"<p>Nothing to show you.</p><ul>{read}</ul><p>Ticket {n * 7919:x}-{n * 104729:x}, 12:0{n}:1{n}</p>", box=False))
case("restless", "dead", _restless, "same")
dead("image-only", lambda c: bare("", '<a href="/"><img src="/img/404.png" alt="Page not found"></a>'))
dead("only-image", lambda c: bare(c.site, '<center><img src="/lost.gif"></center><a href="/">home</a>'))
def told(name, words, **more):
    """WORDS with the address that was asked for, whichever it is."""
    async def send(c, req):
        slug = req.path.rstrip("/").rpartition("/")[2]
        title, main = (w.format(slug=slug, path=req.path, s=c.site) for w in words)
        return answer(site(c, main, title, box=False))
    case(name, "dead", send, "same", **more)


told("slug-in-text", ("{s}", "<p>We looked for “{slug}” in every drawer.</p>"))
told("path-in-text", ("{s}", "<p>The requested URL {path} is unknown to us.</p>"), path="/news/{slug}.html")
told("slug-in-title", ("{slug} - {s}", "<h1>{slug}</h1><p>We have no such thing.</p>"), path="/2016/{slug}", title="A Short Guide to Peat")
told("slug-all", ("{slug}", "<h1>{path}</h1>"), path="/{slug}", title="Who Counts the Reindeer")

# ---- the cited title on a page that does not have the work ----
ECHOES = {
    "not-found": "Page not found: {t}", "not-found-after": "{t} – Page not found", "not-found-site": "{t} | Page not found | {s}",
    "error-404": "Error 404: {t}", "404-after": "{t} (404)", "results": "Search results for “{t}”", "results-site": "Search Results for: {t} | {s}",
    "searched": "You searched for {t} - {s}", "search-colon": "Search: {t} – {s}", "nothing": "Nothing found for {t}", "no-results": "No results for &quot;{t}&quot;",
    "zero": "0 results for {t}", "de": "Seite nicht gefunden: {t}", "de-search": "Suchergebnisse für „{t}“ – {s}", "fr": "Page introuvable : {t}",
    "fr-search": "Résultats de recherche pour « {t} »", "es": "Página no encontrada: {t}", "es-search": "Resultados de la búsqueda de {t}",
    "ru": "Страница не найдена: {t}", "ru-search": "Результаты поиска: {t}", "removed": "{t} has been removed",
    "it-search": "Risultati della ricerca per {t}", "pl-search": "Wyniki wyszukiwania dla: {t}", "not-here": "Not found: {t}",
    "unavailable": "{t} is no longer available",
}
for _name, _words in ECHOES.items():
    def _make(c, words=_words, head=""):
        shown = words.format(t=c.title, s=c.site)
        return site(c, f"<h1>{shown.replace(' | ' + c.site, '')}</h1><form action=/search><input name=s value=x></form><p>Try again with other words.</p>", shown, head)
    dead("echo-" + _name, _make, None)
    dead("echo-all-" + _name, lambda c, make=_make, w=_words: make(c, head=f'<meta property="og:title" content="{w.format(t=c.title, s=c.site)}">'))
for _name, _words in {"unknown": "Unknown: {t}", "gone": "Gone: {t}", "leider": "Leider nicht da: {t}"}.items():
    dead("echo-odd-" + _name, lambda c, w=_words: bare(w.format(t=c.title), f"<h1>{w.format(t=c.title)}</h1><p><a href=/>Home</a></p>"), None, truth="dead?")
for _name, _words in {"sorry": "Sorry, “{t}” could not be found.", "looked": "You searched for {t}. Try fewer words.", "gone": "The article {t} is no longer available.",
                      "de": "Der Artikel „{t}“ existiert nicht mehr.", "results": "0 results for {t}", "fr": "L’article « {t} » n’existe plus."}.items():
    dead("echo-text-" + _name, lambda c, w=_words: bare(c.site, f"<p>{w.format(t=c.title)}</p><p><a href=/>Home</a></p>"), None, truth="dead?")
dead("echo-h1-only", lambda c: site(c, f"<h1>No results for “{c.title}”</h1><p>Check your spelling.</p>"), None)
dead("echo-title-then-h1", lambda c: site(c, "<h1>Page not found</h1><p>Sorry.</p>", f"{c.title} | {c.site}"), None, truth="dead?")
dead("echo-text", lambda c: site(c, f"<h1>Page not found</h1><p>We could not find “{c.title}”. Sorry.</p>", f"Page not found | {c.site}"), None)
dead("echo-most-read", lambda c: site(c, f"<h1>Not found</h1><p>Read instead:</p><ul><li>{c.title}</li></ul>", f"Not found – {c.site}"), None, truth="dead?")

# ---- services that closed, accounts that left ----
CLOSED = {
    "medium": ("Tedium", "<h1>PAGE NOT FOUND</h1><h2>404</h2><p>Out of nothing, something. You can find (just about) anything on Tedium, apparently even a page that doesn’t exist.</p>"),
    "drive": ("Cloud Drive", "<p>Sorry, the file you have requested does not exist. Make sure that you have the correct URL and that the owner of the file hasn't deleted it.</p>"),
    "docs": ("Cloud Docs", "<p>Sorry, the file you have requested has been deleted.</p>"),
    "dropbox": ("Box - Link not found", "<h1>That file isn’t here anymore</h1><p>Someone might’ve deleted the file or disabled the link.</p>"),
    "transfer": ("Transfer", "<p>This link has expired. Files are kept for seven days.</p>"),
    "blog": ("Blog not found", "<p>Sorry, the blog you were looking for does not exist. However, the name is available to register!</p>"),
    "blog-removed": ("Blog has been removed", "<p>Sorry, the blog has been removed.</p>"),
    "wp-com": ("Example Blogs", "<p>The authors have deleted this site.</p>"),
    "journal": ("Deleted Account", "<p>This journal has been deleted and purged.</p>"),
    "tube": ("Tube", "<p>Video unavailable. This video has been removed by the uploader.</p>"),
    "tube-account": ("Tube", "<p>This video is no longer available because the account associated with it has been terminated.</p>"),
    "chirper": ("Chirper", "<p>This account doesn’t exist. Try searching for another.</p>"),
    "code": ("GitLost", "<p>This repository has been removed or made unavailable.</p>"),
    "slides": ("Slides", "<p>The presentation you are trying to view has been deleted or is private.</p>"),
    "docs-host": ("Scrolls", "<p>This document has been removed from Scrolls.</p>"),
    "forum": ("The Forum - Information", "<p>The requested topic does not exist.</p>"),
    "forum-2": ("vBulletin Message", "<p>Invalid Thread specified. If you followed a valid link, please notify the administrator</p>"),
    "shop": ("Shop", "<p>Sorry, this shop is currently unavailable.</p>"),
    "geo": ("Homesteads", "<p>We closed Homesteads in 2009. Sorry, the web site you were trying to reach is no longer available.</p>"),
    "groups": ("Groups", "<p>The group was shut down. Content is no longer accessible.</p>"),
    "sunset": ("Thank you", "<p>After eleven years the magazine has closed. Thank you to all our readers.</p>"),
    "service": ("Goodbye", "<p>This service has been discontinued and its pages were taken offline.</p>"),
    "repository": ("Repository", "<h1>Item withdrawn</h1><p>The item has been withdrawn from the repository.</p>"),
    "ojs": ("Journal", "<p>The requested article is not available or does not exist.</p>"),
    "record": ("Catalogue", "<p>Record not found.</p>"), "id": ("Details", "<p>Invalid article ID.</p>"),
    "expired-ad": ("Board", "<p>This listing has expired.</p>"),
}
for _name, (_title, _words) in CLOSED.items():
    dead("closed-" + _name, lambda c, t=_title, w=_words: bare(t, w + '<p><a href="/">Home</a> <a href="/help">Help</a></p>'))
    if _name == "sunset":  # a farewell in words of its own
        sites.CASES["closed-sunset"].truth = "dead?"
    if _name not in ("sunset", "transfer", "geo", "shop"):
        dead("closed-one-" + _name, lambda c, t=_title, w=_words: bare(t, w + '<p><a href="/">Home</a> <a href="/help">Help</a></p>'), None, truth="dead?")

# ---- hosts without a site ----
HOSTING = {
    "nginx": ("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>"),
    "apache": ("Apache2 Debian Default Page: It works", "<h1>It works!</h1><p>This is the default welcome page used to test the correct operation of the Apache2 server.</p>"),
    "apache-old": ("", "<h1>It works!</h1>"), "iis": ("IIS Windows Server", "<a href='http://go.test/fwlink'><img src='iisstart.png' alt='IIS'></a>"),
    "cpanel": ("Default Web Site Page", "<h1>SORRY!</h1><p>If you are the owner of this website, please contact your hosting provider.</p>"),
    "suspended": ("Account Suspended", "<p>This Account has been suspended. Contact your hosting provider for more information.</p>"),
    "suspended-2": ("Website suspended", "<p>This website has been suspended for non-payment.</p>"),
    "plesk": ("Domain Default page", "<p>If you are seeing this message, the website for this domain is not available at this time.</p>"),
    "centos": ("Test Page for the HTTP Server on Linux", "<p>This page is used to test the proper operation of the HTTP server after it has been installed.</p>"),
    "construction": ("Under Construction", "<h1>Coming soon</h1><p>This site is under construction. Please check back later.</p>"),
    "soon": ("Coming Soon", "<p>We are working on something new.</p>"), "index": ("Index of /", "<h1>Index of /</h1><ul><li><a href='cgi-bin/'>cgi-bin/</a></li></ul>"),
    "builder": ("", "<p>Looks like this domain isn’t connected to a website yet!</p>"), "heroku": ("No such app", "<p>There’s nothing here, yet.</p>"),
    "netlify": ("Site not found", "<p>Looks like you’ve followed a broken link or entered a URL that doesn’t exist on this host.</p>"),
    "registrar": ("", "<p>This domain has been registered through Cheapnames. If you are the owner, log in to start building your site.</p>"),
    "de": ("", "<p>Hier entsteht eine neue Internetpräsenz.</p>"), "fr": ("", "<p>Site en construction</p>"),
    "ru": ("", "<p>Сайт находится в стадии разработки. Домен зарегистрирован и готов к использованию.</p>"),
    "ru-blocked": ("Сайт отключён", "<p>Сайт отключён за неуплату хостинга.</p>"), "expired": ("", "<p>This website’s hosting plan has expired.</p>"),
    "pl": ("", "<p>Strona w budowie</p>"), "es": ("Sitio en construcción", "<p>Próximamente</p>"), "ja": ("", "<p>準備中です。しばらくお待ちください。</p>"),
}
for _name, (_title, _words) in HOSTING.items():
    dead("host-" + _name, lambda c, t=_title, w=_words: bare(t, w))
PARKED = {
    "sale": ("{h}", "<h1>{h} is for sale!</h1><p>Get this domain. Buy now for $2,995 or make an offer.</p>"),
    "sale-2": ("{h} - Premium domain", "<p>The domain {h} may be for sale. Click here to inquire.</p>"),
    "links": ("{h}", "<p>Related Searches</p><ul><li>Cheap flights</li><li>Car insurance</li><li>Online degrees</li></ul><p>The sponsored listings displayed above are served by a third party.</p>"),
    "expired": ("{h} has expired", "<p>Renew now. This domain name expired on 3 March and is pending renewal or deletion.</p>"),
    "free": ("{h}", "<p>This Web page is parked for FREE, courtesy of the registrar.</p>"),
    "lander": ("", "<script>window.onload=function(){{window.location.href='/lander'}}</script>"),
    "frames": ("{h}", "<iframe src='https://parking.test/?d={h}'></iframe><script src='//parkingcrew.net/x.js'></script>"),
    "de": ("{h}", "<p>Diese Domain ist zu verkaufen. Preis auf Anfrage.</p>"), "fr": ("{h}", "<p>Ce nom de domaine est à vendre</p>"),
    "ru": ("{h}", "<p>Домен {h} продаётся</p>"), "es": ("{h}", "<p>Este dominio está en venta</p>"), "zh": ("{h}", "<p>此域名可出售，请联系</p>"),
    "ja": ("{h}", "<p>このドメインは現在使われておりません</p>"), "hosting-ad": ("{h}", "<p>This domain was registered by a customer of Hostco and is parked here.</p>"),
    "auction": ("{h}", "<p>This domain is listed at auction. Bid now.</p>"), "backorder": ("{h}", "<p>The domain is available for backorder.</p>"),
}
for _name, (_title, _words) in PARKED.items():
    dead("parked-" + _name, lambda c, t=_title, w=_words: bare(t.format(h=c.host), w.format(h=c.host)))
dead("squatted", lambda c: article(c, "Best online casino bonus 2026", h1="Play slots now"), truth="dead?")
dead("other-article", lambda c: article(c, "Five soups for a cold evening", h1="Five soups for a cold evening"), None, truth="dead?")

# ---- nothing, or less ----
EMPTY = {"none": "", "blank": "  \r\n\r\n ", "shell": "<html></html>", "bodies": "<!DOCTYPE html><html><head></head><body></body></html>", "comment": "<!-- x -->",
         "null": "null", "list": "[]", "object": "{}", "bom": "\ufeff", "br": "<html><body><br>&nbsp;</body></html>", "title": "<html><head><title></title></head><body> </body></html>"}
for _name, _body in EMPTY.items():
    dead("empty-" + _name, lambda c, b=_body: answer(b))
    dead("empty-one-" + _name, lambda c, b=_body: answer(b), None)
dead("empty-pdf", lambda c: answer("", kind="application/pdf"), None)
dead("empty-json", lambda c: answer("{}", kind="application/json"), None)
BRIEF = ["404 page not found\n", "File not found.", "No input file specified.", "Not Found", "not found", "Error 404", "Bad request: unknown id", "Page does not exist",
         "Article does not exist", "ERROR: no such document", "Invalid request", "The file you requested could not be located."]
for _i, _body in enumerate(BRIEF):
    dead(f"brief-{_i}", lambda c, b=_body: answer(b))
    dead(f"brief-text-{_i}", lambda c, b=_body: answer(b, kind="text/plain"), None, truth="dead?")
JSON = [{"error": "Not Found"}, {"status": 404, "message": "No route"}, {"success": False, "error": {"code": "not_found"}}, {"detail": "Not found."}, {"errors": [{"title": "Resource not found"}]}]
for _i, _body in enumerate(JSON):
    dead(f"json-{_i}", lambda c, b=_body: answer(json.dumps(b), kind="application/json"))
    dead(f"json-one-{_i}", lambda c, b=_body: answer(json.dumps(b), kind="application/json"), None, truth="dead?")
dead("xml-error", lambda c: answer("<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>", kind="application/xml"), None)
dead("shell-json", lambda c: bare("App", '<div id=app></div><script>window.__STATE__={"status":404,"error":"not found"}</script>'), truth="dead?")
# Errors of the machinery, shown with status 200: no proof of death, and not the page.
TROUBLE = ["Error establishing a database connection", "Warning: mysql_connect(): Access denied for user 'web'@'localhost' in /var/www/db.php on line 12",
           "Fatal error: Uncaught Error: Call to undefined function mysql_query() in /var/www/index.php:3", "Microsoft OLE DB Provider for ODBC Drivers error '80004005'",
           "Server Error in '/' Application. Runtime Error. Description: An exception occurred", "HTTP Status 500 – Internal Server Error",
           "The site is under maintenance. Please come back later.", "Service temporarily unavailable", "SQLSTATE[HY000] [2002] Connection refused",
           "An unexpected error occurred. The website encountered an unexpected error. Please try again later."]
for _i, _body in enumerate(TROUBLE):
    dead(f"trouble-{_i}", lambda c, b=_body: bare("", f"<p>{b}</p>"), truth="dead?")

# ---- sent elsewhere ----
FRONT = "<h1>Welcome</h1><p>" + FILLER * 6 + "</p>"
WAYS = {
    "home": ("/", "301 Moved Permanently"), "home-302": ("http://{host}/", "302 Found"), "home-index": ("/index.html", "302 Found"),
    "home-query": ("/?from=old", "302 Found"), "home-language": ("/en/", "302 Found"), "not-found": ("/404.html", "302 Found"),
    "error": ("/error?code=404", "302 Found"), "error-aspx": ("/Errors/NotFound.aspx?aspxerrorpath={path}", "302 Found"),
    "search": ("/search?q={slug}", "302 Found"), "sitemap": ("/sitemap", "302 Found"), "page-404": ("/page-404/", "301 Moved Permanently"),
    "home-php": ("/index.php", "302 Found"), "home-hash": ("/#/", "302 Found"), "home-default": ("/default.aspx", "302 Found"),
}
for _name, (_where, _status) in WAYS.items():
    def _then(c, name=_name):
        words = "<h1>Sorry</h1><p>We could not find what you wanted.</p>" if name in ("not-found", "error", "error-aspx", "page-404") else FRONT
        return site(c, words)
    _send, _rest = redirect(_where, _status, then=_then)
    case("sent-" + _name, "dead" if _name not in ("search", "sitemap", "home-language") else "dead?", _send, _rest)


async def _all_home(c, req):
    return answer(site(c, FRONT)) if req.path == "/welcome" else answer("", "302 Found", ["Location: /welcome"])
case("sent-all-welcome", "dead", _all_home, "same")


async def _new_owner(c, req):
    if req.host.startswith("owner."):
        return answer(site(c, FRONT, "The New Owner Group"))
    return answer("", "301 Moved Permanently", [f"Location: http://owner.{req.host}/"])
case("sent-new-owner", "dead", _new_owner, "same", hosts=["owner.sent-new-owner"])


async def _section(c, req):
    if req.path == "/news/":
        return answer(site(c, "<h1>News</h1>" + FILLER * 5, "News"))
    return answer("", "301 Moved Permanently", ["Location: /news/"]) if c.is_cited(req) else sites.gone(c)
case("sent-section", "dead", _section, _section, path="/news/2016/{slug}")
for _i, _meta in enumerate(('<meta http-equiv="refresh" content="0;url=/">', '<meta http-equiv="refresh" content="5; url=http://{h}/index.html">')):
    async def _front(c, req):
        return answer(site(c, FRONT)) if req.path in ("/", "/index.html") else sites.gone(c)

    case(f"refresh-home-{_i}", "dead", lambda c, m=_meta: answer(bare("", "We moved some things.", m.replace("http://{h}", ""))), _front)
LOOPS = {"self": "{path}", "pair": "/b{path}", "grow": "{path}/x"}


async def _loop(c, req):
    where = {"self": req.path, "pair": req.path[2:] if req.path.startswith("/b/") else "/b" + req.path, "grow": req.path + "x",
             "cookie": req.path}[c.name[5:]]
    return answer("", "302 Found", [f"Location: {where}", f"Set-Cookie: n={req.count()}"] if c.name == "loop-cookie" else [f"Location: {where}"])
for _name in ("self", "pair", "grow", "cookie"):
    case("loop-" + _name, "dead", _loop, "same")
case("loop-refresh", "dead?", lambda c: answer(bare("", "", f'<meta http-equiv="refresh" content="0;url={c.path}?again">')), "same")
NOWHERE = {"none": [], "empty": ["Location:"], "bad": ["Location: http:///"], "port": ["Location: http://x.test:99999/"], "mail": ["Location: mailto:x@y.test"]}
for _name, _headers in NOWHERE.items():
    dead("nowhere-" + _name, lambda c, h=_headers: answer("", "302 Found", h), None, truth="dead" if _name in ("none", "bad", "port") else "dead?")


# ---- no HTTP ----
def raw(name, *parts, truth="dead?"):
    async def send(c, req):
        for part in parts:
            await req.send(part)
            await asyncio.sleep(0)
        req.writer.close()
    case("raw-" + name, truth, send, "same")


raw("nothing")
raw("ssh", b"SSH-2.0-OpenSSH_8.4\r\n")
raw("smtp", b"220 mail.test ESMTP ready\r\n")
raw("http09", b"<html><title>Old</title></html>")
raw("binary", bytes(range(256)) * 8)
raw("status-line", b"HTTP/1.1 abc Nope\r\n\r\n")
raw("no-end", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
raw("lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\n0123456789")
raw("chunks", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnope\r\n")
raw("negative", b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n")
raw("endless-line", b"HTTP/1.1 200 " + b"O" * 400000)
raw("endless-header", b"HTTP/1.1 200 OK\r\nX: " + b"a" * 900000)
raw("headers", b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 90000)
raw("gzip", b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 60\r\n\r\n\x1f\x8b\x08\0" + b"\xfe" * 56)
