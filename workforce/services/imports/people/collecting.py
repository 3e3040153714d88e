"""Python's search for unreachable objects, put off while a file is read and stored."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Ten thousand people are a million objects, all of them in use: to look through them again and again takes as
    long as reading them. Objects that nobody refers to any more are freed as ever.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
