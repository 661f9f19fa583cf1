"""What can go wrong, in words for the person at the terminal.

Every message names the file, the place in it, the value met and the remedy.
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors that are the input's or the user's, not the program's."""


class UsageError(KgError):
    """The command was called wrongly; nothing was written."""


class RefusedError(UsageError):
    """A query wants what is not given to anybody: to change the graph, or to ask beyond it."""


class NothingReadError(KgError):
    """Files were there, but none could be read; nothing was written, and what an earlier build wrote is as it was."""


class InputError(KgError):
    """A file cannot be read; the others still are."""

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        """So that it can be handed from one process to another."""
        return InputError, (self.path, self.problem)
