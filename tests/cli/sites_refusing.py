"""Pages that a program cannot see: walls against robots, consent and log-in pages, shells of scripts,
laws, servers in trouble.  None of them is proof that the page is gone.
"""
import asyncio

from sites import FILLER, answer, article, bare, case, redirect, site


def refusal(name, make, others="same", truth="refusal", **more):
    def whole(c):
        made = make(c)
        return answer(made) if isinstance(made, str) else made
    case(name, truth, whole, others, **more)


for _status in ("400 Bad Request", "401 Unauthorized", "402 Payment Required", "403 Forbidden", "405 Not Allowed", "406 Not Acceptable", "409 Conflict", "412 Precondition Failed",
                "418 I'm a teapot", "421 Misdirected Request", "423 Locked", "425 Too Early", "426 Upgrade Required", "428 Precondition Required", "429 Slow Down",
                "431 Too Large", "444 No Response", "451 Unavailable For Legal Reasons", "456 x", "460 x", "463 x", "494 x", "495 x", "498 x", "499 x",
                "500 Oops", "501 Not Implemented", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout", "505 x", "507 x", "508 x", "509 Bandwidth Limit Exceeded",
                "511 Network Authentication Required", "520 x", "521 Web server is down", "522 x", "523 x", "524 x", "525 x", "526 x", "527 x", "529 x", "530 x", "561 x", "598 x", "599 x", "999 Request denied"):
    refusal("status-" + _status[:3], lambda c, s=_status: answer(bare("Not found?", "<h1>Page not found</h1>" if s[:3] in ("403", "500") else "<p>no</p>"), s))
refusal("status-500-full", lambda c: answer(article(c), "500 Internal Server Error"))
refusal("status-403-full", lambda c: answer(article(c), "403 Forbidden"))
refusal("status-503-home", lambda c: answer(site(c, "<h1>Back soon</h1>", "Maintenance"), "503 Service Unavailable"))
refusal("status-202", lambda c: answer("", "202 Accepted", ["x-amzn-waf-action: challenge"]))
refusal("status-202-script", lambda c: answer(bare("", '<div id="challenge-container"></div><script src="/x/challenge.js"></script>'), "202 Accepted"))

