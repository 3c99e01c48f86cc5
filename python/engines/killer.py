"""Kills a worker in the middle of a pass, seen by the files that the pass has left so far."""

import pathlib
import threading
import time
from collections.abc import Callable

LOOK_SECONDS = 0.005


class Killer(threading.Thread):
    """Calls `kill` once, when `done` files match a pattern in `folder`; `found` is how many there were then."""

    def __init__(self, folder: pathlib.Path, pattern: str, done: int, kill: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.folder = folder
        self.pattern = pattern
        self.done = done
        self.kill = kill
        self.found = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            self.found = len(list(self.folder.glob(self.pattern)))
            if self.found >= self.done and self.kill() is not False:
                return
            time.sleep(LOOK_SECONDS)
        self.found = 0

    def __enter__(self) -> "Killer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.join()
