"""All that the graph says of a person, and the printed words that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from kg.errors import UsageError
from kg.store import Row, Store, local_name

_NAMES = """SELECT ?person ?name ?byline WHERE {
  ?person a schema:Person ; schema:name ?name OPTIONAL { ?person kg:byline ?byline } }"""
_WRITTEN = "SELECT ?person ?name WHERE { ?person a schema:Person ; skos:altLabel ?name }"
_ALSO = "SELECT ?also WHERE { <PERSON> skos:altLabel ?also } ORDER BY ?also"
_OTHERS = """SELECT ?how ?other WHERE {
  VALUES (?property ?how) { (owl:differentFrom "not the same as") (kg:possiblySameAs "possibly the same as") }
  <PERSON> ?property ?other } ORDER BY ?how ?other"""
_REASONS = "SELECT ?reason WHERE { <PERSON> kg:reason ?reason } ORDER BY ?reason"
_ARTICLES = """SELECT DISTINCT ?document ?headline ?number WHERE {
  { ?article schema:mentions <PERSON> } UNION { ?article schema:author <PERSON> }
  ?article schema:isPartOf/schema:name ?document .
  OPTIONAL { ?article schema:headline ?headline } OPTIONAL { ?article schema:identifier ?number }
} ORDER BY ?document ?article"""
_HELD = """SELECT ?held ?role ?body ?area ?former ?first ?last ?sure WHERE {
  ?held org:member <PERSON> ; org:role/schema:name ?role .
  OPTIONAL { ?held org:organization/schema:name ?body } OPTIONAL { ?held kg:area/schema:name ?area }
  OPTIONAL { ?held kg:former ?former } OPTIONAL { ?held kg:firstSeen ?first } OPTIONAL { ?held kg:lastSeen ?last }
  OPTIONAL { ?held kg:confidence ?sure } } ORDER BY ?first ?held"""
_TOOK_PART = """SELECT ?p ?event ?date ?place ?part ?sure WHERE {
  ?p kg:participant <PERSON> ; kg:event ?e ; kg:part ?part . ?e schema:name ?event .
  OPTIONAL { ?e schema:startDate ?date } OPTIONAL { ?e schema:location/schema:name ?place }
  OPTIONAL { ?p kg:confidence ?sure } } ORDER BY ?date ?p ?part"""
_MET = """SELECT ?other ?name ?weight ?event WHERE {
  ?tie a kg:CoAttendance ; kg:person <PERSON> ; kg:person ?other ; kg:weight ?weight ; kg:event/schema:name ?event .
  ?other schema:name ?name . FILTER (?other != <PERSON>) } ORDER BY DESC(?weight) ?name ?other ?event"""
_EVIDENCE = """SELECT ?claim ?document ?headline ?start ?end ?exact ?rule WHERE {
  { ?claim org:member <PERSON> } UNION { ?claim kg:participant <PERSON> }
  ?claim kg:evidence ?e . ?e oa:hasSource/schema:name ?document ; oa:hasSelector ?q, ?p .
  ?q oa:exact ?exact . ?p oa:start ?start ; oa:end ?end .
  OPTIONAL { ?e schema:isPartOf/schema:headline ?headline } OPTIONAL { ?e kg:rule ?rule }
} ORDER BY ?document ?start ?end ?rule"""


def explain(name: str, ttl: Path) -> str:
    """A text for the terminal about all who bear ``name``; also the id at the end of a person's IRI is a name.

    Raises:
        UsageError: no one is called so (the message names who is called nearly so), or there is no graph.
    """
    return explained(name, Store(ttl))


def explained(name: str, store: Store) -> str:
    """Likewise of a graph that is open."""
    return "\n\n".join("\n".join(_person(store, iri, name)) for iri, name in _bearers(store, name))


def _ask(store: Store, query: str, person: str = "") -> Iterator[Row]:
    return store.select(query.replace("<PERSON>", f"<{person}>"))


def _bearers(store: Store, asked: str) -> list[tuple[str, str]]:
    """(IRI, name) of those who are called so; those also written so only where no one is called so."""
    named: dict[str, str] = {}
    called = defaultdict(set)
    for iri, name, byline in _ask(store, _NAMES):
        named[str(iri)] = f"{name}{' (reporter)' if byline else ''}"
        called[str(name)].add(str(iri))
        called[local_name(iri)].add(str(iri))
    written = defaultdict(set)
    for iri, name in _ask(store, _WRITTEN):
        written[str(name)].add(str(iri))
    asked = "".join(asked.split())
    found = called.get(asked) or written.get(asked)
    if not found:
        raise UsageError(f"no one is called {asked}; {_nearest(asked, {*called, *written})}")
    return [(iri, named[iri]) for iri in sorted(found)]


def _nearest(asked: str, names: set[str]) -> str:
    within = sorted(name for name in names if asked and (asked in name or name in asked))
    near = dict.fromkeys([*within, *get_close_matches(asked, sorted(names), n=8, cutoff=0.5)])
    return f"did you mean {', '.join(list(near)[:8])}?" if near else "open index.html to see who is in the graph"


def _person(store: Store, person: str, name: str) -> Iterator[str]:
    yield f"{name}   {person}"
    written = [str(also) for (also,) in _ask(store, _ALSO, person)]
    if written:
        yield f"  also written {', '.join(written)}"
    for how, other in _ask(store, _OTHERS, person):
        yield f"  {how} {local_name(other)}"
    for (reason,) in _ask(store, _REASONS, person):
        yield f"  {reason}"
    words = _evidence(store, person)
    yield from _section("Named in", _articles(store, person))
    yield from _section("Offices", _offices(store, person, words))
    yield from _section("Took part in", _events(store, person, words))
    yield from _section("Met", _met(store, person))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield f"\n  {title}"
        yield from (f"    {line}" for line in lines)


def _articles(store: Store, person: str) -> Iterator[str]:
    for document, headline, number in _ask(store, _ARTICLES, person):
        yield f"{document} {number or ''}  {headline or '(no headline)'}"


def _offices(store: Store, person: str, words: dict[str, list[str]]) -> Iterator[str]:
    for held, role, body, area, former, first, last, sure in _ask(store, _HELD, person):
        where = f"{body}（{area}）" if body and area else body or area or "no body named"
        seen = "–".join(dict.fromkeys(date for date in (first, last) if date))
        yield ", ".join(filter(None, [f"{'formerly ' if former else ''}{role}, {where}", seen, local_name(sure)]))
        yield from words[held or ""]


def _events(store: Store, person: str, words: dict[str, list[str]]) -> Iterator[str]:
    parts: dict[str, list[str]] = defaultdict(list)
    heads: dict[str, tuple[str, str]] = {}
    for one, event, date, place, part, sure in _ask(store, _TOOK_PART, person):
        heads[one or ""] = (f"{date or 'no date'}  {event}{f'（{place}）' if place else ''}", local_name(sure))
        parts[one or ""].append(local_name(part))
    for one, (head, sure) in heads.items():
        yield f"{head}: {', '.join(dict.fromkeys(parts[one]))}{f', {sure}' if sure else ''}"
        yield from words[one]


def _met(store: Store, person: str) -> Iterator[str]:
    events: dict[tuple[str, str], list[str]] = defaultdict(list)
    for other, _, weight, event in _ask(store, _MET, person):
        events[other or "", weight or ""].append(event or "")
    for (other, weight), names in events.items():
        yield f"{local_name(other)} {weight}×  {'; '.join(names)}"


def _evidence(store: Store, person: str) -> dict[str, list[str]]:
    """Claim → a line for each stretch of words."""
    rules: dict[str, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim, document, headline, start, end, exact, rule in _ask(store, _EVIDENCE, person):
        quote = exact or "", f"{document} {start}–{end}", headline or "(no headline)"
        rules[claim or ""][quote].append(rule or "")
    lines: dict[str, list[str]] = defaultdict(list)
    for claim, quotes in rules.items():
        for (exact, where, headline), names in quotes.items():
            by = ", ".join(sorted({name for name in names if name}))
            lines[claim].append(f"  “{exact}”")
            lines[claim].append(f"      {where}, {headline}" + (f"   [{by}]" if by else ""))
    return lines
