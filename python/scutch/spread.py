"""What engines share: the passes of a run, the work of a worker, and one dataset of what all did.

The native half decides; an engine moves tasks and rows.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Protocol, TypedDict

import pyarrow as pa
import pyarrow.compute as pc

from . import _native, tables
from .errors import ConfigError, Error
from .pipeline import Config, Pipeline, plain
from .runs import Manifest, Paths, listed

if TYPE_CHECKING:
    from typing_extensions import Unpack

DOCUMENT_BITS = 40
"""Bits of a place that number a document; those above them number its share."""

SHARD_BYTES = 1 << 30
"""Bytes of values after which a file of the dataset is full, where the configuration names no size."""

MERGED_AT_ONCE = 8
"""Samples that a task merges into one."""

DECIDED = pa.schema(
    [
        ("place", pa.int64()),
        ("cluster", pa.int64()),
        ("same", pa.bool_()),
        ("kept_file", pa.string()),
        ("kept_id", pa.string()),
        ("likeness", pa.int32()),
        ("via_file", pa.string()),
        ("via_id", pa.string()),
        ("via_likeness", pa.int32()),
    ]
)
"""What is known of a document that repeats another."""

SETTLED = pa.schema(
    [
        DECIDED.field("place"),
        ("kept_place", pa.int64()),
        *(DECIDED.field(name) for name in DECIDED.names[2:]),
        ("warning", pa.string()),
    ]
)
"""What is decided of a part: those that are set aside, and what there is to warn of."""

Task = Callable[[int, str], str]
"""What a worker does: the number of the task and what is given to it become what it tells."""


class Options(TypedDict, total=False):
    """What `run` of an engine may be given."""

    config: Config
    """Nothing, the path of a `config.toml`, or a dictionary."""
    partitions: int | None
    """Shares that the files are cut into; by default, one for each core."""
    work: str | None
    """A folder in which `_work` holds what lies between the passes, by default the output; it is removed at the end."""
    seal: bool
    """Whether each input is hashed as the manifest of a run does, for which the driver hears of every document:
    leave it out where there are billions."""


class SurveyOptions(TypedDict, total=False):
    """What `discover` of an engine may be given."""

    config: Config
    """As in `Options`."""
    partitions: int | None
    """As in `Options`."""
    work: str | None
    """A folder that every worker sees, in which `_work` holds samples; by default a temporary one, which is enough on
    one machine."""
    min_support: int
    """Documents of a site that a line must stand in at least."""
    sites: Sequence[str]
    """Sites to propose rules for; all where there are none."""


RUN = """Cleans the files and folders of `inputs`, which every worker sees under the same paths, into a dataset of
    Parquet in the folder `output`, and returns its manifest.

    The dataset is the one that ``scutch run`` writes: documents, rejected, duplicates, ledger, clusters and counts,
    whatever the number of shares; only where files end depends on it. The options are those of
    `scutch.spread.Options`: `config`, `partitions`, `work` and `seal`. What was in the folder before goes when all is
    done; a task that is done again writes the same files.
    """

DISCOVER = """Surveys the files and folders of `inputs` and returns the rules for what their pages repeat, as
    ``scutch discover`` prints them: the text of a config file, with what speaks for each rule in comments.

    Each task keeps a bounded sample of its share, and samples merge into the one of all documents, however they
    are divided. The options are those of `scutch.spread.SurveyOptions`: `config`, `partitions`, `work`,
    `min_support` and `sites`.
    """


class Engine(Protocol):
    """What runs tasks on workers."""

    cores: int

    def for_each(self, task: Task, given: list[str]) -> list[str]:
        """Does `task` for each of `given`, and returns what the tasks tell, in order."""
        ...

    def decide(self, state: str, work: str, shown: list[int]) -> tuple[dict[int, int], list[str]]:
        """Finds what repeats what, of so many documents `shown` by each share, and leaves it in `decided`; returns
        how many documents of each share are removed, and what there is to warn of."""
        ...


def run(engine: Engine, inputs: Paths, output: str | os.PathLike[str], **options: Unpack[Options]) -> Manifest:
    """Does what `RUN` says, on an engine."""
    output = tables.absolute(output)
    config = options.get("config")
    shard_bytes = json.loads(settled(config))["write"]["shard_size"] or SHARD_BYTES
    state = settled(
        config,
        run_input=listed(inputs),
        run_output=output,
        run_threads=1,
        run_format=["parquet"],
        write_tables=["parquet"],
        write_shard_size=shard_bytes,
    )
    reachable(output, json.loads(state))
    compares = _native.compares(json.loads(state))
    shares, excluded = _native.shares(json.loads(state), options.get("partitions") or engine.cores)
    work = tables.absolute(options.get("work") or output) + "/_work"
    made = f"{output}/_made"
    if tables.is_local(output):
        # What a run has left in `made` may be about to be put in place.
        _native.recover(output)
    tables.clear(work)
    tables.clear(made)
    scanned = [json.loads(told) for told in engine.for_each(partial(scan_share, state, work), shares)]
    shown = [share["shown"] for share in scanned]
    removed, warnings = engine.decide(state, work, shown) if compares and sum(shown) else ({}, [])
    kept = [share["kept"] - removed.get(number, 0) for number, share in enumerate(scanned)]
    finish = partial(finish_share, state, work, made)
    # Where there is no share, tables without rows are written all the same.
    finished = engine.for_each(finish, [str(count) for count in before(kept)] or ["0"])
    merge = _native.Merge(json.loads(state))
    for number, told in enumerate(finished):
        merge.add(number, told)
    for seal in seals(work, len(shares)) if options.get("seal", True) else ():
        merge.seal(*seal)
    manifest = publish(merge, made, output, excluded, warnings)
    tables.clear(work)
    tables.clear(made)
    return manifest


def reachable(output: str, config: dict[str, Any]) -> None:
    """Checks that a dataset can be written where `output` says."""
    try:
        local = tables.is_local(output)
    except (OSError, pa.ArrowException) as error:
        raise ConfigError("run.output", f"expected a folder, or an address that pyarrow knows: {error}") from error
    if config["run"]["report"] and not local:
        raise ConfigError("run.report", f'expected an output that the driver can open by path, found "{output}"')


def publish(
    merge: _native.Merge, made: str, output: str, excluded: int, warnings: list[str]
) -> Manifest:
    """Puts the files of all shares in place, with what describes them: all, or none where something fails."""
    local = tables.is_local(output)
    whole = f"{made}/whole"
    files = [(f"{number:06}/{staged}", file) for number, staged, file in merge.files()]
    try:
        if local:
            tables.move(made, whole, files)
        texts = merge.texts(whole, excluded, warnings)
        if local:
            for name, text in texts:
                tables.put(whole, name, text)
            names = [file for _, file in files] + [name for name, _ in texts]
            _native.replace(output, os.path.relpath(whole, output), names)
        else:
            exchange(made, output, files, texts)
    except (OSError, pa.ArrowException) as error:
        raise Error(output, f"cannot put the dataset in place, and the one before stays: {error}") from error
    return json.loads(texts[-1][1])


def exchange(made: str, output: str, files: list[tuple[str, str]], texts: list[tuple[str, bytes]]) -> None:
    """Does it where files are moved one by one. The manifest goes first and comes last: a folder without one is no
    dataset."""
    stale = json.loads(tables.take(output, "manifest.json") or "{}").get("outputs", [])
    inside = [file["file"] for file in stale if ".." not in file["file"].split("/")]
    with tables.aside(output, ["manifest.json", *inside], f"{made}/before"):
        try:
            tables.move(made, output, files)
            for name, text in texts:
                tables.put(output, name, text)
        except BaseException:
            tables.remove(output, [name for name, _ in reversed(texts)] + [file for _, file in files])
            raise


def discover(engine: Engine, inputs: Paths, **options: Unpack[SurveyOptions]) -> str:
    """Does what `DISCOVER` says, on an engine."""
    # What documents repeat of earlier ones plays no part.
    state = settled(options.get("config"), run_input=listed(inputs), run_threads=1, dedupe_repeated="none")
    shares, _ = _native.shares(json.loads(state), options.get("partitions") or engine.cores)
    with tempfile.TemporaryDirectory() as own:
        work = tables.absolute(options.get("work") or own) + "/_work"
        tables.clear(work)
        sample = surveyed(engine, state, work, shares)
        tables.clear(work)
    sites = list(options.get("sites", ()))
    return _native.propose(json.loads(state), sample, options.get("min_support", 3), sites)


def surveyed(engine: Engine, state: str, work: str, shares: list[str]) -> bytes:
    """Returns the sample of all shares."""
    names = engine.for_each(partial(survey_share, state, work), shares)
    while len(names) > 1:
        groups = [names[at : at + MERGED_AT_ONCE] for at in range(0, len(names), MERGED_AT_ONCE)]
        names = engine.for_each(partial(merge_samples, work), [json.dumps(group) for group in groups])
    samples = [tables.take(work, name) or b"" for name in names]
    return _native.merge_samples(samples)


def settled(config: Config, **over: Any) -> str:
    """Returns a whole configuration as text, with the keys of `over` (`run_input` for `run.input`) on top."""
    keys = {key.replace("_", ".", 1): value for key, value in over.items()}
    whole = Pipeline(plain(config)).config
    for key, value in keys.items():
        section, name = key.split(".")
        whole[section][name] = value
    return json.dumps(whole)


@lru_cache(maxsize=4)
def native(state: str) -> _native.Pipeline:
    """Returns the pipeline of a configuration, made once in each process."""
    return _native.Pipeline.restore(state)


def schema_of_outcomes() -> pa.Schema:
    """Returns the columns of what becomes of documents."""
    empty = pa.record_batch({"text": pa.array([], pa.string())})
    return pa.record_batch(_native.Pipeline().outcomes(empty)).schema


def scan(state: str, share: str, number: int) -> Iterator[pa.RecordBatch]:
    """Gives the documents of a share behind the stages."""
    for batch in _native.Scan(native(state), share, number):
        yield pa.record_batch(batch)


def scan_share(state: str, work: str, number: int, share: str) -> str:
    """Runs the documents of a share through the stages; tells how many are kept so far, and how many are compared."""
    kept = shown = 0
    for batch in tables.write(f"{work}/scanned", number, scan(state, share, number)):
        kept += batch["kept"].true_count
        shown += len(batch) - batch["entry"].null_count
    return json.dumps({"kept": kept, "shown": shown})


def decide(state: str, work: str, shown: list[int]) -> tuple[dict[int, int], list[str]]:
    """Does what `Engine.decide` does in this process, in the order of the input."""
    settled = pa.Table.from_batches(settle(state, sum(shown), members(work, len(shown))))
    return leave(settled, work)


def members(work: str, shares: int) -> Iterator[pa.RecordBatch]:
    """Gives what is compared, as one part."""
    for number in range(shares):
        for batch in tables.read(f"{work}/scanned", number, ["place", "keys", "entry"]):
            batch = batch.filter(pc.is_valid(batch["entry"]))
            part = pa.array([0] * len(batch), pa.int64())
            yield pa.RecordBatch.from_arrays([part, *batch.columns], ["part", "place", "keys", "entry"])


def settle(state: str, documents: int, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Gives what is set aside of the parts in `batches`, which are sorted by part and place."""
    work = _native.Settle(native(state), documents)
    for batch in batches:
        yield pa.record_batch(work.add(batch))
    yield pa.record_batch(work.finish())


