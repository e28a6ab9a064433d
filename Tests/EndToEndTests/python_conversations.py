#!/usr/bin/env python3
# python_conversations.py: what docs/protocol.md promises beyond a unary call, asked of a real server. Each function is
# one conversation of python_client.py's, named on the command line; a promise that is not kept is an AssertionError.
#
#   PYTHONPATH=.build/python /usr/bin/python3 -B Tests/EndToEndTests/python_conversations.py 127.0.0.1:7420 PID follow
#
# It wants a server of its own, PID, where nothing is mined, six requisitions fill the queue, and PINGs come often:
#
#   token-server --difficulty 40 --miners 1 --queue-max 6 --keepalive-interval 100ms --keepalive-timeout 1h ...
import os
import signal
import socket
import sys
import threading

from python_client import (
    CREDIT, CRITICAL, END, GOAWAY, HEADER, HELLO, ITEM, PING, RESPONSE, Client, Failed, protocol, schema)

CANCELLED, INVALID_ARGUMENT, DEADLINE_EXCEEDED, NOT_FOUND = 1, 3, 4, 5
RESOURCE_EXHAUSTED, OUT_OF_RANGE, UNIMPLEMENTED, UNAVAILABLE = 8, 11, 12, 14
STATUS = "tokenrpc.v1.TokenService/Status"


def pages(server):
    """A stream without `follow` sends the size, then the pages in the order asked, and ends."""
    client = server.connect()
    for _ in range(5):
        enqueue(client)
    size, third, first = queue(client, pages=[3, 1], page_size=2)
    assert (size.size.queue_size, size.size.page_count) == (5, 3)
    assert (third.page.page_number, len(third.page.queue_page)) == (3, 1)
    assert (first.page.page_number, len(first.page.queue_page)) == (1, 2)
    assert failure_of(lambda: list(queue(client, pages=[4], page_size=2))).code == OUT_OF_RANGE


def credit(server):
    """A stream sends what it has credit for and waits for more; its END counts the items."""
    client = server.connect(window=2)
    for _ in range(5):
        enqueue(client)
    call = client.start("QueueStream", schema.QueueStreamRequest(pages=[1, 2, 3], page_size=2))
    assert [client.next_frame(call).kind for _ in range(2)] == [ITEM, ITEM]
    client.ping()
    assert not client.calls[call]
    client.send(CREDIT, call=call, argument=1)
    assert client.next_frame(call).kind == ITEM
    client.ping()
    assert not client.calls[call]
    client.send(CREDIT, call=call, argument=10)
    assert client.next_frame(call).kind == ITEM
    end = client.next_frame(call)
    assert (end.kind, end.code, end.argument) == (END, 0, 4)


def too_much_credit(server):
    """Unused credit above 2^31 - 1 ends the stream."""
    client = server.connect()
    call = client.start("QueueStream", schema.QueueStreamRequest(follow=True))
    for _ in range(2):
        client.send(CREDIT, call=call, argument=2**31 - 1)
    assert failure_of(lambda: list(client.items(call, schema.QueueStreamItem))).code == INVALID_ARGUMENT


def follow(server):
    """A follower hears of each event, in order, while other calls go over the same connection."""
    client = server.connect(window=2)
    stream = queue(client, follow=True)
    last = next(stream).size.sequence
    for size in range(1, 6):
        request_id = enqueue(client)
        event = next(stream).event
        assert (event.kind, event.queue_size) == (schema.QUEUE_EVENT_KIND_QUEUED, size) and event.sequence > last
        last = event.sequence
    client.call("Revoke", schema.RevokeRequest(request_id=request_id), schema.RevokeReply)
    event = next(stream).event
    assert (event.kind, event.queue_size) == (schema.QUEUE_EVENT_KIND_FAILED, 4)
    # Another follower goes on where this one was before.
    resumed = queue(server.connect(), follow=True, after_sequence=last)
    assert next(resumed).WhichOneof("item") == "size"
    assert next(resumed).event == event


