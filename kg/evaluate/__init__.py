"""How well a graph says what people read in the same documents.

Only documents that have an annotation count, all of them together (micro-average). Strings are compared without white
space, regardless of the width of characters and the kind of quotes. Each measure counts facts that are right, missed
(annotated, not found) and invented (found, not annotated):

=================  ====================================================================================================
headline           (document, headline)
reporter           (document, name)
person             (document, name); two namesakes count as two, and so does one person taken for two
role               (document, person, office, area), former ones too
role with body     (document, person, office, area, body)
event              events of a document, paired one to one, those most alike first. A pair is right if the two have
                   a participant in common, and either half of all their participants or the name
participation      (event, person); events as paired above, also where too few are common for the event to be right
part               (event, person, chair | speaker | …)
co-attendance      (document, unordered pair of names): the two took part in an event together
date               (event, date) of paired events; where neither has a date, nothing is counted
body, place        (document, name)
=================  ====================================================================================================

Below them stands what the graph's confidences are worth: of the claims called sure, likely, unsure, how many are right
(a role with its body, a participation in the event it was paired with).

An event that several documents report has all its participants in each of them, as the graph has it: those whom only
the other document names then count as invented.
"""

from __future__ import annotations

from kg.evaluate.facts import Facts
from kg.evaluate.measures import Measure
from kg.evaluate.scores import Scores, score

__all__ = ["Facts", "Measure", "Scores", "score"]
