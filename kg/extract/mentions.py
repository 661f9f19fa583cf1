"""Names without a title: the later mentions of those named before, speakers, and ``…同志``."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.bodies import BodyRead, Context
from kg.extract.leaders import leaders_title, led, list_before
from kg.extract.names import boundary, everyday_surname, has_surname, is_common, read_name, surname_class
from kg.extract.offices import Title
from kg.extract.sentence import JOINING
from kg.extract.slots import Slot, Walk
from kg.extract.titles import skip_annotations
from kg.extract.words import HARD, is_word, words
from kg.knowledge.surnames import name_characters

_BEFORE_CLAUSE = frozenset("，。；：！？”\n、")
# Behind which a person can stand within a clause: 与甲座谈, 由甲陪同, 看望了甲.
_WITHIN_CLAUSE = frozenset("与和同由向对给请了为受")
_SAYS = "指出|强调|表示|要求|介绍|坦言|认为|告诉记者|感慨|回忆|说[，。：道]|叮嘱|遗失"
_SPEECH = re.compile(rf"(?:在[^，。；]{{1,12}}时)?(?:还|也|则|随后|同时)?(?:{_SAYS})")
_SPOKEN = re.compile(_SAYS)
_HAN = re.compile("[一-鿿]+")
_EMBEDDED = re.compile(
    r"(?:广场|纪念馆|纪念堂|故居|故里|小学|中学|学校|镇|乡|社区|村|路(?!上|边|过)|街|屯|精神|思想|墓|陵园|公园|大道|奖|杯|工作室|热线|新时代|河|山|湖|岭|厅)"
)
_LATER_TITLE = re.compile(
    r"书记|市长|县长|区长|州长|旗长|镇长|乡长|主任|局长|部长|主席|院长|校长|队长|会长|总经理|董事长|教授|老师|厅长|处长|所长"
)


@cache
def speakers() -> re.Pattern[str]:
    """Clauses that may begin with a name and a verb of speech."""
    return re.compile(rf"[，。；：！？”\n、●■](?=[{surname_class()}][一-鿿]{{2,3}}{_SPEECH.pattern})")


def later_mentions(text: str, begin: int, stop: int, walk: Walk, known: frozenset[str], context: Context) -> None:
    """Adds to ``walk`` every further place where somebody is named in full or in short."""
    taken = _Taken(walk.slots)
    names = {slot.name for slot in walk.slots}
    _named_before(text, begin, stop, walk, taken, names)
    _known_elsewhere(text, begin, stop, walk, taken, names, known)
    _speakers(text, begin, stop, walk, taken, known)
    _subjects(text, begin, stop, walk, taken, known)
    _delegates(text, begin, stop, walk, taken, known)
    _introduced(text, begin, stop, walk, taken, known)
    _known_elsewhere(text, begin, stop, walk, taken, names, context.proposed, "tagger")
    _comrades(text, begin, stop, walk, taken)
    _general_secretary(text, begin, stop, walk, taken)
    _named_before(text, begin, stop, walk, taken, {slot.name for slot in walk.slots} - names)
    _short_forms(text, begin, stop, walk, taken)
    walk.slots.sort(key=lambda slot: (slot.name_start, slot.name_end))
    _regroup(text, walk)
    _leaders_after_lists(text, stop, walk, context)


class _Taken:
    """The places that names occupy already."""

    def __init__(self, slots: list[Slot]) -> None:
        self.places: set[int] = set()
        for slot in slots:
            self.add(slot)

    def add(self, slot: Slot) -> None:
        self.places.update(range(slot.name_start, slot.name_end))

    def free(self, start: int, end: int) -> bool:
        return start not in self.places and end - 1 not in self.places


def _place(text: str, walk: Walk, taken: _Taken, name: str, start: int, rule: str, sure: bool = True) -> None:
    end = start + len(name)
    slot = Slot(name, start, start, end, skip_annotations(text, end), (), -1, sure, rule)
    walk.slots.append(slot)
    taken.add(slot)


def _named_before(text: str, begin: int, stop: int, walk: Walk, taken: _Taken, names: set[str]) -> None:
    for name in sorted(names, key=lambda name: (-len(name), name)):
        everyday = (is_word(name) and len(name) == 2) or (not has_surname(name) and is_word(name))
        at = text.find(name, begin, stop)
        while at >= 0:
            end = at + len(name)
            if taken.free(at, end) and _stands_alone(text, at, end) and (not everyday or _as_subject(text, at, end)):
                _place(text, walk, taken, name, at, "named-before")
            at = text.find(name, at + 1, stop)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not inside a longer name (王进喜广场) or a word."""
    if text[end : end + 1] == "·" or text[start - 1 : start] == "·":
        return False
    if _EMBEDDED.match(text, end):
        return False
    following = text[end : end + 1]
    # 陆青 in 陆青禾表示: a longer name
    if end - start == 2 and "一" <= following <= "鿿" and boundary(text, end) == 0.0:
        longer = read_name(text, start)
        if longer and longer.end > end:
            return False
    return True


