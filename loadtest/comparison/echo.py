"""WebSockets that give back what comes: the upstream of them, and the load that speaks to it through a proxy. Both are JVMs,
which live as long as the measurement, so that no round meets one that is not compiled yet."""

from comparison import jvm, load, machine, programs

WARM_UP_S = 8
MESSAGE_BYTES = 64


class Echo:

    def __init__(self, directory, cores, home):
        self.directory = directory
        self.cores = cores
        self.home = home  # of the project whose libraries they are built from
        self.port = machine.free_ports(1)[0]
        self.load = None

    def start(self, connections):
        """Starts both, unless they are started, and has so many connections warm them up, with no proxy between."""
        if self.load:
            return
        release = next((each for each in (25, 17) if jvm.find_java(each) and (jvm.find_java(each) / "bin/javac").exists()), None)
        if not release:
            raise RuntimeError("no JDK 25 or 17 found for the load: set JAVA25_HOME or JAVA17_HOME")
        programs.output(self.home / "sluice", "version")  # which also builds what is not built: the libraries are there then
        self.directory.mkdir(exist_ok=True)
        self.log = self.directory / "log"
        upstream = programs.start(self.command("WebSocketEcho", release, self.port), self.cores, self.log)
        programs.await_ready(upstream, self.log, lambda: "listening" in self.log.read_text())
        self.load = programs.start(
            self.command("WebSocketLoad", release, MESSAGE_BYTES), self.cores, self.log, spoken_with=True)
        self.measure(self.port, connections, WARM_UP_S)

    def command(self, name, release, argument):
        return [*jvm.java_program(name, jvm.find_java(release), release, self.home, self.directory / "classes"), argument]

    def measure(self, port, connections, seconds):
        """What so many connections to that port saw, one message under way on each."""
        try:
            print(port, connections, seconds, file=self.load.stdin, flush=True)
            messages, failed, took, p50, p99 = map(int, self.load.stdout.readline().split())
        except (OSError, ValueError):
            raise RuntimeError("WebSocketLoad: actual ended, expected a result; it said: " + self.last_words()) from None
        if messages == 0:
            raise RuntimeError("WebSockets: actual without any echo, expected one; it said: " + self.last_words())
        return load.Sample(messages, failed, took / 1e9, messages * 2 * MESSAGE_BYTES, p50 / 1e3, p99 / 1e3)

    def last_words(self):
        return "".join(self.log.read_text(errors="replace").splitlines(True)[-3:]).strip()
