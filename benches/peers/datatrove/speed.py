"""Times datatrove's C4, Gopher quality and Gopher repetition filters: `python speed.py DOCUMENTS OUT`.

JSON Lines to JSON Lines in one process; prints documents for each second of processor time, without the
time that importing and loading take.
"""

import sys
import time
from pathlib import Path

from datatrove.data import Document
from datatrove.pipeline.filters import C4QualityFilter, GopherQualityFilter, GopherRepetitionFilter
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

path = Path(sys.argv[1])
reader = JsonlReader(str(path.parent), glob_pattern=path.name, compression=None)
filters = [C4QualityFilter(), GopherQualityFilter(), GopherRepetitionFilter()]
writer = JsonlWriter(sys.argv[2], compression=None)
C4QualityFilter().filter(Document(text="It sails. " * 5, id="0"))
start = time.process_time()
data = reader.run(None, 0, 1)
for step in filters:
    data = step.run(data, 0, 1)
kept = sum(1 for _ in writer.run(data, 0, 1))
seconds = time.process_time() - start
count = sum(1 for _ in path.open(encoding="utf-8"))
print(f"datatrove: {count} documents, {kept} kept, {count / seconds:.1f} a second of processor time")
