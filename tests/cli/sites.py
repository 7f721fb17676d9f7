"""Web sites as a list of references meets them: the common part of sites_living.py, sites_dead.py
and sites_refusing.py.

A case is one cited page on a host of its own.  Its truth is what a reader with a browser would find:
"living" (the cited page), "dead" (not there any more), "refusal" (cannot be told by a program), or one of these
with "?": the page is so odd that "unknown" is right too.
"""
import asyncio
import os
import sys

import web_server as web

CITED = [
    ("Tides and Tariffs: Harbour Towns after the Customs Reform", "Okonjo-Brandt", "The Harbour Courier"),
    ("A Short Guide to Restoring Peat Bogs", "Lindqvist", "Moorland Trust"),
    ("Who Counts the Reindeer?", "Sarre", "Northern Gazette"),
    ("Measuring Nitrate in Village Wells, 1998–2016", "Abubakr", "Institute of Rural Water"),
    ("Letters from the Lighthouse Keeper’s Daughter", "Penhallow", "Coastal Archive"),
    ("Annual Report of the River Commission 2014", "River Commission", "River Commission"),
    ("Bread Prices and Ballots in Small Republics", "Weidenfeller", "Journal of Market Squares"),
    ("The Night Trains Return to Upper Valdova", "Tchen", "Valdova Today"),
]
SHIFT = int(os.environ.get("SITES_SHIFT", "0"))  # other titles and addresses for the same cases
PATHS = ["/2016/03/{slug}/", "/news/{slug}.html", "/index.php/jms/article/view/{n}", "/en/stories/{slug}", "/{slug}.htm",
         "/publications/details.php?id={n}", "/handle/2231/{n}", "/archive/2014/{n}-{slug}"]
NAV = ("Home", "News", "Politics", "Economy", "Culture", "Science", "Opinion", "Archive", "About us", "Contact", "Newsletter",
       "Imprint", "Privacy", "Terms of use", "Advertise", "Jobs")
MOST_READ = ("Ferry strike enters its second week", "Council votes on the new bridge", "Five soups for a cold evening",
             "What the census does not ask", "Museum reopens its east wing", "A village without a postman")
FILLER = ("The commission met again in the spring, and the minutes run to forty pages. Farmers, teachers and two "
          "former ministers were heard. Nobody expected the vote to be so close. ")


BOX = '<form action="/login" class="hidden"><input name="user"><input type="password" name="pw"><button>Log in</button></form>'


class Case:
    def __init__(self, name, truth, number, title=None, path=None, **record):
        cited = CITED[number % len(CITED)]
        self.name, self.truth = name, truth
        self.title = title or cited[0]
        self.author, self.site = cited[1:]
        self.slug = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in self.title).lower().split()[:6]) or "page"
        self.path = (path or PATHS[number % len(PATHS)]).format(slug=self.slug, n=1000 + number)
        self.host = f"{name}-0.test"
        self.record = record
        self.hosts, self.made_by = (), ""

    def is_cited(self, req):
        return req.path.split("#")[0] == self.path.split("#")[0]


CASES = {}


def what_module():
    """Who of sites_*.py asked for the case."""
    frame = sys._getframe(2)
    while frame.f_globals["__name__"] == __name__:
        frame = frame.f_back
    return frame.f_globals["__name__"]


def case(name, truth, answers, others=None, hosts=(), **more):
    """ANSWERS and OTHERS (the rest of the site; "same": whatever is asked for): bytes, or a function of the
    case, or a coroutine of case and request that sends by itself.  HOSTS: further host names."""
    assert name not in CASES, name
    module = what_module()
    c = Case(name, truth, sum(other.made_by == module for other in CASES.values()) + SHIFT, **more)
    rest = answers if others == "same" else others if others is not None else gone

    async def handler(req):
        what = answers if c.is_cited(req) else rest
        if callable(what):
            what = await what(c, req) if asyncio.iscoroutinefunction(what) else what(c)
        if what is not None:
            await req.send(what)
    c.hosts, c.made_by = hosts, module
    CASES[name] = c
    web.BEHAVIOURS[name] = (handler, truth, ())
    for host in hosts:
        web.BEHAVIOURS[host] = (handler, truth, ())


def answer(body, status="200 OK", headers=(), kind="text/html; charset=utf-8", **more):
    return web.answer(body if isinstance(body, bytes) else body.encode(), status, headers, kind, **more)


def bare(title="", body="", head=""):
    """A page without anything around it."""
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def site(c, main, title=None, head="", lang="en", long=False, box=True):
    """A page with what sites put around it: menus, the day's most read, a box to log in, counters."""
    links = "".join(f'<li><a href="/{n.lower().replace(" ", "-")}">{n}</a></li>' for n in NAV)
    read = "".join(f'<li><a href="/2021/{i}/{n.lower().replace(" ", "-")}">{n}</a><p>{FILLER if long else ""}</p></li>'
                   for i, n in enumerate(MOST_READ * (4 if long else 1)))
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{c.site if title is None else title}</title>{head}
<link rel="stylesheet" href="/theme/style.css?v=3"><script src="/js/jquery.min.js"></script>
<script>window.dataLayer = window.dataLayer || []; function gtag(){{dataLayer.push(arguments);}} gtag('js', new Date());</script>
</head><body class="page"><header><a href="/" class="logo">{c.site}</a><nav><ul>{links}</ul></nav>
<form action="/search"><input name="q" placeholder="Search"><button>Search</button></form>
{BOX if box else ""}</header>
<main>{main}</main>
<aside><h3>Most read</h3><ol>{read}</ol></aside>
<footer><p>© {c.site}. All rights reserved.</p><div class="cookie-bar">This site uses cookies. <button>Accept</button></div></footer>
<script async src="/js/site.js"></script></body></html>"""


def article(c, title=None, head="", h1=None, text=FILLER * 12, **more):
    """The living page: TITLE its title element, H1 its heading (""; none)."""
    heading = c.title if h1 is None else h1
    return site(c, (f"<h1>{heading}</h1>" if heading else "") + f"<p class=by>By {c.author}</p><p>{text}</p>",
                f"{c.title} | {c.site}" if title is None else title, head, **more)


def gone(c):
    return answer(site(c, "<h1>404</h1><p>Not found.</p>", "Not found"), "404 Not Found")


def redirect(where, status="302 Found", headers=(), then=None):
    """WHERE may name {slug}, {host} and {path} of the case; THEN is what stands there."""
    async def send(c, req):
        target = where.format(slug=c.slug, host=req.host, path=c.path, port=req.host.partition(":")[2])
        return answer(b"", status, [f"Location: {target}", *headers])

    async def rest(c, req):
        target = where.format(slug=c.slug, host=req.host, path=c.path, port=req.host.partition(":")[2])
        path = "/" + target.split("//", 1)[-1].partition("/")[2] if "//" in target else target
        if then and req.path == path:
            return answer(then(c)) if isinstance(then(c), str) else then(c)
        return gone(c)
    return send, rest