def _as_subject(text: str, start: int, end: int) -> bool:
    """A name that is also a word counts only where a subject stands: after a mark, before a word that follows names."""
    before = text[start - 1 : start]
    if before and before not in HARD and before not in "，和与":
        return False
    return (
        boundary(text, end) >= 1.5
        and text[end : end + 1] not in ("，", "。", "”", "》", "！", "；", "：")
        and text[end : end + 1] not in "的"
    )


class _Finder:
    """Finds those of a set of names that are of two to four characters."""

    def __init__(self, names: frozenset[str]) -> None:
        self._automaton = AhoCorasick([name for name in names if 2 <= len(name) <= 4], matchkind=MatchKind.Standard)

    def __call__(self, text: str, begin: int, stop: int) -> dict[int, list[int]]:
        """The places of ``text[begin:stop]`` where they stand, and their lengths, the longest first."""
        found: dict[int, list[int]] = {}
        for _, start, end in self._automaton.find_matches_as_indexes(text[begin:stop], overlapping=True):
            found.setdefault(begin + start, []).insert(0, end - start)
        return found


_finder = lru_cache(maxsize=4)(_Finder)


def _known_elsewhere(
    text: str,
    begin: int,
    stop: int,
    walk: Walk,
    taken: _Taken,
    names: set[str],
    known: frozenset[str],
    rule: str = "known-elsewhere",
) -> None:
    """Names that another article establishes, or a tagger proposes, in subject position here."""
    if not known:
        return
    found = _finder(known)(text, begin, stop)
    places = [(at, True) for at in sorted(found) if at == 0 or text[at - 1] in _BEFORE_CLAUSE]
    if rule != "tagger":
        places += [(at, False) for at in sorted(found) if at and text[at - 1] in _WITHIN_CLAUSE]
    for at, opens in places:
        if at in taken.places or not _HAN.match(text, at):
            continue
        for length in found[at]:
            name = text[at : at + length]
            if not opens and (length < 3 or not _HAN.fullmatch(name[:3]) or is_word(name) or not has_surname(name)):
                continue
            if name not in names:
                strong = text.startswith(
                    ("主持", "致辞", "出席", "参加", "指出", "强调", "表示", "讲话", "要求"), at + length
                )
                if (
                    (not is_word(name) or strong)
                    and boundary(text, at + length) >= 3
                    and _stands_alone(text, at, at + length)
                ):
                    _place(text, walk, taken, name, at, rule, sure=rule != "tagger" and has_surname(name))
                break


def _speakers(text: str, begin: int, stop: int, walk: Walk, taken: _Taken, known: frozenset[str]) -> None:
    """``陈某某说，``: a name of three characters with a surname, at the start of a clause, before a verb of speech."""
    if not _SPOKEN.search(text, begin, stop):
        return
    for match in speakers().finditer("\n" + text, begin, stop + 1):
        at = match.start()  # of the name in ``text``, for a break was put before it
        if at in taken.places:
            continue
        name = read_name(text, at, known)
        if (
            name
            and has_surname(name.name)
            and not everyday_surname(name.name)
            and _SPEECH.match(text, name.end)
            and len(name.name) >= 3
            and not is_word(name.name)
            and taken.free(name.start, name.end)
            and not words().office_tokens(name.name)
        ):
            _place(text, walk, taken, name.name, at, "speaker", sure=False)


def _subjects(text: str, begin: int, stop: int, walk: Walk, taken: _Taken, known: frozenset[str]) -> None:
    """A paragraph that opens with a name nobody introduced (the page lost his title) and goes on to what he says."""
    at = begin
    while 0 <= at < stop:
        said = _SAID.search(text, at, stop)
        if not said:
            return
        at = max(at, text.rfind("\n", at, said.start()) + 1)  # the paragraph in which it stands
        if at not in taken.places:
            name = read_name(text, at, known)
            plain = name is not None and name.surname and not everyday_surname(name.name) and not is_word(name.name)
            if name and plain and _SUBJECT_OF.match(text, name.end) and not words().office_tokens(name.name):
                _place(text, walk, taken, name.name, at, "subject", sure=False)
        end = text.find("\n", said.end(), stop)
        at = end + 1 if end > 0 else stop


