"""Whether what stands behind a title is a person's name: by grammar, surname, dictionary, corpus, tagger."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.extract.names import NameRead, boundary, by_sound, everyday_surname, has_surname, read_name
from kg.extract.offices import Title
from kg.extract.titles import skip_annotations
from kg.extract.words import HARD, OfficeToken, is_word, segmenter, words
from kg.knowledge.surnames import name_characters

_AND_OTHERS = re.compile(r"等(?:\d+|[一二三四五六七八九十]+)?(?:名|位|人|同志)")
_APPOINTED = re.compile(r"任[一-鿿]{2,12}(?:委|常委|书记|主任|副?[县市区局部院校]长|职)")
# Surnames that are adverbs and the like, which stand behind an office every day.
_ADVERBS = frozenset("都会也还将已又就并能要可自和与及同从对经")


class NameJudge:
    """Judges the names behind the titles of one sentence."""

    def __init__(
        self,
        text: str,
        last: int,
        tokens: list[OfficeToken],
        known: frozenset[str],
        proposed: frozenset[str],
        next_in_list: Callable[[int], NameRead | None],
    ) -> None:
        self.text, self.last, self.tokens = text, last, tokens
        self.known, self.proposed, self.next_in_list = known, proposed, next_in_list
        self.read_at: tuple[int, NameRead | None] = (-1, None)

    def read(self, at: int) -> NameRead | None:
        """The name that can stand at ``at`` behind an office; kept, for it is asked for twice."""
        if self.read_at[0] != at:
            self.read_at = (at, read_name(self.text, at, self.known, free=True))
        return self.read_at[1]

    def name_at(self, at: int, title: Title) -> NameRead | None:
        """The name that stands at ``at``, behind ``title``; what the grammar is unsure of, a tagger may settle."""
        return self._by_grammar(at, title) or self._by_tagger(at)

    def _by_tagger(self, at: int) -> NameRead | None:
        for end in range(min(at + 4, self.last), at + 1, -1) if self.proposed else ():
            name = self.text[at:end]
            if name in self.proposed and boundary(self.text, end) >= 1.5:
                return NameRead(at, end, name, 1.0, True, False)
        return None

    def _by_grammar(self, at: int, title: Title) -> NameRead | None:
        text = self.text
        strong = title.kind in ("head", "leaders", "office", "rank") and (
            title.body is not None or title.role is not None
        )
        free = strong or (title.kind in ("job", "honour"))
        name = self.read(at) if free else read_name(text, at, self.known)
        if name is None or name.end > self.last or _APPOINTED.match(text, at) or not self._stands_free(name):
            return None
        if name.name in self.known:
            return name
        if not name.surname and not self._free_name_fits(name, title):
            return None
        everyday, word, edge = everyday_surname(name.name), is_word(name.name), boundary(text, name.end)
        if (text[name.end : name.end + 1] == "（" and skip_annotations(text, name.end) > name.end) or _AND_OTHERS.match(
            text, name.end
        ):
            return None if self._starts_office(name) else name
        if title.kind in ("job", "honour") and not self._fits_job(name, everyday, word, edge):
            return None
        if everyday and name.score < 2.0:
            return None
        if strong and name.surname and name.score < (1.5 if not word else 2.0 if title.certain else 4.0):
            return None
        # 对校长陆青禾说: nothing of a name stands before the office either (李主任庄)
        alone = title.printed in words().offices
        least = 2.5 if len(name.name) == 3 and alone else 3.0
        if not strong and title.kind == "office" and (not name.surname or everyday or word or name.score < least):
            return None
        if self._starts_office(name):
            return None
        return name

    def _stands_free(self, name: NameRead) -> bool:
        """Not an adverb and what follows (书记都详细询问), not the head of the next body (国际交流处处长)."""
        if name.name in self.known:
            return True
        edge = boundary(self.text, name.end)
        if name.name[0] in "和与及同" and name.name[1:] in tuple("省市县区州旗镇乡"):
            return False  # 驻会委员和市、县人大代表
        if name.name[0] in _ADVERBS and (edge < 4 if len(name.name) == 2 else edge < 3 or is_word(name.name[1:])):
            return False
        if edge >= 1.5:
            return True
        for token in self.tokens:
            if name.end <= token.start <= name.end + 12:
                between = self.text[name.end : token.start]
                return not HARD.isdisjoint(between) or words().body_ending(between) is None
        return True

    def _fits_job(self, name: NameRead, everyday: bool, word: bool, edge: float) -> bool:
        """After a job (居民, 学生) much else than a name can stand."""
        if "·" in name.name:
            return True
        plain = name.surname and not everyday and len(name.name) == 3
        if name.score < (2.0 if plain else 2.4) or name.name[0] in "和与及同向对为由从以":
            return False
        if word and not self._in_list_of_names(name):
            return False
        if not name.surname and not by_sound(name.name):
            return False
        given = name.name[1:]
        if everyday and (edge < 1.5 or (is_word(given) and not set(given) <= name_characters().usual)):
            return False
        return not (everyday and len(name.name) == 2)

    def _in_list_of_names(self, name: NameRead) -> bool:
        following = self.next_in_list(name.end)
        if following is None or not has_surname(following.name):
            return False
        proper = not is_word(following.name) and not everyday_surname(following.name)
        return proper or self.text.startswith("等", following.end)

    def _free_name_fits(self, name: NameRead, title: Title) -> bool:
        if "·" in name.name:
            return True
        edge = boundary(self.text, name.end)
        if edge < 1.5 or any(token.start < name.end and token.end > name.start for token in self.tokens):
            return False
        if is_word(name.name) and len(name.name) > 3:
            return False
        if words().follows(self.text, name.start) > 1:
            return False
        if by_sound(name.name):
            return True
        if title.kind in ("job", "honour"):
            return (
                (title.body is not None or title.kind == "honour")
                and not is_word(name.name)
                and not _holds_words(name.name)
            )
        return not _holds_words(name.name)

    def _starts_office(self, name: NameRead) -> bool:
        """主任医师, 委员会委员: the name would be cut out of an office; not so in 县长门亚军，, a name to its end."""
        whole = name.surname and len(name.name) == 3 and boundary(self.text, name.end) >= 3
        return any(
            token.start < name.end < token.end
            or (
                name.start <= token.start < name.end
                and not (whole and token.kind == "honour" and token.start > name.start and token.end == name.end)
            )
            for token in self.tokens
        )


def _holds_words(name: str) -> bool:
    """Whether a string without a surname is made of everyday words of two characters and more (工作人员)."""
    if len(name) < 4:
        return False
    return any(len(piece) > 1 and segmenter().FREQ.get(piece, 0) > 100 for piece in segmenter().cut(name, HMM=False))
