"""Asks the nursery: one query, one process; the event loop goes on meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from kg.errors import UsageError
from kg.serve.answers import Answer, Asked
from kg.serve.limits import Limits
from kg.serve.nursery import LENGTH, MESSAGE

_GRACE = 2.0
"""Seconds after the time limit in which a child must have ended."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a nursery holds."""

    triples: int
    base: str


class Pool:
    """A graph that can be asked, by a process that holds it.

    Raises:
        UsageError: the file cannot be read or is no Turtle.
    """

    def __init__(self, ttl: Path, limits: Limits) -> None:
        self._ttl = ttl
        self._limits = limits
        self._turns = asyncio.Semaphore(limits.at_once)
        self._numbers = count()
        self._starting = asyncio.Lock()
        self._start()

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        # -P: no module of the folder one happens to stand in.
        command = [sys.executable, "-P", "-m", "kg.serve.nursery", str(theirs.fileno()), str(self._ttl)]
        with theirs:
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        with self._control.makefile("rb") as lines:
            said = json.loads(lines.readline() or '{"error": "the process that holds the graph did not start"}')
        if "error" in said:
            self.close()
            raise UsageError(said["error"])
        self.loaded = Loaded(**said)

    def close(self) -> None:
        """End the nursery and the queries under way; may be called again."""
        self._control.close()
        self._process.wait()

    async def retire(self) -> None:
        """Close, once the queries under way are answered."""
        for _ in range(self._limits.at_once):
            await self._turns.acquire()
        await asyncio.to_thread(self.close)

    async def ask(self, asked: Asked) -> Answer:
        """The answer; where there is none in time, one with status 503 that says so."""
        try:
            await asyncio.wait_for(self._turns.acquire(), self._limits.wait_seconds)
        except TimeoutError:
            return Answer.words(503, "too many queries at once; try again in a moment", **{"Retry-After": "5"})
        try:
            return await self._ask(asked)
        finally:
            self._turns.release()

    async def _ask(self, asked: Asked) -> Answer:
        number = next(self._numbers) % (1 << 32)
        began = time.monotonic()
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                await self._fork(number, theirs)
        except (OSError, UsageError) as error:
            ours.close()
            return Answer.words(503, f"the graph cannot be asked now ({error})")
        reader, writer = await asyncio.open_connection(sock=ours)
        done = False
        try:
            async with asyncio.timeout(self._limits.seconds + _GRACE):
                question = json.dumps({"asked": asked.as_dict(), "limits": self._limits.as_dict()}).encode()
                writer.write(LENGTH.pack(len(question)) + question)
                await writer.drain()
                (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
                head = json.loads(await reader.readexactly(length))
                body = await reader.readexactly(head.pop("length"))
            done = True
            return Answer(body=body, **head)
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
            return self._died(time.monotonic() - began)
        finally:
            if not done:
                self._kill(number)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    def _died(self, seconds: float) -> Answer:
        if seconds >= self._limits.seconds:
            text = (
                f"the query took longer than {self._limits.seconds:g} seconds, which is the limit of this server; "
                "ask for less at once, or start `kg serve` with a higher --max-seconds"
            )
        else:
            text = "the query was ended: it needed too much memory, or its process was killed; ask for less at once"
        return Answer.words(503, text)

    async def _fork(self, number: int, theirs: socket.socket) -> None:
        try:
            socket.send_fds(self._control, [MESSAGE.pack(b"F", number)], [theirs.fileno()])
        except OSError:  # the nursery was killed
            async with self._starting:
                if self._process.poll() is not None:
                    self._control.close()
                    await asyncio.to_thread(self._start)
            socket.send_fds(self._control, [MESSAGE.pack(b"F", number)], [theirs.fileno()])

    def _kill(self, number: int) -> None:
        with contextlib.suppress(OSError):
            self._control.sendall(MESSAGE.pack(b"K", number))
