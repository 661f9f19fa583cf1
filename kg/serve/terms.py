"""What the desk offers: prefixes, the ontology's terms with how often they are used, the ready questions."""

from __future__ import annotations

import csv
import io
import json
from importlib import resources
from typing import Any

import pyoxigraph as ox

from kg.ask.questions import questions
from kg.serve.answers import TRIPLES, Answer, Asked, typed
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.store import DEFAULT_BASE, PREFIXES, TRIPLE_FORMATS

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_USES = """SELECT ?term ?kind (SUM(?one) AS ?uses) WHERE {
  { SELECT ?term ("property" AS ?kind) (COUNT(*) AS ?one) WHERE { ?s ?term ?o } GROUP BY ?term }
  UNION { SELECT ?term ("class" AS ?kind) (COUNT(*) AS ?one) WHERE { ?s a ?term } GROUP BY ?term }
  UNION { SELECT ?term ("individual" AS ?kind) (COUNT(*) AS ?one)
          WHERE { ?s kg:part|kg:confidence ?term } GROUP BY ?term }
} GROUP BY ?term ?kind"""


async def desk_data(pool: Pool, limits: Limits) -> dict[str, Any]:
    """All of it, for the graph that ``pool`` holds."""
    prefixes = dict(sorted({**PREFIXES, "kg": f"{pool.loaded.base}ns#"}.items()))
    known = described()
    found = await pool.ask(Asked(_USES, forms=("json",)))
    rows = json.loads(found.body)["results"]["bindings"] if found.status == 200 else []
    terms = []
    for row in rows:
        curie = _curie(row["term"]["value"], prefixes)
        if curie:
            words = known.get(curie, {"zh": "", "en": "", "commentZh": "", "commentEn": ""})
            terms.append({"curie": curie, "kind": row["kind"]["value"], "uses": int(row["uses"]["value"]), **words})
    return {
        "base": pool.loaded.base,
        "triples": pool.loaded.triples,
        "prefixes": prefixes,
        "questions": [
            {
                "name": one.name,
                "zh": one.chinese,
                "en": one.english,
                "query": one.query,
                "parameters": [
                    {
                        "name": parameter.name,
                        "kind": parameter.kind,
                        "value": parameter.value,
                        "optional": parameter.optional,
                        "zh": parameter.chinese,
                        "en": parameter.english,
                    }
                    for parameter in one.parameters
                ],
            }
            for one in questions().values()
        ],
        "terms": sorted(terms, key=lambda term: term["curie"]),
        "limits": {"seconds": limits.seconds, "rows": limits.rows, "cutRows": limits.cut_rows},
    }


def described() -> dict[str, dict[str, str]]:
    """Label and comment, Chinese and English, of each term an export can use; by its short form."""
    folder = resources.files("kg") / "ontology"
    found: dict[str, dict[str, str]] = {}
    table = (line for line in (folder / "terms.tsv").read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        found[row["term"]] = {"zh": row["zh"], "en": row["en"], "commentZh": "", "commentEn": ""}
    prefixes = {"kg": f"{DEFAULT_BASE}ns#"}
    for triple in ox.parse((folder / "ontology.ttl").read_bytes(), format=ox.RdfFormat.TURTLE):
        key = {f"{_RDFS}label": "", f"{_RDFS}comment": "comment"}.get(triple.predicate.value)
        term = _curie(getattr(triple.subject, "value", ""), prefixes)
        if key is not None and term and isinstance(triple.object, ox.Literal) and triple.object.language:
            language = triple.object.language
            words = found.setdefault(term, {"zh": "", "en": "", "commentZh": "", "commentEn": ""})
            words[key + language.capitalize() if key else language] = triple.object.value
    return found


def _curie(iri: str, prefixes: dict[str, str]) -> str:
    return next(
        (f"{name}:{iri[len(space) :]}" for name, space in prefixes.items() if iri.startswith(space) and iri != space),
        "",
    )


def service_description(endpoint: str, form: str | None) -> Answer:
    """What the endpoint can do (https://www.w3.org/TR/sparql11-service-description/)."""
    if form not in TRIPLES:
        form = "turtle"
    sd, formats = "http://www.w3.org/ns/sparql-service-description#", "http://www.w3.org/ns/formats/"
    names = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
             "N-Triples", "RDF_XML", "JSON-LD")  # fmt: skip
    lines = [
        f"<{endpoint}> a <{sd}Service> ; <{sd}endpoint> <{endpoint}> ; <{sd}supportedLanguage> <{sd}SPARQL11Query> ;",
        *(f"  <{sd}resultFormat> <{formats}{name}> ;" for name in names),
        f"  <{sd}defaultDataset> [ a <{sd}Dataset> ; <{sd}defaultGraph> [ a <{sd}Graph> ] ] .",
    ]
    triples = ox.parse(io.BytesIO("\n".join(lines).encode()), format=ox.RdfFormat.TURTLE)
    body = ox.serialize((one.triple for one in triples), format=TRIPLE_FORMATS[form], prefixes={"sd": sd}) or b""
    return Answer(200, typed(form, TRIPLES), body)
