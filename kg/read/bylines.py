"""Who is credited with a text or a picture, and where a report begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from kg.knowledge.surnames import name_characters, of_elements, surnames
from kg.model import Credit
from kg.read import vocabulary
from kg.read.text import Words
from kg.read.vocabulary import one_of

_HAN = r"[\u4e00-\u9fff]"
_PAPER = rf"(?:{one_of('paper')}|{_HAN}{{1,7}}{one_of('paper_end')})"
_REPORTER = rf"(?:{one_of('reporter_kind')}|{_HAN}{{2,6}}{one_of('paper_end')})*{one_of('reporter')}"
# 讯 that is no 通讯员, 讯息, 讯问; a place or 综合 may stand before it.
_OPENING = re.compile(
    rf"[□■▲△●◆★【\[]?(?:"
    rf"{_PAPER}[\u4e00-\u9fff·]{{0,10}}(?:\d{{1,2}}月\d{{1,2}}日)?(?:讯(?![员息速飞问号期])|(?:综合)?消息)"
    rf"|据?{one_of('agency')}[^，。（]{{0,16}}?[电讯](?=[（(】\]记])"
    rf"|{_PAPER}{_HAN}{{0,8}}\d{{1,2}}月\d{{1,2}}日[电讯]"
    r"|[又另]讯(?![员息速飞问号期])"
    rf")[】\]]?"
)
INNER_OPENING = re.compile(r"(?<=[。！？”）\s])本报[\u4e00-\u9fff]{0,4}讯(?=\s*[（(\s])")
"""A report that begins within a line."""
_BRACKET = re.compile(r"（(?=[^（）]{0,40}(?:记者|通讯员|实习生|报道|摄))[^（）]{2,90}）")
_NAMES_ALONE = re.compile(r"（[\u4e00-\u9fff·、]{2,16}）(?=[\u4e00-\u9fff\d“])")
"""Directly behind 本报讯 a bracket holds who wrote, also where it does not say 记者."""
_LEADING_BRACKET = re.compile(rf"（(?={_REPORTER})[^（）]{{2,60}}）")
_REPORTS = re.compile(
    rf"{_REPORTER}[^，。；：（）]{{2,24}}?(?:摄影报道|报道|文/图|摄)[：:]?|{_REPORTER}[^，。；：（）\d]{{2,20}}[：:]"
)
_FURTHER = re.compile(r"[又另]讯")
_CLOSING = re.compile(r"（([^（）]{2,80})）$")
_PHOTOGRAPHER = re.compile(
    rf"(?<=[。！？”）…\n])(?:{_REPORTER})?[\u4e00-\u9fff·、/]{{2,20}}?(?:摄影报道|摄影|摄|文/图|图/文|供图)$"
    rf"|^{_REPORTER}[\u4e00-\u9fff·、/]{{2,16}}摄影?$"
)
_AUTHOR = re.compile(rf"{_REPORTER}|{one_of('credit_word')}|摄(?=$|[）、，；／/])|(?<!{_HAN})[文图摄](?!{_HAN})")
# Who checked a text did not write it; 编辑部 is an office.
_CHECKER = rf"{one_of('checker')}(?![部室委组中])"
_ROLE = re.compile(rf"{_AUTHOR.pattern}|(?P<checker>{_CHECKER})")
_LABEL = re.compile(rf"{_CHECKER}[：:/、]")
_LABELLED = re.compile(rf"(?:{one_of('credit_word')}|通讯员)(?:单位)?：[\u4e00-\u9fff·、]{{2,12}}$")
"""``供稿：某某``; not ``记者：``, which is also how an interview sets its questions."""
_COLUMN_NAMES = vocabulary.words("column_name")
_HINT = re.compile(one_of("reporter", "credit_word", also="摄（"))
_ENDS_WITH_ROLE = re.compile(rf"{_REPORTER}$")
_ROLE_LAST = re.compile(r"(?:文/图|图/文|摄影报道|摄|供稿|报道)$")
_OFFICE = re.compile(rf"{one_of('office_end')}$|{one_of('office_part')}")
_MEDIUM = re.compile(one_of("paper_end", "agency"))
_SENTENCE = re.compile(r"[。！？“”《》]|详见|图为")
_PART = re.compile(r"[，；]")
_SAYS = re.compile("获悉|了解|看到|见到|来到|走进|采访|发现|[在从的了是]")
"""What a report says its writer did: no byline."""
_NO_CREDIT = re.compile(
    rf"{one_of('no_credit')}|[左右前后]|[一二三四五六七八九十]版|(?:[完略女族音])$|[，。：；！？“”《》\d]"
)
_NO_NAME = re.compile(r"[，。：；！？“”《》\d]")
_OFFICE_LAST = re.compile(r"(?:宣传部|中心|办公室|供稿|报道)$")
_SEPARATOR = re.compile(r"[\n、，,/|丨；;（）()：:□■▲△●◆★\[\]【】]+")
_WORD = re.compile(_HAN)
_WORD_OR_QUOTE = re.compile(r"[\u4e00-\u9fff\d“《]")
_MARKS = "□■▲△●◆★○◎▪—-"
_NO_PERSON = vocabulary.words("no_person")


_PHOTO_ENDS = ("摄", "摄影", "摄影报道", "图", "文")
MAY_CLOSE = frozenset(end[-1] for end in _PHOTO_ENDS) | {"）"}
"""With one of these each byline ends that closes a text."""
MAY_OPEN = "讯电消"
"""Of these one stands in each opening without a bracket (``讯``, ``电``, ``消息``)."""


@dataclass(frozen=True, slots=True)
class Named:
    """Credits read from one byline."""

    reporters: tuple[Credit, ...] = ()
    offices: tuple[Credit, ...] = ()


def opens(text: str) -> bool:
    """Does a report begin here (``本报讯``, ``新华社北京1月1日电（…``, ``（记者某某）昨日``)?"""
    if text[:1] == "（":
        bracket = _LEADING_BRACKET.match(text)
        return bracket is not None and bool(_WORD_OR_QUOTE.match(text, bracket.end()))
    return ("讯" in text or "电" in text or "消息" in text) and bool(_OPENING.match(text))


def opens_further(text: str) -> bool:
    """Does a further report on the matter of the one before it begin here (``又讯``)?"""
    return bool(_FURTHER.match(text)) and opens(text)


def opening_end(text: str) -> int:
    """Where the body begins after ``本报讯（记者…）``; 0 where there is no such opening."""
    match = _OPENING.match(text)
    if match is None:
        bracket = _LEADING_BRACKET.match(text)
        return bracket.end() if bracket else 0
    end = match.end()
    named = _BRACKET.match(text, end) or _NAMES_ALONE.match(text, end) or _REPORTS.match(text, end)
    if named:
        end = named.end()
    while end < len(text) and text[end] in "：；，—-":
        end += 1
    return end


def ends_with_credit(text: str) -> bool:
    """Does it end with a byline in brackets?"""
    match = _CLOSING.search(text) if text.endswith("）") else None
    if not match:
        return False
    before = text[: match.start()].rstrip("\n")
    return (not before or before[-1] in "。！？”…》）摄") and _is_credit(match[1])


def ends_with_photographer(text: str) -> bool:
    """Does it end as a caption does (``李某 摄``)?"""
    return text.endswith(_PHOTO_ENDS) and bool(_PHOTOGRAPHER.search(text[-50:]))


def may_be_byline(marks: str) -> bool:
    """Can a line with these marks be a byline? Most lines are running text."""
    return "：" in marks or "）" in marks or not _NO_NAME.search(marks)


def is_byline(text: str) -> bool:
    """Is the whole line, normalised, a byline (``□本报记者张某``, ``文/图王某``, ``（李某）``)?"""
    if _NO_NAME.search(text) and "）" not in text:
        return "：" in text[:7] and bool(_LABELLED.match(text.lstrip(_MARKS)))
    if not _HINT.search(text) or text in _COLUMN_NAMES:
        return False
    text = text.strip(_MARKS)
    if text.startswith("（") and text.endswith("）"):
        return _is_credit(text[1:-1])
    if text.count("（") != text.count("）") or not (_AUTHOR.match(text) or _ROLE_LAST.search(text)):
        return False
    rest = _ROLE.sub("", text)
    return len(rest) <= 22 and not _NO_NAME.search(rest) and not _SAYS.search(rest)


def goes_on(first: str, second: str) -> bool:
    """Is a byline of its own broken between these two lines (``□通讯员李小`` ``四``)?"""
    if len(first) > 30 or len(second) > 14 or _NO_NAME.search(first) or _NO_NAME.search(second):
        return False
    joined = first + second
    if not _HINT.search(joined) or not is_byline(joined):
        return False
    if (is_byline(first) and len(second) <= 2) or _ENDS_WITH_ROLE.search(first):
        return True
    return any(role.start() < len(first) < role.end() for role in _ROLE.finditer(joined))


def _is_credit(inner: str) -> bool:
    if _AUTHOR.search(inner) or _LABEL.search(inner):
        parts = _PART.split(inner)
        return not _SENTENCE.search(inner) and (len(parts) == 1 or all(map(_has_role, parts)))
    return len(inner) <= 20 and (not _NO_CREDIT.search(inner) or bool(_OFFICE_LAST.search(inner)))


def _has_role(part: str) -> bool:
    """Is this, of several parts of a bracket, who did what (``编辑：某某``)?"""
    if len(part) > 24 or not (_ROLE.match(part) or _ROLE_LAST.search(part)):
        return False
    rest = _SEPARATOR.split(_ROLE.sub("、", part))
    return all(len(name) <= 4 or "·" in name or _OFFICE.search(name) for name in rest)


def closing_start(text: str) -> int:
    """Where the closing byline of a body begins; the length of ``text`` where there is none."""
    tail_at = max(0, len(text) - 90)
    tail = text[tail_at:]
    match = _CLOSING.search(tail) if ends_with_credit(tail) else _PHOTOGRAPHER.search(tail)
    return tail_at + match.start() if match else len(text)


def read_credits(words: Words, at: int, until: int, document: str) -> Named:
    """The credits in ``words.text[at:until]``, which is a byline (brackets and role words may be in it)."""
    reporters: list[Credit] = []
    offices: list[Credit] = []
    for begin, end in _tokens(words, at, until, document):
        name = words.text[begin:end]
        if len(name) < 2 or name in _NO_PERSON or not _WORD.search(name):
            continue
        for low, high in _unglued(name):
            part = Credit(name[low:high], begin + low, begin + high)
            (reporters if _person(part.name) else offices).append(part)
    if reporters:  # the office of who is named is no credit of its own, a medium is
        offices = [office for office in offices if _MEDIUM.search(office.name)]
    return Named(tuple(reporters), tuple(offices))


def _person(name: str) -> bool:
    if "·" in name or of_elements(name):
        return True
    if not 2 <= len(name) <= 4 or _OFFICE.search(name):
        return False
    # Two characters may be a given name alone; three that begin with no surname and spell no sounds are a pen name.
    sounds = name_characters().transliteration
    return len(name) != 3 or bool(surnames().of(name)) or any(char in sounds for char in name)


_MANY = 10
"""Bearers among 10,000 people: names written by sound (斯日其木) begin as rare surnames do."""
_GLUED = {4: ((2,),), 5: ((2,), (3,)), 6: ((3,), (2, 4))}
"""Where names that nothing parts can be parted, by the number of their characters together."""


def _unglued(name: str) -> list[tuple[int, int]]:
    """The names that ``name`` is made of where only one parting gives names; else the whole.

    >>> _unglued("王小五李小四")
    [(0, 3), (3, 6)]
    """
    whole = [(0, len(name))]
    if len(name) not in _GLUED or "·" in name or of_elements(name):
        return whole
    if _OFFICE.search(name) or name[:2] in surnames().compound:
        return whole
    found = []
    for cuts in _GLUED[len(name)]:
        spans = list(pairwise((0, *cuts, len(name))))
        if all(_full_name(name[low:high]) for low, high in spans):
            found.append(spans)
    return found[0] if len(found) == 1 else whole


def _full_name(name: str) -> bool:
    """A surname that many bear, and a given name without what no name holds; not an office."""
    surname = surnames().single.get(name[0])
    if surname is None or surname.weight < _MANY or _OFFICE.search(name):
        return False
    return not any(char in name_characters().never for char in name[1:])


def _tokens(words: Words, at: int, until: int, document: str) -> list[tuple[int, int]]:
    """Names and offices: role words taken out, cut at blanks, single characters put together.

    What follows the role of who only checked the text (``编辑：``) is left out.
    """
    cut = _breaks(words, at, until, document)
    spans: list[tuple[int, int]] = []
    walls: set[int] = set()
    begin = at
    wrote = True
    for match in _ROLE.finditer(words.text, at, until):
        between = _split(words.text, begin, match.start(), cut)
        if wrote:
            spans += between
        wrote = match["checker"] is None or (wrote and not between and begin > at)  # 撰稿、核稿：
        begin = match.end()
        walls |= {match.start(), begin}
    return _pair(spans + (_split(words.text, begin, until, cut) if wrote else []), words.text, walls)


def _breaks(words: Words, at: int, until: int, document: str) -> dict[int, bool]:
    """Positions where white space stood; True where it was a line's end only."""
    found: dict[int, bool] = {}
    low = bisect_left(words.pieces, at, key=itemgetter(1))
    high = bisect_left(words.pieces, until, key=itemgetter(0))
    for (_at, _until, _start, last), (piece_at, _piece_until, start, _end) in pairwise(words.pieces[low:high]):
        if piece_at == at:
            continue
        gap = document[last:start] if last <= start <= last + 80 else "\n"
        found[piece_at] = "\n" in gap or "\r" in gap
    return found