_SAID = re.compile(r"表示|指出|强调|肯定")
_SUBJECT_OF = re.compile(r"对|就|表示|指出|强调|代表")
_AS_DELEGATE = r"(?:代表|委员)(?:说|认为|建议|表示|来自|提出|指出|就|发言|在发言|谈)"
_DELEGATE = re.compile(rf"(?:(?<=[，。；：！？”\n])|(?<=^))(?P<name>[一-鿿]{{2,4}})(?={_AS_DELEGATE})")
_DELEGATES = re.compile(_AS_DELEGATE)


def _delegates(text: str, begin: int, stop: int, walk: Walk, taken: _Taken, known: frozenset[str]) -> None:
    """``陆青禾代表建议，``: a delegate at a session of the congress."""
    for match in _DELEGATE.finditer(text, begin, stop) if _DELEGATES.search(text, begin, stop) else ():
        name = match["name"]
        if not taken.free(match.start(), match.end()) or (everyday_surname(name) and not _usual(name)):
            continue
        if name in known or (has_surname(name) and not is_word(name) and not words().office_tokens(name)):
            _place(text, walk, taken, name, match.start(), "delegate", sure=False)


def _usual(name: str) -> bool:
    """Whether the given name is of characters that given names like (金兰芝)."""
    return len(name) == 3 and name_characters().usual.issuperset(name[1:])


_INTRODUCING = ("来自", "家住", "岁的", "联系人")
_INTRODUCED = re.compile(  # each way has one of the words above
    r"(?:来自[^，。；“”]{2,20}|家住[^，。；“”]{2,16}|(?:\d{1,3}|[一二三四五六七八九十]{1,4})岁)的(?=[一-鿿])|联系人[：:]?(?=[一-鿿])"
)


def _introduced(text: str, begin: int, stop: int, walk: Walk, taken: _Taken, known: frozenset[str]) -> None:
    """``61岁的陆青禾``, ``来自柏香镇的陆青禾``, ``联系人：陆青禾``: told by age, place or telephone."""
    if not any(word in text for word in _INTRODUCING):
        return
    for match in _INTRODUCED.finditer(text, begin, stop):
        at = match.end()
        contact = match.group().startswith("联系人")
        name = read_name(text, at, known)
        if name is None or not taken.free(name.start, name.end):
            continue
        if contact:
            ends = text.startswith(("电话", "手机", "联系"), name.end) or boundary(text, name.end) >= 3
            good = ends and has_surname(name.name) and len(name.name) <= 3
        else:
            plain = has_surname(name.name) and not everyday_surname(name.name) and not is_word(name.name)
            good = "·" in name.name or (plain and len(name.name) == 3 and boundary(text, name.end) >= 1.5)
        if good and not words().office_tokens(name.name):
            _place(text, walk, taken, name.name, at, "introduced", sure=False)


_HONOURED = ("同志", "烈士", "老支书")
_HONOURING = re.compile(f"(?:[两二三四五]位)?{'|'.join(_HONOURED)}")


def _comrades(text: str, begin: int, stop: int, walk: Walk, taken: _Taken) -> None:
    if not any(word in text for word in _HONOURED):
        return
    for match in _HONOURING.finditer(text, begin, stop):
        end = match.start()
        for length in (3, 4, 2):
            start = end - length
            name = text[start:end]
            if (
                start < begin
                or not has_surname(name)
                or any(mark in HARD for mark in name)
                or not taken.free(start, end)
            ):
                continue
            before = text[start - 1 : start]
            clean = (
                before in HARD
                or before in "对向是以像把由为免于和与任的、"
                or words().follows(text, start - 2) == 2
                or start == begin
            )
            compound = length != 4 or name[:2] in {"欧阳", "司马", "诸葛", "上官", "东方", "慕容", "皇甫"}
            if (
                clean
                and compound
                and not (is_word(name) and length == 2)
                and not words().office_tokens(name)
                and name[-1] not in "老位名届各"
            ):
                _place(text, walk, taken, name, start, "comrade", sure=length == 3)
                _listed_before(text, begin, start, walk, taken)
                break


