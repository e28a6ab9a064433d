# harness.py: what the scripts that measure beside peers share: the programs, medians and spread, the results file.

import argparse
import csv
import glob
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOKENS = 10_000


class Failure(Exception):
    """Something did not work; the text says what."""


def run(command: list[str], **options) -> str:
    """What a command prints; fails when it does."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    if done.returncode != 0:
        raise Failure(f"{' '.join(command)}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def wait_for(what: str, is_ready) -> None:
    for _ in range(200):
        if is_ready():
            return
        time.sleep(0.05)
    raise Failure(f"{what} does not start")


def succeeds(command: list[str], **options) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options).returncode == 0


class TokenServer:
    """Ours: uses and requests through rpc-cli bench rpc."""

    name = "token-server"

    def __init__(self, programs: str, directory: str):
        self.cli = os.path.join(programs, "rpc-cli")
        self.address = f"unix:{directory}/socket"
        server = os.path.join(programs, "token-server")
        for program in (self.cli, server):
            if not os.access(program, os.X_OK):
                raise Failure(f"{program} is not there; build it with: swift build -c release")
        self.process = subprocess.Popen(
            [server, "--data", f"{directory}/data", "--listen", "127.0.0.1:0", "--listen", self.address,
             "--difficulty", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        # Over TCP, as the others.
        for line in self.process.stdout:
            if line.startswith("listening on 127.0.0.1:"):
                self.address = line.split()[2]
                break
        wait_for(self.name, lambda: succeeds([self.cli, "--server", self.address, "ping"]))

    def measure(self, call: str, connections: int, depth: int, seconds: int) -> dict:
        answer = json.loads(run(
            [self.cli, "--server", self.address, "--json", "bench", "rpc", "--call", call, "--connections",
             str(connections), "--depth", str(depth), "--duration", f"{seconds}s"]))
        if answer["errors"] or answer["valid"] != answer["requests"]:
            raise Failure(f"{call}: {answer}")
        return {"rate": answer["requestsPerSecond"], "p50": answer["p50Micros"], "p99": answer["p99Micros"]}

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Redis:
    """GET, or SET of a small value, each durable before its answer."""

    def __init__(self, directory: str, call: str = "get", is_durable: bool = False):
        self.name = f"Redis {call.upper()}" + (", appendfsync always" if is_durable else "")
        self.call = call
        self.port = 7479
        durable = ["--appendonly", "yes", "--appendfsync", "always"] if is_durable else ["--appendonly", "no"]
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", directory, *durable, "--save",
             "", "--daemonize", "no"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.name, lambda: succeeds(["redis-cli", "-p", str(self.port), "ping"]))
        self.rates: dict[tuple[int, int], float] = {}
        self.is_filled = False

    def measure(self, connections: int, depth: int, seconds: int) -> dict:
        # redis-benchmark counts calls, not time: as many as took so long the last time.
        rate = self.rates.get((connections, depth)) or self.once(connections, depth, 2_000 * connections)["rate"]
        answer = self.once(connections, depth, max(1_000, int(rate * seconds)))
        self.rates[(connections, depth)] = answer["rate"]
        return answer

    def once(self, connections: int, depth: int, calls: int) -> dict:
        if self.call == "get" and not self.is_filled:
            self.is_filled = True
            run(["redis-benchmark", "-p", str(self.port), "-t", "set", "-r", str(TOKENS), "-n", str(10 * TOKENS), "-q"])
        rows = list(csv.reader(run(
            ["redis-benchmark", "-p", str(self.port), "-t", self.call, "-r", str(TOKENS), "-c", str(connections), "-P",
             str(depth), "-n", str(calls), "--csv"]).splitlines()))
        answer = dict(zip(rows[0], rows[1]))
        return {"rate": float(answer["rps"]), "p50": 1000 * float(answer["p50_latency_ms"]),
                "p99": 1000 * float(answer["p99_latency_ms"])}

    def stop(self):
        self.process.terminate()
        self.process.wait()


def install(packages: dict[str, str]) -> None:
    """Debian's packages of which the files that these patterns name are missing."""
    missing = [package for package, pattern in packages.items() if not glob.glob(pattern)]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failure(f"{' and '.join(missing)} are missing; install them (Debian's names) and start again")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"installing {' and '.join(missing)}", file=sys.stderr)
    run(["apt-get", "update"], env=environment)
    run(["apt-get", "install", "--yes", *missing], env=environment)


