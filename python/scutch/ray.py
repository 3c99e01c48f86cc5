"""scutch on Ray Data: the same stages, bytes and ledger, on as many machines as there are.

`clean` is for datasets, `run` and `discover` for whole corpora; ``scutch/jobs/ray_job.py`` is `run` for
`ray job submit`.
"""

from __future__ import annotations

import json
import os
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import ray

from . import spread
from .pipeline import Config
from .runs import Manifest, Paths

if TYPE_CHECKING:
    from typing_extensions import Unpack


def clean(
    dataset: ray.data.Dataset, text: str = "text", *, file: str | None = None, config: Config = None
) -> ray.data.Dataset:
    """Returns what becomes of each row of `dataset`, a row each: `document`, a record, or `rejected`, why not,
    and `changes`, the ledger.

    The text is in the column `text`, the other columns come along as the record's `meta`; `file` is the column
    that names the documents, and without it they are numbered within each batch. Nothing is compared with
    another document.
    """
    columns = json.loads(spread.settled(config))["read"]["columns"] | {"text": text}
    state = spread.settled(config, read_columns=columns, run_threads=1)
    return dataset.map_batches(partial(clean_batch, state, file), batch_format="pyarrow")


def run(
    inputs: Paths, output: str | os.PathLike[str], **options: Unpack[spread.Options]
) -> Manifest:
    return spread.run(Engine(), inputs, output, **options)


run.__doc__ = spread.RUN + """
    What repeats what is decided by the driver, in the order of the input, in the memory that
    `limits.dedupe_memory` allows and in files beyond it: a shuffle of Ray holds each group in memory.
    """


def discover(inputs: Paths, **options: Unpack[spread.SurveyOptions]) -> str:
    return spread.discover(Engine(), inputs, **options)


discover.__doc__ = spread.DISCOVER


class Engine:
    """The workers of the Ray that this process is connected with."""

    def __init__(self) -> None:
        self.cores = int(ray.cluster_resources().get("CPU", 1))

    def for_each(self, task: spread.Task, given: list[str]) -> list[str]:
        if not given:
            return []
        rows = [{"number": number, "given": text} for number, text in enumerate(given)]
        dataset = ray.data.from_items(rows, override_num_blocks=len(rows))
        dataset = dataset.map_batches(partial(do_rows, task), batch_format="pyarrow", batch_size=1)
        told = sorted((row["number"], row["told"]) for row in dataset.take_all())
        return [text for _, text in told]

    def decide(self, state: str, work: str, shown: list[int]) -> tuple[dict[int, int], list[str]]:
        return spread.decide(state, work, shown)


def do_rows(task: spread.Task, batch: pa.Table) -> pa.Table:
    told = [task(row["number"], row["given"]) for row in batch.to_pylist()]
    return pa.table({"number": batch["number"], "told": pa.array(told, pa.string())})


def clean_batch(state: str, file: str | None, batch: pa.Table) -> pa.Table:
    made, first = [], 1
    for part in batch.to_batches():
        made.append(pa.record_batch(spread.native(state).outcomes(part, file, first)))
        first += len(part)
    return pa.Table.from_batches(made).select(["document", "rejected", "changes"])
