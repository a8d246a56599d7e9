"""The result, as Markdown."""

import statistics

from comparison import bench

YARDSTICKS = ("nginx", "haproxy")


def overview(results, contestants):
    """One line for each proxy, one column for each scenario: the median, and in brackets the ratio to the better of nginx
    and HAProxy, or to the first if neither is there."""
    scenarios = [scenario for scenario, samples in results if samples]
    lines = ["| | " + " | ".join("%s, %s" % (each.title, each.unit) for each in scenarios) + " |",
             "|---|" + "---:|" * len(scenarios)]
    for contestant in contestants:
        cells = [cell(scenario, samples, contestant.name) for scenario, samples in results if samples]
        lines.append("| %s | %s |" % (contestant.name, " | ".join(cells)))
    return "\n".join(lines)


def cell(scenario, samples, name):
    if name not in samples:
        return "-"
    best = yardstick(scenario, samples)
    return "%s (%.2f)" % (number(median(scenario, samples[name])), bench.ratio(scenario, samples, name, best))


def yardstick(scenario, samples):
    there = [name for name in YARDSTICKS if name in samples]
    if not there:
        return next(iter(samples))
    choose = max if scenario.more_is_better else min
    return choose(there, key=lambda name: median(scenario, samples[name]))


def median(scenario, samples):
    return statistics.median(map(scenario.value, samples))


def details(scenario, samples, resident):
    lines = ["### " + scenario.title, "",
             "| | %s: median | least to most | requests/s | p50 ms | p99 ms | MiB resident |" % scenario.unit,
             "|---|---:|---:|---:|---:|---:|---:|"]
    for name, mine in samples.items():
        values = list(map(scenario.value, mine))
        lines.append("| %s | %s | %s to %s | %.0f | %s | %s | %.0f |" % (
            name, number(statistics.median(values)), number(min(values)), number(max(values)),
            statistics.median(each.rate for each in mine), milliseconds(each.p50_ms for each in mine),
            milliseconds(each.p99_ms for each in mine), resident[name]))
    return "\n".join(lines)


def milliseconds(values):
    value = statistics.median(values)
    return "%.2f" % value if value else "-"  # h2load at full speed tells none


def number(value):
    return "%.0f" % value if value >= 100 else "%.1f" % value if value >= 10 else "%.2f" % value
