#!/usr/bin/env python3
# python_client.py: a client written from docs/protocol.md alone: gets a token for a text and uses it until it is spent.
#
#   apt-get install python3-protobuf protobuf-compiler     (for /usr/bin/python3; another needs pip install protobuf)
#   mkdir -p .build/python && protoc --proto_path=Protos --python_out=.build/python Protos/tokenrpc/v1/*.proto
#   PYTHONPATH=.build/python /usr/bin/python3 Tests/EndToEndTests/python_client.py 127.0.0.1:7420
import os
import socket
import struct
import sys

from tokenrpc.v1 import protocol_pb2 as protocol
from tokenrpc.v1 import token_pb2 as schema

HEADER = struct.Struct(">IBBHII")  # length, type, flags, code, call id, argument
HELLO, REQUEST, RESPONSE, PING, PONG, GOAWAY = 1, 2, 3, 8, 9, 10


class Client:
    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port))
        self.input = self.socket.makefile("rb")
        self.last_call = 0
        self.send(HELLO, protocol.ClientHello(version_min=1, version_max=1).SerializeToString())
        hello = protocol.ServerHello.FromString(self.receive()[1])
        self.methods = {method.name.split("/")[1]: method.id for method in hello.methods}

    def send(self, kind, payload, flags=0, code=0, call=0, argument=0):
        self.socket.sendall(HEADER.pack(len(payload), kind, flags, code, call, argument) + payload)

    def receive(self):
        header = HEADER.unpack(self.input.read(HEADER.size) or sys.exit("the server closed the connection"))
        if header[1] == PING:
            self.send(PONG, b"", argument=header[5])
        return header, self.input.read(header[0])

    def call(self, method, request, reply, timeout_ms=30_000):
        self.last_call += 1
        metadata = protocol.Metadata(idempotency_key=os.urandom(16)).SerializeToString()
        payload = struct.pack(">H", len(metadata)) + metadata + request.SerializeToString()
        self.send(REQUEST, payload, 1, self.methods[method], self.last_call, timeout_ms)
        while True:
            (_, kind, flags, code, call, argument), payload = self.receive()
            if kind == GOAWAY and argument < self.last_call:
                sys.exit(protocol.Goaway.FromString(payload).message)
            if kind != RESPONSE or call != self.last_call:
                continue
            message = payload[2 + int.from_bytes(payload[:2], "big"):] if flags & 1 else payload
            if code != 0:
                sys.exit(f"status {code}: {protocol.Failure.FromString(message).message}")
            return reply.FromString(message)


if __name__ == "__main__":
    host, _, port = sys.argv[1].rpartition(":")
    client = Client(host, int(port))
    limits = schema.Effectiveness(uses=2)
    request = schema.RequestRequest(id=os.urandom(32), content=b"hello", effectiveness=limits, wait_ms=20_000)
    token = client.call("Request", request, schema.RequestReply).token
    token.identity or sys.exit("still in the queue; wait longer, or start the server with a lower --difficulty")
    print(schema.TokenStatus.Name(token.status), token.identity[::-1].hex())
    for _ in range(3):
        use = schema.ValidateRequest(identity=token.identity, use=True)
        answer = client.call("Validate", use, schema.ValidateReply)
        print(answer.valid, schema.ValidateReason.Name(answer.reason), answer.uses_left)
