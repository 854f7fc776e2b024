#!/usr/bin/env python3
"""Checks an exported Sokuo journal without any code of Sokuo: standard library only.

    verify.py DIRECTORY [--vkey VKEY] [--since CHECKPOINT]
    verify.py --proof FILE.tlog-proof --leaf LEAF --vkey VKEY

DIRECTORY   an export: checkpoint, vkey, entries.bin, bodies.bin and, of one stream, proofs/
--vkey      the key you were given by another way; without it the export's own key is used, which
            shows that the export is consistent, not who made it
--since     a checkpoint you kept earlier: the export must continue it (only for a whole journal)

Exit: 0 sound, 1 something is wrong, 2 the call is wrong.
The formats are described in src/journal/FORMAT.md and docs/formats/journal-export.md.
"""
import argparse
import base64
import hashlib
import json
import os
import re
import struct
import sys

BODY_MAX = 256 * 1024
KIND = re.compile(rb"[a-z][a-z0-9_]{0,31}\Z")
TYPE = re.compile(rb"[a-z][a-z0-9_]{0,31}(\.[a-z][a-z0-9_]{0,31})+\Z")


class Wrong(Exception):
    """Something in the export is not as it must be: Japanese, English."""

    def __init__(self, ja, en):
        super().__init__(en)
        self.ja, self.en = ja, en


# Ed25519, RFC 8032 section 5.1 ------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def point_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_mul(scalar, p):
    q = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            q = point_add(q, p)
        p = point_add(p, p)
        scalar >>= 1
    return q


def point_equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def recover_x(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P != 0:
        return None
    return P - x if (x & 1) != sign else x


def point_decompress(text):
    y = int.from_bytes(text, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def ed25519_verify(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a = point_decompress(public)
    r = point_decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    h = int.from_bytes(digest, "little") % L
    return point_equal(point_mul(s, BASE), point_add(r, point_mul(h, a)))


# Signed notes and checkpoints -------------------------------------------------------------------

def from_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


def key_hash(name, key):
    return hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]


def read_vkey(text):
    parts = text.strip().split("+", 2)
    key = from_base64(parts[2]) if len(parts) == 3 else None
    if key is None or len(key) != 33 or key[0] != 1 or key_hash(parts[0], key).hex() != parts[1]:
        raise Wrong("鍵（vkey）の形が正しくありません。", "The vkey is not well formed.")
    return parts[0], key


def of_its_epoch(note, vkey):
    """vkey under the name a note has: a restored journal goes on as /e2, with the same key."""
    name, base = note.split(b"\n")[0].decode("utf-8", "replace"), vkey[0].rpartition("/e")[0]
    return (name, vkey[1]) if base and name.rpartition("/e")[0] == base else vkey


def open_note(note, vkey):
    """(origin, size, root) of a checkpoint signed by vkey."""
    name, key = vkey
    broken = Wrong("チェックポイントの形が正しくありません。", "The checkpoint is not well formed.")
    try:
        body, signatures = note.decode("utf-8").split("\n\n", 1)
    except ValueError:
        raise broken from None
    lines = body.split("\n")
    if len(lines) != 3 or not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1], re.ASCII):
        raise broken
    root = from_base64(lines[2])
    if root is None or len(root) != 32 or not signatures.endswith("\n"):
        raise broken
    if lines[0] != name:
        raise Wrong(f"チェックポイントの名前（{lines[0]}）が鍵の名前（{name}）と違います。",
                    f"The checkpoint's origin ({lines[0]}) is not the key's ({name}).")
    message = (body + "\n").encode()
    signed = False
    for line in signatures[:-1].split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014":
            raise broken
        blob = from_base64(parts[2])
        if blob is None:
            raise broken
        if parts[1] == name and blob[:4] == key_hash(name, key):
            signed = signed or ed25519_verify(key[1:], message, blob[4:])
    if not signed:
        raise Wrong("チェックポイントの署名が正しくありません。",
                    "The signature of the checkpoint is wrong.")
    return lines[0], int(lines[1]), root


# The tree, RFC 9162 section 2.1 -----------------------------------------------------------------

