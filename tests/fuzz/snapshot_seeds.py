#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Seeds for fuzz_snapshot, without a snapshot at hand: snapshot_seeds.py FOLDER. Two bytes in front: what the rest is, and how many rows a block has."""
import pathlib
import struct
import sys

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
counts = lambda *n: struct.pack("<5I", *n)
integers = bytes([1]) + struct.pack("<q", -3) + bytes([0, 4, 9])
texts = struct.pack("<2I", 3, 5) + b"AniJambi"
blocks = {
    "one_cell": (7, counts(1, 0, 0, 0, 0) + b"\0"),
    "integers": (4, counts(1, 3, 0, 0, 0) + integers + b"\1" + bytes([0, 3, 2, 1])),
    "own": (3, counts(0, 3, 0, 0, 0) + integers + b"\3"),
    "mixed": (4, counts(0, 0, 1, 2, 1) + struct.pack("<d", 1.5) + texts + struct.pack("<I", 1) + b"A" + b"\2" + struct.pack("<4H", 3, 2, 1, 0)),
}
for name, (rows, data) in blocks.items():
    (folder / f"block_{name}").write_bytes(bytes([1, rows]) + data)
digest = "0" * 64
head = ('{"baseline":"%s","schema":[{"name":"t","columns":["k"],"types":["TEXT"]}],"tables":[{"name":"t","rows":1,"columns":[{"name":"k",'
        '"first_block":1,"digest":"%s"}]}],"entities":[{"name":"t","label":"","table":"t","key":"k","link":"","link_missing":[],"parent":-1,'
        '"area":false,"called_by":-1,"settled":true,"rows_digest":"%s","parents":null,"facts":[{"name":"v","column":"v","kind":2,"scale":0,'
        '"low":1,"high":null,"missing":[],"choices":[],"refers_to":-1,"secret":false,"digest":null}]}]}' % (digest, digest, digest))
(folder / "head").write_bytes(b"\2\0" + head.encode())
(folder / "file").write_bytes(b"\0\0SQLite format 3\0" + bytes(84))
