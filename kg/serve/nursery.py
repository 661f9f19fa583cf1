"""The process that holds the graph and forks another for each query.

The child finds the graph already loaded, in memory that both share. It answers one query and ends. What it may take is
bounded by the system: a timer that kills it, a limit to its memory, and no free file descriptor, so that it can open
neither a connection nor a file. ``python -m kg.serve.nursery FD FILE`` is started by :class:`kg.serve.pool.Pool`.

On the control socket: from the pool ``F`` or ``K`` and the number of a query (fork, with the socket to answer on; or
kill); to the pool one line of JSON when the graph is loaded or cannot be.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.serve.answers import Asked, answer
from kg.serve.limits import Limits
from kg.store import Store

MESSAGE = struct.Struct("!cI")
"""What is to be done, and with which query."""
LENGTH = struct.Struct("!I")
"""Before each piece of JSON on the socket of a query."""
_REAP_SECONDS = 1.0


def main() -> None:
    """Load the graph, then fork until the pool goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the pool decides
    control = socket.socket(fileno=int(sys.argv[1]))
    try:
        store = Store(Path(sys.argv[2]))
    except KgError as error:
        control.sendall(json.dumps({"error": str(error)}).encode() + b"\n")
        return
    gc.collect()
    gc.freeze()  # else the first collection in each child would copy what it shares
    control.sendall(json.dumps({"triples": len(store), "base": store.base}).encode() + b"\n")
    _Nursery(store, control).run()


class _Nursery:
    def __init__(self, store: Store, control: socket.socket) -> None:
        self._store = store
        self._control = control
        self._children: dict[int, int] = {}
        """Process → number of the query."""

    def run(self) -> None:
        while True:
            ready, _, _ = select.select([self._control], [], [], _REAP_SECONDS if self._children else None)
            self._reap()
            if ready and not self._obey():
                for process in self._children:  # nobody waits for their answers any more
                    os.kill(process, signal.SIGKILL)
                return

    def _obey(self) -> bool:
        """Do what the pool says; False where it is gone."""
        data, handles, _, _ = socket.recv_fds(self._control, MESSAGE.size, 1)
        if len(data) < MESSAGE.size:
            return False
        what, number = MESSAGE.unpack(data)
        if what == b"F":
            self._fork(number, handles[0])
        else:
            for process, query in self._children.items():
                if query == number:  # not reaped yet, so the process number is nobody else's
                    os.kill(process, signal.SIGKILL)
        return True

    def _fork(self, number: int, handle: int) -> None:
        process = os.fork()
        if process:
            os.close(handle)
            self._children[process] = number
            return
        status = 1
        try:
            self._control.close()
            _answer_one(self._store, socket.socket(fileno=handle))
            status = 0
        finally:
            os._exit(status)

    def _reap(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while process := os.waitpid(-1, os.WNOHANG)[0]:
                self._children.pop(process, None)


def _answer_one(store: Store, client: socket.socket) -> None:
    wanted = receive(client)
    limits = Limits(**wanted["limits"])
    _confine(limits)
    found = answer(store, Asked(**wanted["asked"]), limits)
    signal.setitimer(signal.ITIMER_REAL, 0)
    head = {"status": found.status, "media_type": found.media_type, "headers": found.headers, "length": len(found.body)}
    send(client, head)
    client.sendall(found.body)


def _confine(limits: Limits) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process, whatever it is at
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):  # not everywhere
        most = _size() + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _size() -> int:
    """Bytes of address space in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


def send(to: socket.socket, value: Any) -> None:
    """Send a piece of JSON."""
    data = json.dumps(value).encode()
    to.sendall(LENGTH.pack(len(data)) + data)


def receive(of: socket.socket) -> Any:
    """Receive a piece of JSON. Raises :class:`EOFError` where it breaks off."""
    (length,) = LENGTH.unpack(_exactly(of, LENGTH.size))
    return json.loads(_exactly(of, length))


def _exactly(of: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        piece = of.recv(length - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


if __name__ == "__main__":
    main()