def arguments(description: str, **switches: str):
    """What both scripts take from their command lines, and the switches that only one has, with their help."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="of each measurement")
    parser.add_argument("--data", default=os.environ.get("TMPDIR", "/tmp"), help="where the programs keep theirs")
    parser.add_argument("--programs", default=os.path.join(ROOT, ".build/release"))
    parser.add_argument("--results", default=os.path.join(ROOT, "benchmarks/results"))
    for name, text in switches.items():
        parser.add_argument(f"--{name.replace('_', '-')}", action="store_true", help=text)
    return parser.parse_args()


def spread(values: list[dict], key: str) -> dict:
    found = [value[key] for value in values]
    return {"median": statistics.median(found), "least": min(found), "most": max(found), "values": found}


def report(kind: str, figures: dict, targets: list, arguments) -> None:
    """Prints the figures and their ratios, and writes both down.

    A target is a figure, its shape, of whose figure and shape, how often at least, and what would be better still;
    None for either that nobody asks for. One whose figures were not measured is passed over.
    """
    print(f"{'':34} {'shape':>8} {'per second':>10} {'least':>9} {'most':>9} {'p50 us':>8} {'p99 us':>8}")
    for (name, connections, depth), values in figures.items():
        rate = spread(values, "rate")
        print(
            f"{name:34} {connections:>4} x {depth:<2} {rate['median']:>9,.0f} {rate['least']:>9,.0f}"
            f" {rate['most']:>9,.0f} {spread(values, 'p50')['median']:>8,.0f} {spread(values, 'p99')['median']:>8,.0f}")
    ratios = []
    for name, shape, peer, peer_shape, least, goal in targets:
        if (name, *shape) not in figures or (peer, *peer_shape) not in figures:
            continue
        ratio = spread(figures[(name, *shape)], "rate")["median"] / spread(
            figures[(peer, *peer_shape)], "rate")["median"]
        ratios.append({"of": name, "shape": shape, "by": peer, "peerShape": peer_shape, "ratio": ratio,
                       "least": least, "goal": goal})
        asked = ", ".join(
            f"{word} {value}" for word, value in (("at least", least), ("goal", goal)) if value is not None)
        print(f"{name} {shape[0]} x {shape[1]} / {peer} {peer_shape[0]} x {peer_shape[1]}: {ratio:.2f} ({asked})")
    commit = run(["git", "-C", ROOT, "describe", "--always", "--dirty", "--abbrev=12"]).strip()
    now = time.gmtime()
    path = os.path.join(
        arguments.results, f"{time.strftime('%Y-%m-%dT%H%M%SZ', now)}-{commit.removesuffix('-dirty')}-{kind}.json")
    with open(path, "w") as file:
        json.dump(
            {
                "commit": commit, "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", now), "machine": machine(),
                "seconds": arguments.seconds,
                "figures": [
                    {"name": name, "connections": connections, "depth": depth,
                     **{key: spread(values, key) for key in ("rate", "p50", "p99")}}
                    for (name, connections, depth), values in figures.items()],
                "ratios": ratios,
            }, file, indent=2)
        file.write("\n")
    print(f"wrote {os.path.relpath(path, ROOT)}", file=sys.stderr)


def machine() -> str:
    with open("/proc/cpuinfo") as file:
        models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return f"{len(models)} x {models[0] if models else 'processor'}, Linux {os.uname().release}"
