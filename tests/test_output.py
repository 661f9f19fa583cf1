"""``output/`` is what the program makes of ``seeds/`` today."""

from __future__ import annotations

from pathlib import Path

from kg.pipeline import build

ROOT = Path(__file__).parent.parent


def test_the_committed_output_is_that_of_this_program(tmp_path: Path) -> None:
    report = build([ROOT / "seeds"], tmp_path)
    assert not report.problems
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {name: (ROOT / "output" / name) for name in made}
    stale = [name for name, path in committed.items() if not path.is_file() or path.read_bytes() != made[name]]
    assert not stale, (
        f"output/ is not what `kg build seeds` writes now: {', '.join(stale)}; run `make graph` and commit it"
    )