def _split(text: str, begin: int, end: int, cut: dict[int, bool]) -> list[tuple[int, int]]:
    """Stretches between marks and blanks; a name that only a line's end breaks stays whole."""
    spans: list[tuple[int, int]] = []
    for low, high in _between_marks(text, begin, end):
        start, single = low, False
        marks = [place for place in sorted(cut) if low < place < high]
        for at, place in enumerate(marks):
            following, last = [*marks[at + 1 :], high, high][:2]
            pair = following - place == last - following == 1  # 王 五
            if cut[place] and _broken(text[start:place], text[place:following], single, pair):
                continue
            spans.append((start, place))
            single = place - start == 1
            start = place
        spans.append((start, high))
    return spans


def _broken(left: str, right: str, single: bool, pair: bool) -> bool:
    """Does a line's end break a name between these two?

    ``single``: a character that a blank sets apart stands before ``left``; ``pair``: one stands after ``right``.
    """
    if (len(left) == 1 and single) or (len(right) == 1 and pair):
        return False  # single characters are put together later
    if len(left) == 1 or len(right) == 1 or left in surnames().compound:
        return True
    names = all(2 <= len(part) <= 4 and surnames().of(part) and _person(part) for part in (left, right))
    return len(left) + len(right) > 6 and not names


def _between_marks(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    edges = [begin]
    for match in _SEPARATOR.finditer(text, begin, end):
        edges += [match.start(), match.end()]
    edges.append(end)
    return [(low, high) for low, high in zip(edges[::2], edges[1::2], strict=True) if low < high]


def _pair(spans: list[tuple[int, int]], text: str, walls: set[int]) -> list[tuple[int, int]]:
    """Characters that blanks set apart are one name if two or three, pairs if more."""
    out: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []

    def flush() -> None:
        step = 3 if len(run) == 3 else 2
        for number in range(0, len(run), step):
            part = run[number : number + step]
            out.append((part[0][0], part[-1][1]))
        run.clear()

    for low, high in spans:
        if run and (run[-1][1] in walls or low != run[-1][1]):
            flush()
        if high - low == 1 and _WORD.match(text[low]):
            run.append((low, high))
        else:
            flush()
            out.append((low, high))
    flush()
    return out
