"""Programs that run beside the measurement, each pinned to cores, and all ended with it."""

import atexit
import os
import shutil
import signal
import subprocess
import time

PATIENCE_S = 120
running = []


def start(command, on_cores, log, environment=None, spoken_with=False):
    """Starts it in a session of its own; what it prints goes to the file, or is heard line by line if it is spoken with."""
    pinned = ["taskset", "-c", ",".join(map(str, on_cores)), *map(str, command)]
    with open(log, "ab") as output:
        process = subprocess.Popen(
            pinned, stdin=subprocess.PIPE if spoken_with else subprocess.DEVNULL,
            stdout=subprocess.PIPE if spoken_with else output, stderr=output, start_new_session=True, text=True,
            env={**os.environ, **(environment or {})})
    running.append(process)
    return process


def await_ready(process, log, is_ready):
    deadline = time.monotonic() + PATIENCE_S
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            with open(log, errors="replace") as text:
                said = "".join(text.readlines()[-15:])
            raise RuntimeError("actual %s, expected ready in %d s; it said:\n%s" % (
                "ended" if process.poll() is not None else "not ready", PATIENCE_S, said))
        time.sleep(0.1)


def end_all():
    """Asks all to end, and then makes them: latest first, since the proxies need their upstream to go quietly."""
    for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)  # who asks a second time waits for the end of this
    for process in reversed(running):
        if process.poll() is None:
            process.terminate()
    for process in reversed(running):
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    running.clear()


def output(*command, **more):
    """What a command prints, both ways; some print their version on standard error."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **more)
    return done.stdout.strip()


def present(name):
    """The path of a tool; tools of the administrator are not in everyone's PATH."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin")


atexit.register(end_all)
for each in (signal.SIGTERM, signal.SIGHUP):
    signal.signal(each, lambda number, frame: (_ for _ in ()).throw(SystemExit(128 + number)))
