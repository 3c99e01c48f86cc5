"""Whole runs: files and folders in, a dataset on disk out, as the command line does it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

from . import _native
from .pipeline import Config, plain

Manifest = dict[str, Any]
"""What `manifest.json` holds: inputs, outputs, what became of the documents and what each rule did."""


def run(
    inputs: str | os.PathLike[str] | list[str | os.PathLike[str]] | None = None,
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
    if inputs is not None and not isinstance(inputs, list):
        inputs = [inputs]
    named = None if inputs is None else [os.fspath(path) for path in inputs]
    folder = None if output is None else os.fspath(output)
    return json.loads(_native.run(plain(config), named, folder, progress, learn))
