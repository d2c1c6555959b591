# ruff: noqa: PLC0415 -- Django must be set up before its models are imported
"""The network's explorer at five thousand nodes in a headless browser: first picture, frames, filters, ways, the server.

    python -m bench.explorer [FIRMS]

A county of invented firms, their people, chambers and visits is made by the row. Frames are the times between calls of
``requestAnimationFrame``; *drawn* are those in which the picture was put on the canvas anew. The peer in the same run is
the same page's canvas given as many lines as the picture has, in one path, by the canvas itself. There is no graphics
card: all is drawn by software. Times of frames are the wall's, and tell little where others work on the machine; what the
page's own thread used of the processor is given beside them.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

FIRMS = 3_300
PASSWORD = "correct-horse"
RUNS = 7
WATCH = """
{
  const own = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (...all) {
    CanvasRenderingContext2D.prototype.putImageData = own;
    window.first = performance.now();
    return own.apply(this, all);
  };
}
window.watch = function (what) {
  const gaps = [], puts = []; let last = 0, on = true, put = 0;
  const own = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (...all) { put += 1; return own.apply(this, all); };
  function frame(now) {
    if (last) { gaps.push(now - last); if (put) puts.push(now - last); }
    last = now; put = 0;
    if (on) requestAnimationFrame(frame);
  }
  requestAnimationFrame(frame);
  return () => { on = false; CanvasRenderingContext2D.prototype.putImageData = own; return { gaps, puts }; };
};
"""
PEER = """
() => new Promise(function (done) {
  const from = document.querySelector(".network-plot canvas"), to = document.createElement("canvas");
  to.width = from.width; to.height = from.height; from.after(to);
  const count = Number(from.parentElement.dataset.ties), pen = to.getContext("2d"), gaps = [];
  let last = 0, left = 20;
  function frame(now) {
    if (last) gaps.push(now - last);
    last = now; pen.clearRect(0, 0, to.width, to.height); pen.beginPath();
    for (let at = 0; at < count; at += 1) {
      const x = ((at * 7919) % 1009) / 1009 * to.width, y = ((at * 104729) % 997) / 997 * to.height, turn = at + left;
      pen.moveTo(x, y); pen.lineTo(x + 60 * Math.cos(turn), y + 60 * Math.sin(turn));
    }
    pen.stroke();
    if (left--) requestAnimationFrame(frame); else { to.remove(); done(gaps); }
  }
  requestAnimationFrame(frame);
})
"""


def main() -> None:
    firms = int(sys.argv[1]) if len(sys.argv) > 1 else FIRMS
    with tempfile.TemporaryDirectory() as home:
        os.environ["DUIJIE_HOME"] = str(Path(home))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        # The browser's driver runs a loop of its own in this thread.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        import django

        django.setup()
        from django.conf import settings
        from django.contrib.staticfiles.handlers import StaticFilesHandler
        from django.core.management import call_command
        from django.test.testcases import LiveServerThread

        settings.ALLOWED_HOSTS.append("*")
        call_command("migrate", verbosity=0)
        from duijie.accounts.operations import add_user
        from tests.relations.many import many

        by = add_user(username="lin", password=PASSWORD, display_name="林审", role="reviewer")
        nodes, ties = many(by=by, firms=firms)
        print(
            f"{nodes:,} nodes, {ties:,} ties made; {os.getloadavg()[0]:.1f} at work on {os.cpu_count()} cores"
        )
        server()
        thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        try:
            page(f"http://127.0.0.1:{thread.port}")
        finally:
            thread.terminate()


def server() -> None:
    """Milliseconds and bytes of the answers, by the processor's clock."""
    from django.test import Client

    browser = Client()
    browser.post("/sign-in/", {"username": "lin", "password": PASSWORD})
    asked = "/network/?of=region&size=5000"
    for name, address in (
        ("the page", asked), ("picture", asked + "&part=picture"), ("rows", asked + "&part=rows"),
        ("rows, page 90, two kinds hidden", asked + "&part=rows&page=90&hide=people&hide=meetings"),
    ):  # fmt: skip
        times = []
        for _ in range(RUNS + 1):
            begun = time.process_time()
            answer = browser.get(address)
            times.append((time.process_time() - begun) * 1e3)
        assert answer.status_code == 200, address
        print(f"server, {name:34}{statistics.median(times[1:]):8.0f} ms median (first {times[0]:.0f}){len(answer.content) / 1e3:8.0f} kB")  # fmt: skip