# ---- walls by name: title, body, and the statuses they come with ----
SCRIPT = "<script>(function(){var a=window,b='_q9';a[b]=function(c){return c.split('').map(function(d){return d.charCodeAt(0)^23}).join('')};})();</script>"
WALLS = {
    "cf-moment": ("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript><script>window._cf_chl_opt={cType:'managed'}</script>", (403, 503, 200, 429)),
    "cf-checking": ("Please Wait... | Cloudflare", "<p>Checking your browser before accessing the site. This process is automatic.</p>", (503, 200)),
    "cf-blocked": ("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1><p>You are unable to access this site. Cloudflare Ray ID: 7aa</p>", (403, 200)),
    "cf-1020": ("Access denied | site used Cloudflare to restrict access", "<h1>Error 1020</h1><p>This website is using a security service to protect itself from online attacks.</p>", (403, 200)),
    "cf-1015": ("Access denied", "<h1>Error 1015</h1><p>You are being rate limited. The owner of this website has banned you temporarily.</p>", (429, 200)),
    "akamai": ("Access Denied", "<h1>Access Denied</h1>You don't have permission to access this page on this server.<p>Reference #18.2d351ab8.1557333295.a4e16ab</p>", (403, 200)),
    "akamai-script": ("", "<script src='/akam/13/5f2a' defer></script><script src='/_sec/cp_challenge/verify'></script>", (200, 403)),
    "incapsula": ("", "<iframe id='main-iframe' src='/_Incapsula_Resource?CWUDNSAI=9&xinfo=1'>Request unsuccessful. Incapsula incident ID: 77</iframe>", (200, 403)),
    "imperva": ("Pardon Our Interruption", "<p>As you were browsing something about your browser made us think you were a bot.</p>", (200, 403)),
    "datadome": ("site.test", "<p id=cmsg>Please enable JS and disable any ad blocker</p><script data-cfasync=false src='https://ct.captcha-delivery.com/c.js'></script>", (403, 200, 405)),
    "perimeterx": ("Access to this page has been denied", "<p>Press &amp; Hold to confirm you are a human (and not a bot). Reference ID 77</p><div id=px-captcha></div>", (403, 200)),
    "aws": ("Human Verification", "<script src='https://x.awswaf.test/captcha.js'></script><div id=captcha-container></div><script>AwsWafIntegration.getToken()</script>", (405, 202, 200)),
    "sucuri": ("Sucuri Website Firewall - Access Denied", "<p>Block reason: Bad bot access attempt.</p>", (403, 200)),
    "sucuri-js": ("You are being redirected...", "<noscript>Javascript is required. Please enable javascript before you are allowed to see this page.</noscript><script>var s={};s='sucuri_cloudproxy';</script>", (200, 307)),
    "ddos-guard": ("DDoS-Guard", "<p>Checking your browser before accessing</p><script src='/.well-known/ddos-guard/check'></script>", (403, 200)),
    "qrator": ("401", "<p>HTTP 401 Forbidden</p><hr>qrator<script src='/__qrator/qauth.js'></script>", (401, 200)),
    "anubis": ("Making sure you're not a bot!", "<img src='/.within.website/x/cmd/anubis/static/img/pensive.webp'><p>Protected by Anubis. Calculating...</p>", (200, 401)),
    "go-away": ("Checking you are not a bot", "<p>Protected by go-away</p><script src='/.well-known/.git.gammaspectra.live/x/challenge.mjs'></script>", (200, 403)),
    "yandex": ("Ой!", "<p>Подтвердите, что запросы отправляли вы, а не робот</p><div class=CheckboxCaptcha></div>", (200, 429)),
    "browser-ru": ("Проверка браузера", "<p>Пожалуйста, подождите, идёт проверка вашего браузера.</p>" + SCRIPT, (200, 503)),
    "testcookie": ("", "<script src='/aes.min.js'></script><script>function toNumbers(d){}document.cookie='__test='+toHex(slowAES.decrypt(c,2,a,b));location.href='/?i=1';</script><noscript>This site requires Javascript to work</noscript>", (200,)),
    "google": ("Sorry...", "<p>Our systems have detected unusual traffic from your computer network.</p>", (429, 200)),
    "vercel": ("Vercel Security Checkpoint", "<p>We're verifying your browser</p>", (429, 200)),
    "shape": ("", "<p>Your support ID is: 1234567890.</p><p>The requested URL was rejected. Please consult with your administrator.</p>", (200, 403)),
    "fortiweb": ("Web Page Blocked!", "<p>The page cannot be displayed. Please contact the administrator. Attack ID: 20000051</p>", (200, 403)),
    "barracuda": ("Request blocked", "<p>The request has been blocked by the web application firewall.</p>", (200, 403)),
    "wordfence": ("Your access to this site has been limited", "<p>Your access to this service has been limited by the site owner. HTTP response code 503</p>", (503, 200)),
    "modsec": ("Not Acceptable!", "<p>An appropriate representation of the requested resource could not be found on this server. This error was generated by Mod_Security.</p>", (406,)),
    "siteground": ("Robot Challenge Screen", "<script src='/.well-known/sgcaptcha/x'></script><p>Checking the site connection security</p>", (202, 200)),
    "hcaptcha": ("One more step", "<p>Please complete the security check to access this page.</p><div class=h-captcha></div>", (200, 403)),
    "rate": ("Too Many Requests", "<p>You have sent too many requests in a given amount of time.</p>", (429, 200)),
    "elsevier": ("Are you a robot?", "<p>Please confirm you are a human by completing the captcha challenge below.</p>", (200, 403)),
    "jstor": ("Access Check", "<p>Our systems have detected unusual traffic activity from your network. Please complete this reCAPTCHA.</p>", (200, 403)),
    "ssrn": ("Client Challenge", "<noscript>JavaScript is disabled in your browser.</noscript>" + SCRIPT, (200,)),
}
REASONS = {200: "200 OK", 202: "202 Accepted", 307: "200 OK", 401: "401 Unauthorized", 403: "403 Forbidden", 405: "405 Method Not Allowed", 406: "406 Not Acceptable", 429: "429 Too Many Requests", 503: "503 Service Unavailable"}
for _name, (_title, _words, _codes) in WALLS.items():
    for _code in _codes:
        refusal(f"wall-{_name}-{_code}", lambda c, t=_title, w=_words, s=_code: answer(bare(t, w), REASONS[s]))
