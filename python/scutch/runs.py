"""Whole runs: files and folders in, a dataset on disk out, as the command line does it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from typing import Any, Union

from . import _native
from .pipeline import Config, plain

Paths = Union[str, "os.PathLike[str]", Sequence[str], Sequence["os.PathLike[str]"]]
"""A file or folder, or several."""

Manifest = dict[str, Any]
"""What `manifest.json` holds: inputs, outputs, what became of the documents and what each rule did."""


def run(
    inputs: Paths | None = None,
    output: str | os.PathLike[str] | None = None,
    *,
    config: Config = None,
    learn: bool = False,
    progress: Callable[[int, int], object] | None = None,
) -> Manifest:
    """Cleans files and folders into a dataset in the folder `output`, and returns its manifest.

    The files are those that ``scutch run`` writes, byte for byte. `learn` surveys the inputs first and
    removes what their pages repeat. `progress` is called with the documents and raw bytes of each batch that
    is done. What it raises ends the run, as Ctrl-C does: the output is then as it was before.
    """
    named = None if inputs is None else listed(inputs)
    folder = None if output is None else os.fspath(output)
    manifest: Manifest = json.loads(_native.run(plain(config), named, folder, progress, learn))
    return manifest


def listed(paths: Paths) -> list[str]:
    """Returns paths as a list of texts."""
    many = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    return [os.fspath(path) for path in many]
