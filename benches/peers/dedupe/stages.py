"""Times datatrove's four MinHash stages with FineWeb's parameters: `python stages.py DOCUMENTS FOLDER`.

One process, one task a stage; prints megabytes for each second of processor time.
"""

import shutil
import sys
import time
from pathlib import Path

from datatrove.pipeline.dedup import (
    MinhashDedupBuckets,
    MinhashDedupCluster,
    MinhashDedupFilter,
    MinhashDedupSignature,
)
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from datatrove.utils.hashing import HashConfig

path, folder = Path(sys.argv[1]), Path(sys.argv[2])
shutil.rmtree(folder, ignore_errors=True)
config = MinhashConfig(hash_config=HashConfig(precision=64), num_buckets=14, hashes_per_bucket=8, n_grams=5)
reader = lambda: JsonlReader(str(path.parent), glob_pattern=path.name, compression=None)
at = lambda name: str(folder / name)

signatures = MinhashDedupSignature(output_folder=at("signatures"), config=config)
start = time.process_time()
signatures.run(reader().run(None, 0, 1), 0, 1)
buckets = MinhashDedupBuckets(input_folder=at("signatures"), output_folder=at("buckets"), config=config)
for bucket in range(14):
    buckets.run(None, bucket, 14)
MinhashDedupCluster(input_folder=at("buckets"), output_folder=at("removed"), config=config).run(None, 0, 1)
keep = MinhashDedupFilter(input_folder=at("removed"))
writer = JsonlWriter(at("kept"), compression=None)
kept = sum(1 for _ in writer.run(keep.run(reader().run(None, 0, 1), 0, 1), 0, 1))
seconds = time.process_time() - start
size = path.stat().st_size / 1e6
print(f"datatrove: {kept} kept, {size / seconds:.3f} MB a second of processor time")