def leaf_hash(leaf):
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    def __init__(self):
        self.size = 0
        self.subtrees = []

    def append(self, leaf):
        node, bits = leaf_hash(leaf), self.size
        while bits & 1:
            node = node_hash(self.subtrees.pop(), node)
            bits >>= 1
        self.subtrees.append(node)
        self.size += 1

    def root(self):
        if not self.subtrees:
            return hashlib.sha256(b"").digest()
        node = self.subtrees[-1]
        for left in reversed(self.subtrees[:-1]):
            node = node_hash(left, node)
        return node


def root_from_proof(leaf, index, size, proof):
    """RFC 9162 section 2.1.3.2; None when the proof has the wrong length."""
    if index >= size:
        return None
    node, last, result = index, size - 1, leaf_hash(leaf)
    for sibling in proof:
        if last == 0:
            return None
        if node & 1 or node == last:
            result = node_hash(sibling, result)
            while not node & 1 and node != 0:
                node >>= 1
                last >>= 1
        else:
            result = node_hash(result, sibling)
        node >>= 1
        last >>= 1
    return result if last == 0 else None


def check_proof(text, leaf, vkey):
    """An offline proof in the form of C2SP tlog-proof. Gives (index, checkpoint)."""
    broken = Wrong("証明の形が正しくありません。", "The proof is not well formed.")
    head, _, note = text.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except ValueError:
        raise broken from None
    if lines[0] != "c2sp.org/tlog-proof@v1" or len(lines) < 2:
        raise broken
    match = re.fullmatch(r"index (0|[1-9][0-9]{0,18})", lines[1], re.ASCII)
    hashes = [from_base64(line) for line in lines[2:]]
    if not match or any(item is None or len(item) != 32 for item in hashes):
        raise broken
    checkpoint = open_note(note, vkey)
    index = int(match[1])
    if root_from_proof(leaf, index, checkpoint[1], hashes) != checkpoint[2]:
        raise Wrong(f"記録 {index + 1} は、このチェックポイントに含まれていません。",
                    f"Entry {index + 1} is not part of this checkpoint.")
    return index, checkpoint


# Leaves and bodies ------------------------------------------------------------------------------

class Leaf:
    """Strict: what is accepted here has exactly one form."""

    __slots__ = ("log_id", "seq", "stream", "rev", "type", "commitments")

    def __init__(self, data):
        try:
            self.parse(data)
        except (ValueError, struct.error, IndexError) as error:
            raise Wrong(f"記録の形式が正しくありません（{error}）。",
                        f"An entry is not in its form ({error}).") from None

    def parse(self, data):
        form, self.log_id, self.seq, size = struct.unpack_from(">B16sQB", data, 0)
        at = 26 + size
        kind = data[26:at]
        stream_id, self.rev, size = struct.unpack_from(">16sQB", data, at)
        at += 25
        self.type = data[at:at + size]
        at += size
        version, _, occurred = struct.unpack_from(">HqB", data, at)
        at += 11 + (8 if occurred else 0)
        if form != 1 or not KIND.match(kind) or not TYPE.match(self.type) or len(self.type) > 64:
            raise ValueError("names")
        if not 1 <= self.seq < 2**63 or not 1 <= self.rev < 2**63 or version < 1 or occurred > 1:
            raise ValueError("numbers")
        self.stream = (kind, stream_id)
        at = self.parse_actor(data, at)
        count = data[at]
        at += 1
        self.commitments = []
        for _ in range(count):
            slot, length, digest = struct.unpack_from(">BI32s", data, at)
            at += 37
            after = self.commitments[-1][0] if self.commitments else -1
            if not after < slot <= 1 or not 1 <= length <= BODY_MAX:
                raise ValueError("commitments")
            self.commitments.append((slot, length, digest))
        if at != len(data):
            raise ValueError("length")

    @staticmethod
    def parse_actor(data, at):
        present = data[at]
        at += 1
        if present > 15:
            raise ValueError("actor")
        for bit in (1, 2, 4, None, 8):
            if bit is None:
                if data[at] > 4:
                    raise ValueError("assurance")
                at += 1
            elif present & bit:
                if len(data) < at + 16 or data[at:at + 16] == bytes(16):
                    raise ValueError("id")
                at += 16
        return at


def read_whole(path):
    with open(path, "rb") as file:
        return file.read()


