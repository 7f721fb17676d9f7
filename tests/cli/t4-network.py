#!/usr/bin/env python3
"""t4: the machine around the web check: name servers, addresses that are refused, proxies, captive
portals, no network at all.

All of it in a network namespace of its own, where "public" addresses lead to our server and every
private one has a listener that counts who comes.
"""
import asyncio
import ctypes
import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import urllib.parse

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR", "."), "tests", "cli"))
import web_server as web  # noqa: E402
from web_run import Cases, Tap, certificates, run  # noqa: E402

PUBLIC, PRIVATE, PROXY = "93.184.216.34", "10.1.2.3", "10.9.9.9"
# No name goes to libcurl's own cache here: all are asked of our name server.
OWN = {"allow-private": "", "resolve": "", "timeout": 6}
KNOWN = ("doi.org", "archive.org", "wikipedia.org")


def interface(name, address):
    """ifconfig NAME ADDRESS up"""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        if address:
            fcntl.ioctl(s, 0x8916, struct.pack("16sHH4s8s", name.encode(), socket.AF_INET, 0, socket.inet_aton(address), b""))
        fcntl.ioctl(s, 0x8914, struct.pack("16sH14s", name.encode(), 0x41, b""))


class Names(threading.Thread):
    """A name server: the last labels of a name say what is answered."""
    ADDRESSES = {
        "ten.priv.test": [PRIVATE], "loop.priv.test": ["127.0.0.1"], "mixed.priv.test": [PRIVATE, PUBLIC], "zero.priv.test": ["0.0.0.0"],
        "mapped.priv.test": ["::ffff:10.1.2.3"], "nat64.priv.test": ["64:ff9b::a01:203"], "six.priv.test": ["::1"],
        "unique.priv.test": ["fd00::1"], "metadata.priv.test": ["169.254.169.254"], "tofour.priv.test": ["2002:a01:203::1"],
        "unreachable.test": ["203.0.113.7"],
    }

    def __init__(self):
        super().__init__(daemon=True)
        self.mode, self.asked = "up", []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))

    def find(self, name):
        """The response code and addresses; None: no answer."""
        if self.mode == "nothing" or name.endswith(".mute.test"):
            return None
        if self.mode == "fails" or name.endswith(".servfail.test"):
            return 2, []
        if self.mode == "portal":
            return 0, [PUBLIC]
        if self.mode == "unreachable":
            return 0, ["203.0.113.7"]
        if self.mode == "unknown" or name.endswith(".nx.test"):
            return 3, []
        if name in self.ADDRESSES:
            return 0, self.ADDRESSES[name]
        if name.endswith(".empty.test"):
            return 0, []
        return (0, [PUBLIC]) if name in KNOWN or name.endswith(".pub.test") else (3, [])

    def run(self):
        while True:
            query, sender = self.socket.recvfrom(2000)
            labels, at = [], 12
            while query[at]:
                labels.append(query[at + 1:at + 1 + query[at]].decode("ascii", "replace").lower())
                at += query[at] + 1
            name, kind = ".".join(labels), struct.unpack(">H", query[at + 1:at + 3])[0]
            self.asked.append(name)
            found = self.find(name)
            if found is None:
                continue
            code, addresses = found
            family = {1: socket.AF_INET, 28: socket.AF_INET6}.get(kind)
            packed = [socket.inet_pton(family, a) for a in addresses if family and (":" in a) == (family == socket.AF_INET6)]
            reply = query[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, len(packed), 0, 0) + query[12:at + 5]
            for p in packed:
                reply += b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 1, len(p)) + p
            self.socket.sendto(reply, sender)


