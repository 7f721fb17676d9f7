"""What the web tests share: the hostile server in a thread, certificates, references that cite its
pages, and a run of ibid check over them.
"""
import asyncio
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time

import web_server as web

IBID = os.environ.get("IBID", "build/ibid")
TIMEOUT = 6
CLASSES = {"living": "alive", "dead": "dead", "refusal": "unknown", "unknown": "unknown"}


class Thread:
    """The server in a thread of its own."""

    def __init__(self, contexts):
        self.server, self.ports = web.Server(), {}
        self.ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.main(contexts)), daemon=True).start()
        assert self.ready.wait(10)

    async def main(self, contexts):
        held = []
        for name, context in [("plain", None), *contexts.items()]:
            listening, self.ports[name] = await self.server.listen(0, context)
            held.append(listening)
        self.ready.set()
        await asyncio.sleep(3600)


def openssl(*args, folder):
    subprocess.run(["openssl", *args], check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def certificates(folder, hosts=None):
    """A CA and four servers: right, expired, for another host, signed by itself.  HOSTS: other names."""
    import ssl
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "30",
            "-subj", "/CN=Test CA", folder=folder)
    contexts = {}
    for name, host, days in (("tls-good", "plain-tls.test", "30"), ("tls-expired", "plain-expired.test", "-1"),
                             ("tls-host", "other.test", "30"), ("tls-self", "plain-self.test", "30")):
        host = (hosts or {}).get(name, host)
        with open(os.path.join(folder, "ext"), "w") as f:
            f.write(f"subjectAltName=DNS:{host}\n")
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj",
                f"/CN={host}", folder=folder)
        sign = ["-signkey", f"{name}.key"] if name == "tls-self" else ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"]
        if days == "-1":
            with open(os.path.join(folder, "db"), "w"):
                pass
            sign += ["-days", "-1"]
        else:
            sign += ["-days", days]
        openssl("x509", "-req", "-in", f"{name}.csr", "-extfile", "ext", "-out", f"{name}.pem", *sign, folder=folder)
        contexts[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        contexts[name].load_cert_chain(os.path.join(folder, f"{name}.pem"), os.path.join(folder, f"{name}.key"))
    return contexts


class Cases:
    """References that cite the server's pages, with what is right about each."""

    def __init__(self, port):
        self.port, self.references, self.expected, self.names, self.hosts = port, [], [], [], []

    def add(self, name, host, path="/articles/2018/border-union.html", title=None, port=None, verdicts=(), truth="",
            scheme="http", **more):
        n = len(self.references)
        self.references.append({"id": f"r{n}", "type": "webpage", "title": title or web.TITLES.get(name, web.TITLE),
                                "URL": f"{scheme}://{host}:{port or self.port}{path}", **more})
        self.expected.append((truth, verdicts))
        self.names.append(name)
        self.hosts.append((host, port or self.port))

    def fill(self, count):
        only = os.environ.get("ONLY", "").split()
        names = [n for n in web.BEHAVIOURS if (n in only if only else n not in web.ALONE)]
        for i in range(count):
            name = names[i % len(names)]
            _, truth, verdicts = web.BEHAVIOURS[name]
            # Each repetition has a host and an address of its own.
            self.add(name, f"{name}-{i // len(names)}.test", f"/articles/2018/{i}/border-union.html",
                     verdicts=verdicts, truth=truth)


SERVICES = {"doi-handle": "handles/", "wayback-cdx": "cdx", "wayback-timegate": "gate/", "wayback-available": "available"}


def prepare(folder, cases, *more, cache="cache", resolve=(), env=None, archives="never", services=None, network=None):
    """Writes list and configuration: the command and its environment.  NETWORK: further keys of [network]."""
    listing = os.path.join(folder, "list.json")
    config = os.path.join(folder, "ibid.conf")
    with open(listing, "w") as f:
        json.dump(cases.references, f)
    names = {f"{host}:{port}:127.0.0.1" for host, port in cases.hosts if host.endswith(".test")}
    names |= {"private.test:80:10.1.2.3", *resolve}
    keys = {"allow-private": "127.0.0.0/8", "resolve": ",".join(sorted(names)), "timeout": TIMEOUT, "archives": archives,
            "mailto": "me@example.org", **(network or {})}
    with open(config, "w") as f:
        f.write("[network]\n" + "".join(f"{key}={value}\n" for key, value in keys.items()) + "[services]\n" +
                "".join(f"{key}={services.format(path) if services else ''}\n" for key, path in SERVICES.items()))
    environment = {**os.environ, "XDG_CACHE_HOME": os.path.join(folder, cache), "no_proxy": "*", **(env or {})}
    return [IBID, "--config", config, "check", "--format", "json", "--all", "--fail-on", "never", *more, listing], environment


def run(folder, cases, *more, **options):
    """Runs ibid check over the cases: its JSON, seconds and peak memory in MB; the options are those of prepare();
    what it says to standard error is in run.said."""
    command, environment = prepare(folder, cases, *more, **options)
    before = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    run.child = child
    peaks = [0]
    threading.Thread(target=watch_memory, args=(child.pid, peaks), daemon=True).start()
    out, err = child.communicate(timeout=400)
    seconds = time.monotonic() - before
    run.said = err.decode(errors="replace")
    peak = peaks[0] / 1024
    if child.returncode != 0:
        print("# exit", child.returncode, err.decode(errors="replace")[-500:].replace("\n", "\n# "))
        return None, seconds, peak
    return json.loads(out), seconds, peak


class Run:
    """One run of ibid check in a folder of its own, and what it cost: its JSON (None: it failed), seconds by the
    clock and of the processor, peak memory in MB.  Safe in threads."""

    def __init__(self, cases, *more, **options):
        with tempfile.TemporaryDirectory(prefix="ibid-web-") as folder:
            command, environment = prepare(folder, cases, *more, **options)
            with open(os.path.join(folder, "out"), "wb+") as out, open(os.path.join(folder, "err"), "wb+") as err:
                before, peaks = time.monotonic(), [0]
                child = subprocess.Popen(command, stdout=out, stderr=err, env=environment)
                threading.Thread(target=watch_memory, args=(child.pid, peaks), daemon=True).start()
                _, status, usage = os.wait4(child.pid, 0)
                child.returncode = os.waitstatus_to_exitcode(status)
                self.seconds = time.monotonic() - before
                self.cpu = usage.ru_utime + usage.ru_stime
                self.peak = peaks[0] / 1024
                out.seek(0)
                err.seek(0)
                self.said = err.read().decode(errors="replace")
                self.report = json.loads(out.read()) if child.returncode == 0 else None


def watch_memory(pid, peaks):
    """The kernel's own high-water mark, looked at until the process is gone.  (That of wait4() would count the
    parent's memory too.)"""
    try:
        while True:
            with open(f"/proc/{pid}/status") as f:
                marks = [int(line.split()[1]) for line in f if line.startswith("VmHWM")]
            if not marks:
                return
            peaks[0] = max(peaks[0], marks[0])
            time.sleep(0.005)
    except OSError:
        pass


class Tap:
    def __init__(self):
        self.n = self.bad = 0

    def ok(self, good, what, why=""):
        self.n += 1
        self.bad += not good
        print(("ok" if good else "not ok"), self.n, "-", what)
        if not good and why:
            print("#", why.replace("\n", "\n# "))

    def skip(self, why, count):
        for _ in range(count):
            self.n += 1
            print("ok", self.n, "# SKIP", why)


def rules_of(report, n):
    return {report["findings"][i]["rule"]: report["findings"][i] for i in report["references"][n]["findings"]}


def main(*checks):
    """Each check gets the results, a folder of its own for the run, and the server: the exit status."""
    folder = tempfile.mkdtemp(prefix="ibid-web-")
    tap = Tap()
    try:
        thread = Thread({})
        for check in checks:
            check(tap, folder, thread)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"1..{tap.n}")
    return 1 if tap.bad else 0
