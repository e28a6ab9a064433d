#!/usr/bin/env python3
# write.py: wrote the files of this folder, once, from docs/ledger.md alone: a second implementation of every format.
#
# The files are frozen. A test that differs from them has found a fault in the code, or a change that breaks every
# ledger there is; running this again must change nothing.
import hashlib
import hmac
import pathlib

HERE = pathlib.Path(__file__).parent
LEDGER = bytes.fromhex("00112233445566778899aabbccddeeff")
SEED = 0xA1B2C3D4
CHAIN = 0xC0FFEE01
T = 1_700_000_000_000


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return n(crc ^ 0xFFFFFFFF, 4)


def n(value, size):
    return value.to_bytes(size, "big")


def seeded(data):
    return crc32c(n(SEED, 4) + data)


def run(first):
    """Thirty-two bytes that rise from `first`."""
    return bytes((first + i) % 256 for i in range(32))


def pad(data, to):
    return bytes(-len(data) % to)


def write(name, what, facts, fields):
    lines = [f"# {what}"] + [f"# {key}: {value}" for key, value in facts]
    for label, data in fields:
        lines.append(f"# {label}")
        lines += [data[i : i + 48].hex() for i in range(0, len(data), 48)]
    (HERE / f"{name}.hex").write_text("\n".join(lines) + "\n")


# Block headers

def header_fields(extra, height, link, time, difficulty, digest, salt, nonce):
    return [("magic and version", b"TKB\x01"), ("extra nonce", n(extra, 4)), ("height", n(height, 8)),
            ("link", link), ("time", n(time, 8)), ("difficulty", n(difficulty, 4)), ("chain id", n(CHAIN, 4)),
            ("requisition digest", digest), ("salt", salt), ("nonce", n(nonce, 4))]


def is_met(identity, difficulty):
    bits, fraction = difficulty >> 24, difficulty & 0xFFFFFF
    return difficulty == 0 or int.from_bytes(identity[24:], "little") * 2**25 < 2 ** (64 - bits) * (2**25 - fraction)


def mined(extra, height, link, time, difficulty, digest, salt):
    start = b"".join(data for _, data in header_fields(extra, height, link, time, difficulty, digest, salt, 0))[:-4]
    nonce = 0
    while not is_met(sha(start + n(nonce, 4)), difficulty):
        nonce += 1
    fields = header_fields(extra, height, link, time, difficulty, digest, salt, nonce)
    header = b"".join(data for _, data in fields)
    return header, fields, sha(header)


def link_form(identity):
    return sha(b"tokenrpc/link/1", identity)


def write_header(name, what, block):
    header, fields, identity = block
    facts = [("identity", identity[::-1].hex()), ("link of the next block", link_form(identity).hex())]
    write(name, what, facts, fields)


# Records

KINDS = {"request id": 1, "content": 2, "content's SHA-256": 3, "URL": 4, "name": 5, "block header": 6,
         "sealed code": 7, "reason": 8}


def attachment(kind, data, salt, form=0, key=0):
    """The commitment, then the fields."""
    head = n(KINDS[kind], 1) + n(form, 1) + n(key, 2) + n(len(data), 4) + seeded(salt + data)
    fields = [(f"attachment, {kind}: kind, form, key id", head[:4]), ("length of data", head[4:8]),
              ("CRC of salt and data", head[8:]), ("CRC of the 12 bytes before", seeded(head)),
              ("salt", salt), ("data", data), ("zeros to a multiple of 8", pad(data, 8))]
    return sha(b"tokenrpc/attachment/1", n(KINDS[kind], 1), salt, data), [f for f in fields if f[1]]


def record(kind, body, attachments=(), sequence=7, time=T, epoch=3, realm=5, caller=9):
    """The leaf hash, then the fields."""
    raw = b"".join(data for _, data in body)
    committed = 48 + len(raw) + len(pad(raw, 8)) + 32 * len(attachments)
    behind = [field for _, fields in attachments for field in fields]
    fields = [("type", n(kind, 2)), ("body version, number of attachments", n(1, 1) + n(len(attachments), 1)),
              ("length of the committed part", n(committed, 4)),
              ("length of the attachments", n(sum(len(data) for _, data in behind), 4)),
              ("sequence", n(sequence, 8)), ("time", n(time, 8)), ("epoch", n(epoch, 4)), ("realm", n(realm, 4)),
              ("caller", n(caller, 8))] + body
    if pad(raw, 8):
        fields.append(("zeros to a multiple of 8", pad(raw, 8)))
    fields += [(f"commitment {i}", commitment) for i, (commitment, _) in enumerate(attachments)]
    covered = b"".join(data for _, data in fields)
    return sha(b"\0", covered), [("CRC of the rest of the committed part", seeded(covered))] + fields + behind