refusal("wall-json", lambda c: answer('{"url":"https://geo.captcha-delivery.com/captcha/?x=1"}', "403 Forbidden", kind="application/json"))
refusal("wall-404", lambda c: answer(bare("Just a moment...", "<script>window._cf_chl_opt={}</script>"), "404 Not Found", ["cf-mitigated: challenge"]))

# ---- walls that nobody knows: the same on every address, with status 200; only their build tells.  In
# many tongues, so that no table of words has them all ----
TOKEN = "<form id=f method=post action='/.verify'><input type=hidden name=t value=9f3c><input type=hidden name=r value=1></form><script>document.getElementById('f').submit()</script>"
UNKNOWN = {
    "script-only": ("", SCRIPT * 3, "", ()),
    "script-src": ("", "<script src='/7f3a/9c.js?v=aa'></script>", "", ()),
    "script-and-word": ("…", "<p>Stand by.</p>" + SCRIPT, "", ()),
    "spinner": ("", "<div class=spinner></div><p>Hold on, we are looking at your connection.</p><script src='/s/a.js'></script>", '<meta name="robots" content="noindex,nofollow">', ()),
    "noindex": ("Un instant", "<p>Nous examinons votre navigateur.</p>" + SCRIPT, '<meta name="robots" content="noindex">', ()),
    "token-form": ("", "<p>Uno momento, per favore.</p>" + TOKEN, "", ()),
    "cookie-set": ("Moment", "<p>Ihre Anfrage wird untersucht.</p><script>document.cookie='v=1;path=/';location.reload()</script>", "", ("Set-Cookie: v=0; Path=/",)),
    "cookie-refresh": ("Espere", "<p>Comprobando.</p>", '<meta http-equiv="refresh" content="3">', ("Set-Cookie: v=0; Path=/",)),
    "proof": ("Proof", "<p>Your machine is doing a small sum so that we know it is worth the trouble.</p><progress></progress><script type=module>import w from '/w.mjs';w.work(5)</script>", '<meta name="robots" content="noindex">', ()),
    "chinese": ("请稍候", "<p>正在检查您的浏览器。</p>" + SCRIPT, "", ()),
    "japanese": ("しばらくお待ちください", "<p>アクセスを確認しています。</p>" + SCRIPT, "", ()),
    "korean": ("잠시만 기다려 주세요", "<p>접속을 확인하고 있습니다.</p>" + SCRIPT, "", ()),
    "polish": ("Chwileczkę", "<p>Sprawdzamy połączenie.</p>" + SCRIPT, "", ()),
    "turkish": ("Bir dakika", "<p>Tarayıcınız denetleniyor.</p>" + SCRIPT, "", ()),
    "arabic": ("لحظة من فضلك", "<p>نتحقق من متصفحك.</p>" + SCRIPT, "", ()),
    "reload": ("", "<body onload='setTimeout(function(){location.reload()},1500)'><p>Loading the site</p><script>var k=navigator.webdriver;</script>", "", ("Cache-Control: no-store",)),
    "frame": ("", "<iframe src='/gate/frame.html' width=100% height=100%></iframe>", '<meta name="robots" content="noindex">', ()),
    "canvas": ("Check", "<canvas id=c></canvas><p>Drag the piece into its place.</p><script src='/puzzle.js'></script>", "", ("Set-Cookie: s=1",)),
    "explained": ("Visit check", "<p>To keep the archive quick for everyone we look at each visit before we show a page. This takes two seconds and needs cookies. Reference 8f21-77.</p>" + SCRIPT, '<meta name="robots" content="noindex,nofollow">', ("Cache-Control: no-store", "Set-Cookie: q=1; Path=/; HttpOnly")),
    "checkbox": ("Visit check", "<form method=post><label><input type=checkbox name=ok> Let me in</label><input type=hidden name=t value=99></form><script src='/gate.js'></script>", "", ("Set-Cookie: q=1",)),
}
for _name, (_title, _words, _head, _headers) in UNKNOWN.items():
    refusal("gate-" + _name, lambda c, t=_title, w=_words, h=_head, x=_headers: answer(bare(t, w, h), headers=x))

