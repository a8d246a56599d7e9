"""A steady load of GETs over keep-alive connections, each request at its own time, whatever became of those before."""

import asyncio
import collections
import dataclasses
import time

from comparison.certificate import HOST

PATIENCE_S = 10


@dataclasses.dataclass(frozen=True)
class Asked:
    """One request: when it was due, when it was sent, when its answer was whole (monotonic seconds), and the status, 0 for none."""

    due: float
    sent: float
    done: float
    status: int


class SteadyLoad:
    """Until it is ended; what it asked is in asked. A connection that fails is replaced."""

    def __init__(self, port, path, rate):
        self.port = port
        self.request = ("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n" % (path, HOST)).encode()
        self.interval = 1 / rate
        self.idle = []
        self.asked = collections.deque(maxlen=int(rate * 120))
        self.under_way = set()
        self.going = True

    async def run(self):
        due = time.monotonic()
        while self.going:
            await asyncio.sleep(max(0, due - time.monotonic()))
            one = asyncio.create_task(self.ask(due))
            self.under_way.add(one)
            one.add_done_callback(self.under_way.discard)
            due += self.interval
        if self.under_way:
            await asyncio.wait(self.under_way)
        for reader, writer in self.idle:
            writer.close()

    async def ask(self, due):
        sent, status, connection = time.monotonic(), 0, None
        try:
            connection = self.idle.pop() if self.idle else await asyncio.open_connection("127.0.0.1", self.port)
            async with asyncio.timeout(PATIENCE_S):
                status = await self.exchange(*connection)
            self.idle.append(connection)
        except (OSError, EOFError, TimeoutError, ValueError):
            if connection:
                connection[1].close()
        self.asked.append(Asked(due, sent, time.monotonic(), status))

    async def exchange(self, reader, writer):
        writer.write(self.request)
        head = await reader.readuntil(b"\r\n\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if line)
        await reader.readexactly(int(fields[b"content-length"]))
        return int(head[9:12])
