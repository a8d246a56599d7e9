"""This machine: its cores, free ports, and what a process tree takes of it, as /proc tells."""

import os
import pathlib
import platform
import socket
import time

TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def cores():
    """Core of the proxies, and cores of the load and the upstream: all others."""
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2:
        raise SystemExit("compare: cores: actual %d, expected 2 or more: one for the proxy alone" % len(usable))
    return usable[0], usable[1:]


def free_ports(count):
    """Ports of 127.0.0.1 that were free just now, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def tree(root):
    """Ids of a process and of all that descend from it."""
    children = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = stat(entry.name)
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for each in found:
        found.extend(children.get(each, []))
    return found


def stat(pid):
    """Fields of /proc/PID/stat from the third (the state) on, since the second may hold blanks; none once it has ended."""
    try:
        return pathlib.Path("/proc/%s/stat" % pid).read_text().rpartition(")")[2].split()
    except OSError:
        return []


def cpu_seconds(root):
    """User and system time of a process tree, with that of descendants that have ended."""
    return sum(sum(map(int, fields[11:15])) for fields in map(stat, tree(root)) if fields) / TICKS_PER_S


def resident_mib(root):
    """Memory of a process tree; of what several processes share each has its part."""
    return sum(map(resident_mib_alone, tree(root)))


def resident_mib_alone(pid):
    """The same of one process; 0 if it has ended."""
    try:
        rollup = pathlib.Path("/proc/%d/smaps_rollup" % pid).read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024


def busy():
    """Part of the processors' time of one second, in percent, that others take: the less, the better the numbers."""
    def times():
        fields = list(map(int, pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]))
        return fields[3] + fields[4], sum(fields)
    idle, total = times()
    time.sleep(1)
    idle_then, total_then = times()
    return 100 - 100 * (idle_then - idle) / max(1, total_then - total)


def description():
    model = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    return "%s, %d cores, Linux %s" % (model, os.cpu_count(), platform.release())
