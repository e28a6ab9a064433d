#!/usr/bin/env python3
# durable.py: durable uses and requests a second, beside Redis and PostgreSQL on the same disk in the same run.
#
#     benchmarks/durable.py [--runs N] [--seconds N] [--data DIR] [--programs DIR] [--results DIR]
#
# Starts everything itself, each on a fresh directory under --data: token-server at difficulty 0, Redis with
# appendfsync always, PostgreSQL with its defaults (a commit is synced). Each run measures all of them once, one after the
# other; the figures are medians, with the least and the most. Needs the programs built in release
# (swift build -c release) and Debian's packages redis-server and postgresql, which it installs if it is root.
# One client process for each: rpc-cli, redis-benchmark, pgbench. PostgreSQL has no pipeline here: 50 x 16 is left out.
# Exit status 1: something did not start or a call failed.

import argparse
import csv
import glob
import json
import os
import pwd
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHAPES = [(1, 1), (50, 1), (50, 16)]
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
    """SET of a small value, each durable before its answer."""

    name = "Redis SET, appendfsync always"

    def __init__(self, directory: str):
        self.port = 7479
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", directory, "--appendonly",
             "yes", "--appendfsync", "always", "--save", "", "--daemonize", "no"], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        wait_for(self.name, lambda: succeeds(["redis-cli", "-p", str(self.port), "ping"]))
        self.rates: dict[tuple[int, int], float] = {}

    def measure(self, connections: int, depth: int, seconds: int) -> dict:
        # redis-benchmark counts calls, not time: as many as took so long the last time.
        rate = self.rates.get((connections, depth)) or self.once(connections, depth, 2_000 * connections)["rate"]
        answer = self.once(connections, depth, max(1_000, int(rate * seconds)))
        self.rates[(connections, depth)] = answer["rate"]
        return answer

    def once(self, connections: int, depth: int, calls: int) -> dict:
        rows = list(csv.reader(run(
            ["redis-benchmark", "-p", str(self.port), "-t", "set", "-r", str(TOKENS), "-c", str(connections), "-P",
             str(depth), "-n", str(calls), "--csv"]).splitlines()))
        answer = dict(zip(rows[0], rows[1]))
        return {"rate": float(answer["rps"]), "p50": 1000 * float(answer["p50_latency_ms"]),
                "p99": 1000 * float(answer["p99_latency_ms"])}

    def stop(self):
        self.process.terminate()
        self.process.wait()


