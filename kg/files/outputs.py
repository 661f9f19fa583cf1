"""Replacing the files in OUTPUT all together or not at all.

All files are first written into ``OUTPUT/.kg-build-*``. Once they are complete and on the disk the folder is renamed to
``.kg-ready-*``; that is the moment from which the new output counts. Then each file takes the place of the old one. A
program killed before that moment leaves nothing but a folder, which the next one removes; one killed after it leaves
work that the next one finishes. A lock on the folder tells those of the killed from those of a program still at work.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.errors import UsageError

try:
    import fcntl
except ImportError:  # not on Windows, where the folders of the killed stay
    fcntl = None  # type: ignore[assignment]

_BUILDING = ".kg-build-"
_READY = ".kg-ready-"


@contextmanager
def replaced_together(output: Path) -> Iterator[Path]:
    """A folder to write files into; on leaving the block without an error they replace those of OUTPUT.

    Raises:
        UsageError: OUTPUT is no folder or cannot be written.
    """
    check(output)
    try:
        created = not output.exists()
        output.mkdir(parents=True, exist_ok=True)
        settle(output)
        folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=output))
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); name another folder with -o") from error
    with locked(folder):
        try:
            yield folder
            _find_room(folder, output)
            ready = _seal(folder)
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if created:
                with contextlib.suppress(OSError):
                    output.rmdir()
            if isinstance(error, OSError):
                raise UsageError(f"{output}: cannot be written ({error}); it was left as it was") from error
            raise
        _move(ready, output)


def check(output: Path) -> None:
    """Find out before the work is done whether OUTPUT can be written.

    Raises:
        UsageError: it is no folder, or may not be written.
    """
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output}: is a file; name a folder with -o")
    nearest = next(folder for folder in (output.absolute(), *output.absolute().parents) if folder.exists())
    if not os.access(nearest, os.W_OK):
        raise UsageError(f"{output}: {nearest} may not be written; name another folder with -o")


def settle(output: Path) -> None:
    """Finish or undo what killed programs have left in OUTPUT."""
    for folder in sorted(output.glob(f"{_READY}*")) + sorted(output.glob(f"{_BUILDING}*")):
        with locked(folder) as free:
            if free and folder.name.startswith(_READY):
                _move(folder, output)
            elif free:
                shutil.rmtree(folder, ignore_errors=True)


def can_lock() -> bool:
    """Whether :func:`locked` can tell that another program is at work."""
    return fcntl is not None


def write_json(path: Path, value: Any) -> None:
    """Write JSON that people can read."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def write_json_lines(path: Path, values: Iterable[Any]) -> None:
    """Write one value a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Hold the folder's lock while the block runs; yields False where another program holds it, or there are none."""
    if fcntl is None:
        yield False
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # gone meanwhile
        yield False
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        yield False
        return
    try:
        yield True
    finally:
        os.close(handle)


def _find_room(folder: Path, output: Path) -> None:
    for path in folder.rglob("*"):
        target = output / path.relative_to(folder)
        if path.is_file() and target.is_dir():
            raise UsageError(f"{target}: is a folder, where a file is to be; move it away or name another OUTPUT")


def _seal(folder: Path) -> Path:
    """Make sure that all is on the disk, then give the folder the name that says so."""
    for path in (*folder.rglob("*"), folder):
        _sync(path)
    ready = folder.with_name(_READY + folder.name.removeprefix(_BUILDING))
    with _signals_wait():
        folder.rename(ready)
        _sync(ready.parent)
    return ready


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _move(ready: Path, output: Path) -> None:
    with _signals_wait():
        for path in sorted(ready.rglob("*")):
            if path.is_file():
                target = output / path.relative_to(ready)
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)
        shutil.rmtree(ready, ignore_errors=True)


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Let Ctrl-C and a polite kill wait until the block is done."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