class Proxy:
    """HTTP and CONNECT; what it was asked for is in `asked`."""

    def __init__(self):
        self.asked, self.mode, self.tasks = [], "up", set()

    async def talk(self, reader, writer):
        self.tasks.add(asyncio.current_task())  # the loop itself holds them weakly
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
                self.asked.append(f"{method} {target}")
                host = urllib.parse.urlsplit(target).netloc or target
                refusal = {"auth": "407 Proxy Authentication Required", "broken": "502 Bad Gateway", "forbids": "403 Forbidden"}.get(self.mode)
                if self.mode == "mute":
                    return
                if refusal or not host.split(":")[0].endswith(".pub.test"):
                    writer.write(f"HTTP/1.1 {refusal or '502 Bad Gateway'}\r\nContent-Length: 0\r\n\r\n".encode())
                    continue
                port = int((host.split(":") + ["80"])[1])
                upstream = await asyncio.open_connection(PUBLIC, port)
                if method == "CONNECT":
                    writer.write(b"HTTP/1.1 200 Fine\r\n\r\n")
                    await asyncio.gather(pump(reader, upstream[1]), pump(upstream[0], writer))
                    return
                path = urllib.parse.urlsplit(target)
                line = f"GET {path.path}{'?' + path.query if path.query else ''} HTTP/1.1\r\nConnection: close\r\n"
                upstream[1].write(line.encode() + head.split(b"\r\n", 1)[1])
                status = await upstream[0].readline()
                writer.write(status + b"Connection: close\r\n")
                await pump(upstream[0], writer)
                return
        except (asyncio.IncompleteReadError, ConnectionError, OSError):
            pass
        finally:
            writer.close()


async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except (ConnectionError, OSError):
        pass
    writer.close()


class World(threading.Thread):
    """The servers: ours on the public address, counters on the private ones, the proxy."""

    def __init__(self, contexts):
        super().__init__(daemon=True)
        self.contexts, self.server, self.proxy = contexts, web.Server(), Proxy()
        self.intruders, self.ready = [], threading.Event()

    def run(self):
        asyncio.run(self.main())

    async def main(self):
        async def count(reader, writer):
            self.intruders.append(writer.get_extra_info("sockname"))
            writer.close()
        held = [await self.server.listen(80, None, PUBLIC), await self.server.listen(443, self.contexts["tls-good"], PUBLIC),
                await self.server.listen(444, self.contexts["tls-self"], PUBLIC), await asyncio.start_server(self.proxy.talk, PROXY, 3128)]
        for host in (PRIVATE, "127.0.0.1", "::1", "169.254.169.254"):
            held.append(await asyncio.start_server(count, host, 80))
        self.ready.set()
        await asyncio.sleep(3600)
        del held


@web.behaviour("sends", "unknown")
async def _sends(req):
    """Sends to whatever its query says."""
    target = urllib.parse.unquote(req.path.split("to=", 1)[1])
    how = req.path.split("?", 1)[1].split("&")[0]
    if how == "meta":
        await req.send(web.answer(f'<meta http-equiv="refresh" content="0;url={target}">'.encode()))
    elif how == "header":
        await req.send(web.answer(b"<p>wait</p>", headers=[f"Refresh: 0;url={target}"]))
    else:
        await req.send(web.answer(b"", "302 Found", [f"Location: {target}"]))


# Ten, one, two, three and the loopback, as text can spell them.
HOSTS = ["10.1.2.3", "10.1.2.3.", "10.66051", "10.1.515", "167838211", "0xa010203", "0x0a.1.2.3", "012.1.2.3", "0xa.0x1.0x2.0x3", "01200401003",
         "10.1.2.03", "１０.1.2.3", "⑩.1.2.3", "10。1。2。3", "%31%30.1.2.3", "10%2E1%2E2%2E3", "[::ffff:10.1.2.3]", "[::FFFF:a01:203]",
         "[::10.1.2.3]", "[64:ff9b::10.1.2.3]", "[2002:a01:203::]", "[0:0:0:0:0:ffff:0a01:0203]", "[::ffff:0:10.1.2.3]", "127.0.0.1", "127.1", "0x7f000001",
         "017700000001", "2130706433", "0", "0.0.0.0", "[::1]", "[::]", "[0000::0001]", "[::ffff:127.0.0.1]", "localhost", "LOCALHOST.",
         "x.localhost", "169.254.169.254", "[fe80::1%25lo]", "[fd00::1]", "[ff02::1]", "user:pw@10.1.2.3", "pub.test@127.0.0.1"]


def verdicts(report):
    return [ref["url"]["verdict"] for ref in report["references"]] if report else []


