#!/usr/bin/env python3
"""`ibid parse --lines` streams: a record is written while the pipe it came through is open, memory does not
grow with the stream, and a line without an end costs no more than others."""
import json
import os
import select
import signal
import subprocess
import tempfile

IBID = os.environ["IBID"]
COMMAND = [IBID, "parse", "--lines", "--to", "labels", "-"]
REFERENCE = "Bergholt, A. (%d). On rivers and their names. London: Harbour Press.\n"
PATIENCE = 60  # seconds; a busy machine under a sanitizer is slow
with open(IBID, "rb") as program:
    SANITIZED = b"__asan_init" in program.read()


def start(**how):
    return subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)


def read_soon(stream):
    """What STREAM has within PATIENCE."""
    return os.read(stream.fileno(), 65536) if select.select([stream], [], [], PATIENCE)[0] else b""


def first_before_second():
    process = start()
    texts = []
    for year in (1999, 2001):
        process.stdin.write((REFERENCE % year).encode())
        process.stdin.flush()
        texts.append(json.loads(read_soon(process.stdout) or "{}").get("text"))
    process.stdin.close()
    process.wait()
    return texts == [(REFERENCE % year).rstrip() for year in (1999, 2001)] or texts


def interrupted_while_waiting():
    process = start()
    process.stdin.write((REFERENCE % 1999).encode() + b"Half a l")
    process.stdin.flush()
    read_soon(process.stdout)
    process.send_signal(signal.SIGINT)
    status = process.wait(PATIENCE)
    rest = process.stdout.read()
    process.stdin.close()
    return (status, rest) == (130, b"") or (status, rest)


def reader_that_left():
    process = start()
    process.stdout.close()
    process.stdin.write((REFERENCE % 1999).encode())
    process.stdin.flush()
    status = process.wait(PATIENCE)
    process.stdin.close()
    return (status, process.stderr.read()) == (3, b"") or status


def as_from_a_file():
    text = "\ufeffRöhl, K. 2001, Flüsse\r\n\n\ufeffZweiter\n" + "".join(REFERENCE % (1000 + n) for n in range(3000)) + "ohne Ende"
    with tempfile.NamedTemporaryFile() as file:
        file.write(text.encode())
        file.flush()
        command = [IBID, "parse", "--lines"]
        named = json.loads(subprocess.run(command + [file.name], stdout=subprocess.PIPE, check=True).stdout)
    piped = json.loads(subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout)
    for record in named:
        record["custom"]["source"]["file"] = "-"
    lines = [record["custom"]["source"]["line"] for record in piped]
    return (named == piped and lines == list(range(1, text.count("\n") + 2))) or lines[-3:]


def bad_bytes_are_told_once():
    text = b"".join(b"R\xf6hl, K. %d, Fl\xfcsse, Z\xc3\xbcrich\n" % year for year in range(12000))
    done = subprocess.run(COMMAND, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    told = done.stderr.decode().splitlines()
    return (len(told) == 1 and told[0].startswith("-:1:2: 24000 bytes are not UTF-8")) or told


def feed(pieces):
    """Status, lines of output, standard error and peak MB."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=out, stderr=err)
        for piece in pieces:
            process.stdin.write(piece)
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.WEXITSTATUS(status)
        for file in (out, err):
            file.seek(0)
        return process.returncode, sum(1 for _ in out), err.read().decode(), usage.ru_maxrss / 1024


def bounded(megabytes):
    return SANITIZED or megabytes <= 64


def long_stream():
    n = 20000 if SANITIZED else 200000
    status, lines, _, peak = feed(((REFERENCE % (n % 3000)).encode() for n in range(n)))
    return ((status, lines) == (0, n) and bounded(peak)) or (status, lines, peak)


def long_line():
    status, lines, told, peak = feed([b"Bergholt, A. "] + [b"x" * 1000000] * 100 + [b"\n" + (REFERENCE % 1999).encode()])
    good = (status, lines) == (1, 2) and told.startswith("-:1:1: a line of 100000013 bytes") and "[text.overlong]" in told
    return (good and bounded(peak)) or (status, lines, told, peak)


TESTS = [
    ("the first record is written before the second line is", first_before_second),
    ("Ctrl-C ends the wait, and half a line is none", interrupted_while_waiting),
    ("a reader that leaves ends it quietly", reader_that_left),
    ("what comes through a pipe is read as from a file", as_from_a_file),
    ("bytes that are not UTF-8 are told once", bad_bytes_are_told_once),
    ("200,000 references in 64 MB", long_stream),
    ("a line of 100 MB in 64 MB, with a word", long_line),
]


def main():
    print(f"1..{len(TESTS)}")
    for k, (name, test) in enumerate(TESTS):
        got = test()
        print(f"{'ok' if got is True else 'not ok'} {k + 1} - {name}", flush=True)
        if got is not True:
            print(f"# {got!r}")


if __name__ == "__main__":
    main()