def finish_share(state: str, work: str, made: str, number: int, before: str) -> str:
    """Writes the rows of the documents of a share, with what was decided of them; tells the files and the counts."""
    decided = tables.read_whole(f"{work}/decided/share={number}", DECIDED)
    with tables.filled(f"{made}/{number:06}") as folder:
        task = _native.Finish(native(state), folder, int(before))
        for batch in tables.read(f"{work}/scanned", number, ["place", "input", "document"]):
            task.add(with_twins(batch, decided))
        return task.finish()


def survey_share(state: str, work: str, number: int, share: str) -> str:
    """Leaves a sample of a share below `work`, and tells its name."""
    name = f"share-{number:06}"
    tables.put(work, name, _native.survey(native(state), share))
    return name


def merge_samples(work: str, number: int, given: str) -> str:
    """Merges samples into one, and tells its name."""
    names = json.loads(given)
    merged = f"merged-{names[0]}"
    tables.put(work, merged, _native.merge_samples([tables.take(work, name) or b"" for name in names]))
    return merged


def seals(work: str, shares: int) -> Iterator[tuple[int, int, str, str]]:
    """Gives input, raw bytes, raw hash and name of every document, in order."""
    for number in range(shares):
        for batch in tables.read(f"{work}/scanned", number, ["input", "raw_bytes", "raw_hash", "file"]):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def firsts(links: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns a link from each document to the first that it is connected with, by a forest whose roots come
    first."""
    parents: dict[int, int] = {}

    def root(at: int) -> int:
        while (parent := parents.setdefault(at, at)) != at:
            parents[at] = parents[parent]
            at = parents[at]
        return at

    for a, b in links:
        a, b = sorted((root(a), root(b)))
        parents[b] = a
    return [(at, root(at)) for at in list(parents) if root(at) != at]


def leave(settled: pa.Table, work: str) -> tuple[dict[int, int], list[str]]:
    """Leaves what is set aside in `decided`, share by share; returns what `Engine.decide` does."""
    removed = numbered(settled)
    counts: dict[int, int] = {}
    shares = pc.shift_right(removed["place"], DOCUMENT_BITS)
    for counted in pc.value_counts(shares).to_pylist():
        share, count = counted["values"], counted["counts"]
        rows = removed.slice(sum(counts.values()), count)
        counts[share] = sum(len(batch) for batch in tables.write(f"{work}/decided/share={share}", 0, rows.to_batches()))
    warned = settled.filter(pc.is_valid(settled["warning"])).sort_by("place")
    return counts, warned["warning"].to_pylist()


def numbered(settled: pa.Table) -> pa.Table:
    """Returns what is set aside, in order, with the number of each cluster: they are counted where their first
    removal is met."""
    removed = settled.filter(pc.is_valid(settled["kept_place"])).sort_by("place")
    clusters: dict[int, int] = {}
    kept = removed["kept_place"].to_pylist()
    numbers = [clusters.setdefault(place, len(clusters) + 1) for place in kept]
    removed = removed.append_column("cluster", pa.array(numbers, pa.int64()))
    return removed.select(DECIDED.names).cast(DECIDED).combine_chunks()


def with_twins(batch: pa.RecordBatch, decided: pa.Table) -> pa.RecordBatch:
    """Returns scanned documents with what was decided of each."""
    at = pc.index_in(batch["place"], value_set=decided["place"])
    names = DECIDED.names[1:]
    columns = decided.select(names).take(at).combine_chunks().columns
    columns = [column.combine_chunks() for column in columns]
    return pa.RecordBatch.from_arrays([*batch.columns, *columns], [*batch.schema.names, *names])


def before(kept: Iterable[int]) -> list[int]:
    """Returns how many records come before each share, from how many each has."""
    numbers, sum_so_far = [], 0
    for count in kept:
        numbers.append(sum_so_far)
        sum_so_far += count
    return numbers