def check_guard(tap, folder, world):
    cases = Cases(80)
    cases.add("plain", "plain-0.pub.test", port=80)
    targets = [f"http://{host}/" for host in HOSTS] + [f"http://{name}/" for name in Names.ADDRESSES if ".priv." in name]
    for n, target in enumerate(targets):
        quoted = urllib.parse.quote(target, safe="")
        cases.add("direct", "h", port=80)
        cases.references[-1]["URL"] = target
        for how in ("location", "meta", "header"):
            cases.add(how, f"sends-{n}.pub.test", f"/articles/border-union?{how}&to={quoted}", port=80)
    for ref in cases.references:
        ref["URL"] = ref["URL"].replace(":80/", "/", 1)
    cases.hosts = []
    report, _, _ = run(folder, cases, cache="guard", network=OWN)
    found = verdicts(report)
    tap.ok(found[:1] == ["ok"], "a public address is fetched", str(found[:1]))
    bad = [(ref["URL"], v) for ref, v in zip(cases.references[1:], found[1:]) if v != "unsafe"]
    # Where a name has a public address too, that one may be taken.
    bad = [b for b in bad if "mixed.priv" not in b[0]]
    tap.ok(found and not bad, f"{len(found) - 1} ways to a private address are all unsafe", str(bad[:6]))
    tap.ok(not world.intruders, "and nobody came there", str(world.intruders[:6]))


def lookups(names, prefix, ending="/articles/border-union.html"):
    cases = Cases(80)
    for n, name in enumerate(names):
        cases.add(name, f"{prefix}-{n}.{name}", ending)
    for ref in cases.references:
        ref["URL"] = ref["URL"].replace(":80/", "/", 1)
    cases.hosts = []
    return cases


def check_names(tap, folder):
    report, _, _ = run(folder, lookups(["pub.test", "nx.test", "empty.test", "servfail.test", "mute.test"], "plain"), cache="names", network=OWN)
    found = verdicts(report)
    tap.ok(found[:3] == ["ok", "dead", "dead"], "a name without address is dead", str(found))
    tap.ok(found[3:] in (["server-error", "server-error"], ["server-error", "timeout"]), "a name server that fails proves nothing", str(found))


def check_offline(tap, folder, names):
    cases = lookups(["pub.test"] * 6, "plain")
    run(folder, cases, cache="offline", network=OWN)
    for ref in cases.references[3:]:
        ref["title"] += " Once More"
    for mode, words in (("unknown", "every name is unknown"), ("fails", "the name server fails"), ("unreachable", "no route"),
                        ("nothing", "the name server is mute")):
        names.mode = mode
        report, seconds, _ = run(folder, cases, "--recheck", cache="offline", network=OWN)
        names.mode = "up"
        tap.ok(verdicts(report) == ["ok"] * 3 + ["offline"] * 3, f"{words}: offline, and old verdicts stand", str(verdicts(report)))
        lines = [line for line in run.said.splitlines() if "no network" in line]
        tap.ok(len(lines) == 1, "said in one line", run.said)
        tap.ok(seconds < 30, "soon", f"{seconds:.0f} s")
        tap.ok(report and not [f for f in report["findings"] if f["rule"].startswith("url.")], "and nothing is judged")


def check_offline_doi(tap, folder, names):
    """What the DOI service could not tell is no verdict that a later run could find."""
    cases = lookups(["pub.test"] * 3, "plain")
    cases.references.append({"type": "book", "title": "A Book of a DOI Alone", "DOI": "10.9999/alone"})
    names.mode = "unreachable"
    for turn in ("first", "second"):
        run(folder, cases, cache="offline-doi", network=OWN, services="http://service.pub.test/{}")
        tap.ok("about 4 of 4 cited addresses, 0 earlier verdicts stand" in run.said, f"a DOI alone is not judged offline, {turn} run", run.said)
    names.mode = "up"


def check_portal(tap, folder, names):
    names.mode = "portal"
    cases = lookups(["one.org", "two.net", "three.com", "four.info"], "portal")
    world_portal(cases)
    report, _, _ = run(folder, cases, cache="portal", network=OWN)
    tap.ok(verdicts(report) == ["offline"] * 4, "a portal that all sites lead to is no network", str(verdicts(report)))
    cases = lookups(["one.org", "two.net", "three.com", "four.info"], "plain")
    for ref in cases.references:
        ref["URL"] = ref["URL"].replace("http://", "https://").replace("/articles", ":444/articles", 1)
    report, _, _ = run(folder, cases, cache="portal-tls", network=OWN)
    names.mode = "up"
    tap.ok(verdicts(report) == ["offline"] * 4, "one that breaks all certificates alike neither", str(verdicts(report)))


