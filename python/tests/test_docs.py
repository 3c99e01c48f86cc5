"""The examples of the documentation, run as they stand."""

import doctest
import pathlib
import re

import scutch
import scutch.pipeline

README = pathlib.Path(__file__).parents[1] / "README.md"


def test_docstrings_are_true():
    for module in (scutch, scutch.pipeline):
        ended = doctest.testmod(module)
        assert ended.attempted > 0
        assert ended.failed == 0


def test_the_readme_is_true(capsys):
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    assert blocks
    exec(compile(blocks[0], str(README), "exec"), {})
    assert capsys.readouterr().out == "The ferry sails at noon today. ['Orla Vint'] ['byline/person']\n"


def test_the_package_is_typed():
    folder = pathlib.Path(scutch.__file__).parent
    assert (folder / "py.typed").exists()
    assert (folder / "_native.pyi").exists()
