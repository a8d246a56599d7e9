"""What all proxies have behind them: one nginx that gives files out of memory and swallows uploads."""

import os
import random
import signal
import socket

from comparison import machine, programs

SIZES = {"1k": 1024, "64k": 64 * 1024, "1m": 1024 * 1024}
TEXT = "text"
TEXT_SIZE = 64 * 1024

CONFIGURATION = """
master_process off;
daemon off;
pid {directory}/nginx.pid;
error_log stderr error;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    keepalive_requests 1000000000;
    keepalive_timeout 1h;
    client_max_body_size 0;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=10;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        root {directory}/files;
        location = /upload {{ return 204; }}
    }}
}}
"""


def start(directory, on_cores, port=0):
    """Its port: a free one, or the one that it shall have."""
    files = directory / "files"
    files.mkdir(parents=True, exist_ok=True)
    for each in (directory.parent, directory, files):
        each.chmod(0o755)  # run by root, its worker is nobody
    for name, size in SIZES.items():
        (files / name).write_bytes(b"x" * size)
    (files / TEXT).write_bytes(some_text(TEXT_SIZE))
    port = port or machine.free_ports(1)[0]
    configuration = directory / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(directory=directory, port=port))
    log = directory / "log"
    process = programs.start([programs.present("nginx"), "-p", directory, "-c", configuration], on_cores, log)
    programs.await_ready(process, log, lambda: listens(port))
    return port


def some_text(size):
    """Words as often as in a language, the same each time: it compresses as pages do, to about a quarter."""
    chance = random.Random(1)
    words = ["".join(chance.choices("etaoinshrdlucmfwypvbgkjqxz", range(26, 0, -1), k=chance.randint(2, 9))) for _ in range(2000)]
    ranks = [1 / (rank + 1) for rank in range(len(words))]
    return " ".join(chance.choices(words, ranks, k=size // 2)).encode()[:size]


def kill(directory):
    """By kill -9; it is one process alone."""
    os.kill(int((directory / "nginx.pid").read_text()), signal.SIGKILL)


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False
