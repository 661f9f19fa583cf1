"""The part of a graph that the program is sure enough of."""

from __future__ import annotations

from dataclasses import replace

from kg.model import CONFIDENCES, Graph
from kg.resolve.ties import ties_of


def at_least(graph: Graph, confidence: str) -> Graph:
    """``graph`` without the offices, participations and persons that it is less sure of.

    Events that lose all participants go, and so does a person of whom nothing sure enough is said. Bodies, areas and
    articles stay.
    """
    if confidence == CONFIDENCES[-1]:
        return graph
    wanted = CONFIDENCES[: CONFIDENCES.index(confidence) + 1]
    roles = tuple(role for role in graph.roles if role.confidence in wanted)
    offices = {role.id for role in roles}
    participations = tuple(
        replace(one, role_held=one.role_held if one.role_held in offices else None)
        for one in graph.participations
        if one.confidence in wanted
    )
    held = {one.event for one in participations}
    events = tuple(event for event in graph.events if event.id in held)
    told_of = {role.person for role in roles} | {one.person for one in participations}
    persons = tuple(one for one in graph.persons if one.byline or one.confidence in wanted or one.id in told_of)
    known = {person.id for person in persons}
    return replace(
        graph,
        roles=roles,
        events=events,
        participations=participations,
        persons=tuple(
            replace(
                person,
                different_from=tuple(other for other in person.different_from if other in known),
                possibly_same=tuple(other for other in person.possibly_same if other in known),
            )
            for person in persons
        ),
        articles=tuple(
            replace(seen, persons=tuple(person for person in seen.persons if person in known))
            for seen in graph.articles
        ),
        ties=ties_of(events, participations),
    )
