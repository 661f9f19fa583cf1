"""Annotations made by hand, read as facts. Their format is that of ``tests/data/GUIDELINE.md``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.evaluate.facts import Facts, Happening, comparable


def from_gold(folder: Path) -> Facts:
    """What the annotations ``folder/*.json`` say.

    Raises:
        UsageError: the folder has none, or one of them is not as the guideline says.
    """
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not paths:
        raise UsageError(f"{folder}: no annotations here; name a folder that has a NAME.json for each NAME.txt")
    facts = Facts()
    for path in paths:
        try:
            _add(facts, json.loads(path.read_text(encoding="utf-8-sig")))
        except KeyError as error:
            raise UsageError(f"{path}: {error} is missing; see the annotation guideline") from error
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise UsageError(f"{path}: no annotation as the guideline has it: {error}") from error
    return facts


def _add(facts: Facts, annotation: Mapping[str, Any]) -> None:
    document = str(annotation["document"])
    facts.documents.add(document)
    notes: dict[str, set[str]] = {}
    for article in annotation["articles"]:
        if article["headline"]:
            facts.add("headlines", document, article["headline"])
        for to, key in (("reporters", "reporters"), ("bodies", "organisations"), ("places", "places")):
            for name in article[key]:
                facts.add(to, document, name)
        for person in article["persons"]:
            notes.setdefault(person["name"], set()).update([person["note"]] if "note" in person else [])
            for role in person["roles"]:
                facts.add("roles", document, person["name"], role["role"], role["place"], role["org"])
        for event in article["events"]:
            parts = [(person["name"], person["parts"]) for person in event["participants"]]
            facts.happenings.append(Happening.of(document, event["name"], event["date"], parts))
    # Namesakes are told apart by their notes; a person's note is the same in every article of the document.
    for name, told_apart in notes.items():
        facts.persons[document, comparable(name)] = max(1, len(told_apart))