def write_record(name, what, *arguments, **named):
    leaf, fields = record(*arguments, **named)
    write(f"record-{name}", what, [("seed", n(SEED, 4).hex()), ("leaf", leaf.hex())], fields)
    return leaf


NONE = bytes(32)
REPEAT = run(0x80)
created = (1, [("ledger id", LEDGER), ("chain id", n(CHAIN, 4)), ("difficulty floor", n(8 << 24, 4))])
first = dict(sequence=0, epoch=1, realm=0, caller=0)
leaf0 = write_record("01-ledger-created", "ledger created", *created, **first)
write_record("02-epoch-opened", "epoch opened by a restore that lost record 4321 and what followed", 2,
             [("old head: records", n(4500, 8)), ("old head: root", run(1)), ("reason: restore", n(3, 1)),
              ("zeros", bytes(7)), ("first missing sequence", n(4321, 8))])
name = attachment("name", "Zoë".encode(), run(2))
write_record("03-user-named", "user named", 3, [], [name])
write_record("04-caller-named", "caller named", 4, [], [attachment("name", b"billing", run(3))])


def accepted(public, client, limits, uses, instant, duration, size, repeat):
    return [("publicId", public), ("client time", n(client, 8)), ("limits", n(limits, 1)), ("zeros", bytes(7)),
            ("uses", n(uses, 8)), ("instant", n(instant, 8)), ("duration", n(duration, 8)),
            ("content bytes", n(size, 8)), ("holder commitment", NONE), ("repeat", repeat)]


request_id = run(0x40)
public_id = sha(b"tokenrpc/queue/1", request_id)
content = b"a token's content"
leaf5 = write_record(
    "05-requisition-accepted", "requisition accepted: content, 3 uses until an instant, push-back URL", 5,
    accepted(public_id, T - 5, 1 | 2, 3, T + 86_400_000, 0, len(content), REPEAT),
    [attachment("request id", request_id, run(4)), attachment("content", content, run(5)),
     attachment("URL", b"https://example.org/done", run(6))])
write_record(
    "05-requisition-accepted-digest", "requisition accepted: only the content's SHA-256, valid for an hour", 5,
    accepted(public_id, 0, 4 | 8, 0, 0, 3_600_000, 1 << 40, NONE),
    [attachment("request id", request_id, run(4)), attachment("content's SHA-256", sha(content), run(5))])

block1 = mined(0, 1, leaf0, T + 1, 0, leaf5, run(0x10)[:16])
block2 = mined(0x01020304, 2, link_form(block1[2]), T + 2, 16 << 24, run(0x20), run(0x11)[:16])
block3 = mined(2, 3, link_form(block2[2]), T + 3, 12 << 24 | 0x800000, run(0x21), run(0x12)[:16])
write_header("header-no-difficulty", "block 1: difficulty 0, linked to the leaf hash of record 0", block1)
write_header("header-whole-bits", "block 2: 16 whole bits", block2)
write_header("header-fraction", "block 3: 12 bits and a fraction of 2^23: the target is three quarters of 2^52", block3)

write_record("06-block-sealed", "block sealed", 6,
             [("height", n(2, 8)), ("accepted sequence", n(6, 8)), ("end", n(T + 3_600_000, 8)),
              ("link form of its identity", link_form(block2[2]))],
             [attachment("block header", block2[0], run(7))])
write_record("07-requisition-failed", "requisition failed: revoked in the queue", 7,
             [("accepted sequence", n(6, 8)), ("reason: revoked", n(2, 1)), ("zeros", bytes(7))])
write_record("08-token-used", "token used: one use left", 8,
             [("height", n(2, 8)), ("uses left", n(1, 8)), ("repeat", REPEAT)])
