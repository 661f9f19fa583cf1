"""What several books have noted, each of some articles, is what one book notes of all."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from kg.files import inputs
from kg.resolve import bodies_of, places_of
from kg.resolve.areas import AreaBook
from kg.resolve.bodies import BodyBook
from kg.resolve.corpus import Corpus, Told
from kg.steps import claims, known_to_all, read
from tests.benchmarks.pages import write

ROOT = Path(__file__).parents[2]
Books = tuple[AreaBook, BodyBook]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, ...]:
    folder = tmp_path_factory.mktemp("pages")
    write(folder, 0.1)
    pages = [read(source) for source in inputs.find([folder, ROOT / "seeds"]).sources]
    known = known_to_all(pages)  # type: ignore[arg-type]
    return Corpus(claims(page, known, "none") for page in pages).articles  # type: ignore[arg-type, misc]


def noted(articles: tuple[Told, ...]) -> Books:
    areas = AreaBook()
    bodies = BodyBook(areas)
    for told in articles:
        places_of(told, areas)
        bodies_of(told, bodies)
    return areas, bodies


def rows(books: Books) -> tuple[object, ...]:
    return books[0].rows(), books[1].rows()


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("count", [2, 7])
def test_several_books_are_one(articles: tuple[Told, ...], count: int, order: int) -> None:
    areas = AreaBook()
    bodies = BodyBook(areas)
    parts = [noted(articles[at::count]) for at in range(count)]
    assert all(rows(part) != rows(noted(articles)) for part in parts)
    for some_areas, some_bodies in parts[::order]:
        areas.merge(some_areas)
        bodies.merge(some_bodies)
    assert rows((areas, bodies)) == rows(noted(articles))


def test_a_book_that_travelled_is_the_same(articles: tuple[Told, ...]) -> None:
    books = noted(articles)
    travelled: Books = pickle.loads(pickle.dumps(books))
    assert rows(travelled) == rows(books)
    assert rows(noted(articles[:5]))
    for told in articles:
        assert places_of(told, travelled[0]) == places_of(told, books[0])
        assert bodies_of(told, travelled[1]) == bodies_of(told, books[1])


def test_what_can_be_worked_out_again_does_not_travel(articles: tuple[Told, ...]) -> None:
    books = noted(articles)
    before = len(pickle.dumps(books))
    for told in articles:
        for name in told.places:
            books[0].id(name, (None, None, frozenset({f"{told.key}"})))
    assert len(pickle.dumps(books)) < before + 2000
