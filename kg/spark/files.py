"""Input and output on any file system that Hadoop knows: ``hdfs://…``, ``s3a://…``, ``file:///…``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.errors import InputError
from kg.files import inputs
from kg.files.inputs import Inputs, Source
from kg.spark.rows import SCHEMA, Rows, literal
from kg.stored.sorting import packed

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame, SparkSession

_SHEETS = ("documents.csv", "judgements.csv")
# Spark lists no files whose names begin so; the driver reads them.
_HIDDEN = ("_", ".")


def is_uri(path: str) -> bool:
    """Whether it names a file system."""
    return "://" in path


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to read."""

    inputs: Inputs
    """Those on other file systems have a path in the mirror, where only sheets have content."""
    uris: dict[Path, str]
    """Paths in the mirror → where the files are."""
    size: int
    """Bytes of all files."""


class Files:
    """The file systems that a Spark session knows."""

    def __init__(self, spark: SparkSession) -> None:
        self._spark = spark
        self._jvm: Any = spark._jvm
        self._conf = spark.sparkContext._jsc.hadoopConfiguration()

    def find(self, given: Sequence[str], mirror: Path) -> Found:
        """As :func:`kg.files.inputs.find`, files and folders on other file systems among them.

        Their tree is mirrored below ``mirror``, with empty files, so that documents get their names and metadata in the
        same way wherever they are.
        """
        uris: dict[Path, str] = {}
        size = 0
        tops = {uri: _below(mirror, uri) for uri in given if is_uri(uri)}
        for uri in tops:
            for path, length in self._listed(uri):
                there = _below(mirror, path)
                there.parent.mkdir(parents=True, exist_ok=True)
                if there.name in _SHEETS or there.name.startswith(_HIDDEN):
                    self.get(path, there)
                else:
                    there.touch()
                uris[there] = path
                size += length
        found = inputs.find([tops[one] if is_uri(one) else Path(one) for one in given])
        size += sum(one.path.stat().st_size for one in found.sources if one.path not in uris and one.path.exists())
        shown = {str(there): uri for there, uri in (*uris.items(), *((top, uri) for uri, top in tops.items()))}
        problems = tuple(InputError(shown.get(one.path, one.path), one.problem) for one in found.problems)
        return Found(replace(found, problems=problems), uris, size)

    def contents(self, rows: Rows, found: Found) -> DataFrame:
        """The bytes of the files on other file systems, of kind ``data``, by the names of the documents."""
        away = [one for one in found.inputs.sources if one.path in found.uris]
        frame = rows.of(("data", one.name, one.path.read_bytes()) for one in away if _is_hidden(one))
        seen = [(found.uris[one.path], one.name) for one in away if not _is_hidden(one)]
        if seen:
            names = self._spark.createDataFrame(seen, "path string, key string")
            files = self._spark.read.format("binaryFile").load([literal(path) for path, _ in seen])
            data = files.select("path", "content").join(names, "path").select("key", "content")
            frame = frame.unionByName(data.mapInPandas(_data, SCHEMA))
        return frame

    # --- one file -----------------------------------------------------------------------------------------------------

    def get(self, uri: str, local: Path) -> None:
        """Copies a file to this machine."""
        system, path = self._path(uri)
        system.copyToLocalFile(False, path, self._jvm.org.apache.hadoop.fs.Path(str(local.absolute())), True)

    def put(self, local: Path, uri: str) -> None:
        """Copies a file or folder from this machine, in place of what is there."""
        system, path = self._path(uri)
        system.delete(path, True)
        system.copyFromLocalFile(False, True, self._jvm.org.apache.hadoop.fs.Path(str(local.absolute())), path)

    def remove(self, uri: str) -> None:
        """Removes a file or folder, if it is there."""
        system, path = self._path(uri)
        system.delete(path, True)

    def parts(self, folder: str) -> list[str]:
        """The files of a table, in their order."""
        return sorted(path for path, _ in self._listed(folder) if path.endswith(".parquet"))

    def _listed(self, uri: str) -> Iterator[tuple[str, int]]:
        system, path = self._path(uri)
        if not system.exists(path):
            return
        found = system.listFiles(path, True)
        while found.hasNext():
            one = found.next()
            yield one.getPath().toString(), one.getLen()

    def _path(self, uri: str) -> tuple[Any, Any]:
        path = self._jvm.org.apache.hadoop.fs.Path(uri)
        return path.getFileSystem(self._conf), path


def _below(mirror: Path, uri: str) -> Path:
    parts = urlsplit(uri)
    return (
        mirror
        / parts.scheme
        / (parts.netloc or "_")
        / uri.split(":", 1)[1].removeprefix(f"//{parts.netloc}").lstrip("/")
    )


def _is_hidden(source: Source) -> bool:
    return source.path.name.startswith(_HIDDEN)


def _data(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    for frame in frames:
        rows = [packed(bytes(content)) for content in frame["content"]]
        yield frame[["key"]].assign(kind="data", at="", row=rows)[["kind", "key", "at", "row"]]