write_record("08-token-used-no-limit", "token used: no limit", 8,
             [("height", n(2, 8)), ("uses left", b"\xff" * 8), ("repeat", NONE)])
sealed = attachment("sealed code", run(0x60)[:12] + run(0x70)[:6] + run(0x78)[:16], run(8), form=1, key=3)
write_record("09-code-issued", "code issued", 9,
             [("user", n(2, 8)), ("created", n(T, 8)), ("end", n(T + 60_000, 8)), ("digits", n(6, 1)),
              ("zeros", bytes(3)), ("uses allowed", n(1, 4)), ("refusals allowed", n(10, 4)), ("zeros", bytes(4)),
              ("HMAC", run(9))], [sealed])
write_record("10-code-used", "code used", 10,
             [("user", n(2, 8)), ("code", n(6, 8)), ("times used", n(4, 8)), ("repeat", REPEAT)])


def refused(kind, reason, died, count, subject, code, first, last, repeat):
    return [("subject kind", n(kind, 1)), ("reason", n(reason, 1)), ("died of it", n(died, 1)), ("zero", bytes(1)),
            ("count", n(count, 4)), ("subject", n(subject, 8)), ("code", n(code, 8)), ("first", n(first, 8)),
            ("last", n(last, 8)), ("repeat", repeat)]


write_record("11-refused-token", "refused: twelve uses of the token at height 2, spent", 11,
             refused(1, 2, 0, 12, 2, 0, T - 60_000, T, NONE))
write_record("11-refused-user", "refused: a wrong code, of which the user's code died", 11,
             refused(2, 7, 1, 1, 2, 6, T, T, REPEAT))
write_record("12-revoked", "revoked", 12, [("height", n(2, 8))], [attachment("reason", b"lost", run(10))])
write_record("13-erased", "erased: two attachments of record 5, one of record 6", 13,
             [("sequence", n(5, 8)), ("mask", n(6, 4)), ("zeros", bytes(4)), ("sequence", n(6, 8)),
              ("mask", n(1, 4)), ("zeros", bytes(4))])
write_record("14-time-mark", "time mark", 14, [])
write_record("15-clock-corrected", "clock corrected", 15,
             [("old time", n(T + 600_000, 8)), ("new time", n(T, 8))])
write_record("16-push-back-tried", "push-back tried", 16,
             [("accepted sequence", n(6, 8)), ("attempt", n(2, 4)), ("outcome", n(503, 4))])
write_record("unknown-may-be-passed-over", "an unknown type from 0x8000 on", 0x8001, [("body", run(11))])
write_record("unknown-refuses-the-ledger", "an unknown type below 0x8000", 0x7FFF, [("body", run(11))])

# Attachments alone

for file, what, (commitment, fields) in [("attachment-plain", "a plain attachment", name),
                                         ("attachment-sealed", "a sealed attachment", sealed)]:
    write(file, what, [("seed", n(SEED, 4).hex()), ("commitment", commitment.hex())], fields)

# Trees: the leaves of the reference implementation of RFC 6962, and the roots of the first 0 to 8 of them

LEAVES = [bytes.fromhex(text) for text in
          ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]]


def root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return sha(b"\1", root(leaves[:left]), root(leaves[left:]))


hashes = [sha(b"\0", leaf) for leaf in LEAVES]
write("merkle-roots", "the roots of the trees over the first 0 to 8 of these leaves", 
      [(f"leaf {i}", leaf.hex()) for i, leaf in enumerate(LEAVES)],
      [(f"root of {i} leaves", root(hashes[:i])) for i in range(9)])

# A batch, segment header, head, keys

opened = (2, [("old head: records", n(0, 8)), ("old head: root", sha()), ("reason: start", n(1, 1)),
              ("zeros", bytes(7)), ("first missing sequence", n(0, 8))])
leaf1, fields1 = record(*opened, sequence=1, epoch=1, realm=0, caller=0)
records = record(*created, **first)[1] + fields1
length = 96 + sum(len(data) for _, data in records)
tree = root([leaf0, leaf1])
batch = [("magic", b"TKBT"), ("length from here to the end of the last record", n(length, 4)),
         ("batch number", n(1, 8)), ("first sequence", n(0, 8)), ("records", n(2, 4)), ("epoch", n(1, 4)),
         ("root after the batch", tree), ("zeros", bytes(28))]
