"""One document: text or bytes in, a record with its ledger out."""

import pickle

import pytest

import scutch

RAW = b" date 2019-09-06 + \xe2\x86\xba \xe2\x88\x92 16 px\n\nThe ferry sails at noon  today.\n\n"


def test_text_and_bytes_give_the_same():
    assert scutch.clean(RAW) == scutch.clean(RAW.decode())
    assert scutch.clean(bytearray(RAW)) == scutch.clean(memoryview(RAW))


def test_every_change_names_rule_place_and_words():
    record = scutch.clean(RAW, file="a.txt")
    assert (record.file, record.text) == ("a.txt", "The ferry sails at noon today.")
    assert record.published == "2019-09-06"
    date = next(change for change in record.changes if change.rule == "date/published")
    assert (date.field, date.value, date.became) == ("published", "2019-09-06", "")
    for change in record.changes:
        start, end = change.raw
        assert 0 <= start <= end <= len(RAW)
        assert change.rule.count("/") == 1


def test_the_ledger_leads_back_to_the_raw_bytes():
    record = scutch.clean(RAW)
    widget = next(change for change in record.changes if change.rule == "widget/font-size")
    start, end = widget.raw
    assert RAW[start:end].decode() == widget.was


def test_what_cannot_be_used_is_told_and_raises_nothing():
    record = scutch.clean(b"")
    assert (record.kept, record.verdict, record.rule) == (False, "rejected", "load/empty")
    assert not scutch.clean(bytes(range(256)) * 40).kept


def test_fix_repairs_and_decodes():
    assert scutch.fix("It cafÃ© &amp; rÃ©sumÃ©") == "It café & résumé"
    assert scutch.fix("naïve".encode("cp1252"), encoding="windows-1252") == "naïve"
    assert scutch.fix("") == scutch.fix(b"") == ""


def test_fix_refuses_what_is_no_text():
    with pytest.raises(scutch.Error):
        scutch.fix(bytes(range(256)) * 40)


def test_half_a_pair_and_kept_bytes_are_no_error():
    assert "a" in scutch.fix("a \ud800 b")
    assert scutch.fix("caf\udce9 au lait", encoding="latin1") == "café au lait"


@pytest.mark.parametrize("wrong", [None, 3, ["a"], object()])
def test_other_types_are_refused(wrong):
    with pytest.raises(TypeError):
        scutch.clean(wrong)


def test_a_record_can_be_pickled_and_not_changed():
    record = scutch.clean(RAW)
    assert pickle.loads(pickle.dumps(record)) == record
    with pytest.raises(AttributeError):
        record.text = "other"
