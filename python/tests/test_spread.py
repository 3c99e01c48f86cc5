"""A run in pieces, by hand: the same rows as in one process, however the input is cut."""

import json
import pathlib
import random
import sys

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import scutch
from scutch import _native, spread

sys.path.append(str(pathlib.Path(__file__).parents[1] / "engines"))
import compare  # noqa: E402
import corpus  # noqa: E402

CONFIGS = {
    "exact": {},
    "near": {"dedupe.near": True},
    "newest": {"dedupe.near": True, "dedupe.keep": "newest"},
    "large": {"dedupe.near": True, "dedupe.max_cluster_documents": 2, "dedupe.max_cluster_share": 0.0},
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    corpus.write(folder, 2)
    (folder / "cut.gz").write_bytes(b"\x1f\x8b\x08\0\0")
    return folder


@pytest.fixture(scope="module", params=CONFIGS)
def expected(request, pages, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    manifest = scutch.run(pages, folder, config={**CONFIGS[request.param], "run.format": ["parquet"]})
    return CONFIGS[request.param], manifest, compare.of_run(folder)


def parts_of(scanned: pa.Table) -> list[int]:
    """Returns the part of each document, by its first."""
    known, links = {}, []
    for place, keys in zip(scanned["place"].to_pylist(), scanned["keys"].to_pylist(), strict=True):
        for key in keys or ():
            links.append((place, known.setdefault(key, place)))
    firsts = dict(spread.firsts(links))
    return [firsts.get(place, place) for place in scanned["place"].to_pylist()]


def in_pieces(config: dict, pages: pathlib.Path, count: int) -> tuple[dict, dict]:
    state = spread.settled(config, run_input=[str(pages)], run_threads=1)
    shares, excluded = _native.shares(json.loads(state), count)
    scans = [batch for number, share in enumerate(shares) for batch in spread.scan(state, share, number)]
    scanned = pa.Table.from_batches(scans)
    shown = scanned.append_column("part", pa.array(parts_of(scanned), pa.int64()))
    shown = shown.filter(pc.is_valid(shown["entry"])).sort_by([("part", "ascending"), ("place", "ascending")])
    settled = pa.Table.from_batches(spread.settle(state, len(shown), shown.to_batches(max_chunksize=50)))
    warnings = settled.filter(pc.is_valid(settled["warning"])).sort_by("place")["warning"].to_pylist()
    removed = spread.numbered(settled.combine_chunks())
    kept = dict.fromkeys(range(len(shares)), 0)
    gone = set(removed["place"].to_pylist())
    for place, is_kept in zip(scanned["place"].to_pylist(), scanned["kept"].to_pylist(), strict=True):
        kept[place >> spread.DOCUMENT_BITS] += is_kept and place not in gone
    waiting = scanned.select(["place", "input", "document"])
    counts, tables = [], {name: [] for name in compare.TABLES}
    for share in random.Random(count).sample(range(len(shares)), len(shares)):
        own = waiting.filter(pc.equal(pc.shift_right(waiting["place"], spread.DOCUMENT_BITS), share))
        own = (spread.with_twins(batch, removed) for batch in own.to_batches(max_chunksize=70))
        for made in spread.finish(state, {share: spread.before(kept)[share]}, own):
            counts += [told for told in made["counts"].to_pylist() if told]
            for name, rows in spread.rows_of(made.filter(pc.is_null(made["counts"]))):
                tables[name] += map(compare.told, rows.to_pylist())
    seals = zip(*(scanned[name].to_pylist() for name in ("input", "raw_bytes", "raw_hash", "file")), strict=True)
    manifest = spread.manifest(state, counts, seals, excluded, warnings)
    return manifest, {name: sorted(rows) for name, rows in tables.items()}


@pytest.mark.parametrize("count", [1, 4, 16])
def test_pieces_make_the_same_whole(expected, pages, count):
    config, of_run, tables = expected
    manifest, made = in_pieces(config, pages, count)
    compare.same(tables, made)
    assert compare.without_outputs(manifest) == compare.without_outputs(of_run)
    assert manifest["documents"]["kept"] > 100
    assert manifest["documents"]["unreadable"] > 0


def test_clusters_that_are_too_large_are_told(pages):
    manifest, _ = in_pieces(CONFIGS["large"], pages, 4)
    assert manifest["warnings"]


def test_what_one_process_alone_can_decide_is_refused(pages):
    for key, value in {"dedupe.repeated": "lines", "run.limit": 5, "run.input": ["-"]}.items():
        with pytest.raises(scutch.ConfigError, match=key):
            _native.shares({"run.input": [str(pages)], key: value}, 2)


def test_links_in_any_order_have_the_same_firsts():
    chance = random.Random(3)
    links = [tuple(chance.sample(range(300), 2)) for _ in range(250)]
    made = sorted(spread.firsts(links))
    for _ in range(5):
        chance.shuffle(links)
        assert sorted(spread.firsts([(b, a) for a, b in links])) == made
