"""``kg serve``: from OUTPUT to a site that listens."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from kg.errors import UsageError
from kg.serve.app import app
from kg.serve.limits import Limits
from kg.serve.site import Site

LOCAL = ("127.0.0.1", "localhost", "[::1]")
_CONNECTIONS = 256


def serve(
    output: Path, *, host: str = "127.0.0.1", port: int = 8000, also: Sequence[str] = (), limits: Limits | None = None
) -> None:
    """Serve OUTPUT until the program is ended.

    Args:
        output: the folder that ``kg build`` wrote.
        host: the address to listen at; others than this machine's own let other machines in.
        port: 0 for any that is free.
        also: further names by which the site may be called (the Host header).
        limits: what a query may take.

    Raises:
        UsageError: there is no graph, or the address cannot be listened at.
    """
    if not hasattr(socket, "send_fds"):
        raise UsageError("kg serve: this system cannot fork; use Linux, macOS or WSL, or `kg query`")
    limits = limits or Limits()
    listening = _listen(host, port)
    site = Site(output, limits)
    named = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(
        app(site, [*LOCAL, named, *also]),
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=limits.head_bytes,  # of what comes in pieces; the guard counts the rest
        http="h11",
        ws="none",
    )
    notes = [f"{output}: {site.pool.loaded.triples:,} triples"]
    notes.append(f"http://{named}:{listening.getsockname()[1]}/   (Ctrl-C ends it)")
    if not _is_local(host):
        notes.append("note: whoever reaches this machine can read the graph and its articles")
    with listening, contextlib.suppress(KeyboardInterrupt):
        _Server(config, notes).run(sockets=[listening])
    site.close()


class _Server(uvicorn.Server):
    """Says where it is once it can be called, and be ended."""

    def __init__(self, config: uvicorn.Config, notes: Sequence[str]) -> None:
        super().__init__(config)
        self._notes = notes

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print("\n".join(self._notes), flush=True)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{host}:{port}: {why}; name another with --host, --port") from error
    return listening


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
