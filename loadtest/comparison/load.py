"""The load: wrk for HTTP/1.1 at full speed, h2load for HTTP/2 and for a steady rate. Both take what one core gives."""

import dataclasses
import re
import subprocess

from comparison import programs
from comparison.certificate import HOST

UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4}


@dataclasses.dataclass
class Sample:
    """What one run of the load saw, and what the proxy took for it."""

    requests: int
    failed: int
    seconds: float
    bytes: float
    p50_ms: float = 0
    p99_ms: float = 0
    cpu_s: float = 0

    @property
    def rate(self):
        return self.requests / self.seconds

    @property
    def cpu_us(self):
        return self.cpu_s * 1e6 / self.requests

    @property
    def mb_per_cpu_s(self):
        return self.bytes / 1e6 / self.cpu_s


def measured(contestant, run):
    """Runs the load, and adds what the proxy took meanwhile."""
    before = contestant.cpu_seconds()
    sample = run()
    sample.cpu_s = contestant.cpu_seconds() - before
    if sample.requests == 0 or sample.failed > sample.requests / 1000:
        raise RuntimeError("failed requests: actual %d of %d, expected none" % (sample.failed, sample.requests))
    return sample


def wrk(cores, seconds, url, connections, *more):
    text = checked(cores, programs.present("wrk"), "-t1", "-c%d" % connections, "-d%ds" % seconds, "--latency",
                   "-H", "Host: " + HOST, *more, url)
    requests, took, unit, size, size_unit = re.search(
        r"(\d+) requests in ([\d.]+)(\w+), ([\d.]+)([KMG]?)B read", text).groups()
    failed = sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", text)))
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    failed += sum(map(int, errors.groups())) if errors else 0
    return Sample(int(requests), failed, float(took) * UNITS[unit] / 1e3, float(size) * UNITS[size_unit],
                  percentile(text, 50), percentile(text, 99))


def percentile(text, which):
    value, unit = re.search(r"%d%%\s+([\d.]+)(us|ms|s|m)\b" % which, text).groups()
    return float(value) * UNITS[unit]


def h2load(cores, seconds, port, path, clients, *more):
    """Over TLS, and whichever protocol ALPN and the options choose."""
    text = checked(cores, programs.present("h2load"), "-t1", "-c%d" % clients, "-D%d" % seconds,
                   "--connect-to=127.0.0.1:%d" % port, *more, "https://%s%s" % (HOST, path))
    return of_h2load(text)


def at_rate(cores, seconds, port, path, clients, rate, log):
    """HTTP/1.1 in clear text at a steady rate. Every request's time is written down, for h2load tells no percentiles."""
    log.unlink(missing_ok=True)
    text = checked(cores, programs.present("h2load"), "--h1", "-t1", "-c%d" % clients, "-D%d" % seconds,
                   "--rps=%.2f" % (rate / clients), "--log-file=%s" % log,
                   "--connect-to=127.0.0.1:%d" % port, "http://%s%s" % (HOST, path))
    sample = of_h2load(text)
    times = sorted(int(line.rsplit("\t", 1)[1]) for line in log.read_text().splitlines())
    sample.p50_ms = times[len(times) // 2] / 1e3
    sample.p99_ms = times[len(times) * 99 // 100] / 1e3
    return sample


def of_h2load(text):
    took, unit = re.search(r"finished in ([\d.]+)(us|ms|s|m)", text).groups()
    done, failed, errored, timeout = re.search(
        r"(\d+) succeeded, (\d+) failed, (\d+) errored, (\d+) timeout", text).groups()
    size = re.search(r"traffic: \S+ \((\d+)\) total", text).group(1)
    return Sample(int(done), int(failed) + int(errored) + int(timeout), float(took) * UNITS[unit] / 1e3, float(size))


def checked(cores, *command):
    done = subprocess.run(
        ["taskset", "-c", ",".join(map(str, cores)), *map(str, command)], stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError("%s: actual exit %d, expected 0:\n%s" % (command[0], done.returncode, done.stdout))
    return done.stdout
