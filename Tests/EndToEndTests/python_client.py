#!/usr/bin/env python3
# python_client.py: a client written from docs/protocol.md alone: unary calls, streams, cancelling, pings, drain. Run by
# itself it gets a token for a text and uses it until it is spent; python_conversations.py has the rest. One thread.
#
#   apt-get install python3-protobuf protobuf-compiler     (for /usr/bin/python3; another needs pip install protobuf)
#   mkdir -p .build/python && protoc --proto_path=Protos --python_out=.build/python Protos/tokenrpc/v1/*.proto
#   PYTHONPATH=.build/python /usr/bin/python3 Tests/EndToEndTests/python_client.py 127.0.0.1:7420
import collections
import os
import socket
import struct
import sys
import time

from tokenrpc.v1 import protocol_pb2 as protocol
from tokenrpc.v1 import token_pb2 as schema

HEADER = struct.Struct(">IBBHII")  # length, type, flags, code, call id, argument
HELLO, REQUEST, RESPONSE, ITEM, END, CANCEL, CREDIT, PING, PONG, GOAWAY = range(1, 11)
HAS_METADATA, NOT_STARTED, CRITICAL = 1, 2, 128  # flags
UNIMPLEMENTED, UNAVAILABLE = 12, 14  # the status codes that this side finds by itself

Frame = collections.namedtuple("Frame", "kind flags code call argument metadata message")


class Failed(Exception):
    """A call failed. `not_started`: the server did nothing, so it may be sent again, after `retry_after_ms`."""

    def __init__(self, code, failure, not_started=False, retry_after_ms=0):
        super().__init__(f"status {code}: {failure.message}")
        self.code, self.not_started, self.retry_after_ms = code, not_started, retry_after_ms
        self.details = failure.details

    def detail(self, kind):
        """The detail of a kind: `field`, `limit`, `outcome_unknown` or `resume_from`; None: it has none."""
        return next((getattr(each, kind) for each in self.details if each.HasField(kind)), None)