def read_pieces(path, header):
    """Records of a file: a header that ends in the length of what follows."""
    shape = struct.Struct(header)
    with open(path, "rb") as file:
        while True:
            head = file.read(shape.size)
            if not head:
                return
            if len(head) != shape.size:
                break
            fields = shape.unpack(head)
            if fields[-1] > BODY_MAX:
                break
            data = file.read(fields[-1])
            if len(data) != fields[-1]:
                break
            yield fields[:-1], data
    raise Wrong(f"{os.path.basename(path)} が途中で切れているか、壊れています。",
                f"{os.path.basename(path)} is cut off or damaged.")


class Bodies:
    """bodies.bin, in the order of entries and slots."""

    def __init__(self, path):
        self.pieces = read_pieces(path, ">QB32sI")
        self.next = next(self.pieces, None)

    def take(self, seq, slot):
        if self.next is None or self.next[0][:2] != (seq, slot):
            return None
        (_, _, salt), body = self.next
        self.next = next(self.pieces, None)
        return salt, body

    def finish(self):
        if self.next is not None:
            seq = self.next[0][0]
            raise Wrong(f"記録 {seq} のものとされる本文が余っています。",
                        f"A body said to be of entry {seq} belongs to none.")


class Check:
    def __init__(self, directory, vkey):
        self.directory = directory
        self.vkey = vkey
        self.tree = Tree()
        self.revs, self.erased, self.roots = {}, {}, {}
        self.missing = []
        self.bodies, self.log_id = 0, None

    def path(self, name):
        return os.path.join(self.directory, name)

    def take_bodies(self, leaf, bodies):
        for slot, length, digest in leaf.commitments:
            salt, body = bodies.take(leaf.seq, slot) or (None, None)
            if salt is None:
                self.missing.append((leaf.seq, leaf.stream, leaf.rev, slot))
                continue
            self.bodies += 1
            if len(body) != length or hashlib.sha256(b"\x10" + salt + body).digest() != digest:
                raise Wrong(f"記録 {leaf.seq} の本文が、記録された要約値と合いません。",
                            f"The text of entry {leaf.seq} does not match its commitment.")
            if leaf.type == b"journal.erased" and slot == 0:
                said = json.loads(body)
                where = (leaf.stream, said["slot"])
                self.erased[where] = max(self.erased.get(where, 0), said["through_rev"])

    def take(self, data, bodies, is_whole):
        leaf = Leaf(data)
        if is_whole and leaf.seq != self.tree.size + 1:
            raise Wrong(f"記録 {self.tree.size + 1} があるはずのところに {leaf.seq} があります。",
                        f"Entry {leaf.seq} stands where {self.tree.size + 1} should be.")
        if self.log_id not in (None, leaf.log_id):
            raise Wrong(f"記録 {leaf.seq} は別の記録簿のものです。",
                        f"Entry {leaf.seq} is of another journal.")
        self.log_id = leaf.log_id
        expected = self.revs.get(leaf.stream, 0) + 1
        if leaf.rev != expected:
            raise Wrong(f"記録 {leaf.seq} の系列の版は {expected} のはずですが {leaf.rev} です。",
                        f"Entry {leaf.seq} has revision {leaf.rev} and not {expected}.")
        self.revs[leaf.stream] = leaf.rev
        self.take_bodies(leaf, bodies)
        self.tree.append(data)
        return leaf

    def run(self, since):
        """Gives (entries, checkpoint)."""
        note = read_whole(self.path("checkpoint"))
        checkpoint = open_note(note, self.vkey)
        old = open_note(since, of_its_epoch(since, self.vkey)) if since is not None else None
        is_whole = not os.path.isdir(self.path("proofs"))
        if old is not None and not is_whole:
            raise Wrong("一つの系列だけの書き出しでは、以前のチェックポイントを確かめられません。",
                        "An export of one stream cannot be held against an older checkpoint.")
        bodies = Bodies(self.path("bodies.bin"))
        if old is not None and old[1] == 0:
            self.roots[0] = self.tree.root()
        for _, data in read_pieces(self.path("entries.bin"), ">I"):
            leaf = self.take(data, bodies, is_whole)
            if old is not None and self.tree.size == old[1]:
                self.roots[old[1]] = self.tree.root()
            if not is_whole:
                proof = read_whole(self.path(f"proofs/{leaf.seq}.tlog-proof"))
                index, proven = check_proof(proof, data, self.vkey)
                if index != leaf.seq - 1 or proven != checkpoint:
                    raise Wrong(f"記録 {leaf.seq} の証明は別のもののための証明です。",
                                f"The proof of entry {leaf.seq} is for something else.")
        bodies.finish()
        self.judge(is_whole, checkpoint, old)
        return self.tree.size, checkpoint

    def judge(self, is_whole, checkpoint, old):
        if is_whole and (self.tree.size, self.tree.root()) != checkpoint[1:]:
            raise Wrong("記録が、署名されたチェックポイントと合いません。",
                        "The entries are not those of the signed checkpoint.")
        if not is_whole and (self.tree.size == 0 or len(self.revs) != 1):
            raise Wrong("一つの系列の書き出しではありません。", "This is not the export of one stream.")
        for seq, stream, rev, slot in self.missing:
            if self.erased.get((stream, slot), 0) < rev:
                raise Wrong(f"記録 {seq} の本文が、消去の記録なしに失われています。",
                            f"The text of entry {seq} is gone without an erasure.")
        if old is not None and self.roots.get(old[1]) != old[2]:
            raise Wrong("手元のチェックポイントのあとで、記録が書き換えられたか失われています。",
                        "The journal does not continue the checkpoint you kept.")


