#!/usr/bin/env python3
# verify_chain.py: recomputes every block of a chain from `rpc-cli --json ledger inspect DIR` on standard input.
#
# Written from docs/ledger.md alone, with nothing but Python's own library.
import hashlib
import json
import sys


def fail(record, what):
    sys.exit(f"record {record['sequence']}: {what}")


leaves, height, link = {}, 0, None
for line in sys.stdin:
    record = json.loads(line)
    if record["sequence"] == 0:
        link = bytes.fromhex(record["leaf"])
    if record["type"] == "requisition":
        leaves[record["leaf"]] = record["sequence"]
    if record["type"] != "block":
        continue
    height += 1
    header = bytes.fromhex(record["header"])
    digest = hashlib.sha256(header).digest()
    bits, fraction = header[56], int.from_bytes(header[57:60], "big")
    if len(header) != 116 or header[:4] != b"TKB\x01":
        fail(record, "not a block header of version 1")
    if record["identity"] != digest[::-1].hex():
        fail(record, "the identity is not the reversed SHA-256 of the header")
    if record["height"] != height or int.from_bytes(header[8:16], "big") != height:
        fail(record, f"expected height {height}")
    if header[16:48] != link:
        fail(record, "the link does not lead to the block before")
    if bits > 63 or int.from_bytes(digest[24:], "little") << 25 >= ((1 << 25) - fraction) << (64 - bits):
        fail(record, f"no proof of work of {bits} bits and {fraction}/2^25")
    if record["requisitionDigest"] != header[64:96].hex() or leaves.pop(record["requisitionDigest"], None) is None:
        fail(record, "the requisition is not one accepted before and not sealed yet")
    link = hashlib.sha256(b"tokenrpc/link/1" + digest).digest()
blocks = "1 block" if height == 1 else f"{height} blocks, each"
waiting = "1 requisition" if len(leaves) == 1 else f"{len(leaves)} requisitions"
print(f"{blocks} with its proof of work, linked to the one before; {waiting} unsealed")
