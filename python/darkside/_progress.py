"""Progress of long work: a callback, a tqdm bar, or a line in the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ._values import whole

#: ``True`` shows a bar, a callable is called with the runs done and in all, ``False`` and ``None`` show nothing.
Progress = bool | Callable[[int, int], object] | None


def thread_count(threads: int | None) -> int:
    """The number of threads to use: all cores for ``None``."""
    if threads is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    return whole(threads, "threads", 1, 1024)


@contextmanager
def shown(progress: Progress, what: str) -> Iterator[Callable[[int, int], object] | None]:
    """The callback that shows progress, for the length of a ``with`` block."""
    if callable(progress):
        yield progress
        return
    if not progress:
        yield None
        return
    try:
        from tqdm.auto import tqdm
    except ImportError:
        yield _line(what)
        print(file=sys.stderr)
        return
    with tqdm(desc=what, unit="run") as bar:

        def move(done: int, runs: int) -> None:
            bar.total = runs
            bar.update(done - bar.n)

        yield move


def _line(what: str) -> Callable[[int, int], object]:
    def write(done: int, runs: int) -> None:
        print(f"\r{what}: {done} of {runs} runs", end="", file=sys.stderr, flush=True)

    return write
