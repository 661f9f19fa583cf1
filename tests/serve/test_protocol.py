"""SPARQL 1.1 Protocol: ``tests/cases/protocol.csv`` has a request a line, and what must be answered."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.serve.conftest import Answer, Served

TABLE = Path(__file__).parents[1] / "cases" / "protocol.csv"
FORM = "application/x-www-form-urlencoded"
AS_IT_IS = "/?=&%+;:,*"
"""What a target or a form of the table already says in its own sense; all else is percent-encoded."""


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def sent(server: Served, case: dict[str, str]) -> Answer:
    headers = {name: case[name] for name in ("Accept", "Content-Type") if case[name]}
    body = quote(case["body"], safe=AS_IT_IS) if case["Content-Type"].startswith(FORM) else case["body"]
    return server.ask(quote(case["target"], safe=AS_IT_IS), case["method"], headers, body or None)


def test_the_names_of_the_cases_are_their_own() -> None:
    assert [name for name, times in Counter(case["case"] for case in cases()).items() if times > 1] == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_a_request_has_the_answer_of_the_protocol(site: Served, case: dict[str, str]) -> None:
    answer = sent(site, case)
    assert str(answer.status) == case["status"], answer.text
    assert answer.type == case["type"]
    for words in filter(None, case["body says"].split("|")):
        assert words in answer.text
    for header in filter(None, case["header says"].split("|")):
        name, _, value = header.partition(": ")
        assert re.search(value, answer.headers[name] or ""), f"{name}: {answer.headers[name]}"


LATIN = "SELECT * { ?s schema:name 'é' }".encode("latin-1")


@pytest.mark.parametrize("media", ["application/sparql-query", "application/sparql-query; charset=utf-8"])
def test_a_query_that_is_not_utf_8_is_refused(site: Served, media: str) -> None:
    assert site.ask(method="POST", headers={"Content-Type": media}, body=LATIN).status == 400


def test_a_form_that_is_not_utf_8_is_refused(site: Served) -> None:
    form = b"query=SELECT+*+%7B+%3Fs+schema:name+%27%E9%27+%7D"
    assert site.ask(method="POST", headers={"Content-Type": FORM}, body=form).status == 400
    assert site.ask(f"/sparql?{form.decode()}").status == 400


def test_a_form_of_bytes_that_are_not_ascii_is_read_or_refused_never_misread(site: Served) -> None:
    form = "query=ASK { FILTER ('é' = '\\u00e9') }".replace(" ", "+").encode()
    answer = site.ask(method="POST", headers={"Content-Type": FORM}, body=form)
    assert answer.status == 400 or '"boolean":true' in answer.text


def test_head_says_of_every_page_what_get_says(site: Served) -> None:
    for target in ("/sparql?query=ASK%20%7B%7D", "/sparql", "/", "/articles", "/graph.ttl", "/nothing"):
        said, head = site.ask(target), site.ask(target, "HEAD")
        assert head.body == b""
        assert (head.status, head.type) == (said.status, said.type)


def test_a_body_in_pieces_is_a_body(site: Served) -> None:
    said = site.raw(
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
        b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n"
    )
    assert said.startswith(b"HTTP/1.1 200 ")
    assert said.endswith(b'"boolean":true}')


def test_the_service_describes_itself_at_its_own_address(site: Served) -> None:
    described = site.ask(headers={"Accept": "application/n-triples"}).text
    endpoint = f"<http://www.w3.org/ns/sparql-service-description#endpoint> <{site.endpoint}>"
    assert endpoint in described
