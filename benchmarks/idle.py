#!/usr/bin/env python3
# idle.py: what an idle connection costs the server in memory, over thousands of them.

import argparse
import os
import resource
import socket
import struct
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEADER = struct.Struct(">IBBHII")
# A HELLO with version 1 to 1, by hand: fields 1 and 2.
HELLO = HEADER.pack(4, 1, 0, 0, 0, 0) + bytes([8, 1, 16, 1])
BATCH = 100


def resident(process: int) -> int:
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


def receive(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        part = connection.recv(count - len(data))
        if not part:
            sys.exit("idle.py: the server closed a connection")
        data += part
    return data


def greet(connection: socket.socket) -> None:
    """Takes the server's HELLO whole."""
    length = HEADER.unpack(receive(connection, HEADER.size))[0]
    receive(connection, length)


def main() -> None:
    parser = argparse.ArgumentParser(description="Opens idle connections and says what each costs the server.")
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--programs", default=os.path.join(ROOT, ".build/release"))
    arguments = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as directory:
        server = subprocess.Popen(
            [os.path.join(arguments.programs, "token-server"), "--data", os.path.join(directory, "data"), "--listen",
             "127.0.0.1:0", "--miners", "1", "--max-connections", str(arguments.connections + 10)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            port = next(int(line.split(":")[1].split()[0]) for line in server.stdout if line.startswith("listening on"))
            measure(server.pid, port, arguments.connections)
        finally:
            server.terminate()
            server.wait()


def measure(server: int, port: int, count: int) -> None:
    connections = []

    def connect(number: int) -> None:
        for _ in range(number):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.sendall(HELLO)
            connections.append(connection)
        for connection in connections[-number:]:
            greet(connection)

    # The first pay for what all share.
    connect(BATCH)
    time.sleep(1)
    before = resident(server)
    for _ in range((count - BATCH) // BATCH):
        connect(BATCH)
    time.sleep(2)
    after = resident(server)
    each = (after - before) / (len(connections) - BATCH)
    # Each still is a connection: a PING is answered.
    for connection in connections:
        connection.sendall(HEADER.pack(0, 8, 0, 0, 0, 7))
    if any(HEADER.unpack(receive(connection, HEADER.size))[1] != 9 for connection in connections):
        sys.exit("idle.py: a PING got no PONG")
    print(f"{len(connections)} connections, {each:.0f} bytes each ({before} to {after} bytes resident)")


if __name__ == "__main__":
    main()