class PostgreSQL:
    """One statement a transaction, prepared, with synchronous_commit as it comes."""

    name = "PostgreSQL"
    scripts = {
        "use": "\\set id random(1, {tokens})\n"
               "UPDATE tokens SET uses = uses - 1 WHERE id = :id AND uses > 0 RETURNING uses;\n",
        "request": "INSERT INTO requests (content) VALUES (decode(md5(random()::text), 'hex')) RETURNING id;\n",
    }

    def __init__(self, directory: str):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        if not found:
            raise Failure("PostgreSQL is not there")
        self.bin = found[-1]
        self.directory = directory
        self.port = 7432
        # PostgreSQL refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(directory, self.user)
        os.chmod(directory, 0o700)
        self.call(["initdb", "-D", f"{directory}/data", "-U", "bench", "--auth", "trust"])
        with open(f"{directory}/data/postgresql.conf", "a") as settings:
            settings.write(f"port = {self.port}\nunix_socket_directories = ''\nmax_connections = 100\n"
                           "shared_buffers = 256MB\n")
        self.call(["pg_ctl", "-D", f"{directory}/data", "-l", f"{directory}/log", "-w", "start"])
        self.psql("CREATE TABLE tokens (id bigint PRIMARY KEY, uses bigint NOT NULL)")
        self.psql(f"INSERT INTO tokens SELECT id, 1000000000 FROM generate_series(1, {TOKENS}) AS id")
        self.psql("CREATE TABLE requests (id bigserial PRIMARY KEY, content bytea, at timestamptz DEFAULT now())")

    def call(self, command: list[str]) -> str:
        command = [os.path.join(self.bin, command[0]), *command[1:]]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid", self.user, "--regid", self.user, "--clear-groups", *command]
        # What pg_ctl starts must not hold the pipes.
        with tempfile.TemporaryFile("w+") as errors:
            if subprocess.run(command, cwd="/", stdout=errors, stderr=errors, text=True).returncode != 0:
                errors.seek(0)
                raise Failure(f"{command}: {errors.read()}")
            errors.seek(0)
            return errors.read()

    def psql(self, statement: str) -> None:
        self.call(["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "bench", "-q", "-c", statement, "postgres"])

    def measure(self, call: str, connections: int, seconds: int) -> dict:
        with tempfile.TemporaryDirectory(dir=self.directory) as scratch:
            os.chmod(scratch, 0o777)
            script = f"{scratch}/script.sql"
            with open(script, "w") as file:
                file.write(self.scripts[call].replace("{tokens}", str(TOKENS)))
            self.call(
                ["pgbench", "-h", "127.0.0.1", "-p", str(self.port), "-U", "bench", "-n", "-M", "prepared", "-c",
                 str(connections), "-j", str(min(2, connections)), "-T", str(seconds), "-f", script, "-l",
                 f"--log-prefix={scratch}/calls", "postgres"])
            latencies = []
            for path in glob.glob(f"{scratch}/calls.*"):
                with open(path) as log:
                    latencies += [int(line.split()[2]) for line in log]
        latencies.sort()
        if not latencies:
            raise Failure("pgbench measured nothing")
        return {"rate": len(latencies) / seconds, "p50": latencies[len(latencies) // 2],
                "p99": latencies[len(latencies) * 99 // 100]}

    def stop(self):
        self.call(["pg_ctl", "-D", f"{self.directory}/data", "-m", "immediate", "stop"])


def install() -> None:
    """The peers' packages, where they are missing."""
    if shutil.which("redis-server") and glob.glob("/usr/lib/postgresql/*/bin/postgres"):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failure("redis-server and postgresql are missing; install them (Debian's names) and start again")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("installing redis-server and postgresql", file=sys.stderr)
    run(["apt-get", "update"], env=environment)
    run(["apt-get", "install", "--yes", "redis-server", "postgresql"], env=environment)


def spread(values: list[dict], key: str) -> dict:
    found = [value[key] for value in values]
    return {"median": statistics.median(found), "least": min(found), "most": max(found), "values": found}


def main() -> int:
    parser = argparse.ArgumentParser(description="durable uses and requests a second, beside Redis and PostgreSQL")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="of each measurement")
    parser.add_argument("--data", default=os.environ.get("TMPDIR", "/tmp"), help="on the disk to be measured")
    parser.add_argument("--programs", default=os.path.join(ROOT, ".build/release"))
    parser.add_argument("--results", default=os.path.join(ROOT, "benchmarks/results"))
    arguments = parser.parse_args()
    install()
    figures: dict[tuple[str, int, int], list[dict]] = {}
    with tempfile.TemporaryDirectory(prefix="durable.", dir=arguments.data) as scratch:
        os.chmod(scratch, 0o755)
        for number in range(arguments.runs):
            print(f"run {number + 1} of {arguments.runs}", file=sys.stderr)
            measure_all(f"{scratch}/{number}", arguments, figures)
            shutil.rmtree(f"{scratch}/{number}")
    report(figures, arguments)
    return 0


def measure_all(directory: str, arguments, figures: dict) -> None:
    """One run: every program by itself, on a directory of its own."""

    def add(name: str, connections: int, depth: int, answer: dict) -> None:
        figures.setdefault((name, connections, depth), []).append(answer)

    def fresh(name: str) -> str:
        os.makedirs(f"{directory}/{name}", 0o755)
        return f"{directory}/{name}"

    seconds = arguments.seconds
    server = TokenServer(arguments.programs, fresh("tokens"))
    try:
        for call in ("use", "request"):
            for connections, depth in SHAPES:
                add(f"token-server {call}", connections, depth, server.measure(call, connections, depth, seconds))
    finally:
        server.stop()
    redis = Redis(fresh("redis"))
    try:
        for connections, depth in SHAPES:
            add(Redis.name, connections, depth, redis.measure(connections, depth, seconds))
    finally:
        redis.stop()
    postgres = PostgreSQL(fresh("postgres"))
    try:
        for call in ("use", "request"):
            for connections in (1, 50):
                name = "PostgreSQL UPDATE" if call == "use" else "PostgreSQL INSERT"
                add(name, connections, 1, postgres.measure(call, connections, seconds))
    finally:
        postgres.stop()


# What is asked for: figure, shape, of whose figure and shape, how often at least, and what would be better still.
TARGETS = [
    ("token-server use", (50, 1), "PostgreSQL UPDATE", (50, 1), 3, None),
    ("token-server use", (50, 1), Redis.name, (50, 1), None, 1),
    ("token-server use", (50, 16), Redis.name, (50, 16), 0.5, 1),
    ("token-server request", (50, 16), "PostgreSQL INSERT", (50, 1), 4, None),
]


def report(figures: dict, arguments) -> None:
    print(f"{'':34} {'shape':>8} {'per second':>10} {'least':>9} {'most':>9} {'p50 us':>8} {'p99 us':>8}")
    for (name, connections, depth), values in figures.items():
        rate = spread(values, "rate")
        print(
            f"{name:34} {connections:>4} x {depth:<2} {rate['median']:>9,.0f} {rate['least']:>9,.0f}"
            f" {rate['most']:>9,.0f} {spread(values, 'p50')['median']:>8,.0f} {spread(values, 'p99')['median']:>8,.0f}")
    ratios = []
    for name, shape, peer, peer_shape, least, goal in TARGETS:
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
        arguments.results, f"{time.strftime('%Y-%m-%dT%H%M%SZ', now)}-{commit.removesuffix('-dirty')}-durable.json")
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


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(f"durable.py: {failure}", file=sys.stderr)
        sys.exit(1)
