"""Batches: Arrow in and out, whoever made it, in bounded memory."""

import resource

import pyarrow as pa
import pytest

import scutch
from conftest import page

CLEAN = scutch.Pipeline()


def texts(table) -> list[str]:
    return pa.table(table)["text"].to_pylist()


def test_a_batch_becomes_what_its_documents_become(pages):
    tables = CLEAN.process(pa.record_batch({"text": pages}))
    alone = [CLEAN.clean(text, str(number)) for number, text in enumerate(pages, 1)]
    assert texts(tables.documents) == [record.text for record in alone if record.kept]
    rows = pa.table(tables.changes).to_pylist()
    told = [change for record in alone for change in record.changes]
    assert [(row["rule"], row["raw_start"], row["raw_end"], row["was"], row["with"]) for row in rows] == [
        (change.rule, *change.raw, change.was, change.became) for change in told
    ]
    assert len(told) > len(pages)


def test_changes_name_the_row_of_their_document(pages):
    tables = CLEAN.process(pa.table({"name": [f"n{at}" for at in range(len(pages))], "text": pages}), file="name")
    documents, changes = pa.table(tables.documents), pa.table(tables.changes)
    names = documents["file"].to_pylist()
    for row in changes.to_pylist():
        assert names[row["document"] - 1] == row["file"]


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()],
)
def test_every_kind_of_text_is_read(kind, pages):
    column = pa.array(pages[:20], pa.string()).cast(kind)
    assert texts(CLEAN.process(pa.table({"text": column})).documents) == texts(
        CLEAN.process(pa.table({"text": pages[:20]})).documents
    )


def test_a_dictionary_is_read():
    column = pa.array(["The ferry  sails.", "The ferry  sails.", None]).dictionary_encode()
    assert texts(CLEAN.process(pa.table({"text": column})).documents) == ["The ferry sails."] * 2


def test_bytes_in_any_encoding_are_decoded():
    raw = "Привет, паром отходит в полдень от старой пристани.".encode("koi8-r")
    documents = pa.table(CLEAN.process(pa.table({"text": [raw]})).documents)
    assert documents["text"][0].as_py().startswith("Привет, паром")
    assert documents["encoding"][0].as_py() == "KOI8-R"


def test_other_columns_come_along():
    batch = pa.table({"title": ["Ferry"], "n": [3], "d": pa.array([1.5]), "text": ["It sails."]})
    document = pa.table(CLEAN.process(batch).documents).to_pylist()[0]
    assert (document["title"], document["meta"]) == ("Ferry", '{"d":1.5,"n":3,"title":"Ferry"}')


def test_null_and_empty_texts_are_set_aside():
    tables = CLEAN.process(pa.table({"text": ["", None, "It sails."]}), first=11)
    rejected = pa.table(tables.rejected).to_pylist()
    assert [(row["file"], row["rule"]) for row in rejected] == [
        ("11", "load/empty"),
        ("12", "record/no-text"),
    ]


def test_a_batch_without_text_or_name_is_an_error():
    with pytest.raises(scutch.Error, match="batch: expected a field such as `text`.*found a, b"):
        CLEAN.process(pa.table({"a": ["x"], "b": ["y"]}))
    with pytest.raises(scutch.Error, match='expected the column "name", found text'):
        CLEAN.process(pa.table({"text": ["x"]}), file="name")
    with pytest.raises((TypeError, ValueError)):
        CLEAN.process(["x"])


def test_no_rows_make_empty_tables():
    tables = CLEAN.process(pa.table({"text": pa.array([], pa.string())}))
    assert [len(table) for table in tables] == [0, 0, 0]
    assert pa.table(tables.documents).column_names[:2] == ["id", "file"]


def test_the_output_does_not_depend_on_threads_or_batches(pages):
    table = pa.table({"text": pages})
    expected = [pa.table(made) for made in CLEAN.process(table)]
    for limits in ({"run.threads": 1}, {"run.threads": 3, "limits.batch_documents": 7}):
        made = scutch.Pipeline(limits).process(pa.Table.from_batches(table.to_batches(max_chunksize=33)))
        assert [pa.table(one).combine_chunks() for one in made] == [one.combine_chunks() for one in expected]


def test_polars_in_and_out(pages):
    polars = pytest.importorskip("polars")
    tables = CLEAN.process(polars.DataFrame({"text": pages}))
    made = polars.DataFrame(tables.documents)
    assert made["text"].to_list() == texts(tables.documents)


def test_pandas_in_and_out(pages):
    pandas = pytest.importorskip("pandas")
    tables = CLEAN.process(pandas.DataFrame({"text": pages}))
    made = pandas.DataFrame.from_arrow(tables.documents)
    assert made["text"].tolist() == texts(tables.documents)


def test_duckdb_in_and_out(pages):
    duckdb = pytest.importorskip("duckdb")
    link = duckdb.connect()
    raw = pa.table({"text": pages})
    tables = CLEAN.process(link.sql("select text from raw"))
    documents = tables.documents
    rows = link.sql("select text from documents").fetchall()
    assert [text for (text,) in rows] == texts(CLEAN.process(raw).documents)


def test_a_hundred_thousand_documents_in_bounded_memory():
    def batches():
        for start in range(0, 100_000, 4_000):
            yield pa.record_batch({"text": [page(number % 500) for number in range(start, start + 4_000)]})

    pipeline = scutch.Pipeline()
    documents = 0
    for at, tables in enumerate(pipeline.stream(batches())):
        documents += len(tables.documents)
        if at == 2:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert documents == 100_000
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 64 << 10, f"{grown_kib} KiB more after 22 further batches"