def metadata(server):
    """Entries travel with a request, a method may be named there, and a wrong block fails that call alone."""
    client = server.connect()
    request = schema.StatusRequest(service=schema.ServiceSubject())
    entry = protocol.MetadataEntry(key="x-team", value=b"\x00\xff")
    for method in ["Status", STATUS]:
        reply = client.call(method, request, schema.StatusReply, metadata=protocol.Metadata(entries=[entry]))
        assert reply.service.kernel
    wrong = protocol.Metadata(entries=[protocol.MetadataEntry(key="Upper")])
    failure = failure_of(lambda: client.call("Status", request, schema.StatusReply, metadata=wrong))
    assert failure.code == INVALID_ARGUMENT and failure.not_started and failure.detail("field").field
    failure = failure_of(lambda: client.call("tokenrpc.v1.TokenService/Nothing", request, schema.StatusReply))
    assert failure.code == UNIMPLEMENTED and failure.not_started
    assert client.call("Status", request, schema.StatusReply).service.kernel


def repeated(server):
    """The same idempotency key with the same request is the same requisition; with another request it is refused."""
    client = server.connect()
    key = protocol.Metadata(idempotency_key=os.urandom(16))
    request = schema.RequestRequest(content=b"once")
    first, second = [client.call("Request", request, schema.RequestReply, metadata=key).token for _ in range(2)]
    assert first.request_id and first.request_id == second.request_id
    another = schema.RequestRequest(content=b"twice")
    failure = failure_of(lambda: client.call("Request", another, schema.RequestReply, metadata=key))
    assert failure.code == INVALID_ARGUMENT and failure.detail("field")


def details(server):
    """A failure tells programs which field or limit it is of, whether anything was done, and when to come back."""
    client = server.connect()
    request = schema.RequestRequest(effectiveness=schema.Effectiveness(uses=0))
    failure = failure_of(lambda: client.call("Request", request, schema.RequestReply))
    assert failure.code == INVALID_ARGUMENT and failure.detail("field").field == "effectiveness.uses"
    assert failure.detail("limit") is None
    for _ in range(6):
        enqueue(client)
    failure = failure_of(lambda: enqueue(client))
    assert failure.code == RESOURCE_EXHAUSTED and failure.not_started and failure.retry_after_ms == 1_000
    assert (failure.detail("limit").limit, failure.detail("limit").maximum) == ("queue-max", 6)
    failure = failure_of(lambda: client.call("Status", schema.StatusRequest(request_id=bytes(32)), schema.StatusReply))
    assert failure.code == NOT_FOUND and not failure.details and not failure.retry_after_ms


def cancel(server):
    """CANCEL is answered by the call's end, for a stream and a unary call; for a call that has ended by nothing."""
    client = server.connect()
    call = client.start("QueueStream", schema.QueueStreamRequest(follow=True))
    items = client.items(call, schema.QueueStreamItem)
    next(items)
    client.cancel(call)
    assert failure_of(lambda: next(items)).code == CANCELLED
    waiting = client.start("Request", schema.RequestRequest(wait_ms=60_000))
    client.cancel(waiting)
    assert failure_of(lambda: client.answer(waiting, schema.RequestReply)).code == CANCELLED
    client.cancel(waiting)
    # Who leaves the loop cancels, and what still comes is no longer heard.
    for _ in queue(client, follow=True):
        break
    while (frame := client.receive()).kind != END:
        pass
    assert (frame.call, frame.code) == (client.last_call, CANCELLED) and not client.calls
    # The connection is as good as before, which it is not after a CANCEL for a call that was never made.
    client.ping()
    client.cancel(client.last_call + 1)
    assert failure_of(client.ping).code == UNAVAILABLE


def deadline(server):
    """The server ends a call whose time is over, unary or stream; what it had accepted stays."""
    client = server.connect()
    request = schema.RequestRequest(id=os.urandom(32), wait_ms=60_000)
    failure = failure_of(lambda: client.call("Request", request, schema.RequestReply, timeout_ms=300))
    assert failure.code == DEADLINE_EXCEEDED
    if not failure.not_started:
        status = schema.StatusRequest(request_id=request.id)
        token = client.call("Status", status, schema.StatusReply).token
        assert token.status == schema.TOKEN_STATUS_PENDING
    stream = client.stream(
        "QueueStream", schema.QueueStreamRequest(follow=True), schema.QueueStreamItem, timeout_ms=300)
    assert failure_of(lambda: list(stream)).code == DEADLINE_EXCEEDED


