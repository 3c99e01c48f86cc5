"""An engine without workers: tasks are done in this process, in any order and some of them twice."""

import random

import pyarrow as pa
import pyarrow.compute as pc

from scutch import spread, tables

CHUNK = 50


class Here:
    """Does what engines do, part by part, and in an order of its own."""

    def __init__(self, seed: int) -> None:
        self.cores = 1
        self.chance = random.Random(seed)

    def for_each(self, task: spread.Task, given: list[str]) -> list[str]:
        told = {}
        numbers = list(range(len(given)))
        again = self.chance.sample(numbers, len(numbers) // 3)
        for number in self.chance.sample(numbers, len(numbers)) + again:
            told[number] = task(number, given[number])
        return [told[number] for number in numbers]

    def decide(self, state: str, work: str, shown: list[int]) -> tuple[dict[int, int], list[str]]:
        columns = ["place", "keys", "entry"]
        batches = [batch for number in range(len(shown)) for batch in tables.read(f"{work}/scanned", number, columns)]
        compared = pa.Table.from_batches(batches)
        compared = compared.filter(pc.is_valid(compared["entry"]))
        compared = compared.append_column("part", pa.array(parts_of(compared), pa.int64()))
        compared = compared.sort_by([("part", "ascending"), ("place", "ascending")]).combine_chunks()
        settled = spread.settle(state, sum(shown), compared.to_batches(max_chunksize=CHUNK))
        return spread.leave(pa.Table.from_batches(settled), work)


def parts_of(compared: pa.Table) -> list[int]:
    """Returns the part of each document, by its first."""
    known, links = {}, []
    for place, keys in zip(compared["place"].to_pylist(), compared["keys"].to_pylist(), strict=True):
        links += [(place, known.setdefault(key, place)) for key in keys]
    firsts = dict(spread.firsts(links))
    return [firsts.get(place, place) for place in compared["place"].to_pylist()]
