"""Limits, what is served and to whom, and how the server starts and ends."""

from __future__ import annotations

import http.client
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.model import Graph
from tests.samples import NASTY, hostile_graph, sample_graph
from tests.serve.conftest import SLOW, Served, served, write_output
from tests.serve.processes import alive, children, comes_true

Starter = Callable[..., Served]
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "",
    "Content-Security-Policy": "frame-ancestors 'none'",
}
DOWNLOADS = [
    *(f"graph.{form}" for form in ("ttl", "nt", "jsonld", "rdf", "trig", "gexf")),
    *("coattendance.gexf", "nodes.csv", "edges.csv", "report.json"),
]
EVERYTHING = "SELECT * { ?s ?p ?o }"
ARTICLE = "/id/article/" + quote("南桥报-2020-03-10-01.txt") + "/a1"
PERSON = "/id/person/" + quote("沈望舒")


def doubled(text: str, times: int) -> str:
    """BINDs that make ``?s{times}`` of ``text``, each twice as long as the one before."""
    return f"BIND ('{text}' AS ?s0) " + " ".join(f"BIND (CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(times))


# Limits


def test_a_query_ends_at_the_time_limit_and_says_so(strict: Served) -> None:
    start = time.monotonic()
    answer = strict.query(SLOW)
    assert answer.status == 503
    assert "1 second" in answer.text
    assert "--max-seconds" in answer.text
    assert 0.9 < time.monotonic() - start < 5
    assert comes_true(lambda: len(children(strict.process.pid)) == 1)


def test_a_query_that_wants_too_much_memory_is_refused_and_the_server_lives(serve: Starter, output: Path) -> None:
    running = serve(output)
    answer = running.query(f"SELECT (STRLEN(?s32) AS ?n) {{ {doubled('x', 32)} }}")
    assert answer.status == 503
    assert "memory" in answer.text
    assert running.query("ASK {}").status == 200


def test_an_answer_has_as_many_rows_as_it_may_have(strict: Served) -> None:
    assert len(strict.query(f"{EVERYTHING} LIMIT 100", format="csv").text.splitlines()) == 101
    answer = strict.query(f"{EVERYTHING} LIMIT 101")
    assert answer.status == 422
    assert "100" in answer.text
    assert "--max-rows" in answer.text


def test_triples_are_counted_as_rows_are(strict: Served) -> None:
    assert strict.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 100").status == 200
    assert strict.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 101").status == 422


@pytest.mark.parametrize("form", ["csv", "json", "xml", "tsv"])
def test_a_cut_answer_says_that_it_is_cut(strict: Served, form: str) -> None:
    answer = strict.query(EVERYTHING, cut="1", format=form)
    assert (answer.status, answer.headers["Kg-Cut"]) == (200, "100")
    whole = strict.query(f"{EVERYTHING} LIMIT 100", cut="1", format=form)
    assert whole.headers["Kg-Cut"] is None
    assert answer.body == whole.body


def test_an_answer_is_cut_at_ten_thousand_rows_whatever_may_be_asked(site: Served) -> None:
    many = "SELECT * { ?a a ?b . ?c a ?d } LIMIT 20000"
    assert len(site.query(many, format="csv").text.splitlines()) > 10001
    answer = site.query(many, format="csv", cut="1")
    assert (answer.headers["Kg-Cut"], len(answer.text.splitlines())) == ("10000", 10001)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_answer_of_too_many_bytes_is_refused(site: Served, form: str) -> None:
    answer = site.query(f"SELECT ?s20 {{ {{ ?x a ?y }} {doubled('x', 20)} }} LIMIT 65", format=form)
    assert answer.status == 422
    assert "64" in answer.text
    assert site.query(f"SELECT ?s20 {{ {{ ?x a ?y }} {doubled('x', 20)} }} LIMIT 50", format=form).status == 200


POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"


def status(said: bytes) -> int:
    assert said.startswith(b"HTTP/1.1 "), said[:200]
    return int(said.split(b" ", 2)[1])


def test_a_body_may_have_a_mebibyte_and_no_more(site: Served) -> None:
    media = {"Content-Type": "application/sparql-query"}
    assert site.ask(method="POST", headers=media, body="ASK {}".ljust(2**20)).status == 200
    assert site.ask(method="POST", headers=media, body="ASK {}".ljust(2**20 + 1)).status == 413


def test_a_body_that_is_too_long_is_refused_before_it_has_come(site: Served) -> None:
    start = time.monotonic()
    assert status(site.raw(POST + b"Content-Length: 10000000000\r\n\r\nASK")) == 413
    assert time.monotonic() - start < 5


def test_a_body_in_pieces_may_not_be_longer(site: Served) -> None:
    piece = b"10000\r\n" + b" " * 65536 + b"\r\n"
    said = site.raw(POST + b"Transfer-Encoding: chunked\r\n\r\n" + piece * 17 + b"0\r\n\r\n")
    assert status(said) == 413


def test_a_head_may_not_be_long(site: Served) -> None:
    for target, header in ((b"/articles?x=" + b"x" * 70000, b"X: x"), (b"/articles", b"X: " + b"x" * 70000)):
        assert 400 <= status(site.get(target, header)) < 500


def test_a_head_is_not_read_without_end(site: Served) -> None:
    assert 400 <= status(site.get(b"/articles", b"X: " + b"x" * 1000000)) < 500
    assert site.query("ASK {}").status == 200


def test_a_long_query_fits_the_head(site: Served) -> None:
    assert site.query("ASK {}" + " " * 16000).status == 200


def test_a_body_that_does_not_come_is_not_waited_for(site: Served) -> None:
    start = time.monotonic()
    said = site.raw(POST + b"Content-Length: 100\r\n\r\nASK", timeout=25)
    assert status(said) == 408
    carries(said)
    assert 4 < time.monotonic() - start < 9


def test_too_many_at_once_wait_for_their_turn(strict: Served) -> None:
    with ThreadPoolExecutor(12) as clients:
        answers = list(clients.map(lambda _: strict.query(SLOW), range(12)))
    assert [answer.status for answer in answers if "1 second" in answer.text] == [503] * 12


def test_who_waits_too_long_is_told_to_come_again(serve: Starter, output: Path) -> None:
    """The queries that hold the places are stopped, so that only the clock runs."""
    running = serve(output, "--max-seconds", "60")
    pid = running.process.pid
    before = children(pid)
    holders = [running.connect() for _ in range(os.cpu_count() or 1) for _ in range(4)]
    for holder in holders:
        holder.sendall(f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert comes_true(lambda: len(children(pid)) > len(before))
    time.sleep(0.5)
    for child in children(pid) - before:
        os.kill(child, signal.SIGSTOP)
    answer = running.query("ASK {}", timeout=50)
    for holder in holders:
        holder.close()
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert comes_true(lambda: running.query("ASK {}").status == 200)


def test_a_query_whose_client_left_is_ended(serve: Starter, output: Path) -> None:
    running = serve(output, "--max-seconds", "60")
    before = children(running.process.pid)
    leaver = running.connect()
    leaver.sendall(f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert comes_true(lambda: len(children(running.process.pid)) > len(before))
    leaver.close()
    assert comes_true(lambda: len(children(running.process.pid)) == len(before))


# Nothing is asked elsewhere

ELSEWHERE = (
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ sErViCe\n\t<{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b 1SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b 1.5SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b 1e5SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b trueSERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b 'x'SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b 'x'@en SERVICE<{url}>{{ ?s ?p ?o }} }}",
    'SELECT * {{ ?a ?b """x"""SERVICE<{url}>{{ ?s ?p ?o }} }}',
    "SELECT * {{ ?a ?b <urn:x>SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b kg:sure.SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b [].SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b _:x.SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b ?c.SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ {{}}SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ # '\nSERVICE # <urn:x>\n <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b '#' . SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b <urn:x#> . SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b '\\\\' . SERVICE <{url}> {{ ?s ?p ?o }} }} # '",
    "SELECT * {{ ?a ?b '''x''\\'''' . SERVICE <{url}> {{ ?s ?p ?o }} }} # '",
    'SELECT * {{ ?a ?b """x\\"""" . SERVICE <{url}> {{ ?s ?p ?o }} }} # """',
    "SELECT * {{ FILTER (1<2) SERVICE <{url}> {{ ?s ?p ?o }} FILTER (3>2) }}",
    "SELECT * {{ ?a ?b ?c FILTER (?c<?b){{SERVICE <{url}> {{ ?s ?p ?o }}}} FILTER (?c>?b) }}",
    "SELECT * {{ BIND (<{url}> AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?e {{ <{url}> }} SERVICE SILENT ?e {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND (IRI('{url}') AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}",
    "PREFIX e: <{url}> SELECT * {{ SERVICE e: {{ ?s ?p ?o }} }}",
    "BASE <{url}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT * {{ OPTIONAL {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ {{}} UNION {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ ?a ?b ?c MINUS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ ?a ?b ?c FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ LATERAL {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ S\\u0045RVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b \\u0027x' . SERVICE <{url}> {{ ?s ?p ?o }} #'\n }}",
    "SELECT * {{ SERVICE\\u0020<{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE\u00a0<{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \ufeffSERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \u017fERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    "SELECT *FROM<{url}>{{ ?s ?p ?o }}",
    "SELECT ?s fRoM <{url}> {{ ?s ?p ?o }}",
    "SELECT * # x\nFROM # y\nNAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "ASK FROM <{url}> {{ ?s ?p ?o }}",
    "DESCRIBE kg:sure FROM <{url}>",
    "CONSTRUCT {{ ?s ?p ?o }} FROM <{url}> WHERE {{ ?s ?p ?o }}",
    "LOAD <{url}>",
    "LOAD SILENT <{url}> INTO GRAPH <urn:x>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
)


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


@pytest.mark.parametrize("query", ELSEWHERE)
def test_nobody_else_is_asked(site: Served, listener: socket.socket, query: str) -> None:
    answer = site.query(query.format(url=f"http://127.0.0.1:{listener.getsockname()[1]}/"))
    assert answer.status in (400, 403), answer.text
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_quote_that_is_written_as_a_number_leads_nowhere(site: Served, listener: socket.socket) -> None:
    """SPARQL 1.1, 19.2, would have the string end there; the store takes it for a part of the string."""
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    site.query(f"SELECT * {{ ?a ?b 'x\\u0027 . SERVICE <{url}> {{ ?s ?p ?o }} #'\n }}")
    with pytest.raises(BlockingIOError):
        listener.accept()


WORDS_ALONE = (
    "SELECT * { ?s ?p 'SERVICE <http://127.0.0.1/> {' }",
    'SELECT * { ?s ?p "FROM" }',
    "SELECT * { ?s ?p '''it's SERVICE ''' }",
    'SELECT * { ?s ?p """a "SERVICE" here""" }',
    "SELECT * { ?s ?p 'x\\' SERVICE' }",
    "SELECT * { ?s ?p <urn:x/SERVICE> }",
    "SELECT * { ?s <urn:FROM#SERVICE> ?o }",
    "SELECT * { ?s ?p ?o } # SERVICE FROM",
    "# SERVICE it's\nSELECT * { ?s ?p ?o }",
    "SELECT ?service { ?service ?from $FROM }",
    "SELECT * { ?s kg:service ?o ; kg:FROM ?x }",
    "SELECT * { _:service ?p _:FROM }",
    "SELECT * { ?s ?p 'x'@service }",
    "SELECT * { ?s ?p 'x'@en-from }",
    "SELECT ?from_day { ?s ?p ?from_day }",
    "SELECT * { ?s kg:in-service ?o }",
    "SELECT * { ?s kg:from.x ?o }",
    "SELECT * { ?s ?p 'INSERT DATA { }' }",
    "SELECT ?insert ?delete { ?insert ?p ?delete }",
)


@pytest.mark.parametrize("query", WORDS_ALONE)
def test_words_that_are_no_keywords_are_not_refused(site: Served, query: str) -> None:
    answer = site.query(query)
    assert answer.status == 200, answer.text


NAMES_ALIKE = (
    "PREFIX service: <urn:s:> SELECT * { ?s service:from ?o }",
    "PREFIX from: <urn:s:> SELECT * { ?s from:x ?o }",
    "SELECT * { ?s kg:x.service ?o }",
)


@pytest.mark.parametrize("query", NAMES_ALIKE)
def test_names_that_are_spelt_like_keywords_are_refused_with_their_remedy(site: Served, query: str) -> None:
    """The parser takes `SERVICE:x` and `a:.SERVICE` for keywords; so does the server, and says how to go on."""
    answer = site.query(query)
    assert answer.status == 403
    assert "call it otherwise" in answer.text


# What is served

NO_ICON = "data:,"


class Tags(HTMLParser):
    """The elements of a page, and what they point to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(write_output(hostile_graph(), tmp_path_factory.mktemp("hostile"))) as running:
        yield running


def test_the_view_is_the_first_page_and_has_its_own_policy(site: Served) -> None:
    answer = site.ask("/")
    assert answer.type == "text/html; charset=utf-8"
    assert 'http-equiv="Content-Security-Policy"' in answer.text
    written = (site.folder / "index.html").read_text("utf-8").splitlines()
    assert len([line for line in answer.text.splitlines() if line not in written]) <= 1  # the links to the other pages
    assert len(answer.text.splitlines()) == len(written)


def test_articles_are_listed_and_found_by_their_words(site: Served) -> None:
    page = site.ask("/articles").text
    assert ARTICLE in page
    assert "清源市与北桥区举行对接座谈会" in page
    found = site.ask("/articles?find=" + quote("督导防汛"))
    assert ARTICLE in found.text
    assert "清源市与北桥区举行对接座谈会" not in found.text
    assert "/id/article/" not in site.ask("/articles?find=nowhere").text


def test_an_article_has_its_words_marked(site: Served) -> None:
    answer = site.ask(ARTICLE, headers={"Accept": "text/html"})
    assert (answer.status, answer.type) == (200, "text/html; charset=utf-8")
    assert answer.headers["Vary"] == "Accept"
    assert re.search(r"<mark>.{0,40}沈望舒主持并讲话", answer.text)
    text = re.sub(r"<[^>]*>", "", answer.text)
    assert "区委副书记、区长陆青禾出席会议，区领导钟鼎文、何雨桐列席会议。" in text


@pytest.mark.parametrize("target", [ARTICLE, PERSON, "/id/area/" + quote("南桥区"), "/id/body/" + quote("南桥区委")])
def test_a_thing_is_described_as_rdf_by_accept(site: Served, target: str) -> None:
    answer = site.ask(target, headers={"Accept": "application/n-triples"})
    assert (answer.status, answer.type) == (200, "application/n-triples")
    assert f"<https://kg.example{target}>" in quote(answer.text, safe="<>/:")
    turtle = site.ask(target, headers={"Accept": "text/turtle"})
    assert (turtle.status, turtle.type) == (200, "text/turtle; charset=utf-8")


def test_a_person_is_shown_in_the_view(site: Served) -> None:
    answer = site.ask(PERSON, headers={"Accept": "text/html"})
    assert answer.status == 303
    assert answer.headers["Location"] == "/#person=" + quote("沈望舒")
    assert answer.headers["Vary"] == "Accept"


def test_of_nobody_there_is_no_description(site: Served) -> None:
    assert site.ask("/id/person/nobody", headers={"Accept": "text/turtle"}).status == 404


def test_what_pages_need_is_there(site: Served) -> None:
    assert site.ask("/query").type.startswith("text/html")
    assert site.ask("/desk.json").type == "application/json"
    assert "javascript" in site.ask("/vendor/vis-network.js").type
    style = re.search(r'href="(/assets/[^"]+\.css)"', site.ask("/articles").text)
    assert style
    assert site.ask(style[1]).type.startswith("text/css")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, output: Path) -> Iterator[Served]:
    """An OUTPUT with every file that may be had, each holding its name, and some that may not."""
    folder = tmp_path_factory.mktemp("full") / "output"
    shutil.copytree(output, folder)
    for name in DOWNLOADS:
        if name != "graph.ttl":
            (folder / name).write_text(f"this is {name}", encoding="utf-8")
    outside = folder.parent / "secret.txt"
    for path in (outside, folder / "secret.txt", folder / ".hidden", folder / "graph.ttl.bak", folder / "other.csv"):
        path.write_text("secret words", encoding="utf-8")
    (folder / "below").mkdir()
    (folder / "below" / "graph.nt").write_text("secret words", encoding="utf-8")
    with served(folder) as running:
        yield running


@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_file_may_be_had(full: Served, name: str) -> None:
    answer = full.ask(f"/{name}")
    assert answer.status == 200
    assert answer.body == (full.folder / name).read_bytes()
    assert "text/html" not in answer.type


PATHS = r"""
secret.txt .hidden graph.ttl.bak other.csv below/graph.nt below/../secret.txt ../secret.txt ../output/secret.txt
%2e%2e/secret.txt ..%2fsecret.txt %2e%2e%2fsecret.txt ..%5csecret.txt ..\secret.txt %252e%252e%252fsecret.txt
./secret.txt %2e/secret.txt /secret.txt //secret.txt secret.txt%00 secret.txt%00.csv secret.txt%23 secret.txt;
graph.nt/../secret.txt graph.nt%2f..%2fsecret.txt assets/../secret.txt assets/..%2f..%2fsecret.txt
assets/%2e%2e/%2e%2e/__init__.py assets/..%5c..%5c__init__.py assets/.. assets/. assets/%00
vendor/../secret.txt vendor/..%2fsecret.txt vendor/x.js id/article/../../secret.txt
id/article/..%2f..%2fsecret.txt/a1 id/article/%2e%2e%2fsecret.txt/a1 id/article/secret.txt/a1
..%c0%afsecret.txt %c0%ae%c0%ae/secret.txt ..%ef%bc%8fsecret.txt %uff0e%uff0e/secret.txt
graph.ttl%20 GRAPH.TTL graph.ttl/ graph.ttl:: graph.ttl~ docs redoc openapi.json kg/cli.py
""".split()  # noqa: SIM905


@pytest.mark.parametrize("path", PATHS)
def test_no_other_file_may_be_had(full: Served, path: str) -> None:
    said = full.get(b"/" + path.encode())
    assert status(said) in (303, 400, 404)
    assert b"secret words" not in said


def test_no_file_is_had_by_its_whole_path(full: Served) -> None:
    secret = (full.folder.parent / "secret.txt").as_posix()
    whole = quote(secret, safe="")
    for path in (secret, f"/{secret}", whole, f"/assets/{secret}", f"/assets/{whole}"):
        said = full.get(path.encode() if path.startswith("/") else b"/" + path.encode())
        assert status(said) in (400, 404)
        assert b"secret words" not in said


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory, output: Path) -> Iterator[Served]:
    """An OUTPUT whose files are links to one outside, all but the graph."""
    above = tmp_path_factory.mktemp("linked")
    folder = above / "output"
    shutil.copytree(output, folder)
    (above / "secret.txt").write_text("secret words", encoding="utf-8")
    for name in (*DOWNLOADS[1:], "index.html"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(above / "secret.txt")
    with served(folder) as running:
        yield running


@pytest.mark.parametrize("name", [*DOWNLOADS[1:], "index.html", ""])
def test_a_link_that_leads_out_is_not_followed(linked: Served, name: str) -> None:
    answer = linked.ask(f"/{name}")
    assert b"secret words" not in answer.body
    assert answer.status == 404 or not name or name == "index.html"


@pytest.mark.parametrize("path", ["assets", "assets/", "vendor/", "view", "static/x", "favicon.ico"])
def test_any_other_path_is_not_found(site: Served, path: str) -> None:
    assert site.ask(f"/{path}").status == 404


# To whom

OWN = ("127.0.0.1", "127.0.0.1:9", "localhost", "localhost:9", "LocalHost:8000", "[::1]", "[::1]:8000")
STRANGE = [
    "evil.example",
    "evil.example:8000",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil.example:80@localhost",
    "localhost@evil.example",
    "0.0.0.0",
    "127.1",
    "2130706433",
    "127.0.0.2",
    "[::]",
    "::1",
    "[::1",
    "localhost/evil.example",
    "localhost,evil.example",
]


@pytest.mark.parametrize("host", OWN)
def test_the_names_of_this_machine_are_its_own(site: Served, host: str) -> None:
    assert status(site.get(b"/articles", b"Host: " + host.encode())) == 200


@pytest.mark.parametrize("host", [*STRANGE, ""])
@pytest.mark.parametrize("target", ["/articles", "/sparql?query=ASK%20%7B%7D", "/graph.ttl"])
def test_another_name_is_misdirected(site: Served, host: str, target: str) -> None:
    assert status(site.get(target.encode(), b"Host: " + host.encode())) == 421


@pytest.mark.parametrize("host", ["localhost:80:80", "localhost:x"])
def test_a_port_is_a_number(site: Served, host: str) -> None:
    assert status(site.get(b"/articles", b"Host: " + host.encode())) == 421


def test_two_names_or_none_are_misdirected(site: Served) -> None:
    assert status(site.get(b"/articles", b"Host: localhost", b"Host: evil.example")) in (400, 421)
    assert status(site.get(b"/articles", b"Host: localhost", b"Host: localhost")) in (400, 421)
    assert status(site.raw(b"GET /articles HTTP/1.1\r\nConnection: close\r\n\r\n")) in (400, 421)
    assert status(site.raw(b"GET /articles HTTP/1.0\r\n\r\n")) in (400, 421)


def test_the_name_in_the_target_does_not_help(site: Served) -> None:
    assert status(site.get(b"http://localhost/articles", b"Host: evil.example")) == 421
    assert status(site.get(b"/articles", b"Host: evil.example", b"X-Forwarded-Host: localhost")) == 421
    assert status(site.get(b"/articles", b"Host: evil.example", b"Forwarded: host=localhost")) == 421


def test_a_further_name_may_be_allowed(serve: Starter, output: Path) -> None:
    running = serve(output, "--allow-host", "kg.test", "--allow-host", "other.test")
    for host, expected in (("kg.test", 200), ("KG.test:8000", 200), ("other.test", 200), ("localhost", 200),
                           ("x.kg.test", 421), ("evil.example", 421)):  # fmt: skip
        assert running.ask("/articles", headers={"Host": host}).status == expected, host


@pytest.mark.parametrize("mode", ["cors", "no-cors", "same-origin", "websocket", ""])
@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_other_sites_may_not_read(site: Served, origin: str, mode: str) -> None:
    headers = {"Sec-Fetch-Site": origin, **({"Sec-Fetch-Mode": mode} if mode else {})}
    for target in ("/graph.ttl", "/sparql?query=ASK%20%7B%7D", "/desk.json", "/vendor/vis-network.js"):
        assert site.ask(target, headers=headers).status == 403
    assert site.ask(headers=headers, method="POST", body="query=ASK+%7B%7D").status == 403


@pytest.mark.parametrize(
    ("origin", "mode"), [("cross-site", "navigate"), ("same-origin", "cors"), ("none", "navigate")]
)
def test_a_link_from_elsewhere_and_its_own_pages_may_read(site: Served, origin: str, mode: str) -> None:
    assert site.ask("/articles", headers={"Sec-Fetch-Site": origin, "Sec-Fetch-Mode": mode}).status == 200


def test_it_listens_at_the_one_address(site: Served) -> None:
    for address in ("127.0.0.2", "::1"):
        with pytest.raises(OSError, match=r"refused|assign|support"):
            socket.create_connection((address, site.port), timeout=3)


# What every answer carries

ANSWERED = {
    200: b"/articles",
    303: b"/id/person/" + quote("沈望舒").encode(),
    400: b"/sparql?query=SELECT",
    403: b"/sparql?query=CLEAR%20ALL",
    404: b"/nothing",
    406: b"/sparql?query=ASK%20%7B%7D&format=pdf",
}


def carries(said: bytes) -> None:
    head = said.partition(b"\r\n\r\n")[0].decode("latin-1")
    found = {name.lower(): value for name, _, value in (line.partition(": ") for line in head.splitlines()[1:])}
    for name, value in SAFE.items():
        assert value in found.get(name.lower(), "missing"), f"{name}: {head}"
    assert "server" not in found
    assert not [name for name in found if name.startswith("access-control-")]


@pytest.mark.parametrize("expected", ANSWERED)
def test_every_answer_carries_what_keeps_it_safe(site: Served, expected: int) -> None:
    said = site.get(ANSWERED[expected], b"Origin: https://evil.example")
    assert status(said) == expected
    carries(said)


def test_refusals_carry_it_too(site: Served) -> None:
    for expected, said in (
        (405, site.raw(b"PUT /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
        (405, site.raw(b"DELETE /graph.ttl HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
        (413, site.raw(POST + b"Content-Length: 1100000\r\n\r\n" + b" " * 1100000)),
        (415, site.raw(POST.replace(b"sparql-query", b"json") + b"Content-Length: 1\r\n\r\n1")),
        (421, site.get(b"/articles", b"Host: evil.example")),
        (403, site.get(b"/articles", b"Sec-Fetch-Site: cross-site")),
    ):
        assert status(said) == expected
        carries(said)


def test_limits_carry_it_too(strict: Served) -> None:
    for expected, query in ((503, SLOW), (422, EVERYTHING)):
        said = strict.get(f"/sparql?query={quote(query)}".encode())
        assert status(said) == expected
        carries(said)


@pytest.mark.parametrize("target", ["/", "/query", "/desk.json", "/vendor/vis-network.js", "/graph.ttl", ARTICLE])
def test_pages_and_files_carry_it_too(site: Served, target: str) -> None:
    said = site.get(target.encode())
    assert status(said) == 200
    carries(said)


@pytest.mark.xfail(strict=True, reason="answered by the HTTP library, below what adds headers")
@pytest.mark.parametrize("request_", [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nBad Header: x\r\n\r\n"])
def test_what_is_no_http_is_answered_safely_too(site: Served, request_: bytes) -> None:
    said = site.raw(request_)
    assert 400 <= status(said) < 500
    carries(said)


UNREAD = (
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json",
    b"POST /sparql HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/sparql-query",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site",
    b"POST /nothing HTTP/1.1\r\nHost: localhost",
    b"PUT /sparql HTTP/1.1\r\nHost: localhost",
    b"GET /articles HTTP/1.1\r\nHost: localhost",
)
HIDDEN = b"GET /graph.ttl HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize("head", UNREAD)
def test_a_body_that_is_not_read_is_no_request(site: Served, head: bytes) -> None:
    said = site.raw(head + b"\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(HIDDEN) + HIDDEN)
    assert said.count(b"HTTP/1.1 ") == 1
    assert b"@prefix" not in said


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: 6\r\nContent-Length: 7",
        b"Content-Length: 6\r\nTransfer-Encoding: chunked",
        b"Content-Length: -1",
        b"Content-Length: +6",
        b"Transfer-Encoding: chunked, identity",
        b"Transfer-Encoding: gzip",
    ],
)
def test_a_body_of_two_lengths_is_refused(site: Served, lengths: bytes) -> None:
    said = site.raw(POST + lengths + b"\r\n\r\n0\r\n\r\n" + HIDDEN)
    assert 400 <= status(said) <= 501
    assert b"@prefix" not in said


def test_many_requests_may_share_a_connection(site: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)
    for target, expected in (("/articles", 200), ("/nothing", 404), ("/sparql?query=SELECT", 400), ("/sparql", 200)):
        connection.request("GET", target)
        response = connection.getresponse()
        assert (response.status, len(response.read()) > 0) == (expected, True)
    connection.close()


def test_no_request_breaks_it(site: Served) -> None:
    """Odd characters in every place of a request are answered, and never with 500."""
    chance = random.Random(7)
    odd = [
        *NASTY[:-1],
        "\ufeff",
        "%",
        "%zz",
        "?",
        "&&==",
        "a" * 3000,
        "]]>",
        "{}",
        "${x}",
        "{{x}}",
        "SELECT",
        "*/*;q=x",
        ";;",
    ]
    places = ("/{}", "/id/{}", "/id/person/{}", "/id/article/{}/a1", "/articles?find={}", "/articles?page={}",
              "/sparql?query={}", "/sparql?query=ASK%7B%7D&format={}", "/sparql?{}=x", "/sparql?query=ASK%7B%7D&cut={}",
              "/query?{}", "/assets/{}", "/vendor/{}")  # fmt: skip
    for place in places:
        for text in odd:
            target = place.format(quote(text, safe=chance.choice(["", "/", "%"])))
            accept = chance.choice(["*/*", "text/html", "text/turtle", "application/json", quote(text)[:200]])
            answer = site.ask(target, headers={"Accept": accept})
            assert answer.status < 500, (target, accept)


@pytest.mark.parametrize(
    "name",
    ["x> ?p ?o } #", "沈望舒> . ?s ?p ?o } #", "x>\n?s", "沈望舒\\u003e", "x'", '"', "沈望舒}", "../person/沈望舒"],
)
def test_no_address_becomes_a_query(site: Served, name: str) -> None:
    answer = site.ask("/id/person/" + quote(name, safe=""), headers={"Accept": "text/turtle"})
    assert answer.status in (400, 404)


def test_no_header_is_made_of_a_parameter(site: Served) -> None:
    for target in ("/sparql?query=ASK%7B%7D%0d%0aX-Made:%20up", "/id/person/x%0d%0aX-Made:%20up",
                   "/sparql?query=ASK%7B%7D&format=x%0d%0aX-Made:%20up"):  # fmt: skip
        assert site.ask(target, headers={"Accept": "text/html"}).headers["X-Made"] is None


# Names of the graph


def test_names_of_the_graph_never_become_markup(hostile: Served) -> None:
    pages = sorted(set(Tags(hostile.ask("/articles").text).links))
    articles = [link for link in pages if link.startswith("/id/article/")]
    assert len(articles) > 10
    tags = Tags(hostile.ask("/articles").text)
    tags.links.remove(NO_ICON)
    for link in articles:
        answer = hostile.ask(link, headers={"Accept": "text/html"})
        page = Tags(answer.text)
        tags.names |= page.names
        tags.attributes |= page.attributes
        tags.links += [link for link in page.links if link != NO_ICON]
    assert not tags.names & {"script", "iframe", "img", "object", "embed", "svg", "style", "base"}
    assert not [name for name in tags.attributes if name.startswith("on") or name in ("style", "b")]
    assert {link[0] for link in tags.links} <= {"/", "#"}
    assert not [link for link in tags.links if link.startswith("//")]


def test_every_article_that_is_listed_is_there(hostile: Served) -> None:
    for link in Tags(hostile.ask("/articles").text).links:
        assert link == NO_ICON or hostile.ask(link, headers={"Accept": "text/html"}).status == 200, link


def test_what_is_looked_for_never_becomes_markup(hostile: Served) -> None:
    page = hostile.ask("/articles?find=" + quote('"><script>alert(1)</script>'))
    assert "script" not in Tags(page.text).names
    for target in (
        "/" + quote("<script>alert(1)</script>"),
        "/id/article/" + quote("<script>x</script>", safe="") + "/a1",
    ):
        answer = hostile.ask(target)
        assert answer.status == 404
        assert answer.type.startswith("text/plain") or "script" not in Tags(answer.text).names


# A new build


def test_a_new_build_is_answered_from(serve: Starter, tmp_path: Path) -> None:
    folder = write_output(sample_graph(), tmp_path / "output")
    running = serve(folder)
    count = "SELECT (COUNT(*) AS ?n) { ?s schema:headline ?h }"

    def articles() -> str:
        return running.query(count, format="csv").text.split()[1]

    assert articles() == "2"
    built = write_output(Graph(version="0.0.0"), tmp_path / "built")
    for name in ("index.html", "graph.ttl"):
        (built / name).replace(folder / name)
    assert comes_true(lambda: articles() == "0")
    assert "/id/article/" not in running.ask("/articles").text
    assert running.ask("/graph.ttl").body == (folder / "graph.ttl").read_bytes()


def test_a_build_that_broke_off_does_not_end_the_server(serve: Starter, tmp_path: Path) -> None:
    folder = write_output(sample_graph(), tmp_path / "output")
    running = serve(folder)
    whole = (folder / "graph.ttl").read_bytes()
    (folder / "graph.ttl").write_bytes(whole[: len(whole) // 2])
    assert running.ask("/").status == 200
    (folder / "graph.ttl").write_bytes(whole)
    assert comes_true(lambda: b"true" in running.query("ASK { ?s schema:name '沈望舒' }").body)


def test_of_half_a_build_nothing_is_answered(serve: Starter, tmp_path: Path) -> None:
    folder = write_output(sample_graph(), tmp_path / "output")
    running = serve(folder)
    whole = (folder / "graph.ttl").read_bytes()
    (folder / "graph.ttl").write_bytes(whole[: len(whole) // 2])
    assert running.query("ASK { ?s schema:name '沈望舒' }").status in (200, 503)


# Start and end


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
def test_it_ends_when_told_and_nothing_is_left(serve: Starter, output: Path, how: int, busy: bool) -> None:
    running = serve(output, "--max-seconds", "20")
    asker = running.connect()
    if busy:
        asker.sendall(f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert comes_true(lambda: len(children(running.process.pid)) > 1)
    below = children(running.process.pid)
    running.process.send_signal(how)
    assert running.process.wait(6) in (0, 130, 143, -how)
    assert comes_true(lambda: not any(map(alive, below)))
    asker.close()


def test_nothing_is_left_of_a_server_that_was_killed(serve: Starter, output: Path) -> None:
    running = serve(output, "--max-seconds", "20")
    asker = running.connect()
    asker.sendall(f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert comes_true(lambda: len(children(running.process.pid)) > 1)
    below = children(running.process.pid)
    running.process.kill()
    assert comes_true(lambda: not any(map(alive, below)))
    asker.close()


def refused(folder: Path, *options: str) -> str:
    """The line with which ``kg serve`` ends with status 2."""
    ended = subprocess.run(
        [sys.executable, "-m", "kg", "serve", str(folder), *options],
        capture_output=True, text=True, timeout=30, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1, ended.stderr
    return ended.stderr


def test_a_port_in_use_is_told_with_its_remedy(site: Served, output: Path) -> None:
    said = refused(output, "--port", str(site.port))
    assert str(site.port) in said
    assert "--port" in said


def test_a_folder_without_a_graph_is_told_with_its_remedy(tmp_path: Path) -> None:
    assert "kg build" in refused(tmp_path, "--port", "0")
    assert "kg build" in refused(tmp_path / "nowhere", "--port", "0")


def test_a_graph_that_is_no_turtle_is_told_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("<a> <b", encoding="utf-8")
    assert "kg build" in refused(tmp_path, "--port", "0")