def say(sound, ja, en):
    print(f"{'OK' if sound else 'NG'}: {ja}\n    {en}")
    return 0 if sound else 1


def load_vkey(given, directory):
    if given is not None and not os.path.exists(given):
        return read_vkey(given)
    return read_vkey(read_whole(given or os.path.join(directory, "vkey")).decode())


def prove_one(arguments):
    proof, leaf = read_whole(arguments.proof), read_whole(arguments.leaf)
    index, checkpoint = check_proof(proof, leaf, load_vkey(arguments.vkey, "."))
    if Leaf(leaf).seq != index + 1:
        raise Wrong("記録の番号が証明と合いません。", "The entry's number is not the proof's.")
    return (f"記録 {index + 1} は {checkpoint[0]} に含まれています。",
            f"Entry {index + 1} is part of {checkpoint[0]}.")


def check_export(arguments):
    since = None if arguments.since is None else read_whole(arguments.since)
    check = Check(arguments.directory, load_vkey(arguments.vkey, arguments.directory))
    entries, checkpoint = check.run(since)
    erased = len(check.missing)
    ja = (f"{checkpoint[0]} の記録 {entries} 件と本文 {check.bodies} 件（消去済み {erased} 件）は、"
          f"大きさ {checkpoint[1]} のチェックポイントと合っています。")
    en = (f"{entries} entries and {check.bodies} bodies ({erased} erased) of {checkpoint[0]} "
          f"match the checkpoint of size {checkpoint[1]}.")
    if arguments.vkey is None:
        ja += "鍵は書き出しに添えられたものです。別の経路で受け取った鍵と比べてください。"
        en += " The key is the export's own: compare it with one you got another way."
    return ja, en


def main():
    parser = argparse.ArgumentParser(description="Sokuo の記録簿の書き出しを確かめます / "
                                     "checks an exported Sokuo journal")
    parser.add_argument("directory", nargs="?", metavar="DIRECTORY")
    parser.add_argument("--vkey", help="鍵またはそのファイル / the key or a file with it")
    parser.add_argument("--since", metavar="CHECKPOINT",
                        help="以前のチェックポイント / a checkpoint kept earlier")
    parser.add_argument("--proof", help="一件の証明 / the proof of one entry")
    parser.add_argument("--leaf", help="その記録のバイト列 / the bytes of that entry")
    arguments = parser.parse_args()
    is_proof = arguments.proof is not None
    if is_proof != (arguments.leaf is not None) or is_proof == (arguments.directory is not None) \
            or (is_proof and arguments.vkey is None):
        parser.error("DIRECTORY, or --proof with --leaf and --vkey")
    try:
        ja, en = prove_one(arguments) if is_proof else check_export(arguments)
    except Wrong as wrong:
        return say(False, wrong.ja, wrong.en)
    except FileNotFoundError as error:
        return say(False, f"ファイルなし: {error.filename}", f"A file is missing: {error.filename}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        return say(False, f"読めません: {error}", f"Cannot be read: {error}")
    return say(True, ja, en)


if __name__ == "__main__":
    sys.exit(main())
