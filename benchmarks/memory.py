#!/usr/bin/env python3
# memory.py: whether the server's memory stays what it was under an hour of mixed load.
#
#     benchmarks/memory.py [--minutes N] [--rate N] [--programs DIR] [--data DIR]
#
# A load of every kind of call at a steady rate; the resident memory after a sixth of the time is held against that at the
# end. What the load itself leaves behind for good reason is taken off: each token, and each idempotency key, which is
# remembered for 24 hours. Exit status 1: what is left at the end is more than 1.05 times what it was.

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MIX = {"check": 60, "use": 15, "request": 10, "generate": 5, "status": 5, "stream": 5}
# What one may cost, in bytes: docs/performance.md has what it does cost.
TOKEN_BYTES = 160
KEY_BYTES = 240
# What fills up once and stays, the details of the last 16,384 requests and the database's pages among it: full after
# ten minutes, so it counts only in shorter runs.
CACHE_BYTES = 8 << 20
CACHE_SECONDS = 600
MOST = 1.05


def resident(process: int) -> int:
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


def cli(arguments, address: str, *words: str) -> dict:
    command = [os.path.join(arguments.programs, "rpc-cli"), "--server", address, "--json", *words]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description="Holds the server's memory after an hour of load against that before.")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=int, default=300, help="calls a second")
    parser.add_argument("--programs", default=os.path.join(ROOT, ".build/release"))
    parser.add_argument("--data", default=os.environ.get("TMPDIR", "/tmp"), help="where the server keeps its own")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="memory.", dir=arguments.data) as directory:
        address = f"unix:{directory}/socket"
        server = subprocess.Popen(
            [os.path.join(arguments.programs, "token-server"), "--data", f"{directory}/data", "--listen", address,
             "--difficulty", "0", "--miners", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not os.path.exists(f"{directory}/socket"):
                if server.poll() is not None:
                    sys.exit("memory.py: token-server did not start")
                time.sleep(0.1)
            measure(arguments, server.pid, address)
        finally:
            server.terminate()
            server.wait()


def measure(arguments, server: int, address: str) -> None:
    seconds = max(6, int(arguments.minutes * 60))
    first, rest = seconds // 6, seconds - seconds // 6
    identity = cli(arguments, address, "request", "--content", "memory")["identity"]
    load(arguments, address, identity, first)
    before = resident(server)
    answer = load(arguments, address, identity, rest)
    time.sleep(2)
    after = resident(server)
    made = {kind["call"]: kind["requests"] for kind in answer["calls"]}
    tokens, keys = made["request"], made["request"] + made["use"]
    growth = tokens * TOKEN_BYTES + keys * KEY_BYTES + (CACHE_BYTES if first < CACHE_SECONDS else 0)
    ratio = (after - growth) / before
    print(f"{answer['requests']} calls in {rest} s: {before} bytes resident, then {after}; taken off {growth} for {tokens} "
          f"tokens and {keys} keys: {ratio:.3f} times as much, {'more than' if ratio > MOST else 'within'} {MOST}")
    sys.exit(1 if ratio > MOST else 0)


def load(arguments, address: str, identity: str, seconds: int) -> dict:
    """Runs the mix for so long, all of it about one token or about what it makes itself."""
    mix = ",".join(f"{name}={weight}" for name, weight in MIX.items())
    answer = cli(arguments, address, "bench", "rpc", "--mix", mix, "--identity", identity, "--rate", str(arguments.rate),
                 "--connections", "8", "--depth", "16", "--duration", f"{seconds}s")
    if answer["errors"]:
        sys.exit(f"memory.py: calls failed: {answer['errorsByCode']}")
    return answer


if __name__ == "__main__":
    main()
