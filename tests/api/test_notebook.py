"""The notebook runs as it stands, and shows what it is there to show."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

import kg

ROOT = Path(__file__).parent.parent.parent


class Frames(HTMLParser):
    """The pages in ``srcdoc`` of frames."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.pages.append(dict(attrs)["srcdoc"])


@pytest.fixture(scope="module")
def outputs() -> list[Any]:
    """What each cell with code shows."""
    kernel = AsyncKernelManager()
    # This Python, whatever kernels the machine has.
    kernel._kernel_spec = KernelSpec(argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"])
    notebook = nbformat.read(Path(__file__).parent / "notebook.ipynb", as_version=4)
    NotebookClient(notebook, km=kernel, timeout=60, resources={"metadata": {"path": str(ROOT)}}).execute()
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def html(cell: list[Any]) -> str:
    return str(cell[-1]["data"]["text/html"])


def test_the_summary_counts(outputs: list[Any]) -> None:
    book = kg.load(ROOT / "output")
    assert f">participations</th><td>{len(book.model.participations)}</td>" in html(outputs[0])


def test_tables_are_shown_as_tables(outputs: list[Any]) -> None:
    for cell in (outputs[1], outputs[2], outputs[4]):
        assert "<table" in html(cell)


def test_the_view_stands_whole_in_its_frame(outputs: list[Any]) -> None:
    parser = Frames()
    parser.feed(html(outputs[-1]))
    assert parser.pages == [(ROOT / "output" / "index.html").read_text(encoding="utf-8")]
