"""What is said where Spark cannot work."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from kg import pipeline
from kg.errors import UsageError
from kg.spark import build as on_spark


def test_without_pyspark_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if find_spec("pyspark"):
        monkeypatch.setattr(on_spark, "find_spec", lambda name: None if name == "pyspark" else find_spec(name))
    with pytest.raises(UsageError, match=r"pip install 'kg\[spark\]'"):
        pipeline.build([tmp_path], tmp_path / "out", engine="spark")
    assert not (tmp_path / "out").exists()


def test_without_java_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_spark, "find_spec", lambda _: True)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="needs Java 17 or later"):
        pipeline.build([tmp_path], tmp_path / "out", engine="spark")


@pytest.mark.parametrize(
    "options",
    [{"formats": ["trig"]}, {"min_confidence": "sure"}, {"keep_stages": True}],
    ids=lambda one: next(iter(one)),
)
def test_what_needs_memory_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, object]) -> None:
    monkeypatch.setattr(on_spark, "find_spec", lambda _: True)
    monkeypatch.setattr(on_spark.shutil, "which", lambda _: "java")
    with pytest.raises(UsageError, match="--engine memory"):
        pipeline.build([tmp_path], tmp_path / "out", engine="spark", **options)  # type: ignore[arg-type]
