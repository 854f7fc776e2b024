"""Pictures for tests, made by the standard library only."""

import struct
import zlib


def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data
            + struct.pack(">I", zlib.crc32(kind + data)))


def png(width, height, *more, rows=None):
    """A red one; `more` are chunks that stand behind the head."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = rows if rows is not None else (b"\0" + b"\xff\0\0" * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more)
            + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b""))


def size(picture):
    assert picture.startswith(b"\x89PNG"), picture[:16]
    return struct.unpack(">II", picture[16:24])


def exif(orientation, has_place=True):
    """A chunk of notes as cameras write them."""
    entries = struct.pack(">HHIHH", 0x112, 3, 1, orientation, 0)
    entries += struct.pack(">HHII", 0x8825, 4, 1, 38)
    place = struct.pack(">HHHI4s", 1, 1, 2, 2, b"N") if has_place else b"\0\0"
    return chunk(b"eXIf", b"MM\0\x2a" + struct.pack(">IH", 8, 2) + entries + b"\0\0\0\0"
                 + place + b"\0\0\0\0")