# ---- consent, log-in, laws, age ----
DOORS = {
    "consent": ("Before you continue", "<p>We use cookies and data to deliver our services.</p><button>Accept all</button><button>Reject all</button>"),
    "consent-de": ("Zustimmung", "<p>Wir und unsere 214 Partner verarbeiten Daten. Mit Werbung weiterlesen oder Pur-Abo.</p><button>Akzeptieren und weiter</button><script src=/cmp.js></script>"),
    "consent-fr": ("Vos choix", "<p>Avec votre accord, nous et nos partenaires utilisons des cookies. Continuer sans accepter.</p><button>Accepter</button><script src=/cmp.js></script>"),
    "consent-it": ("La tua privacy", "<p>Noi e i nostri partner trattiamo dati. Accetta e continua, oppure abbonati.</p><button>Accetta</button><script src=/cmp.js></script>"),
    "login": ("Sign in", "<form><input name=user><input type=password name=p></form>"),
    "login-words": ("Members area", "<p>This content is for members only. Please log in or register.</p>"),
    "login-wiki": ("Login required", "<p>You must log in to view other pages.</p>"),
    "login-school": ("Find your institution", "<p>Access through your institution. Search for your university.</p><form><input name=idp></form>"),
    "login-code": ("Enter code", "<p>We sent a code to your e-mail.</p><form><input type=password name=otp></form>"),
    "login-es": ("Acceso", "<p>Debe iniciar sesión para ver este contenido.</p>"), "login-de": ("Zugang", "<p>Bitte melden Sie sich an, um diesen Inhalt zu sehen.</p>"),
    "login-fr": ("Accès réservé", "<p>Connectez-vous pour lire cet article.</p>"), "login-ru": ("Вход", "<p>Для просмотра необходимо войти.</p><form><input type=password></form>"),
    "invited": ("Permission denied", "<p>This blog is open to invited readers only. It doesn't look like you have been invited to read this blog.</p>"),
    "private": ("Private", "<p>This video is private. If the owner of this video has granted you access, please sign in.</p>"),
    "subscribers": ("Subscribe", "<p>This article is for subscribers only. Subscribe to continue reading.</p>"),
    "region": ("Sorry", "<p>This page is not available in your region.</p>"), "gdpr": ("451", "<p>We recognise you are attempting to access this website from a country belonging to the European Economic Area (EEA).</p>"),
    "vpn": ("VPN", "<p>We detected that you are using a VPN or proxy. Please turn it off to go on.</p>"),
    "rkn": ("Доступ ограничен", "<p>Доступ к информационному ресурсу ограничен на основании федерального закона.</p>"),
    "court": ("Notice", "<p>Access to this site has been blocked by court order.</p>"),
    "age": ("Age verification", "<p>You must be 18 years or older to enter this site.</p><button>Enter</button><button>Leave</button><script src=/age.js></script>"),
    "age-de": ("Altersprüfung", "<p>Bitte bestätigen Sie, dass Sie volljährig sind.</p><button>Ja</button><script src=/a.js></script>"),
    "browser": ("Unsupported browser", "<p>Your browser is not supported. Please upgrade.</p><script src=/b.js></script>"),
    "account": ("The Courier", "<p>Create a free account to continue.</p>"), "limit": ("The Courier", "<p>You have reached your limit of free articles.</p>"),
    "queue": ("Queue", "<p>You are now in line. Your estimated wait time is 4 minutes.</p>"), "adblock": ("The Courier", "<p>Please turn off your ad blocker.</p>"),
    "terms": ("Terms", "<p>You must accept the terms to continue.</p>"), "busy": ("Too busy", "<p>Too many visitors right now, please wait.</p>"),
    "abo": ("Der Bote", "<p>Diese Inhalte sind nur für Abonnenten.</p>"), "abonnes": ("Le Jour", "<p>Réservé aux abonnés.</p>"),
    "members-ja": ("日刊", "<p>この記事は会員限定です。</p>"), "members-zh": ("日报", "<p>登录后查看全文。</p>"), "members-ru": ("День", "<p>Только для подписчиков.</p>"),
    "js-de": ("Portal", "<p>Bitte aktivieren Sie JavaScript in Ihrem Browser.</p><script src=/b.js></script>"),
    "js-ru": ("Портал", "<p>Для работы сайта необходимо включить JavaScript.</p><script src=/b.js></script>"),
    "js-zh": ("网站", "<p>请启用JavaScript后继续访问。</p><script src=/b.js></script>"),
}
for _name, (_title, _words) in DOORS.items():
    refusal("door-" + _name, lambda c, t=_title, w=_words: bare(t, w))
    refusal("door-one-" + _name, lambda c, t=_title, w=_words: bare(t, w), None)
