"""The annotations of ``tests/data`` as readings: what a program that reads without a mistake would hand on.

Texts and positions are made up where the annotations have none; what resolves them looks at neither.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from kg.model import (
    Article,
    Credit,
    Document,
    EntityNamed,
    EventClaim,
    Evidence,
    Metadata,
    ParticipationClaim,
    PersonNamed,
    Reading,
    RoleClaim,
)

DATA = Path(__file__).parent / "data"
FOLDERS = {"seeds": DATA / "gold", "articles": DATA / "dev" / "articles", "pages": DATA / "dev" / "pages"}


def readings(folder: str) -> list[Reading]:
    """All annotations of one of :data:`FOLDERS`."""
    table = FOLDERS[folder] / "documents.csv"
    metadata: dict[str, Metadata] = {}
    if table.exists():
        for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
            known = {key: row[key] for key in ("published", "home", "source") if row.get(key)}
            metadata[row["document"]] = Metadata(**known)
    return [_reading(path, metadata) for path in sorted(FOLDERS[folder].glob("*.json"))]


def _reading(path: Path, metadata: dict[str, Metadata]) -> Reading:
    gold = json.loads(path.read_text(encoding="utf-8"))
    name = gold["document"]
    published = gold.get("published") or {}
    digest = hashlib.sha256(name.encode()).hexdigest()
    about = metadata.get(name, Metadata())
    first, last = published.get("from"), published.get("to")
    document = Document(name, digest, digest, "utf-8", "text/plain", 1, about, first, last)
    reader = _Reader(name)
    for article in gold["articles"]:
        reader.read(article)
    return Reading(
        document,
        tuple(reader.articles),
        tuple(reader.persons),
        tuple(reader.roles),
        tuple(reader.events),
        tuple(reader.participations),
        tuple(reader.entities),
    )


class _Reader:
    def __init__(self, document: str) -> None:
        self.document = document
        self.articles: list[Article] = []
        self.persons: list[PersonNamed] = []
        self.roles: list[RoleClaim] = []
        self.events: list[EventClaim] = []
        self.participations: list[ParticipationClaim] = []
        self.entities: list[EntityNamed] = []
        self.at = 0

    def words(self, article: str, exact: str) -> Evidence:
        self.at += len(exact) + 1
        return Evidence(self.document, article, self.at, self.at + len(exact), exact, self.at, "gold")

    def read(self, gold: dict[str, Any]) -> None:
        article = gold["id"]
        head = gold["headline"] or ""
        text = "\n".join([head, gold["begins"], gold["ends"]])
        reporters = tuple(Credit(name, 0, len(name)) for name in gold["reporters"])
        subheads = tuple(gold.get("subheads", ()))
        at = len(head)
        self.articles.append(
            Article(
                article,
                self.document,
                gold["kind"],
                gold["headline"],
                subheads,
                text,
                head_until=at,
                body_at=at,
                body_until=len(text),
                pieces=(),
                reporters=reporters,
                home=gold["home"],
            )
        )
        keys = self._persons(article, gold["persons"], head)
        for event in gold["events"]:
            evidence = self.words(article, event["name"])
            told = (event["name"], event["type"], event["date"], event["place"])
            self.events.append(EventClaim(article, event["id"], *told, evidence))
            self._participations(article, event, keys)
        for kind, names in (("body", gold["organisations"]), ("place", gold["places"])):
            self.entities += [EntityNamed(article, kind, name, (self.words(article, name),)) for name in names]

    def _persons(self, article: str, persons: list[dict[str, Any]], head: str) -> dict[tuple[str, str | None], str]:
        count: Counter[str] = Counter()
        keys: dict[tuple[str, str | None], str] = {}
        for person in persons:
            name = person["name"]
            count[name] += 1
            key = name if count[name] == 1 else f"{name}#{count[name]}"
            keys[name, person.get("note")] = key
            mention = self.words(article, name)
            if name in head:
                mention = Evidence(self.document, article, mention.start, mention.end, name, head.index(name), "gold")
            self.persons.append(PersonNamed(article, key, name, (mention,)))
            for role in person["roles"]:
                body, title = role["org"], (role["org"] or role["place"] or "") + role["role"]
                former = bool(role.get("former"))
                words = self.words(article, title)
                self.roles.append(
                    RoleClaim(article, key, role["role"], body, role["place"], title, former, "sure", words)
                )
        return keys

    def _participations(self, article: str, event: dict[str, Any], keys: dict[tuple[str, str | None], str]) -> None:
        for participant in event["participants"]:
            name = participant["name"]
            key = keys.get((name, participant.get("note")), name)
            words = (self.words(article, name),)
            self.participations.append(
                ParticipationClaim(article, event["id"], key, tuple(participant["parts"]), "sure", words)
            )
