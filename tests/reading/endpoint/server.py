"""A model server that says what a test wants, over real HTTP on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Response = Callable[["Handler"], None]


@dataclass
class ModelServer:
    """Answers each request with the next of ``script``; ``asked`` keeps what came in."""

    script: list[Response] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> ModelServer:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._http.model = self  # type: ignore[attr-defined]
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self._http.shutdown()
        self._http.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    @property
    def model(self) -> ModelServer:
        return self.server.model  # type: ignore[attr-defined, no-any-return]

    def do_POST(self) -> None:
        model = self.model
        model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        model.headers.append({name.lower(): value for name, value in self.headers.items()})
        model.paths.append(self.path)
        try:
            model.script.pop(0)(self)
        except OSError:
            self.close_connection = True  # the reader hung up first, as it should

    def do_GET(self) -> None:
        """What a followed redirect would ask."""
        self.model.paths.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a test's output is for the test."""


def body(data: bytes, *, status: int = 200, **headers: str) -> Response:
    """A complete response."""

    def respond(handler: Handler) -> None:
        handler.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Length": str(len(data))} | named).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return respond


def says(content: Any, *, finish: str = "stop", refusal: str | None = None) -> Response:
    """A chat completion; ``content`` that is no text is written as JSON."""
    if content is not None and not isinstance(content, str):
        content = json.dumps(content, ensure_ascii=False)
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return body(json.dumps({"choices": [{"message": message, "finish_reason": finish}]}).encode())


def fails(status: int, words: str = "", **headers: str) -> Response:
    """An error as model servers print them."""
    return body(json.dumps({"error": {"message": words}}).encode(), status=status, **headers)


def silent(handler: Handler) -> None:
    """Nothing until the test is over, or a second."""
    handler.model.stop.wait(1)


def drips(in_headers: bool) -> Response:
    """A byte now and then, each well within any single timeout."""

    def respond(handler: Handler) -> None:
        if not in_headers:
            handler.send_response(200)
            handler.send_header("Content-Length", "100000")
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not handler.model.stop.wait(0.02):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    return respond
