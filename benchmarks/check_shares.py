#!/usr/bin/env python3
# check_shares.py: checks the work in a file of `rpc-cli bench mining --shares`, with nothing but SHA-256.
#
#     benchmarks/check_shares.py FILE
#
# Each line is a block header of 116 bytes in hex (docs/ledger.md). It is a share when its SHA-256, read backwards, begins
# with 20 zero bits; one hash in 2^20 does. No header may stand there twice. Prints how many shares there are and how many
# hashes that many take on average. Exit status 1: a line is no share, and which; 2: the file can't be read.

import hashlib
import sys

HEADER_BYTES = 116
SHARE_BITS = 20
MAGIC = bytes.fromhex("544b4201")


def fault(line: str) -> str | None:
    """Why a line is no share; None: it is one."""
    try:
        header = bytes.fromhex(line)
    except ValueError:
        return "is not hex"
    if line != header.hex():
        return "is not lower-case hex without spaces"
    if len(header) != HEADER_BYTES:
        return f"has {len(header)} bytes, a header has {HEADER_BYTES}"
    if header[:4] != MAGIC:
        return "does not begin as a header does"
    if int.from_bytes(header[56:60], "big") != SHARE_BITS << 24:
        return f"does not ask for {SHARE_BITS} bits"
    identity = hashlib.sha256(header).digest()[::-1]
    if int.from_bytes(identity, "big") >> (256 - SHARE_BITS) != 0:
        return f"has the identity {identity.hex()}, which lacks {SHARE_BITS} zero bits"
    return None


def main(path: str) -> int:
    try:
        with open(path, encoding="ascii") as file:
            text = file.read()
    except OSError as error:
        print(f"can't read {path}: {error.strerror}", file=sys.stderr)
        return 2
    except UnicodeDecodeError as error:
        print(f"byte {error.start} is not hex", file=sys.stderr)
        return 1
    if text and not text.endswith("\n"):
        print("the last line is cut off", file=sys.stderr)
        return 1
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        why = "stands there twice" if line in seen else fault(line)
        if why is not None:
            print(f"line {number} {why}", file=sys.stderr)
            return 1
        seen.add(line)
    print(f"{len(seen)} shares of {SHARE_BITS} bits, as {len(seen) << SHARE_BITS} hashes have on average")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("--"):
        print("usage: check_shares.py FILE", file=sys.stderr)
        sys.exit(2)
    sys.exit(main(sys.argv[1]))
