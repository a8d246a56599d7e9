"""The order of things: warm up, then rounds in which everyone is measured once, one right after the other."""

import dataclasses
import pathlib
import statistics
import sys
import time

from comparison import load
from comparison.echo import Echo

SETTLED = 0.03  # two bursts in a row that differ by less than that


@dataclasses.dataclass
class Bench:
    directory: pathlib.Path
    load_cores: list
    rounds: int
    seconds: int
    longest_warm_up_s: int
    echo: Echo

    def measure(self, scenario, contestants):
        """Samples by contestant, in the order of the rounds; one whose load fails drops out, and that is said."""
        samples = {}
        for contestant in contestants:
            try:
                obstacle = scenario.prepare(contestant, self)
                if obstacle:
                    raise RuntimeError(obstacle)
                self.warm_up(scenario, contestant)
                samples[contestant.name] = []
            except RuntimeError as problem:
                drop(scenario, contestant, problem)
        for number in range(self.rounds):
            turn = [each for each in contestants if each.name in samples]
            for contestant in turn[number % len(turn):] + turn[:number % len(turn)] if turn else []:
                try:
                    sample = load.measured(contestant, lambda: scenario.run(contestant, self, self.seconds))
                except RuntimeError as problem:
                    drop(scenario, contestant, problem)
                    del samples[contestant.name]
                    continue
                samples[contestant.name].append(sample)
                say("%s, round %d, %s: %.4g %s, %.0f requests/s" % (
                    scenario.name, number + 1, contestant.name, scenario.value(sample), scenario.unit, sample.rate))
        return samples

    def warm_up(self, scenario, contestant):
        """Until it takes as much for a request as it did in the burst before: a JVM compiles for a while."""
        before, burst, until = None, 0, time.monotonic() + self.longest_warm_up_s
        while time.monotonic() < until:
            sample = load.measured(contestant, lambda: scenario.run(contestant, self, self.seconds))
            burst += 1
            contestant.requests_until_compiled -= sample.requests
            settled = before and abs(sample.cpu_us - before) < SETTLED * before
            if settled and contestant.requests_until_compiled <= 0:
                break
            before = sample.cpu_us
        say("%s, warm-up, %s: %.4g µs CPU/request after %d bursts" % (
            scenario.name, contestant.name, sample.cpu_us, burst))


def ratio(scenario, samples, ours, theirs):
    """Median of the ratios of each round; rounds are short, so what else the machine does weighs on both alike."""
    pairs = zip(samples[ours], samples[theirs])
    return statistics.median(scenario.value(mine) / scenario.value(other) for mine, other in pairs)


def drop(scenario, contestant, problem):
    say("%s: %s drops out: %s" % (scenario.name, contestant.name, problem))


def say(text):
    print(text, file=sys.stderr, flush=True)
