"""What network analysis measures (:mod:`kg.analyse`): the columns that exports carry where a graph was analysed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A measure."""

    type: str
    """In GEXF: ``integer`` or ``double``."""
    term: str
    """In RDF."""
    chinese: str
    how: str
    """What it counts and whose it is."""


PERSON_COLUMNS = {
    "events": Column("integer", "kg:sharedEvents", "次数", "events shared with somebody"),
    "degree": Column("integer", "kg:degree", "见过的人", "persons met"),
    "weighted_degree": Column("integer", "kg:weightedDegree", "同场总次数", "meetings, summed over persons"),
    "strength": Column(
        "double", "kg:totalStrength", "同场强度", "sum of the ties' strengths, 1/(n-1) for an event of n (Newman 2001)"
    ),
    "betweenness": Column(
        "double",
        "kg:betweenness",
        "中介",
        "share of the shortest ways between others that lead through; unweighted (Freeman 1977)",
    ),
    "closeness": Column(
        "double",
        "kg:closeness",
        "接近",
        "1/mean distance to those one can reach, times their share of all (Wasserman and Faust 1994)",
    ),
    "harmonic": Column(
        "double",
        "kg:harmonicCloseness",
        "调和接近",
        "mean of 1/distance to all others, 0 where there is no way (Rochat 2009)",
    ),
    "eigenvector": Column(
        "double",
        "kg:eigenvectorCentrality",
        "特征向量",
        "known by the well known; by weight, the largest is 1, outside the largest part near 0 (Bonacich 1972)",
    ),
    "pagerank": Column("double", "kg:pageRank", "PageRank", "by weight, damping 0.85 (Brin and Page 1998)"),
    "core": Column("integer", "kg:core", "核数", "the largest k for which one is in the k-core (Seidman 1983)"),
    "community": Column(
        "integer", "kg:community", "社群", "number of the Leiden community, the largest is 0 (Traag et al. 2019)"
    ),
    "constraint": Column(
        "double", "kg:constraint", "约束", "low for brokers between those who do not meet; by weight (Burt 1992)"
    ),
    "participation": Column(
        "double",
        "kg:participationCoefficient",
        "跨群",
        "0 who meets one community only, near 1 who meets many alike; by weight (Guimerà and Amaral 2005)",
    ),
}
"""Of a person."""
TIE_COLUMNS = {
    "weight": Column("integer", "kg:weight", "同场次数", "shared events"),
    "strength": Column("double", "kg:strength", "同场强度", "sum of 1/(n-1) over shared events of n (Newman 2001)"),
    "expected": Column(
        "double", "kg:expectedWeight", "偶然次数", "shared events, were every event as full and everybody out as often"
    ),
    "z": Column(
        "double",
        "kg:beyondChance",
        "超出偶然",
        "standard deviations of weight above expected (curveball; Strona et al. 2014)",
    ),
    "betweenness": Column(
        "double", "kg:tieBetweenness", "中介", "share of the shortest ways between persons that lead along it"
    ),
}
"""Of a tie."""
TIE_FINDINGS = {name: column for name, column in TIE_COLUMNS.items() if name not in ("weight", "strength")}
"""Of these what is no part of a tie itself."""