def page(address: str) -> None:
    from tests.browser import signed_in

    with signed_in(address, user="lin", password=PASSWORD) as shown:
        shown.add_init_script(WATCH)
        inside = shown.context.new_cdp_session(shown)
        inside.send("Performance.enable", {"timeDomain": "threadTicks"})

        def busy() -> float:
            """Milliseconds of the processor that the page's own thread has used."""
            found = {one["name"]: one["value"] for one in inside.send("Performance.getMetrics")["metrics"]}
            return float(found["TaskDuration"]) * 1e3

        first = []
        for _ in range(3):
            shown.goto("/network/?of=region&size=5000", wait_until="commit")
            shown.wait_for_selector(".network-plot[data-nodes]")
            shown.evaluate("void (window.watched = window.watch())")
            begun, before = time.perf_counter(), busy()
            shown.wait_for_selector(".network-plot[data-settled=yes]", timeout=60_000)
            took, used = time.perf_counter() - begun, busy() - before
            first.append(shown.evaluate("window.first"))
        plot = shown.locator(".network-plot")
        print(
            f"{int(plot.get_attribute('data-nodes') or 0):,} nodes and {int(plot.get_attribute('data-ties') or 0):,} ties drawn; "
            f"first picture {statistics.median(first):.0f} ms after the page was asked for"
        )
        said("layout runs", shown, used, f"{took:.1f} s until it stands")

        def middle() -> tuple[float, float]:
            box = plot.bounding_box()
            assert box is not None
            return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

        def moving(name: str, what: Any) -> None:
            shown.locator("[data-zoom=whole]").click()
            plot.evaluate("one => one.scrollIntoView({block: 'center'})")
            shown.wait_for_timeout(800)
            shown.evaluate("void (window.watched = window.watch())")
            before = busy()
            what()
            said(name, shown, busy() - before)

        def pan() -> None:
            x, y = middle()
            shown.mouse.move(x + 400, y)
            shown.mouse.down()
            for step in range(60):
                shown.mouse.move(x + 400 - 2 * step, y + 2 * step)
            shown.mouse.up()

        def drag() -> None:
            x, y = middle()
            shown.mouse.move(x, y)
            shown.mouse.down()
            for step in range(60):
                shown.mouse.move(x + 3 * step, y + 2 * step)
            shown.mouse.up()

        def zoom() -> None:
            x, y = middle()
            shown.mouse.move(x + 60, y + 60)
            for step in range(40):
                shown.mouse.wheel(0, -60 if step < 20 else 60)
                shown.wait_for_timeout(16)

        moving("dragging the picture", pan)
        moving("zooming", zoom)
        moving("dragging the middle", drag)
        moving(
            "drawn in full at rest",
            lambda: (shown.locator("[data-zoom=whole]").click(), shown.wait_for_timeout(1500)),
        )

        def open_one() -> None:
            with shown.expect_response(lambda answer: "part=picture" in answer.url):
                shown.mouse.click(*middle())
            shown.wait_for_timeout(1500)

        moving("opening one", open_one)
        took = shown.evaluate("""() => new Promise(function (done) {
          const box = document.querySelector('.network-legend input[value=meetings]'), begun = performance.now();
          box.click();
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
        })""")
        print(f"hiding a kind: {took:.0f} ms until the picture shows it")
        shown.goto("/network/?of=region&size=5000&also=organisation:1", wait_until="commit")
        shown.wait_for_selector(".network-plot[data-settled=yes]", timeout=60_000)
        key = shown.evaluate(
            "fetch('/network/?of=region&size=5000&part=picture').then((one) => one.json()).then((one) => one.key.at(-1))"
        )
        took = shown.evaluate(
            """(key) => new Promise(function (done) {
          const link = document.querySelector('a[data-way]'), box = document.querySelector('.network-plot');
          link.dataset.key = key; link.hidden = false;
          const begun = performance.now();
          new MutationObserver(() => Number(box.dataset.way) && requestAnimationFrame(() => done(performance.now() - begun)))
            .observe(box, { attributes: true });
          link.click();
        })""",
            key,
        )
        print(
            f"a way asked for in the picture: {took:.0f} ms until it is drawn, the server's search included"
        )
        gaps = shown.evaluate(PEER)
        print(
            f"peer, the canvas's own lines: {statistics.median(gaps):.0f} ms median a frame, 95th {high(gaps):.0f}"
        )


def said(name: str, shown: Any, used: float, more: str = "") -> None:
    found = json.loads(shown.evaluate("JSON.stringify(window.watched())"))
    gaps, puts = found["gaps"], found["puts"]
    drawn = f"{len(puts)} drawn: {statistics.median(puts):.1f} median, {high(puts):.1f} 95th, {used / len(puts):.1f} of the processor each" if puts else ""  # fmt: skip
    print(
        f"{name:22}{len(gaps):4} frames: {statistics.median(gaps):.1f} ms median, {high(gaps):.1f} 95th; {drawn} {more}"
    )


def high(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


if __name__ == "__main__":
    main()
