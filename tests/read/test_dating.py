"""The days on which an issue can have appeared."""

from __future__ import annotations

import pytest

from kg.model import Metadata
from kg.read import published
from tests.read.material import of_text

BODY = "本报讯 {when}，示范区召开植树造林工作会议，区长张小三出席会议并讲话。"


def _days(text: str, metadata: Metadata | None = None) -> tuple[str | None, str | None]:
    document, articles = of_text(text, metadata)
    dated = published(document, text, articles)
    assert (dated.published_why is None) == (dated.published_from is None)
    return dated.published_from, dated.published_to


@pytest.mark.parametrize(
    ("text", "days", "why"),
    [
        (BODY.format(when="2020年3月9日"), ("2020-03-10", "2020-03-16"), "the week after a full date"),
        (
            BODY.format(when="3月9日") + "\n2020年以来，成效明显。",
            ("2020-03-10", "2020-03-16"),
            "the year stands elsewhere",
        ),
        (BODY.format(when="3月9日"), (None, None), "no year"),
        (BODY.format(when="昨日") + "\n2020年以来，成效明显。", (None, None), "no day"),
        (
            BODY.format(when="3月9日") + "活动将于2020年5月1日举行。",
            ("2020-03-10", "2020-03-16"),
            "plans are no events",
        ),
        (BODY.format(when="2020年2月30日"), (None, None), "no such day"),
        ("2020年3月12日 星期四 第02版\n\n" + BODY.format(when="3月9日"), ("2020-03-12", "2020-03-12"), "furniture"),
        ("2020.03.12 A07\n\n" + BODY.format(when="3月9日"), ("2020-03-12", "2020-03-12"), "furniture in numbers"),
        ("二〇二〇年十二月二十一日\n\n" + BODY.format(when="12月9日"), ("2020-12-21", "2020-12-21"), "in characters"),
        ("2020年2月\n\n" + BODY.format(when="2月9日"), ("2020-02-01", "2020-02-29"), "the month of the issue"),
        (BODY.format(when="3月9日") + "\n会议学习了《示范区2019年统计公报》。", (None, None), "the year of a title"),
        (
            BODY.format(when="3月9日") + "\n会议通过了《2020年工作要点（草案）》。",
            ("2020-03-10", "2020-03-16"),
            "the title of a plan of the year",
        ),
        (
            BODY.format(when="12月9日") + "\n会议通过了《2020年示范区工作要点》。",
            (None, None),
            "the title of a plan of the year to come",
        ),
        (BODY.format(when="3月9日") + "\n大家说：“2021年再努力。”", (None, None), "the year of what is said"),
        (BODY.format(when="2020年3月9-10日"), ("2020-03-10", "2020-03-16"), "several days: the first"),
    ],
)
def test_days_from_the_text(text: str, days: tuple[str | None, str | None], why: str) -> None:
    assert _days(text) == days, why


def test_what_documents_csv_says_comes_first() -> None:
    page = "2020年3月12日 星期四 第02版\n\n" + BODY.format(when="3月9日")
    assert _days(page, Metadata(published="2020-03-11")) == ("2020-03-11", "2020-03-11")
