"""Configurations: what is wrong in one is named, with its key and place."""

import pytest

import scutch


def test_a_key_that_does_not_exist_is_named():
    with pytest.raises(scutch.ConfigError) as told:
        scutch.Pipeline({"run": {"treads": 2}})
    assert told.value.place == "config: run.treads"
    assert "unknown field `treads`" in str(told.value)


def test_a_wrong_value_is_named_with_its_key():
    with pytest.raises(scutch.ConfigError, match="config: normalize.quotes: .*\"bent\"|`bent`"):
        scutch.clean("a", {"normalize.quotes": "bent"})


def test_a_value_without_meaning_is_named_with_its_key():
    with pytest.raises(scutch.ConfigError) as told:
        scutch.Pipeline({"rules": {"off": ["no/such"]}})
    assert told.value.place == "rules.off"
    with pytest.raises(scutch.ConfigError) as told:
        scutch.Pipeline({"run.stages": ["brush"]})
    assert told.value.place == "run.stages"


def test_a_file_is_named_with_its_line(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("[run]\n\nthreads = \"many\"\n")
    with pytest.raises(scutch.ConfigError) as told:
        scutch.Pipeline(path)
    assert told.value.place == f"{path}:3"


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(scutch.ConfigError, match="gone.toml: cannot read"):
        scutch.Pipeline(str(tmp_path / "gone.toml"))


@pytest.mark.parametrize("wrong", [3, ["run"], {"run.threads": None}, {"run": {1, 2}}])
def test_what_is_no_configuration_is_refused(wrong):
    with pytest.raises((TypeError, scutch.ConfigError)):
        scutch.Pipeline(wrong)


def test_a_mapping_and_a_file_mean_the_same(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("[normalize]\nquotes = \"straight\"\n")
    nested = {"normalize": {"quotes": "straight"}}
    configs = [path, str(path), nested, {"normalize.quotes": "straight"}]
    assert {scutch.clean("It\u2019s noon.", config).text for config in configs} == {"It's noon."}


def test_every_default_can_be_given_back():
    assert scutch.Pipeline(scutch.defaults()).config == scutch.defaults()
