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

import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile

import harness
from harness import ROOT, TOKENS, Failure, Redis, TokenServer, install, report

SHAPES = [(1, 1), (50, 1), (50, 16)]
REDIS = "Redis SET, appendfsync always"


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


def main() -> int:
    arguments = harness.arguments("durable uses and requests a second, beside Redis and PostgreSQL")
    install({"redis-server": "/usr/bin/redis-server", "postgresql": "/usr/lib/postgresql/*/bin/postgres"})
    figures: dict[tuple[str, int, int], list[dict]] = {}
    with tempfile.TemporaryDirectory(prefix="durable.", dir=arguments.data) as scratch:
        os.chmod(scratch, 0o755)
        for number in range(arguments.runs):
            print(f"run {number + 1} of {arguments.runs}", file=sys.stderr)
            measure_all(f"{scratch}/{number}", arguments, figures)
            shutil.rmtree(f"{scratch}/{number}")
    report("durable", figures, TARGETS, arguments)
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
    redis = Redis(fresh("redis"), "set", is_durable=True)
    try:
        for connections, depth in SHAPES:
            add(redis.name, connections, depth, redis.measure(connections, depth, seconds))
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


# What is asked for.
TARGETS = [
    ("token-server use", (50, 1), "PostgreSQL UPDATE", (50, 1), 3, None),
    ("token-server use", (50, 1), REDIS, (50, 1), None, 1),
    ("token-server use", (50, 16), REDIS, (50, 16), 0.5, 1),
    ("token-server request", (50, 16), "PostgreSQL INSERT", (50, 1), 4, None),
]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(f"durable.py: {failure}", file=sys.stderr)
        sys.exit(1)
