"""The lexicons in the form in which the grammar asks them: sets, regular expressions, an automaton of all offices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.dictionary import USUAL, added, cache_folder, dictionary
from kg.knowledge import lexicon
from kg.knowledge.surnames import name_characters, surnames

if TYPE_CHECKING:
    import jieba

HARD = frozenset("、，。；：！？（）《》〈〉“”‘’【】〔〕「」『』—…\n▶●■□◆▲,;:!?()\"'/|～~")
"""Marks that end a name, whatever comes."""


class OfficeToken(NamedTuple):
    """An office at its place in a text, without what is put before it (副, 代, 原)."""

    start: int
    end: int
    word: str
    kind: str
    """Of the classes of ``offices.tsv``."""


@dataclass(frozen=True)
class Words:
    """All lexicons of the grammar; made by :func:`words`, once."""

    offices: dict[str, lexicon.Row]
    followers: dict[int, frozenset[str]]
    """Words that can follow a name, by their length."""
    follower_characters: frozenset[str]
    no_names: frozenset[str]
    """Words that stand where a name could (师生, 名单)."""
    long_words: frozenset[str]
    """Words that begin with 长."""
    body_classes: dict[str, str]
    short_forms: tuple[tuple[str, str], ...]
    event_types: dict[str, str]
    tours: dict[str, str]

    def prepare(self) -> None:
        """Make what is otherwise made when first asked for."""
        self.office_tokens("")
        self.follows("", 0)
        _ = self.event_noun, self.tour_verb, self.institution_endings

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(list(self.offices), matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def _office_words(self) -> list[str]:
        return list(self.offices)

    def office_tokens(self, text: str) -> list[OfficeToken]:
        """All offices in ``text``, left to right, the longest at each place, without words that only look like one.

        Whether an office is cut out of an area's name (市长 in 福州市长乐区) is for the caller to see.
        """
        found = []
        for which, start, end in self._automaton.find_matches_as_indexes(text):
            word = self._office_words[which]
            kind = self.offices[word]["class"]
            if kind != "none":
                found.append(OfficeToken(start, end, word, kind))
        return found

    @cached_property
    def _longest_ending(self) -> int:
        return max(map(len, self.body_classes))

    def body_ending(self, name: str) -> tuple[str, str] | None:
        """The longest ending of a body's name that ``name`` has, and its class."""
        for length in range(min(self._longest_ending, len(name)), 0, -1):
            kind = self.body_classes.get(name[-length:])
            if kind:
                return name[-length:], kind
        return None

    def follows(self, text: str, at: int) -> int:
        """Length of the longest word at ``at`` that can stand after a name; 0 where there is none."""
        for word in self._followers_by_start.get(text[at : at + 2], ()):
            if text.startswith(word, at):
                return len(word)
        return 1 if text[at : at + 1] in self.follower_characters else 0

    @cached_property
    def _followers_by_start(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for these in self.followers.values():
            for word in these:
                found.setdefault(word[:2], []).append(word)
        return {start: tuple(sorted(these, key=lambda word: (-len(word), word))) for start, these in found.items()}

    @cached_property
    def institution_endings(self) -> frozenset[str]:
        """Endings of bodies of two characters and more, which no name of a person has."""
        return frozenset(ending for ending in self.body_classes if len(ending) in (2, 3))

    @cached_property
    def event_noun(self) -> re.Pattern[str]:
        """Finds nouns that name an occasion, the longest first."""
        nouns = sorted(self.event_types, key=lambda noun: (-len(noun), noun))
        # 调度会 is not in 调度会议: there the noun is 会议
        return re.compile("|".join(re.escape(noun) + "(?!议)" * noun.endswith("会") for noun in nouns))

    @cached_property
    def tour_verb(self) -> re.Pattern[str]:
        """Finds verbs of inspection and visit."""
        return re.compile("|".join(sorted(self.tours, key=lambda verb: (-len(verb), verb))))


@cache
def words() -> Words:
    """The lexicons, read once."""
    followers: dict[int, set[str]] = {}
    no_names = {row["word"] for row in lexicon.load("name_followers") if row["class"] == "none"}
    for row in lexicon.load("name_followers"):
        if row["class"] == "none":
            continue
        followers.setdefault(len(row["word"]), set()).add(row["word"])
    return Words(
        offices={row["office"]: row for row in lexicon.load("offices")},
        followers={length: frozenset(these) for length, these in followers.items() if length > 1},
        follower_characters=frozenset(followers.get(1, ())),
        no_names=frozenset(no_names),
        long_words=frozenset(row["word"] for row in lexicon.load("after_long")),
        body_classes={row["ending"]: row["class"] for row in lexicon.load("body_endings")},
        short_forms=tuple((row["long"], row["short"]) for row in lexicon.load("body_short_forms")),
        event_types={row["noun"]: row["type"] for row in lexicon.load("events")},
        tours={row["verb"]: row["type"] for row in lexicon.load("tours")},
    )


@cache
def segmenter() -> jieba.Tokenizer:
    """jieba with the lexicons in its dictionary, its cache in a folder of our own; slow to begin with.

    jieba trusts whatever lies in its cache; in the shared temporary folder that could be anyone's file.
    """
    import jieba

    tokenizer = jieba.Tokenizer()
    try:
        cache_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        tokenizer.tmp_dir = str(cache_folder())
    except OSError:
        pass  # no home folder that can be written: jieba falls back on the temporary one
    jieba.setLogLevel(60)
    tokenizer.initialize()
    for word, count in added():
        if count is not None or word not in tokenizer.FREQ:
            tokenizer.add_word(word, count or USUAL)
    return tokenizer


def is_word(text: str) -> bool:
    """Whether jieba's dictionary has ``text`` as a word in use, and not as somebody's name (丁玲)."""
    known = dictionary()
    return text in known.usual and not (text in known.called_names and _is_built_as_names(text))


def _is_built_as_names(text: str) -> bool:
    """jieba calls many a word a name that only begins like a surname (从军, 任凭)."""
    single = surnames().single.get(text[:1])
    if not 2 <= len(text) <= 3 or single is None or single.kind != "common":
        return False
    return name_characters().usual.issuperset(text[1:])


def word_begins(text: str, at: int) -> bool:
    """Whether a word of two characters and more of jieba's dictionary, or the last character, begins at ``at``."""
    known = dictionary().begins
    return text[at : at + 2] in known or text[at : at + 3] in known or text[at : at + 4] in known
