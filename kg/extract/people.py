"""Who is named in an article, and with which titles: a walk from left to right over its offices and names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.extract.bodies import Context
from kg.extract.names import boundary, everyday_surname, read_name
from kg.extract.sentence import SentenceWalk, bare_lists
from kg.extract.slots import Walk
from kg.extract.titles import skip_annotations
from kg.extract.words import OfficeToken, is_word, words

_LEVELS = frozenset("省市县区旗州盟镇乡")
_SENTENCE = re.compile(r"[。！？\n；]+”?")


def walk(text: str, begin: int, stop: int, context: Context, known: frozenset[str]) -> Walk:
    """Reads titles and the names behind them in ``text[begin:stop]``, sentence by sentence."""
    found = Walk()
    tokens = words().office_tokens(text[begin:stop])
    tokens = [token._replace(start=token.start + begin, end=token.end + begin) for token in tokens]
    areas = context.area_names(begin, stop)
    tokens = _outside_areas(text, tokens, [(match.start, match.end) for match in areas])
    tokens = [token for token in tokens if _is_office(text, token)]
    lists = bare_lists(text, begin, stop)
    told = sorted(
        [
            *(token.start for token in tokens),
            *(area.start for area in areas),
            *lists,
            *(match.start() for match in _SETTLED.finditer(text, begin, stop)),
        ]
    )
    at_area = at_token = at_list = at_told = 0
    for first, last in _sentences(text, begin, stop):
        if at_told == len(told):
            break
        if told[at_told] >= last:
            continue  # nothing in it: most sentences
        at_told = bisect_left(told, last, at_told)
        context.sentence_areas = []
        context.place = first
        inside: list[OfficeToken] = []
        while at_token < len(tokens) and tokens[at_token].start < last:
            inside.append(tokens[at_token])
            at_token += 1
        while at_area < len(areas) and areas[at_area].start < last:
            name = areas[at_area].name
            if len(name) > 2:
                context.named_areas.append(name)
            if name.endswith(("镇", "乡", "街道", "苏木")):
                context.township = name
            at_area += 1
        _settlements(text, first, last, context)
        listed = at_list
        while at_list < len(lists) and lists[at_list] < last:
            at_list += 1
        if inside or at_list > listed:
            SentenceWalk(text, first, last, inside, lists[listed:at_list], context, known, found).read()
    return found


def sure_names(text: str, begin: int, stop: int) -> Iterator[str]:
    """Names that stand directly behind an office, or in its list, and before a mark: the first, quick pass."""
    for token in words().office_tokens(text[begin:stop]):
        if token.kind not in ("head", "leaders", "office"):
            continue
        at = skip_annotations(text, begin + token.end)
        while at < stop:
            name = read_name(text, at)
            if name is None or not name.sure or everyday_surname(name.name) or is_word(name.name):
                break
            yield name.name
            at = skip_annotations(text, name.end)
            if text[at : at + 1] != "、":
                break
            at += 1


def _outside_areas(text: str, tokens: list[OfficeToken], areas: list[tuple[int, int]]) -> list[OfficeToken]:
    """Leaves out offices cut out of the names of areas: 市长 in 福州市长乐区, 市民 in 某市民族村, 乡医 in 某乡医养中心.

    某市长 stays: there the last character of the area is the first of the office; and so does 副区长沙某某, where what
    stands behind the office is a name and no area with its suffix.
    """
    areas = [
        (start, end)
        for start, end in areas
        if text[end - 1] in _LEVELS or text[start] != "长" or not _office_and_name(text, start + 1)
    ]
    begins = {at + 1: end for start, end in areas for at in range(start, end - 1)}
    opens = dict(areas)
    kept = []
    for token in tokens:
        inner = any(opens.get(at, 0) > token.end for at in range(token.start + 1, token.end))
        overlapped = begins.get(token.start, 0)
        if (
            inner
            or (token.kind in ("job", "honour") and token.start < overlapped < token.end)
            or overlapped >= token.end
        ):
            continue
        kept.append(token)
    return kept


def _office_and_name(text: str, at: int) -> bool:
    """Whether an office ends at ``at`` and a name begins there."""
    if text[at - 2 : at] not in words().offices:
        return False
    name = read_name(text, at)
    return name is not None and boundary(text, name.end) >= 3


def _is_office(text: str, token: OfficeToken) -> bool:
    """Not 长 that begins the next word (地处长江中游); 市长江某某 is told by the name that stands there."""
    if not token.word.endswith("长") or text[token.end - 1 : token.end + 1] not in words().long_words:
        return True
    name = read_name(text, token.end)
    return name is not None and boundary(text, name.end) >= (1.5 if len(name.name) == 3 and name.surname else 3)


def _sentences(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    at = begin
    for mark in _SENTENCE.finditer(text, begin, stop):
        if mark.start() > at:
            yield at, mark.start()
        at = mark.end()
    if at < stop:
        yield at, stop


_ENDINGS = "村|社区|嘎查|屯"
_SETTLEMENT = re.compile(
    rf"(?:镇|乡|街道|苏木|县|区|旗|市|在|到|来到|，|、|^)([一-鿿]{{2,6}}?(?:{_ENDINGS}))(?!民|级|里的|委会)"
)
_ADVERB = re.compile(r"^(?:最终|去年|今年|目前|如今|现在|硬化|随后|其中|包括|位于|建成|全部)")
_TOWNSHIP = re.compile(
    r"(?:来到|走进|前往|深入|赴|抵达)([一-鿿]{2,6}?(?:乡|镇|苏木))(?=[，。、]|[一-鿿]{2,8}(?:村|社区|嘎查))"
)
_SETTLED = re.compile(f"{_ENDINGS}|乡|镇|苏木")
"""What a sentence has in which :func:`_settlements` finds anything: an ending of a settlement or of a township."""
_NO_NAME = re.compile(
    r"[我你他她它们这那就是的了都还没不靠把被会各每]|人是|叮嘱|嘱咐|回到|来到|走进|询问|要求|看望|走访|[与对向](?=村|社区)"
)
_OUTER = re.compile(r"^(?:[一-鿿]{1,6}?(?:镇|乡|街道|苏木|县|区|旗|市))(?=[一-鿿]{2})")
_NO_SETTLEMENT = frozenset(
    ("社区", "该村", "全村", "农村", "乡村", "本村", "行政村", "各村", "新农村", "贫困村", "驻村", "派驻村")
)


def _settlements(text: str, first: int, last: int, context: Context) -> None:
    """Notes the village or community named last, for 村党支部书记 and 村民 after it."""
    for found in _SETTLEMENT.finditer(text, first, last):
        name = _ADVERB.sub("", found[1])
        while cut := _OUTER.match(name):
            if name[: cut.end()].endswith("社区"):
                break
            name = name[cut.end() :]
        if len(name) >= 3 and name not in _NO_SETTLEMENT and not name.endswith("农村") and not _NO_NAME.search(name):
            context.settlement = name
    for found in _TOWNSHIP.finditer(text, first, last):
        if not is_word(found[1]) and not _NO_NAME.search(found[1]):
            context.township = found[1]