class Client:
    """A connection. A stream may send `window` items that were not taken yet."""

    def __init__(self, host, port, window=32):
        self.socket = socket.create_connection((host, port))
        self.input = self.socket.makefile("rb")
        self.window = window
        self.methods = {}  # ids by name
        self.calls = {}  # of each call in flight the frames that came and were not taken yet
        self.last_call = self.last_ping = 0
        self.last_accepted = 2**32 - 1  # until a GOAWAY says less
        hello = protocol.ClientHello(version_min=1, version_max=1, initial_credit=window)
        self.send(HELLO, hello.SerializeToString())
        while self.receive().kind != HELLO:
            pass

    def call(self, method, request, reply, timeout_ms=30_000, metadata=None):
        """Makes a unary call and returns the reply. With the idempotency key of an earlier call it repeats that one."""
        block = protocol.Metadata(idempotency_key=os.urandom(16))
        block.MergeFrom(metadata or protocol.Metadata())
        return self.answer(self.start(method, request, timeout_ms, block), reply)

    def stream(self, method, request, item, timeout_ms=0, metadata=None):
        """Yields what a stream sends. Leaving the loop cancels it."""
        yield from self.items(self.start(method, request, timeout_ms, metadata), item)

    def start(self, method, request, timeout_ms=0, metadata=None):
        """Sends a request and returns the call's id. A method is `Method`, by the server's table, or
        `package.Service/Method`, which needs none."""
        if self.last_call >= self.last_accepted:
            raise Failed(UNAVAILABLE, protocol.Failure(message="this server takes no more calls"), not_started=True)
        block = protocol.Metadata()
        block.MergeFrom(metadata or protocol.Metadata())
        block.method = method if "/" in method else ""
        number = 0 if block.method else self.methods[method]
        head = block.SerializeToString()
        payload = struct.pack(">H", len(head)) + head + request.SerializeToString()
        self.last_call += 1
        self.calls[self.last_call] = collections.deque()
        self.send(REQUEST, payload, HAS_METADATA, number, self.last_call, timeout_ms)
        return self.last_call

    def answer(self, call, reply):
        """Waits for the reply of a unary call that was started."""
        try:
            return reply.FromString(self.finished(self.next_frame(call)).message)
        finally:
            del self.calls[call]

    def items(self, call, item):
        """Yields the items of a stream that was started; grants credit when half of the window was taken."""
        half, taken = max(1, self.window // 2), 0
        try:
            while (frame := self.next_frame(call)).kind == ITEM:
                yield item.FromString(frame.message)
                taken += 1
                if taken % half == 0:
                    self.send(CREDIT, call=call, argument=half)
            self.finished(frame)
        except GeneratorExit:
            self.cancel(call)
            raise
        finally:
            del self.calls[call]

    def cancel(self, call):
        """Asks for the end of a call; its own end, with CANCELLED or what came first, is the answer."""
        self.send(CANCEL, call=call)

    def ping(self):
        """Measures a round trip, in seconds."""
        self.last_ping += 1
        began = time.monotonic()
        self.send(PING, argument=self.last_ping)
        while (frame := self.receive()).kind != PONG or frame.argument != self.last_ping:
            pass
        return time.monotonic() - began

    def next_frame(self, call):
        while not self.calls[call]:
            if call > self.last_accepted:
                raise Failed(UNAVAILABLE, protocol.Failure(message="the server was draining"), not_started=True)
            self.receive()
        return self.calls[call].popleft()

    def finished(self, frame):
        if frame.code != 0:
            failure = protocol.Failure.FromString(frame.message)
            raise Failed(frame.code, failure, bool(frame.flags & NOT_STARTED), frame.metadata.retry_after_ms)
        return frame

    def receive(self):
        """Reads one frame and does what it asks of the connection. What belongs to a call in flight is kept for it."""
        length, kind, flags, code, call, argument = HEADER.unpack(self.read(HEADER.size))
        payload = self.read(length)
        end = 2 + int.from_bytes(payload[:2], "big") if flags & HAS_METADATA else 0
        metadata = protocol.Metadata.FromString(payload[2:end])
        frame = Frame(kind, flags, code, call, argument, metadata, payload[end:])
        if flags & CRITICAL and (kind > GOAWAY or flags & ~(HAS_METADATA | NOT_STARTED | CRITICAL)):
            failure = protocol.Failure(message="the server asks for what this client does not know")
            frame = Frame(END, 0, UNIMPLEMENTED, call, 0, metadata, failure.SerializeToString())
            if call in self.calls:
                self.cancel(call)
        if frame.kind == HELLO:
            hello = protocol.ServerHello.FromString(frame.message)
            self.methods = {method.name.split("/")[1]: method.id for method in hello.methods}
        elif frame.kind == PING:
            self.send(PONG, argument=argument)
        elif frame.kind == GOAWAY:
            goaway = protocol.Goaway.FromString(frame.message)
            if goaway.code != 0:  # nothing more is answered
                raise Failed(UNAVAILABLE, protocol.Failure(message=f"status {goaway.code}: {goaway.message}"))
            self.last_accepted = argument
        elif frame.kind in (RESPONSE, ITEM, END) and call in self.calls:
            self.calls[call].append(frame)
        return frame

    def read(self, count):
        try:
            data = self.input.read(count)
        except ConnectionError:
            data = b""
        if len(data) < count:
            raise Failed(UNAVAILABLE, protocol.Failure(message="the server closed the connection"))
        return data

    def send(self, kind, payload=b"", flags=0, code=0, call=0, argument=0):
        try:
            self.socket.sendall(HEADER.pack(len(payload), kind, flags, code, call, argument) + payload)
        except ConnectionError:
            pass  # reading says so too, behind the answers that still came


def main(address):
    host, _, port = address.rpartition(":")
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


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Failed as failure:
        sys.exit(str(failure))
