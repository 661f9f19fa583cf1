"""Of which area a paper is, and which area an article means by 该市, 我区, a bare 县委."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from kg.extract.bodies import TERM, area_matches, is_level
from kg.knowledge.areas import AreaEntry, Areas
from kg.model import Article, Document

_LEVELS = ("地区", "自治州", *"市县区州旗盟")
# What stands before a bare level is asked behind it: a pattern that opens with what is rare reads a text once.
_OUTSIDE = r"[^，。、；：（“”\n在从据经由和与及受该我全本]"
_BARE = re.compile(
    rf"(?P<level>{'|'.join(f'{level}(?<!{_OUTSIDE}{level})' for level in _LEVELS)})"
    r"(?=委|政府|人大|政协|纪委|监委|法院|检察院|领导|直|长|四大|人武|各级|上下|[一-鿿]{1,7}(?:局|委|办|厅|中心|台|院|会|部|联))"
)
_OURS = re.compile(r"[该我全本](?P<level>地区|[市县区州旗盟])")
_CHAINED = re.compile(r"、(?<=(?:书记|常委|主任|党组)、)(?:代|副)?(?P<level>[市县区州旗盟])长")
_MASTHEAD = re.compile(
    r"([一-鿿]{2,6})(?:日报|晚报|晨报|时报|新报|早报|商报|都市报|导报|快报|周报|新闻报)|今日([一-鿿]{2,3})(?![一-鿿])"
)
_DATELINE = re.compile(r"本报(?:讯)?([一-鿿]{2,6}?)(?:\d{1,2}月\d{1,2}日)?(?:讯|电)")


def paper_home(document: Document, text: str, articles: Sequence[Article], areas: Areas) -> str | None:
    """The area of the paper: as ``documents.csv`` says, else by the masthead, else the prefecture of most areas."""
    if document.metadata.home:
        return document.metadata.home
    masthead = paper_by_masthead(text, areas)
    if masthead:
        return masthead
    votes: Counter[str] = Counter()
    for article in articles:
        for named in areas.matcher(None, townships=False)(article.text):
            found = areas.find(named.name)
            prefectures = {above.code for entry in found if (above := _prefecture(entry, areas))}
            if len(prefectures) == 1:
                votes[prefectures.pop()] += 1
    if not votes:
        return _by_townships([article.text for article in articles], areas, "prefecture")
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    code, count = ranked[0]
    total = sum(votes.values())
    entry = areas.entry(code)
    return entry.name if entry and (count * 2 >= total or (len(ranked) > 1 and count >= 2 * ranked[1][1])) else None


def paper_by_masthead(text: str, areas: Areas) -> str | None:
    """The area in the paper's name at the head or the foot of the page (某某日报)."""
    for match in _MASTHEAD.finditer(text[:400] + "\n" + text[-400:]):
        printed = match[1] or match[2]
        for length in range(min(len(printed), 6), 1, -1):
            entry = areas.resolve(printed[-length:])
            if entry and entry.level != "township":
                return areas.short_form(entry.name) if entry.name.endswith("自治州") else entry.name
    return None


def _prefecture(entry: AreaEntry, areas: Areas) -> AreaEntry | None:
    for above in (entry, *areas.ancestors(entry)):
        if above.level == "prefecture":
            return above
    # counties directly under a province or a municipality stand for themselves
    return entry if entry.level == "county" else None


def _by_townships(texts: Sequence[str], areas: Areas, level: str) -> str | None:
    """The county or prefecture in which all townships named lie, where the text names no other area."""
    found: set[str] = set()
    for text in texts:
        for named in area_matches(areas.matcher(None), text):
            entries = areas.find(named.name)
            if len(entries) == 1 and entries[0].level == "township":
                found.update(above.name for above in areas.ancestors(entries[0]) if above.level == level)
    return found.pop() if len(found) == 1 else None


def article_home(article: Article, paper: str | None, areas: Areas, voted: bool = False) -> str | None:
    """The area that bare 市, 县, 区 … mean in this article; ``voted``: the paper's own is only inferred."""
    text = article.text
    level = _bare_level(text)
    named = _named(article, paper, areas)
    within = [name for name, inside in named if inside]
    if level and voted:
        shown = _shown(level, article, [name for name, _ in named])
        if shown:
            return shown
    if level:
        chosen = _of_level(level, article, paper, voted, within, [name for name, _ in named], areas)
        if chosen:
            return chosen
        below = _by_townships([text], areas, "county")
        if below and is_level(below, level):
            return below
    dateline = _DATELINE.search(text[article.head_until : article.body_at + 1])
    if dateline:
        entry = areas.resolve(dateline[1], paper)
        if entry and entry.level != "township":
            return entry.name
    if paper and any(name == paper for name, _ in named):
        return paper
    lead = [name for name in within if text.find(name[:-1]) < article.body_at + 60]
    return lead[0] if lead else within[0] if within and not paper else paper or (named[0][0] if named else None)


