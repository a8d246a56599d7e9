#!/usr/bin/env python3
"""A bad line between this machine and a network namespace: every packet takes its time, and some are lost.

Stands in for `tc netem` where the kernel has none. Makes a TUN device here and one in the namespace of a process, gives
each an address, and carries packets between the two. Prints "ready", and ends, with both devices, when its standard
input ends. Needs root.

    lossy-line.py --pid PID --here 198.18.0.1 --there 198.18.0.2 --delay-ms 400 --loss-percent 5
"""

import argparse
import collections
import ctypes
import fcntl
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN = 0x0001
IFF_NO_PI = 0x1000
CLONE_NEWNET = 0x40000000
LARGEST_PACKET = 65535
QUEUE_LIMIT = 10_000  # packets under way in one direction; what comes beyond is lost, as on any line


def main():
    options = parse()
    here = open_tun("line%d" % options.pid, options.here)
    enter_namespace(options.pid)  # this process stays there; the device above does not
    there = open_tun("line", options.there)
    print("ready", flush=True)
    outward = Direction(here, there, options)
    homeward = Direction(there, here, options)
    carry([outward, homeward])


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pid", type=int, required=True, help="a process in the namespace at the other end")
    parser.add_argument("--here", required=True, help="address of this end")
    parser.add_argument("--there", required=True, help="address of the other end, in the same /30")
    parser.add_argument("--delay-ms", type=float, required=True, help="of each packet, one way")
    parser.add_argument("--loss-percent", type=float, required=True, help="one way")
    parser.add_argument("--seed", type=int, default=1, help="of the losses, so that a run can be had again")
    return parser.parse_args()


def open_tun(name, address):
    """A device with that address, in the namespace that this process is in now."""
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    subprocess.run(["ip", "address", "add", address + "/30", "dev", name], check=True)
    subprocess.run(["ip", "link", "set", name, "up"], check=True)
    return device


def enter_namespace(pid):
    with open("/proc/%d/ns/net" % pid) as namespace:  # os.setns came only with Python 3.12
        if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), CLONE_NEWNET) != 0:
            code = ctypes.get_errno()
            raise OSError(code, "setns of process %d: %s" % (pid, os.strerror(code)))


class Direction:
    """One way over the line: packets that are under way, in the order in which they arrive."""

    def __init__(self, source, sink, options):
        self.source = source
        self.sink = sink
        self.delay = options.delay_ms / 1000
        self.loss = options.loss_percent / 100
        self.random = random.Random(options.seed * 2 + (source < sink))
        self.under_way = collections.deque()

    def take(self):
        """Takes every packet that waits at the source."""
        while True:
            try:
                packet = os.read(self.source, LARGEST_PACKET)
            except BlockingIOError:
                return
            if self.random.random() >= self.loss and len(self.under_way) < QUEUE_LIMIT:
                self.under_way.append((time.monotonic() + self.delay, packet))

    def give(self, now):
        """Delivers what has arrived by now."""
        while self.under_way and self.under_way[0][0] <= now:
            packet = self.under_way.popleft()[1]
            try:
                os.write(self.sink, packet)
            except OSError:
                pass  # the device is full or down: lost

    def due(self):
        """When the next packet arrives; infinity if none is under way."""
        return self.under_way[0][0] if self.under_way else float("inf")


def carry(directions):
    """Until standard input ends."""
    by_source = {direction.source: direction for direction in directions}
    watch = [sys.stdin.fileno(), *by_source]
    while True:
        wait = min(direction.due() for direction in directions) - time.monotonic()
        readable, _, _ = select.select(watch, [], [], None if wait == float("inf") else max(0, wait))
        for ready in readable:
            if ready in by_source:
                by_source[ready].take()
            elif not os.read(ready, 4096):
                return
        now = time.monotonic()
        for direction in directions:
            direction.give(now)


if __name__ == "__main__":
    main()
