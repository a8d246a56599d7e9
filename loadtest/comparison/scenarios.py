"""What is measured: a load, and the number that counts."""

import dataclasses
import pathlib
from typing import Callable

from comparison import load

CONNECTIONS = 32


@dataclasses.dataclass(frozen=True)
class Scenario:
    name: str
    title: str
    unit: str
    run: Callable  # of (contestant, bench, seconds), a Sample without what the proxy took
    value: Callable = lambda sample: sample.cpu_us
    more_is_better: bool = False
    tool: str = "wrk"
    prepare: Callable = lambda contestant, bench: ""  # tells why this contestant cannot take part, and nothing if it can


def clear(path, *more, connections=CONNECTIONS):
    return lambda contestant, bench, seconds: load.wrk(
        bench.load_cores, seconds, "http://127.0.0.1:%d%s" % (contestant.http, path), connections, *more)


def tls(path, *more, connections=CONNECTIONS):
    return lambda contestant, bench, seconds: load.wrk(
        bench.load_cores, seconds, "https://localhost:%d%s" % (contestant.https, path), connections, *more)


def http2(path, clients=8, streams=10):
    return lambda contestant, bench, seconds: load.h2load(
        bench.load_cores, seconds, contestant.https, path, clients, "-m%d" % streams)


def echo_behind(contestant, bench):
    bench.echo.start(CONNECTIONS)
    return contestant.tunnel()


def web_socket(contestant, bench, seconds):
    return bench.echo.measure(contestant.http, CONNECTIONS, seconds)


def relayed(contestant, bench, seconds):
    return load.wrk(bench.load_cores, seconds, "http://127.0.0.1:%d/1k" % contestant.tcp, CONNECTIONS)


def half_load(contestant, bench, seconds):
    """At half of what this proxy did in a run right before."""
    peak = clear("/1k")(contestant, bench, max(1, seconds // 2)).rate
    return load.at_rate(
        bench.load_cores, seconds, contestant.http, "/1k", CONNECTIONS, peak / 2, bench.directory / "times")


UPLOAD = pathlib.Path(__file__).with_name("upload.lua")


def megabytes(sample):
    return sample.mb_per_cpu_s


ALL = [
    Scenario("h1", "HTTP/1.1, 1 KB", "µs CPU/request", clear("/1k")),
    Scenario("h1-tls", "HTTP/1.1 over TLS, 1 KB", "µs CPU/request", tls("/1k")),
    Scenario("h2-tls", "HTTP/2 over TLS, 1 KB", "µs CPU/request", http2("/1k"), tool="h2load"),
    Scenario("64k", "HTTP/1.1, 64 KB", "MB/CPU s", clear("/64k"), megabytes, True),
    Scenario("1m", "HTTP/1.1, 1 MB", "MB/CPU s", clear("/1m", connections=8), megabytes, True),
    Scenario("upload", "HTTP/1.1, 64 KB uploaded", "µs CPU/request", clear("/upload", "-s", UPLOAD)),
    Scenario("gzip", "HTTP/1.1, 64 KB of text, by gzip at level 5", "µs CPU/request",
             clear("/text", "-H", "Accept-Encoding: gzip", connections=8), prepare=lambda contestant, bench: contestant.compress()),
    Scenario("half", "HTTP/1.1, 1 KB, at half load", "ms p99", half_load, lambda sample: sample.p99_ms, tool="h2load"),
    Scenario("new", "a new connection for each request", "µs CPU/request", clear("/1k", "-H", "Connection: close")),
    Scenario("handshake", "a full TLS handshake for each request", "µs CPU/request",
             tls("/1k", "-H", "Connection: close")),
    Scenario("websocket", "WebSocket, 64 bytes echoed", "µs CPU/message", web_socket,
             prepare=echo_behind),
    Scenario("l4", "TCP relayed, 1 KB of HTTP/1.1 in it", "µs CPU/request", relayed,
             prepare=lambda contestant, bench: contestant.relay()),
]
