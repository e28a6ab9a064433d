#!/usr/bin/env python3
# calls.py: checks of tokens a second, beside gRPC C++ and Redis GET on the same machine in the same run.
#
#     benchmarks/calls.py [--grpc-swift] [--runs N] [--seconds N] [--data DIR] [--programs DIR] [--results DIR]
#
# Starts everything itself: token-server at difficulty 0 with 10,000 tokens, a gRPC C++ server whose answer costs nothing
# (benchmarks/peers/grpc, built here), Redis with 10,000 keys. Each run measures all of them once, one after the other;
# the figures are medians, with the least and the most. Needs the programs built in release (swift build -c release) and
# Debian's packages redis-server, g++, libgrpc++-dev and protobuf-compiler-grpc, which it installs if it is root.
# One client process for each: rpc-cli, the asynchronous client of peers/grpc, redis-benchmark.
# With --grpc-swift also grpc-swift 2 over NIO (benchmarks/peers/grpc-swift), server and client: the first build of it
# fetches its packages and takes minutes.
# Exit status 1: something did not start or a call failed.

import json
import os
import shutil
import subprocess
import sys
import tempfile

import harness
from harness import ROOT, Failure, Redis, TokenServer, install, report, run

SHAPES = [(1, 1), (1, 64), (50, 1), (50, 16)]
PACKAGES = {
    "redis-server": "/usr/bin/redis-server",
    "g++": "/usr/bin/g++",
    "pkg-config": "/usr/bin/pkg-config",
    "libgrpc++-dev": "/usr/include/grpcpp/grpcpp.h",
    "protobuf-compiler-grpc": "/usr/bin/grpc_cpp_plugin",
}


GRPC_CPP = "gRPC C++ unary"
GRPC_SWIFT = "grpc-swift unary"


class GRPC:
    """A unary call of 32 bytes over a gRPC: `server` and `client` of its peer, which have one command line."""

    def __init__(self, name: str, programs: str):
        self.name = name
        self.client = f"{programs}/client"
        self.process = subprocess.Popen([f"{programs}/server"], stdout=subprocess.PIPE, text=True)
        port = self.process.stdout.readline().strip()
        if not port:
            self.stop()
            raise Failure(f"the server of {name} does not start")
        self.address = f"127.0.0.1:{port}"

    def measure(self, connections: int, depth: int, seconds: int) -> dict:
        return json.loads(run([self.client, self.address, str(connections), str(depth), str(seconds)]))

    def stop(self):
        self.process.kill()
        self.process.wait()


def main() -> int:
    arguments = harness.arguments(
        "checks a second, beside gRPC C++ and Redis GET", grpc_swift="beside grpc-swift, too, which is built first")
    install(PACKAGES)
    figures: dict[tuple[str, int, int], list[dict]] = {}
    with tempfile.TemporaryDirectory(prefix="calls.", dir=arguments.data) as scratch:
        peers = build_peers(f"{scratch}/grpc", arguments.grpc_swift)
        for number in range(arguments.runs):
            print(f"run {number + 1} of {arguments.runs}", file=sys.stderr)
            measure_all(f"{scratch}/{number}", peers, arguments, figures)
            shutil.rmtree(f"{scratch}/{number}")
    report("calls", figures, TARGETS, arguments)
    return 0


def build_peers(cpp: str, with_swift: bool) -> dict[str, str]:
    """The directory with the programs of each gRPC; that of C++ is `cpp`."""
    print("building the gRPC peer", file=sys.stderr)
    run(["make", "-C", os.path.join(ROOT, "benchmarks/peers/grpc"), f"OUT={cpp}"])
    peers = {GRPC_CPP: cpp}
    if with_swift:
        package = os.path.join(ROOT, "benchmarks/peers/grpc-swift")
        print("building the grpc-swift peer", file=sys.stderr)
        run(["swift", "build", "--configuration", "release", "--package-path", package])
        peers[GRPC_SWIFT] = os.path.join(package, ".build/release")
    return peers


def measure_all(directory: str, peers: dict[str, str], arguments, figures: dict) -> None:
    """One run: every program by itself."""
    os.makedirs(directory)

    def measure(program, once) -> None:
        try:
            for connections, depth in SHAPES:
                name = "token-server check" if isinstance(program, TokenServer) else program.name
                figures.setdefault((name, connections, depth), []).append(once(connections, depth, arguments.seconds))
        finally:
            program.stop()

    server = TokenServer(arguments.programs, directory)
    measure(server, lambda *shape: server.measure("check", *shape))
    for name, programs in peers.items():
        grpc = GRPC(name, programs)
        measure(grpc, grpc.measure)
    redis = Redis(directory)
    measure(redis, redis.measure)


# What is asked for.
TARGETS = [
    ("token-server check", (1, 64), GRPC_CPP, (1, 64), 6, 10),
    ("token-server check", (1, 64), GRPC_SWIFT, (1, 64), None, 50),
    ("token-server check", (50, 1), "Redis GET", (50, 1), 1, 1.5),
    ("token-server check", (50, 16), "Redis GET", (50, 16), 0.5, 1),
    ("token-server check", (1, 1), "Redis GET", (1, 1), 1, None),
]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(f"calls.py: {failure}", file=sys.stderr)
        sys.exit(1)
