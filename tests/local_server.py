"""A web server on this machine, as tests of clients need one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Handler(BaseHTTPRequestHandler):
    """Answers POST requests without a line in the log for each."""

    def do_POST(self) -> None:
        """Answer with what the content of the request calls for."""
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, content: bytes) -> None:
        """Send the response to a request with some content."""
        raise NotImplementedError

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def send(self, body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Send a whole response."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing if a client that timed out has gone."""


@contextmanager
def serving(handler: type[Handler]) -> Iterator[str]:
    """Run a server on a free port and yield its address, `http://127.0.0.1:PORT`."""
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