def _spoken_from(name: str, text: str) -> int:
    """How often an area is named other than as where somebody goes to or comes from."""
    stem = name[:-1] if len(name) > 2 else name
    return sum(
        text[match.start() - 1 : match.start()] not in tuple("到赴与和自往同像向从")
        for match in re.finditer(stem, text)
    )


def _shown(level: str, article: Article, named: list[str]) -> str | None:
    """The area of that level which dateline or headline name, for a paper whose own area nothing tells."""
    fitting = [name for name in named if is_level(name, level)]
    dateline = _DATELINE.search(article.text[article.head_until : article.body_at + 1])
    for place in (dateline[1] if dateline else "", article.text[: article.head_until]):
        shown = [name for name in fitting if name in place or (len(name) > 2 and name[:-1] in place)]
        if len(shown) == 1:
            return shown[0]
    return None


def _bare_level(text: str) -> str | None:
    counts: dict[str, int] = {}
    for pattern, weight in ((_BARE, 1), (_OURS, 2), (_CHAINED, 1)):
        for level in pattern.findall(text):
            counts[level] = counts.get(level, 0) + weight
    return max(sorted(counts), key=lambda level: counts[level]) if counts else None


def _named(article: Article, paper: str | None, areas: Areas) -> list[tuple[str, bool]]:
    """Areas named, from county to prefecture, in order, and whether each lies within the paper's."""
    found: dict[str, tuple[str, bool]] = {}
    for match in area_matches(areas.matcher(paper), article.text):
        read = _candidate(match.name, paper)
        if read is None or article.text[match.start - 1 : match.start] == "原":
            continue
        code, name, inside = read
        if code not in found or len(name) > len(found[code][0]):  # 环江毛南族自治县 rather than 环江县
            found[code] = (name, inside)
    return list(found.values())


@lru_cache(maxsize=1 << 14)
def _candidate(printed: str, paper: str | None) -> tuple[str, str, bool] | None:
    """Code of a county or prefecture, its name as the article has it, whether it lies within the paper's area."""
    areas = Areas.load()
    entry = areas.resolve(printed, paper)
    if entry is None or entry.level in ("province", "township"):
        return None
    home = areas.resolve(paper) if paper else None
    full = printed[-1] in "市县区州旗盟" or printed.endswith("地区")
    inside = home is not None and areas.within(entry, home) and entry != home
    return entry.code, printed if full else areas.short_form(entry.name), inside


def _of_level(
    level: str, article: Article, paper: str | None, voted: bool, within: list[str], named: list[str], areas: Areas
) -> str | None:
    text = article.text
    inner = [name for name in within if is_level(name, level)]
    if paper and is_level(paper, level):
        # A county-level city in the paper of a prefecture-level one: 该市, or its own 市委 in the first words.
        if level == "市" and inner:
            city = inner[0]
            if voted and paper.removesuffix("市") not in text:
                return city  # the prefecture itself is not named
            body = text[article.body_at :]
            first = body.find(city[:-1])
            own = re.search(
                rf"{city}(?:委|政府|领导|人大|政协|纪委|召开|举行|第?{TERM}|副?市长)",
                body[: max(first, 0) + 120],
            )
            told = "该市" in text or own
            if told and 0 <= first < 120 and not re.search(r"(?:^|[，。、；\n])市(?:委|政府|长|人大)", body[:first]):
                return city
        return paper
    same = [name for name in named if is_level(name, level)]
    if voted and level in ("县", "旗") and same:
        return max(same, key=lambda name: _spoken_from(name, text))
    if inner:
        return inner[0]
    above = areas.upward(paper, level) if paper else None
    if above and is_level(above, level) and level != "区":
        return above
    if same or above:
        return same[0] if same else above
    # a paper of which nothing is known: the first area of that kind by its full name, though it be a word (解放区)
    for match in re.finditer(rf"(?=([一-鿿]{{1,7}}?{level}))", text[:600]):
        for start in range(len(match[1]) - len(level)):
            if areas.find(match[1][start:]) and len(match[1][start:]) > 1 + len(level):
                return match[1][start:]
    return None
