"""The articles of a page, put together from its lines."""

from __future__ import annotations

import re

from kg.model import Article, Credit, Document
from kg.read import bylines
from kg.read.bodies import Block, Body, gather
from kg.read.heads import assign, main_phrase, phrases
from kg.read.label import label
from kg.read.lines import Line, page_lines
from kg.read.text import Words, join_all, normalise

_REPEAT = 25
"""Shortest paragraph, in characters, that counts as repeated by mistake."""
_LIST_MARK = re.compile(r"[●■◆★▲□○◎▪]|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、]")
_FROM_OTHER_PAGE = re.compile(r"[（(▶●◆■]?(?:上接|紧接)[^）\n]{2,16}?版[^）\n]{0,8}[）)]?")
_TO_OTHER_PAGE = re.compile(r"[（(▶●◆■]{0,3}下转[^）\n]{2,12}版[^）\n]{0,8}[）)]?$")
_ORNAMENT = re.compile(r"[▶▷►☞→>■□●◆★▲]+")


def read_articles(document: Document, text: str) -> tuple[Article, ...]:
    """The articles of the page, in the order in which their bodies begin.

    Whatever the text holds is read as far as it goes; nothing is raised. :attr:`kg.model.Article.home` is left open.
    """
    lines = page_lines(text, normalise(document.metadata.source or "") or None)
    bodies, blocks = gather(lines, label(lines))
    bodies, further = _set_aside(bodies, blocks)
    for orphan in assign(bodies, blocks):
        bodies.append(Body(orphan.lines, orphan.number))
    bodies = _adverts_together(sorted([*bodies, *further], key=lambda body: body.number))
    articles: list[Article] = []
    for body in bodies:
        article = _article(document, text, body, f"a{len(articles) + 1}", len(bodies) == 1)
        if article is not None:
            articles.append(article)
    return tuple(articles)


def _set_aside(bodies: list[Body], blocks: list[Block]) -> tuple[list[Body], list[Body]]:
    """Without the further reports (``又讯``), which share the headline of the one before; and those."""
    kept: list[Body] = []
    further: list[Body] = []
    moved: list[int] = []
    for body in bodies:
        (further if kept and bylines.opens_further(body.lines[0].text) else kept).append(body)
        moved.append(len(kept) - 1)
    if further:
        for block in blocks:
            block.before = None if block.before is None else moved[block.before]
            block.after = None if block.after is None else moved[block.after]
    return kept, further


def _adverts_together(bodies: list[Body]) -> list[Body]:
    """Adjoining adverts of one advertiser are one."""
    out: list[Body] = []
    for body in bodies:
        last = out[-1] if out else None
        name = "".join(line.text for line in body.heads)
        if last and name and name == "".join(line.text for line in last.heads) and body.advert and last.advert:
            last.lines += [*body.heads, *body.lines]
        else:
            out.append(body)
    return out


def _article(document: Document, text: str, body: Body, name: str, alone: bool) -> Article | None:
    headline, heads = _head(document, body, alone)
    paragraphs = _once(_paragraphs(body))
    if not paragraphs and not heads:
        return None
    words = join_all([*heads, *paragraphs], "\n")
    head_texts = [_text(head) for head in heads]
    head_until = sum(len(head) + 1 for head in head_texts) if paragraphs else len(words)
    body_at, body_until = _body_span(words.text, head_until, body)
    reporters, offices = _credits(words, head_until, body_at, body_until, text)
    return Article(
        id=name,
        document=document.name,
        kind=_kind(body),
        headline=headline,
        subheads=tuple(head_texts[1:]),
        text=words.text,
        head_until=head_until,
        body_at=body_at,
        body_until=body_until,
        pieces=words.pieces,
        reporters=reporters,
        credits=offices,
    )


def _head(document: Document, body: Body, alone: bool) -> tuple[str | None, list[list[Line]]]:
    """The headline and the head's lines, those of the headline first."""
    found = phrases(body)
    given = normalise(document.metadata.headline or "") if alone else ""
    if not found:
        return given or None, []
    main = main_phrase(found, body)
    texts = list(map(_text, found))
    if given in texts:
        main = texts.index(given)
    return given or texts[main], [found[main], *found[:main], *found[main + 1 :]]


def _text(lines: list[Line]) -> str:
    return "".join([line.text for line in lines])


def _paragraphs(body: Body) -> list[list[Line]]:
    groups: list[list[Line]] = []
    last: Line | None = None
    for line in body.lines:
        if line.part_end and _TO_OTHER_PAGE.fullmatch(line.text):
            continue
        if last is None or _new_paragraph(last, line):
            groups.append([])
        groups[-1].append(line)
        last = line
    return groups


def _new_paragraph(last: Line, line: Line) -> bool:
    if line.level or last.level or last.byline or line.byline or last.date:
        return True
    if (last.closed or last.contact) and _LIST_MARK.match(line.text):
        return True
    short = last.width < last.body_width - 1.5 or last.width > 46
    if last.closed or last.text.endswith("："):
        return short or (last.closed and (line.gap or line.indent))
    return line.contact and last.contact and line.width < 46 and last.width < line.body_width - 1.5


def _once(paragraphs: list[list[Line]]) -> list[list[Line]]:
    """Without the paragraphs that the extraction repeated."""
    seen: set[str] = set()
    out = []
    for part in paragraphs:
        text = _text(part)
        if len(text) >= _REPEAT:
            if text in seen:
                continue
            seen.add(text)
        out.append(part)
    return out


def _body_span(text: str, head_until: int, body: Body) -> tuple[int, int]:
    """Where the body proper begins and ends."""
    begin, end = head_until, len(text)
    if body.lines[0].byline and "\n" in text[begin:]:
        begin = text.index("\n", begin) + 1
    match = _FROM_OTHER_PAGE.match(text, begin)
    begin = match.end() if match else begin
    begin += bylines.opening_end(text[begin : begin + 160])
    if body.teaser:
        match = _ORNAMENT.match(text, begin)
        begin = match.end() if match else begin
    while begin < end and text[begin] == "\n":
        begin += 1
    match = _TO_OTHER_PAGE.search(text[max(begin, end - 40) : end])
    end = max(begin, end - 40) + match.start() if match else end
    if body.lines[-1].byline and len(body.lines) > 1 and "\n" in text[begin:end]:
        end = text.rindex("\n", begin, end)
    elif not body.teaser:
        end = max(begin, begin + bylines.closing_start(text[begin:end]))
    while end > begin and text[end - 1] == "\n":
        end -= 1
    return begin, max(begin, end)


def _credits(
    words: Words, head_until: int, body_at: int, body_until: int, document: str
) -> tuple[tuple[Credit, ...], tuple[Credit, ...]]:
    reporters: dict[str, Credit] = {}
    offices: dict[str, Credit] = {}
    opening = words.text[head_until:body_at]
    match = re.search(r"（|记者|通讯员|文/|图/", opening)
    spans = [(head_until + match.start(), body_at)] if match else []
    if body_until < len(words):
        spans.append((body_until, len(words)))
    for at, until in spans:
        if "下转" in words.text[at:until] or "详见" in words.text[at:until]:
            continue
        named = bylines.read_credits(words, at, until, document)
        for credit in named.reporters:
            reporters.setdefault(credit.name, credit)
        for credit in named.offices:
            offices.setdefault(credit.name, credit)
    return tuple(reporters.values()), tuple(offices.values())


def _kind(body: Body) -> str:
    if body.teaser:
        return "teaser"
    if body.caption:
        return "photo"
    return "ad" if body.advert else "news"
