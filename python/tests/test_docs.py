"""The examples of the documentation, run as they stand."""

import doctest
import pathlib
import re

import pytest

import scutch
import scutch.pipeline

PACKAGE = pathlib.Path(__file__).parents[1]


def test_docstrings_are_true():
    for module in (scutch, scutch.pipeline):
        ended = doctest.testmod(module)
        assert ended.attempted > 0
        assert ended.failed == 0


@pytest.mark.parametrize("readme", [PACKAGE / "README.md", PACKAGE.parent / "README.md"], ids=["python", "project"])
def test_the_readme_is_true(readme, capsys):
    blocks = re.findall(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), re.S)
    assert blocks
    exec(compile(blocks[0], str(readme), "exec"), {})
    assert capsys.readouterr().out == "The ferry sails at noon today. ['Orla Vint'] ['byline/person']\n"


def test_the_calls_of_the_readme_are_there():
    text = (PACKAGE / "README.md").read_text(encoding="utf-8")
    calls = set(re.findall(r"`scutch\.(?!spark|ray)(\w+)(?:\(|`)", text))
    assert calls >= {"fix", "clean", "Pipeline", "run"}
    for name in calls:
        assert hasattr(scutch, name), name


def test_the_package_is_typed():
    folder = pathlib.Path(scutch.__file__).parent
    assert (folder / "py.typed").exists()
    assert (folder / "_native.pyi").exists()
