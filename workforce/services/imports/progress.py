"""How far an import is: said where rows are read and stored, heard by whoever wants to know.

Most callers do not: then saying it does nothing. Whoever listens may raise, which ends the import.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from workforce.models import ImportJob

Phase = ImportJob.Phase
Listener = Callable[[Phase, int, int], None]
Item = TypeVar("Item")

STEP = 200
listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def telling(listening: Listener) -> Iterator[None]:
    token = listener.set(listening)
    try:
        yield
    finally:
        listener.reset(token)


def reached(phase: Phase, done: int = 0, total: int = 0) -> None:
    """``total`` is 0 where nobody knows it yet."""
    if tell := listener.get():
        tell(phase, done, total)


def counted(phase: Phase, items: Sequence[Item]) -> Iterator[Item]:
    """The same items; says now and then how many there were."""
    for number, item in enumerate(items):
        if number % STEP == 0:
            reached(phase, number, len(items))
        yield item