batch.append(("CRC of the 92 bytes before", seeded(b"".join(data for _, data in batch))))
write("batch", "the first batch of a ledger: record 0 and its first epoch", [("seed", n(SEED, 4).hex())],
      batch + records + [("zeros to a multiple of 512", bytes(-length % 512))])


def closed(fields, size):
    """Zeros to the CRC of all before it, which ends it."""
    raw = b"".join(data for _, data in fields)
    raw += bytes(size - 4 - len(raw))
    return fields + [("zeros", bytes(len(raw) - sum(len(data) for _, data in fields))),
                     (f"CRC of the {size - 4} bytes before", crc32c(raw))]


write("segment-header", "the header of segment 2", [],
      closed([("magic", b"TKBS"), ("version", n(1, 4)), ("ledger id", LEDGER), ("number", n(2, 4)),
              ("segment size", n(65536, 4)), ("seed", n(SEED, 4))], 512))


def slot(batch, records, epoch, tree):
    return closed([("magic", b"TKBH"), ("version", n(1, 4)), ("ledger id", LEDGER), ("batch", n(batch, 8)),
                   ("records in the log", n(records, 8)), ("epoch", n(epoch, 4)), ("zeros", bytes(20)),
                   ("root", tree)], 512)


gap = [("zeros to the next slot or the end", bytes(3584))]
write("head", "head: batch 6 in the first slot, batch 7 in the second", [],
      slot(6, 40, 2, run(12)) + gap + slot(7, 43, 3, run(13)) + gap)
write("head-first-start", "head of a first start: batch 0, the empty tree's root", [],
      slot(0, 0, 0, sha()) + [("zeros to the end", bytes(7680))])

keys = []
for number, purpose, state, key in [(1, 1, 1, run(14)), (2, 2, 2, run(15)), (3, 3, 1, run(16)), (4, 2, 1, run(17))]:
    entry = n(number, 2) + n(purpose, 1) + n(state, 1) + key
    keys += [("id", entry[:2]), ("purpose, state", entry[2:4]), ("key", key), ("CRC", crc32c(entry))]
write("keys", "keys: code, a retired one of purpose repeat, seal, and its successor of purpose repeat", [], keys)

# What stands in records for an idempotency key and for a request id


def repeat(method, key, fields):
    def parts(values):
        return b"".join(n(len(value), 4) + value for value in values)

    caller = parts([n(5, 4), n(9, 8), method, key])
    return [hmac.new(run(17), message, "sha256").digest()[:16] for message in (caller, caller + parts(fields))]


key = b"sixteen bytes key"
what = ["realm 5, caller 9, the key `sixteen bytes key`"]
for file, method, fields, about in [
    ("repeat-request", b"Request",
     [request_id, b"\0", sha(content), n(len(content), 8), n(3, 8), n(T + 86_400_000, 8), b"",
      b"https://example.org/done"], "the requisition of record-05-requisition-accepted.hex"),
    ("repeat-validate", b"Validate", [run(0x30), b""], "a use of the identity 3031…4f, no content given"),
    ("repeat-validate-code", b"Validate", ["zoë".encode(), b"012345"], "a use of the code 012345 of the user zoë")]:
    first_half, second_half = repeat(method, key, fields)
    write(file, f"repeat: {method.decode()}, realm 5, caller 9, the key `{key.decode()}`; {about}",
          [("key of purpose repeat", run(17).hex())], [("key", first_half), ("request", second_half)])
write("public-id", "SHA-256(`tokenrpc/queue/1` then the request id)", [("request id", request_id.hex())],
      [("publicId", public_id)])

# How a user's code stands in its record. AES-GCM is in no standard library: this alone needs the package cryptography.

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

binding = LEDGER + n(5, 4) + n(2, 8) + n(T, 8)
bound = [("ledger id, realm, user, created", binding.hex())]
write("code-hmac", "HMAC of the code 012345", bound + [("key of purpose code", run(17).hex())],
      [("HMAC", hmac.new(run(17), binding + b"012345", "sha256").digest())])
write("code-sealed", "the code 012345 sealed", bound + [("key of purpose seal", run(33).hex())],
      [("nonce", run(0x60)[:12]), ("ciphertext, tag", AESGCM(run(33)).encrypt(run(0x60)[:12], b"012345", binding))])
