"""Turns messy scraped text into clean text, and accounts for every byte.

The stages are those of the program `scutch`, compiled in: the same input and configuration give the
same bytes and the same ledger here, on the command line and on Ray.

>>> import scutch
>>> scutch.fix("caf\\u00c3\\u00a9 \\u2013 d\\u00c3\\u00a9j\\u00c3\\u00a0 vu")
'café – déjà vu'
>>> record = scutch.clean(" date 2031-05-09 By Kestrel\\n\\nThe  ferry sails at noon.\\n")
>>> record.text, record.published, record.source
('The ferry sails at noon.', '2031-05-09', 'Kestrel')
>>> [change.rule for change in record.changes]
['spaces/edge', 'spaces/run', 'spaces/edge', 'date/published', 'byline/agency']
"""

from ._native import __version__
from .errors import ConfigError, Error
from .pipeline import Config, Pipeline, Processed, clean, defaults, fix
from .record import Change, Record
from .runs import Manifest, run

__all__ = [
    "Change",
    "Config",
    "ConfigError",
    "Error",
    "Manifest",
    "Pipeline",
    "Processed",
    "Record",
    "__version__",
    "clean",
    "defaults",
    "fix",
    "run",
]