def _listed_before(text: str, begin: int, start: int, walk: Walk, taken: _Taken) -> None:
    """The names before ``start`` in its list (甲、乙两位同志)."""
    while text[start - 1 : start] == "、":
        for length in (3, 2):
            at = start - 1 - length
            name = text[at : start - 1]
            plain = has_surname(name) and not is_word(name) and HARD.isdisjoint(name)
            if at >= begin and plain and text[at - 1 : at] in ("的", "、", "，", "和") and taken.free(at, start - 1):
                _place(text, walk, taken, name, at, "comrade", sure=False)
                start = at
                break
        else:
            return


def _general_secretary(text: str, begin: int, stop: int, walk: Walk, taken: _Taken) -> None:
    """``…总书记``: the one office that stands behind the name and whose body needs no saying."""
    at = text.find("总书记", begin, stop)
    while at >= 0:
        for length in (3, 2):
            start = at - length
            name = text[start:at]
            if (
                start >= begin
                and has_surname(name)
                and not any(mark in HARD for mark in name)
                and taken.free(start, at)
            ):
                body = BodyRead("中共中央", None, "party")
                title = Title(at, at + 3, "总书记", "总书记", body, False, "office", True, "general-secretary")
                slot = Slot(name, start, start, at, at + 3, (title,), -1, True, "general-secretary")
                walk.slots.append(slot)
                taken.add(slot)
                break
        at = text.find("总书记", at + 3, stop)


_DOT = re.compile("[·•・‧]")


def _short_forms(text: str, begin: int, stop: int, walk: Walk, taken: _Taken) -> None:
    """王书记, 阿依古丽市长: linked where exactly one person of the article can be meant."""
    people: dict[str, list[Slot]] = {}
    for slot in walk.slots:
        people.setdefault(slot.name, []).append(slot)
    for name in sorted(people):
        first = _DOT.split(name, 1)[0]
        if first != name and len(first) > 1:
            at = text.find(first, begin, stop)
            while at >= 0:
                end = at + len(first)
                if taken.free(at, end) and text[end : end + 1] not in "·•・‧" and boundary(text, end) >= 1:
                    others = [other for other in people if other != name and _DOT.split(other, 1)[0] == first]
                    if not others:
                        slot = Slot(name, at, at, end, end, (), -1, True, "given-name", alias=True)
                        walk.slots.append(slot)
                        taken.add(slot)
                at = text.find(first, at + 1, stop)
    for match in _LATER_TITLE.finditer(text, begin + 1, stop):
        start = match.start() - 1 if text[match.start() - 1] == "副" else match.start()
        _link_surname(text, max(begin, start - 2), start, match.end(), people, walk, taken)


def _link_surname(
    text: str, edge: int, at: int, end: int, people: dict[str, list[Slot]], walk: Walk, taken: _Taken
) -> None:
    """The surname before the office ``text[at:end]``, not further left than ``edge``."""
    office = text[at:end]
    for length in (2, 1):
        start = at - length
        if start < edge:
            continue
        surname = text[start:at]
        before = text[start - 1 : start]
        if not (before in HARD or before in "请问向对把跟和") or not taken.free(start, end):
            continue
        if text[end : end + 1] in ("庄", "村", "家", "们"):
            continue
        bearers = [name for name in people if name.startswith(surname) and len(name) > length]
        fitting = [
            name for name in bearers if any((t.role or "").endswith(office) for s in people[name] for t in s.titles)
        ]
        if len(fitting) == 1:
            slot = Slot(fitting[0], start, start, end, end, (), -1, True, "surname-and-office", alias=True)
            walk.slots.append(slot)
            taken.add(slot)
            return
        if is_common(surname):
            walk.several_meant += len(fitting) > 1
            walk.nobody_meant += not fitting
            return


def _regroup(text: str, walk: Walk) -> None:
    """Numbers the lists anew over all slots: names with nothing but joining words between them are one group."""
    group, end = 0, -1
    for index, slot in enumerate(walk.slots):
        gap = text[end : slot.start] if 0 <= end <= slot.start else "。"
        if not (len(gap) <= 5 and JOINING.fullmatch(gap)):
            group += 1
        if slot.group != group:
            walk.slots[index] = slot._replace(group=group)
        end = slot.end


def _leaders_after_lists(text: str, stop: int, walk: Walk, context: Context) -> None:
    """甲、乙等区领导 where the names stand without their titles."""
    context.sentence_areas = []
    for at, slot in enumerate(walk.slots):
        if not text.startswith(("等", "领导"), slot.end) or slot.alias:
            continue
        members = list_before(walk.slots, at)
        title = leaders_title(text, slot.end, stop, [walk.slots[index] for index in members], context)
        if title and len(members) > 1:
            led(walk.slots, members, title)
