"""A proxy that takes part: how it is started, and where it listens."""

import http.client
import ssl
import urllib.request

from comparison import machine, programs, upstream
from comparison.certificate import HOST


class Contestant:
    """One with a configuration file; those that have none override prepare()."""

    name = ""
    package = ""  # of Debian, and its program; empty where none is needed
    configuration = ""
    log_buffer = ""  # for nginx
    requests_until_compiled = 0

    def missing(self):
        """Why it cannot take part; empty if it can."""
        if self.package and not programs.present(self.package):
            return "%s is not installed (Debian: apt install %s)" % (self.package, self.package)
        return ""

    def version(self):
        raise NotImplementedError

    def command(self, path):
        raise NotImplementedError

    def environment(self):
        return {}

    def start(self, directory, upstream_port, certificates, core, echo_port=0):
        directory.mkdir()
        directory.chmod(0o777)  # run by root, some of them become nobody, and write their log here
        self.directory = directory
        self.upstream_port = upstream_port
        self.echo_port = echo_port or upstream_port
        self.certificates = certificates
        self.http, self.https, self.tcp, self.other = machine.free_ports(4)
        self.log = directory / "log"
        path = directory / "configuration"
        path.write_text(self.configured().format(
            directory=directory, upstream=upstream_port, echo=self.echo_port, certificates=certificates, http=self.http,
            https=self.https, tcp=self.tcp, host=HOST, log_buffer=self.log_buffer))
        self.process = programs.start(self.command(path), [core], self.log, self.environment())
        programs.await_ready(self.process, self.log, self.is_up)
        for url in ("http://127.0.0.1:%d/1k" % self.http, "https://localhost:%d/1k" % self.https):
            programs.await_ready(self.process, self.log, lambda: self.serves(url))

    def configured(self):
        """What its configuration file is made of."""
        return self.configuration

    def is_up(self):
        return upstream.listens(self.http) and upstream.listens(self.https)

    def serves(self, url):
        """Whether it gives what the upstream has, and not an answer of its own."""
        trusting = ssl._create_unverified_context()
        try:
            with urllib.request.urlopen(
                    urllib.request.Request(url, headers={"Host": HOST}), timeout=5, context=trusting) as answer:
                return answer.url == url and len(answer.read()) == upstream.SIZES["1k"]
        except (OSError, http.client.HTTPException):
            return False

    # What only some scenarios need, done from now on, and only once one of them is about to be measured. Each tells why it
    # cannot be done, and nothing if it is.

    def compress(self):
        """/text is compressed by gzip at level 5."""
        return "it does not compress at that level"

    def tunnel(self):
        """WebSockets of /echo get to the echo."""
        return "it does not tunnel WebSockets"

    def relay(self):
        """All that comes to the port tcp gets to the upstream."""
        return "it relays no TCP"

    def cpu_seconds(self):
        return machine.cpu_seconds(self.process.pid)

    def resident_mib(self):
        return machine.resident_mib(self.process.pid)
