"""Sluice, and vertx-http-proxy with nothing around it, each on a given Java."""

import json
import os
import pathlib
import secrets
import subprocess
import urllib.error
import urllib.request

from comparison import programs
from comparison.certificate import HOST
from comparison.contestant import Contestant

FLAGS = ["-Xms128m", "-Xmx512m", "-XX:MaxDirectMemorySize=512m", "-XX:+UseParallelGC",
         "-Dio.netty.leakDetection.level=disabled", "-Dvertx.disableTCCL=true", "-Dvertx.disableContextTimings=true"]


def find_java(release):
    """Home of that feature release: $JAVA25_HOME, or one where distributions put them; none if there is none."""
    named = os.environ.get("JAVA%d_HOME" % release)
    if named:
        return pathlib.Path(named)
    for candidate in sorted(pathlib.Path("/usr/lib/jvm").glob("*")):
        text = candidate / "release"
        if text.is_file() and 'JAVA_VERSION="%d.' % release in text.read_text() and (candidate / "bin/java").exists():
            return candidate
    return None


def java_program(name, java, release, home, classes):
    """The command that runs the program of that name beside this file, compiled against the libraries of Sluice."""
    libraries = home / "target/lib/*"
    beside = pathlib.Path(__file__).parent
    subprocess.run(
        [java / "bin/javac", "-proc:none", "-cp", libraries, "-d", classes, beside / (name + ".java")], check=True)
    newer = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
             "-XX:+UseCompactObjectHeaders"] if release >= 25 else []
    return [java / "bin/java", *FLAGS, *newer, "-Dlogback.configurationFile=%s" % (beside / "logback.xml"),
            "-cp", "%s:%s" % (classes, libraries), name]


class OnJava(Contestant):
    """What both have in common: without that Java they cannot take part, and they are slow until it has compiled them."""

    requests_until_compiled = 300_000
    MESSAGES_UNTIL_COMPILED = 100_000  # of tunnels, which are other code

    def __init__(self, name, release, home):
        self.name = name
        self.release = release
        self.home = home  # of the project that it is built from
        self.java = find_java(release)

    def missing(self):
        return "" if self.java else "no Java %d found: set JAVA%d_HOME" % (self.release, self.release)

    def tunnel(self):
        self.compile_tunnels()
        return ""

    def compile_tunnels(self):
        self.requests_until_compiled = max(self.requests_until_compiled, self.MESSAGES_UNTIL_COMPILED)


class Sluice(OnJava):
    """As its launcher starts it, with all defaults: access log, metrics, watchdog, embedded database."""

    def __init__(self, name, release, home, flags=""):
        super().__init__(name, release, home)
        self.flags = flags

    def version(self):
        commit = programs.output("git", "-C", str(self.home), "describe", "--always", "--dirty")
        said = programs.output(str(self.home / "sluice"), "version", env=self.with_java()).splitlines()
        return "%s, %s" % (commit, said[-1] if said else "?")

    def with_java(self):
        return {**os.environ, "SLUICE_JAVA_HOME": str(self.java)}

    def command(self, path):
        return [self.home / "sluice", "run"]

    def environment(self):
        self.token = secrets.token_hex(16)
        state = self.directory / "state"
        state.mkdir(mode=0o755)
        return {
            "SLUICE_JAVA_HOME": str(self.java), "SLUICE_JAVA_OPTS": self.flags, "SLUICE_STATE_DIR": str(state), "SLUICE_HTTP_HOST": "127.0.0.1",
            "SLUICE_HTTP_PORT": str(self.http), "SLUICE_HTTPS_PORT": str(self.https),
            "SLUICE_ADMIN_PORT": str(self.other), "SLUICE_ADMIN_TOKEN": self.token,
            "SLUICE_CERTS_DIR": str(self.certificates)}

    def is_up(self):
        try:
            urllib.request.urlopen("http://127.0.0.1:%d/health/ready" % self.other, timeout=5).close()
        except (OSError, urllib.error.URLError):
            return False
        self.fill()
        return True

    def fill(self):
        """Gives it what it is to serve."""
        self.peer = self.ask("/peers", {
            "name": "application", "host": "127.0.0.1", "peer_type": "regular", "port": self.upstream_port})
        self.ask("/routes", {
            "domain": HOST, "target_kind": "peer", "target_peer_id": self.peer["id"], "https_redirect": False})

    def compress(self):
        self.ask("/routes", {
            "domain": HOST, "path_prefix": "/text", "target_kind": "peer", "target_peer_id": self.peer["id"],
            "https_redirect": False, "compression": {"encodings": ["gzip"]}})
        return ""

    def tunnel(self):
        self.ask("/routes", {
            "domain": HOST, "path_prefix": "/echo", "target_kind": "peer", "target_peer_id": self.peer["id"],
            "target_port": self.echo_port, "https_redirect": False})
        return super().tunnel()

    def relay(self):
        self.ask("/routes", {
            "route_type": "l4", "l4_listen_port": self.tcp, "target_kind": "peer", "target_peer_id": self.peer["id"]})
        programs.await_ready(self.process, self.log, lambda: self.serves("http://127.0.0.1:%d/1k" % self.tcp))
        self.compile_tunnels()
        return ""

    def ask(self, path, body=None, method=None):
        """What the admin API answers to a GET, or to a POST or that method with a body."""
        request = urllib.request.Request(
            "http://127.0.0.1:%d/api/v1%s" % (self.other, path), None if body is None else json.dumps(body).encode(),
            {"Authorization": "Bearer " + self.token, "Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as problem:
            raise RuntimeError("%s: actual %d, expected success: %s" % (path, problem.code, problem.read().decode())) from None


class PlainVertx(OnJava):
    """vertx-http-proxy from the libraries that Sluice is built with: no log, no metrics, no limits."""

    def version(self):
        (library,) = (self.home / "target/lib").glob("vertx-http-proxy-*.jar")
        return "%s, Java %d" % (library.stem.rpartition("-")[2], self.release)

    def command(self, path):
        return [*java_program("PlainProxy", self.java, self.release, self.home, self.directory / "classes"),
                self.http, self.https, self.upstream_port, self.echo_port, self.certificates]
