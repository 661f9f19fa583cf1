"""A real server over real HTTP: ``kg serve`` as a process of its own, at a port that was free."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from kg.export import write_all
from kg.model import Graph
from kg.view import write_view
from tests.samples import sample_graph

LISTENS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""Runs for minutes, and no store can shorten it."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def type(self) -> str:
        return self.headers["Content-Type"] or ""


@dataclass(frozen=True)
class Served:
    """A running ``kg serve`` and ways to ask it that leave the path as it is given."""

    process: subprocess.Popen[str]
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        return f"{self.url}/sparql"

    def ask(
        self,
        target: str = "/sparql",
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
        timeout: float = 30,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            given = body.encode() if isinstance(body, str) else body
            connection.request(method, target, body=given, headers=dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def query(self, query: str, timeout: float = 30, accept: str | None = None, **more: str) -> Answer:
        headers = {"Accept": accept} if accept else {}
        return self.ask(
            f"/sparql?{urlencode({'query': query, **more}, quote_via=quote)}", "GET", headers, None, timeout
        )

    def connect(self, timeout: float = 15) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def raw(self, request: bytes, timeout: float = 15) -> bytes:
        """All that the server says to these bytes, until it closes."""
        with self.connect(timeout) as connection:
            connection.sendall(request)
            said = b""
            while True:
                try:
                    more = connection.recv(65536)
                except ConnectionResetError:
                    return said
                if not more:
                    return said
                said += more

    def get(self, target: bytes, *headers: bytes) -> bytes:
        """As :meth:`raw`, a GET with these bytes for a target; ``Host`` unless one of the headers is one."""
        lines = [b"GET " + target + b" HTTP/1.1", *headers, b"Connection: close"]
        if not any(header.lower().startswith(b"host:") for header in headers):
            lines.append(b"Host: 127.0.0.1")
        return self.raw(b"\r\n".join([*lines, b"", b""]))


def write_output(graph: Graph, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    write_all(graph, folder)
    write_view(graph, folder / "index.html")
    return folder


def launch(folder: Path, *options: str) -> subprocess.Popen[str]:
    """``kg serve``, started; its errors are in a file, so that no full pipe can hold it up."""
    return subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=tempfile.TemporaryFile("w+"),
        text=True,
        encoding="utf-8",
    )


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Served]:
    process = launch(folder, *options)
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := LISTENS.search(line):
                yield Served(process, folder, int(found[1]))
                return
        raise AssertionError(f"kg serve ended with {process.wait()} before it listened")
    finally:
        end(process)


def end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdout:
        process.stdout.close()


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample graph as ``kg build --all`` writes it."""
    return write_output(sample_graph(), tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def site(output: Path) -> Iterator[Served]:
    """The sample graph, served as it comes."""
    with served(output) as running:
        yield running


@pytest.fixture(scope="module")
def strict(output: Path) -> Iterator[Served]:
    """The sample graph with small limits: a second, a hundred rows."""
    with served(output, "--max-seconds", "1", "--max-rows", "100") as running:
        yield running


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Starts a server for one test."""
    with ExitStack() as running:
        yield lambda folder, *options: running.enter_context(served(folder, *options))