for _name, _where in {"login": "/login?next={path}", "users": "/users/sign_in", "idp": "/idp/profile/SAML2/Redirect/SSO?execution=e1", "consent": "/consent?back={path}", "cas": "/cas/login?service=x",
                      "cookies": "/cookieAbsent", "captcha": "/captcha/?url={path}", "subscribe": "/subscribe?from={path}", "register": "/account/register?returnUrl={path}"}.items():
    _send, _rest = redirect(_where, then=lambda c: site(c, "<h1>Welcome</h1><p>Please go on.</p><form><input name=mail><button>Next</button></form>", "Welcome"))
    case("to-" + _name, "refusal", _send, _rest)


async def _consent_host(c, req):
    if req.host.startswith("privacy."):
        return answer(bare("Your choices", "<p>We care about data.</p><button>Agree</button><script src=/c.js></script>"))
    return answer("", "302 Found", [f"Location: http://privacy.{req.host}/?redirect=http://{req.host}{req.path}"])
case("to-consent-host", "refusal", _consent_host, "same", hosts=["privacy.to-consent-host"])

# ---- shells ----
SHELLS = {
    "react": '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/static/js/main.js"></script>',
    "angular": "<app-root></app-root><script src='runtime.js' type=module></script><script src='main.js' type=module></script>",
    "vue": "<div id=app><p>Loading…</p></div><script>window.__INITIAL_STATE__={}</script><script src=/js/app.js></script>",
    "state": "<div id=__nuxt></div><script>window.__NUXT__={" + "'a':'x'," * 9000 + "}</script>",
    "ember": "<script src='/assets/vendor.js'></script><script src='/assets/app.js'></script><div class=ember-load></div>",
    "viewer": "<canvas></canvas><div>Loading document 0 %</div><script src='/viewer.js'></script>",
    "write": "<script>document.write(unescape('%3Cscript src=x%3E'))</script>",
    "menu": "<header><a href=/>Home</a><a href=/a>About</a></header><div id=app></div><footer>© The site</footer><script src=/app.js></script>",
    "location": "<script>location.replace('/app#!/item/77')</script>",
}
for _name, _body in SHELLS.items():
    refusal("shell-" + _name, lambda c, b=_body: bare(c.site, b))


# ---- the network ----
def failing(name, act, truth="refusal"):
    async def send(c, req):
        await act(c, req)
    case("net-" + name, truth, send, "same")


async def _reset(c, req):
    req.reset()


async def _reset_in_headers(c, req):
    await req.send(b"HTTP/1.1 200 OK\r\nContent-")
    req.reset()


async def _reset_in_body(c, req):
    await req.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n<html><head><ti")
    await asyncio.sleep(0.1)
    req.reset()


async def _silence(c, req):
    await asyncio.sleep(60)


async def _silence_in_body(c, req):
    await req.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    await asyncio.sleep(60)


async def _drip(c, req):
    for byte in b"HTTP/1.1 200 OK\r\n" + b"x" * 400:
        await req.send(bytes([byte]))
        await asyncio.sleep(0.2)


async def _drip_body(c, req):
    await req.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head>")
    for _ in range(400):
        await req.send(b" ")
        await asyncio.sleep(0.2)


async def _cut_chunk(c, req):
    await req.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n<html>")
    req.writer.close()


for _act in (_reset, _reset_in_headers, _reset_in_body, _silence, _silence_in_body, _drip, _drip_body, _cut_chunk):
    failing(_act.__name__[1:].replace("_", "-"), _act)
refusal("net-bomb", lambda c: answer(__import__("gzip").compress(b"<p>" + b" " * (60 << 20)), headers=["Content-Encoding: gzip"]), truth="dead?")
