#!/usr/bin/env python3
# allocations.py: counts what the server takes from the heap for each call, and fails when that is more than it may be.
#
# It preloads allocation_count.c into token-server, lets rpc-cli make calls until the first of their kind are over, and
# counts over the ones that follow. Only optimized programs say anything: those of a release build.

import json
import os
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAMS = os.path.join(ROOT, ".build/release")

# What a call may take, by kind. Hundreds of thousands of calls share what a connection costs.
LIMITS = {"check": 0.01, "status": 4}


def cli(address: str, *words: str) -> dict:
    command = [os.path.join(PROGRAMS, "rpc-cli"), "--server", address, "--json", *words]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def allocations(path: str) -> int:
    with open(path, "rb") as file:
        return struct.unpack("=Q", file.read(8))[0]


def measure(address: str, path: str, call: str, identity: str) -> tuple[int, float]:
    """The number of calls that were looked at, and what each took."""
    words = ["bench", "rpc", "--call", call, "--identity", identity, "--duration", "1s"]
    cli(address, *words)
    before = allocations(path)
    answer = cli(address, *words)
    if answer["errors"] or answer["requests"] < 1_000:
        sys.exit(f"allocations.py: {call}: no load to count over: {answer}")
    return answer["requests"], (allocations(path) - before) / answer["requests"]


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        library, path = os.path.join(directory, "allocation_count.so"), os.path.join(directory, "count")
        subprocess.run(
            ["clang", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library,
             os.path.join(HERE, "allocation_count.c")], check=True)
        address = f"unix:{directory}/socket"
        server = subprocess.Popen(
            [os.path.join(PROGRAMS, "token-server"), "--data", os.path.join(directory, "data"), "--listen", address,
             "--difficulty", "0"],
            env={**os.environ, "LD_PRELOAD": library, "ALLOCATION_COUNT": path}, stdout=subprocess.DEVNULL)
        try:
            while not os.path.exists(os.path.join(directory, "socket")):
                if server.poll() is not None:
                    sys.exit("allocations.py: token-server did not start")
                time.sleep(0.05)
            identity = cli(address, "request", "--content", "counted")["identity"]
            failed = False
            for call, limit in LIMITS.items():
                calls, each = measure(address, path, call, identity)
                failed = failed or each > limit
                verdict = "more than" if each > limit else "within"
                print(f"{call}: {each:.4f} heap allocations a call in {calls} calls, {verdict} {limit}")
        finally:
            server.terminate()
            server.wait()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