def world_portal(cases):
    async def handler(req):
        if req.host.startswith("login"):
            await req.send(web.answer(web.page("Welcome to the hotel")))
        else:
            await req.send(web.answer(b"", "302 Found", ["Location: http://login.hotel.test/"]))
    for ref in cases.references:  # "portal-0.one.org" is no .test name: its whole is the key
        host = ref["URL"].split("/")[2]
        web.BEHAVIOURS[web.name_of(host)] = (handler, "unknown", [])
    web.BEHAVIOURS[web.name_of("login.hotel.test")] = (handler, "unknown", [])


def check_proxy(tap, folder, world):
    proxy, settings = world.proxy, {**OWN, "proxy": f"http://{PROXY}:3128", "ca-file": f"{folder}/ca.pem"}
    cases = lookups(["pub.test", "pub.test"], "plain")
    cases.references[1]["URL"] = "https://plain-tls.pub.test/articles/border-union.html"
    report, _, _ = run(folder, cases, cache="proxy", network=settings)
    tap.ok(verdicts(report) == ["ok", "ok"], "HTTP and HTTPS go through a proxy", str(verdicts(report)) + str([r["url"]["reason"] for r in report["references"]]))
    tap.ok("GET http://plain-0.pub.test/articles/border-union.html" in proxy.asked and "CONNECT plain-tls.pub.test:443" in proxy.asked,
           "as GET and as CONNECT", str(proxy.asked))
    tap.ok("proxy" in run.said, "which is said", run.said)
    proxy.asked.clear()
    private = lookups(["pub.test"], "plain")
    for n, target in enumerate([f"http://{h}/" for h in HOSTS] + ["http://ten.priv.test/", "http://mapped.priv.test/", "https://10.1.2.3/"]):
        private.add("direct", "h")
        private.references[-1]["URL"] = target
        private.add("sent", "h")
        private.references[-1]["URL"] = f"http://sends-{n}.pub.test/articles/border-union?location&to={urllib.parse.quote(target, safe='')}"
    private.hosts = []
    report, _, _ = run(folder, private, cache="proxy", network=settings)
    bad = [(ref["URL"], v) for ref, v in zip(private.references[1:], verdicts(report)[1:]) if v != "unsafe"]
    tap.ok(report and not bad, "a proxy is not asked for private addresses", str(bad[:5]))
    leaked = [a for a in proxy.asked if ".pub.test" not in a]
    tap.ok(not leaked and not world.intruders, "in any notation", str(leaked[:5]))

    environment = {"http_proxy": f"http://{PROXY}:3128", "https_proxy": f"http://{PROXY}:3128", "no_proxy": "nothing.test"}
    for words, env, named, expected in (
            ("the environment's proxy is used", environment, "", True), ("proxy=none goes past it", environment, "none", False),
            ("no_proxy names hosts and their domains", {**environment, "no_proxy": "a.test, .pub.test"}, "", False),
            ("all_proxy is for the rest", {"all_proxy": f"http://{PROXY}:3128", "no_proxy": ""}, "", True),
            ("HTTP_PROXY in capitals is not read", {"HTTP_PROXY": f"http://{PROXY}:3128", "no_proxy": ""}, "", False)):
        proxy.asked.clear()
        report, _, _ = run(folder, cases if expected else lookups(["pub.test"], "plain"), "--recheck", cache="env", env=env,
                           network={**settings, "proxy": named})
        tap.ok(set(verdicts(report)) == {"ok"} and bool(proxy.asked) == expected, words, str(verdicts(report)) + str(proxy.asked))

    for mode, allowed, words in (("auth", {"login"}, "a proxy that asks for a password"), ("broken", {"server-error"}, "a proxy that fails"),
                                 ("forbids", {"blocked"}, "a proxy that forbids"), ("mute", {"server-error", "offline"}, "a proxy that hangs up")):
        proxy.mode = mode
        report, _, _ = run(folder, cases, "--recheck", cache=f"proxy-{mode}", network=settings)
        tap.ok(report and set(verdicts(report)) <= allowed, f"{words} makes no page dead", str(verdicts(report)) + str([r["url"]["reason"] for r in report["references"]]))
    proxy.mode = "up"
    for where in (f"http://{PROXY}:9", "http://proxy.nx.test:3128"):
        report, _, _ = run(folder, cases, "--recheck", cache="proxy-gone", network={**settings, "proxy": where})
        tap.ok(verdicts(report) == ["offline"] * 2, "no proxy, no network", str(verdicts(report)))


