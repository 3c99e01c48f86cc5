"""Reads lines of `words TAB values at 32 bits TAB values at 64 bits` and counts those that differ from
datasketch (32 bits, its legacy scheme, seed 1) and from the formula of datatrove (64 bits) in numpy."""

import sys

import numpy as np
import xxhash
from datasketch import MinHash

FUNCTIONS = 112
PRIME = np.uint64((1 << 61) - 1)


def functions(seed):
    state = np.random.RandomState(seed)
    pair = lambda: (
        state.randint(1, PRIME, dtype=np.uint64),
        state.randint(0, PRIME, dtype=np.uint64),
    )
    return np.array([pair() for _ in range(FUNCTIONS)], dtype=np.uint64).T


a, b = functions(1)
texts = differ_32 = differ_64 = 0
for line in sys.stdin:
    words, ours_32, ours_64 = line.rstrip("\n").split("\t")
    words = words.split()
    shingles = [" ".join(words[at : at + 5]).encode() for at in range(max(len(words) - 4, 1))]
    peer = MinHash(FUNCTIONS, seed=1, hashfunc=xxhash.xxh64_intdigest, scheme="legacy")
    for shingle in shingles:
        peer.update(shingle)
    hashes = np.array([xxhash.xxh64_intdigest(shingle) for shingle in shingles], dtype=np.uint64)
    formula = ((hashes[:, None] * a + b) % PRIME).min(axis=0)
    texts += 1
    differ_32 += [int(value) for value in ours_32.split()] != [int(value) for value in peer.hashvalues]
    differ_64 += [int(value) for value in ours_64.split()] != [int(value) for value in formula]
print(f"{texts} texts: {differ_32} differ from datasketch, {differ_64} from numpy at 64 bits")
sys.exit(bool(texts == 0 or differ_32 or differ_64))
