"""Seconds from starting the server on a prepared checkout to the first page, and the server's peak memory.

Runs ``duijie run --demo`` with an empty home (migrations and the demo case included) and again with that home,
three times each; the peer in the same run is a bare Python start.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

DUIJIE = Path(sys.executable).with_name("duijie")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def peak_megabytes(pid: int) -> float:
    """Resident peak of the process and its children, added up."""
    pids = [
        pid,
        *map(
            int,
            subprocess.run(
                ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
            ).stdout.split(),
        ),
    ]
    peak = 0
    for one in pids:
        status = Path(f"/proc/{one}/status")
        if status.exists():
            peak += next(
                (
                    int(line.split()[1])
                    for line in status.read_text().splitlines()
                    if line.startswith("VmHWM")
                ),
                0,
            )
    return peak / 1024


def first_page(home: str) -> tuple[float, float]:
    """Seconds to the sign-in page, and the server's peak memory in MB."""
    port = free_port()
    began = time.perf_counter()
    server = subprocess.Popen(
        [str(DUIJIE), "run", "--demo", "--port", str(port)],
        env=os.environ | {"DUIJIE_HOME": home},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.perf_counter() - began < 120:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    answer.read()
                return time.perf_counter() - began, peak_megabytes(server.pid)
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.02)
        raise SystemExit("no page within two minutes")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def main() -> None:
    bare = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        bare.append(time.perf_counter() - began)
    unit = statistics.median(bare)
    fresh, again, memory = [], [], []
    for _ in range(3):
        home = tempfile.mkdtemp(prefix="duijie-bench-")
        try:
            fresh.append(first_page(home)[0])
            seconds, peak = first_page(home)
            again.append(seconds)
            memory.append(peak)
        finally:
            shutil.rmtree(home, ignore_errors=True)
    print(f"{statistics.median(fresh):6.2f} s to the first page with an empty home (demo case loaded)")
    print(
        f"{statistics.median(again):6.2f} s to the first page afterwards ({statistics.median(again) / unit:.0f} × a bare Python start)"
    )
    print(f"{statistics.median(memory):6.0f} MB peak memory of the server")


if __name__ == "__main__":
    main()
