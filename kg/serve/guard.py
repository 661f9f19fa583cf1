"""What holds for every answer of the site: by whom it may be called, and what a browser may do with it."""

from __future__ import annotations

import re

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@\s]+)(?::\d{1,5})?")


class Guard:
    """Refuses requests that a foreign page has made a browser send; adds the headers.

    A page of another site can make a browser call 127.0.0.1, and by DNS rebinding even read the answer; then the Host
    header names that site.
    """

    def __init__(self, app: ASGIApp, hosts: list[str], head_bytes: int) -> None:
        self._app = app
        self._head_bytes = head_bytes
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                own = getattr(request.state, "own_policy", False)
                headers["Content-Security-Policy"] = "frame-ancestors 'none'" if own else POLICY
            await send(message)

        refusal = self._refusal(request)
        if refusal is not None:
            await refusal(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _refusal(self, request: Request) -> PlainTextResponse | None:
        headers = request.headers
        length = sum(len(name) + len(value) for name, value in headers.raw) + len(request.scope["query_string"])
        if length > self._head_bytes:
            return PlainTextResponse(
                f"the address and headers are longer than {self._head_bytes >> 10} KB; send the query by POST\n",
                status_code=431,
                headers={"Connection": "close"},
            )
        if len(headers.getlist("host")) != 1 or _name(headers["host"]) not in self._hosts:
            named = ", ".join(sorted(self._hosts))
            return PlainTextResponse(
                f"Host: {headers.get('host', 'none')}: this server is called {named}; "
                "start `kg serve` with --allow-host to give it another name\n",
                status_code=421,
            )
        site, mode = headers.get("sec-fetch-site", ""), headers.get("sec-fetch-mode", "")
        if site in ("cross-site", "same-site") and mode != "navigate":
            return PlainTextResponse("another site's page may not ask here\n", status_code=403)
        return None


def _name(host: str) -> str:
    """The name of a Host header, without its port: ``[::1]`` of ``[::1]:8000``; empty where it is none."""
    found = _HOST.fullmatch(host.strip().lower())
    return found[1] if found else ""
