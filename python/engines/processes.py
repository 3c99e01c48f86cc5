"""The processes that others have started: who they are, what they have worked, their end."""

import os
import pathlib
import signal


def descendants(root: int) -> list[int]:
    """Returns the processes that `root` has started, and those that these have."""
    children: dict[int, list[int]] = {}
    for process in pathlib.Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(process.name))
    found, open_ends = [], [root]
    while open_ends:
        more = children.get(open_ends.pop(), [])
        found += more
        open_ends += more
    return found


def kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


def worked(root: int) -> float:
    """Returns the seconds of processor time of `root` and of all that it has started, as far as they live or were
    waited for."""
    ticks = 0
    for process in [root, *descendants(root)]:
        try:
            stat = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, stat[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")
