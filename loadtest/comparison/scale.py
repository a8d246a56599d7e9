"""Sluice with much of something beside what is measured: what a request costs then, beside a Sluice without."""

import http.client
import resource
import subprocess

from comparison import programs
from comparison.certificate import HOST
from comparison.jvm import Sluice


class ManyRoutes(Sluice):
    """With 99,999 other routes to the same peer. Written as another front door would, since the API takes one by one."""

    ROUTES = 100_000

    def missing(self):
        return super().missing() or ("" if programs.present("psql") else
                                     "psql is not installed (Debian: apt install postgresql-client)")

    def fill(self):
        super().fill()
        subprocess.run(
            [programs.present("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-h", self.directory / "state" / "run", "-U", "sluice", "sluice"],
            input=self.SQL % {"peer": self.peer["id"], "routes": self.ROUTES - 1}, text=True, check=True, stdout=subprocess.DEVNULL)
        programs.await_ready(
            self.process, self.log, lambda: self.ask("/status")["routes"]["enabled"] == self.ROUTES)

    SQL = """
        INSERT INTO route (domain, path_prefix, description, enabled, route_type, target_kind, home_peer_id, failover, rescue,
            created_at, updated_at, revision)
        SELECT 'r' || n || '.example', '/', '', true, 'http', 'peer', %(peer)d, false, true, now(), now(), 1
        FROM generate_series(1, %(routes)d) n;
        UPDATE revision SET number = number + 1;
        SELECT pg_notify('sluice_revision', number::text) FROM revision;
        """


class ManyIdle(Sluice):
    """With 10,000 connections of clients that have asked once and say nothing more, or as many as descriptors allow."""

    CONNECTIONS = 10_000
    SPARE = 500  # descriptors of this command for everything else

    def environment(self):
        return {**super().environment(), "SLUICE_PROXY_KEEP_ALIVE_TIMEOUT": "1h"}

    def fill(self):
        super().fill()
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        # It takes 45 % of its own descriptors for clients, and some are for those that measure.
        count = min(self.CONNECTIONS, most - self.SPARE, int((most - 192) * 0.45) - self.SPARE)
        self.idle = [self.idler() for _ in range(count)]

    def idler(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=10)
        connection.request("GET", "/1k", headers={"Host": HOST})
        connection.getresponse().read()
        return connection
