"""RDF/XML: for programs that read nothing else. IRIs in full, one property a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.export.terms import XSD, About, Iri, Term

# A parser of XML makes \r a line break, and each of the three in an attribute a space.
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)


def lines(abouts: Iterable[About], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The document, a thing at a time. Literals must be clean (:func:`kg.export.text.clean`)."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF\n'
    yield "\n".join(f'    xmlns:{prefix}="{_escaped(space)}"' for prefix, space in prefixes.items()) + ">\n"
    for iri, said, _ in abouts:
        properties = [_property(predicate, term) for predicate, terms in said.items() for term in terms]
        yield f'<rdf:Description rdf:about="{_escaped(iri)}">\n{"".join(properties)}</rdf:Description>\n'
    yield "</rdf:RDF>\n"


def _property(predicate: str, term: Term) -> str:
    # All predicates are ours to choose, and each is a name that XML allows.
    if isinstance(term, Iri):
        return f'  <{predicate} rdf:resource="{_escaped(term)}"/>\n'
    more = f' xml:lang="{term.language}"' if term.language else ""
    more = f' rdf:datatype="{XSD}{term.datatype}"' if term.datatype else more
    return f"  <{predicate}{more}>{_escaped(term.value)}</{predicate}>\n"


def _escaped(text: str) -> str:
    # Nearly all text is printable, thus without line breaks or tabs, and has nothing to escape; asking is quicker.
    if text.isprintable() and "&" not in text and "<" not in text and ">" not in text and '"' not in text:
        return text
    return text.translate(_ESCAPES)