def check_http2(tap, folder):
    """A real HTTP/2 server, where there is one."""
    nghttpd = shutil.which("nghttpd")
    if not nghttpd:
        tap.skip("HTTP/2: nghttpd is not installed", 2)
        return
    root = os.path.join(folder, "root")
    os.mkdir(root)
    for name in ("border-union.html", "other.html"):
        with open(os.path.join(root, name), "wb") as f:
            f.write(web.page() if name[0] == "b" else web.page("Ten recipes with cabbage"))
    child = subprocess.Popen([nghttpd, "-a", PUBLIC, "-d", root, "8443", f"{folder}/tls-good.key", f"{folder}/tls-good.pem"],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(50):
        with socket.socket() as s:
            if not s.connect_ex((PUBLIC, 8443)):
                break
    cases = lookups(["pub.test"] * 3, "plain")
    for ref, page in zip(cases.references, ("border-union.html", "gone.html", "other.html")):
        ref["URL"] = f"https://plain-tls.pub.test:8443/{page}"
    report, _, _ = run(folder, cases, cache="http2", network={**OWN, "ca-file": f"{folder}/ca.pem"})
    child.terminate()
    child.wait()
    tap.ok(verdicts(report) == ["ok", "dead", "drifted"], "HTTP/2 is understood", str(verdicts(report)))
    cases.references = cases.references[:1]
    report, _, _ = run(folder, cases, "--recheck", cache="http2", network={**OWN, "ca-file": f"{folder}/ca.pem"})
    tap.ok(verdicts(report) == ["dead"], "nothing listens once it is gone", str(verdicts(report)))


def inside():
    folder = tempfile.mkdtemp(prefix="ibid-net-")
    tap = Tap()
    try:
        interface("lo", None)
        for n, address in enumerate((PUBLIC, PRIVATE, PROXY, "169.254.169.254")):
            interface(f"lo:{n + 1}", address)
        resolv = os.path.join(folder, "resolv.conf")
        with open(resolv, "w") as f:
            f.write("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
        if ctypes.CDLL(None, use_errno=True).mount(resolv.encode(), os.path.realpath("/etc/resolv.conf").encode(), None, 4096, None):
            print("1..0 # SKIP the name server cannot be exchanged here")
            return 0
        names = Names()
        names.start()
        try:
            asked = {found[4][0] for found in socket.getaddrinfo("plain-0.pub.test", 80)}
        except OSError:
            asked = set()
        if asked != {PUBLIC}:  # systemd-resolved is reached from everywhere
            print("1..0 # SKIP names are looked up elsewhere here")
            return 0
        world = World(certificates(folder, {"tls-good": "plain-tls.pub.test"}))
        world.start()
        assert world.ready.wait(20)
        os.environ.pop("no_proxy", None)
        check_guard(tap, folder, world)
        check_names(tap, folder)
        check_proxy(tap, folder, world)
        check_http2(tap, folder)
        check_offline(tap, folder, names)
        check_offline_doi(tap, folder, names)
        check_portal(tap, folder, names)
        tap.ok(not world.intruders, "nothing private was ever connected to")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"1..{tap.n}")
    return 1 if tap.bad else 0


def main():
    if os.environ.get("IBID_NAMESPACE"):
        return inside()
    if not shutil.which("openssl"):
        print("1..0 # SKIP openssl is not installed")
        return 0
    namespace = ["unshare", "-rnm"]
    if not shutil.which("unshare") or subprocess.run([*namespace, "true"], stderr=subprocess.DEVNULL, check=False).returncode:
        print("1..0 # SKIP no network namespaces here")
        return 0
    os.environ["IBID_NAMESPACE"] = "1"
    sys.stdout.flush()
    os.execvp("unshare", [*namespace, sys.executable, os.path.abspath(__file__)])
    return 1


if __name__ == "__main__":
    sys.exit(main())