def ping(server):
    """PINGs are answered on both sides, while a stream is in flight too."""
    client = server.connect()
    stream = queue(client, follow=True)
    next(stream)
    for _ in range(3):
        assert client.ping() > 0
    # The server asks again only when the PING before was answered.
    asked = 0
    while asked < 3:
        asked += client.receive().kind == PING
    enqueue(client)
    assert next(stream).event.queue_size == 1


def drain(server):
    """A drain says GOAWAY with the last call accepted, answers what was accepted, and closes."""
    client = server.connect()
    waiting = client.start("Request", schema.RequestRequest(wait_ms=60_000))
    following = queue(client, follow=True)
    next(following)
    os.kill(server.pid, signal.SIGTERM)
    while (frame := client.receive()).kind != GOAWAY:
        pass
    assert (frame.argument, protocol.Goaway.FromString(frame.message).code) == (client.last_call, 0)
    failure = failure_of(lambda: enqueue(client))
    assert failure.code == UNAVAILABLE and failure.not_started
    assert client.answer(waiting, schema.RequestReply).token.status == schema.TOKEN_STATUS_PENDING
    assert failure_of(lambda: list(following)).code == UNAVAILABLE
    # Then nothing but the end of the connection.
    assert failure_of(client.receive).code == UNAVAILABLE


def newer_server(_):
    """What a later version may send: an unknown frame is skipped; with the critical flag its call fails."""
    unknown = 77
    hello = protocol.ServerHello(methods=[protocol.MethodEntry(id=259, name=STATUS)]).SerializeToString()
    reply = schema.StatusReply(service=schema.ServiceStatus(kernel="new")).SerializeToString()
    # Type, flags, call and payload of what answers each frame of the client's.
    script = [
        [(HELLO, 0, 0, hello)],
        [(unknown, 0, 1, b"?"), (unknown, 0, 0, b""), (RESPONSE, 4, 1, reply)],
        [(unknown, CRITICAL, 2, b"?"), (unknown, CRITICAL, 0, b"?")],
        [],  # CANCEL
        [(RESPONSE, CRITICAL | 4, 3, reply)],
        [],  # CANCEL
        [(RESPONSE, CRITICAL, 4, reply)],
    ]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=play, args=[listener, script], daemon=True).start()
        client = Client(*listener.getsockname())

        def status():
            return client.call("Status", schema.StatusRequest(), schema.StatusReply).service.kernel

        assert status() == "new"
        assert failure_of(status).code == UNIMPLEMENTED
        assert failure_of(status).code == UNIMPLEMENTED
        assert status() == "new"
        assert failure_of(status).code == UNAVAILABLE


def play(listener, script):
    """A server that answers each frame by the script, and closes at its end."""
    connection = listener.accept()[0]
    with connection, connection.makefile("rb") as heard:
        for frames in script:
            heard.read(HEADER.unpack(heard.read(HEADER.size))[0])
            for kind, flags, call, payload in frames:
                connection.sendall(HEADER.pack(len(payload), kind, flags, 0, call, 0) + payload)


class Server:
    def __init__(self, address, pid):
        host, _, port = address.rpartition(":")
        self.place, self.pid = (host, int(port)), int(pid)

    def connect(self, window=32):
        return Client(*self.place, window=window)


def queue(client, **request):
    return client.stream("QueueStream", schema.QueueStreamRequest(**request), schema.QueueStreamItem)


def enqueue(client):
    """Puts a requisition into the queue and returns its id."""
    return client.call("Request", schema.RequestRequest(), schema.RequestReply).token.request_id


def failure_of(action):
    try:
        action()
    except Failed as failure:
        return failure
    raise AssertionError("it did not fail")


if __name__ == "__main__":
    socket.setdefaulttimeout(60)  # what never comes is no promise kept
    globals()[sys.argv[3]](Server(*sys.argv[1:3]))
