"""Archives that climb, lie about their size, or are damaged."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable

from cohorts import packed, sheet
from hostile.kind import ALL, LEARNER, Kind, honest, raw, right_sheet


def _zip(add: Callable[[zipfile.ZipFile], object]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answers.json", right_sheet())
        add(archive)
    return buffer.getvalue()


def _named(name: str, content: bytes = b"x") -> bytes:
    return _zip(lambda archive: archive.writestr(name, content))


def _special(kind: int) -> bytes:
    info = zipfile.ZipInfo("link")
    info.external_attr = (kind | 0o777) << 16
    return _zip(lambda archive: archive.writestr(info, "/etc/passwd"))


def _twice() -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _named("answers.json", right_sheet())


def _encrypted() -> bytes:
    content = bytearray(packed({"answers.json": right_sheet()}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    return bytes(content)


def _lying() -> bytes:
    """An entry that says it holds 10 bytes and unpacks to 50 MB."""
    content = bytearray(packed({"answers.json": b" " * 50_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(signature) + offset, 10)
    return bytes(content)


def _wrong_checksum() -> bytes:
    content = bytearray(packed({"answers.json": right_sheet()}))
    for signature, offset in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        struct.pack_into("<I", content, content.index(signature) + offset, 0)
    return bytes(content)


def _swollen() -> bytes:
    """Twenty files of 4 MB that shrink to little, none of them absurd by itself."""
    each = (b"0123456789abcdef" * 4096 + bytes(range(256)) * 150) * 40
    return packed({"answers.json": right_sheet()} | {f"{n}.txt": each for n in range(20)})


def workbook() -> bytes:
    """An XLSX file: a zip inside."""
    from openpyxl import Workbook

    buffer = io.BytesIO()
    Workbook().save(buffer)
    return buffer.getvalue()


def _layers(depth: int) -> bytes:
    content = right_sheet()
    name = "answers.json"
    for layer in range(depth):
        content = packed({name: content})
        name = f"{layer}.zip"
    return content


def _unknown_method() -> bytes:
    content = bytearray(packed({"answers.json": right_sheet()}))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", content, content.index(signature) + offset, 97)
    return bytes(content)


def _greedy() -> bytes:
    """An LZMA member whose first bytes ask for a dictionary of 4 GB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("answers.json", right_sheet())
    content = bytearray(buffer.getvalue())
    properties = content.index(b"answers.json") + len(b"answers.json") + 4
    struct.pack_into("<L", content, properties + 1, 0xFFFF_0000)
    return bytes(content)


def _one_file_often(count: int) -> bytes:
    """A zip in which so many entries share the bytes of one file of 7.9 MB."""
    content = packed({"answers.json": right_sheet(), "00000": b"0" * 7_900_000})
    (start,) = struct.unpack_from("<L", content, content.rindex(b"PK\x05\x06") + 16)
    directory = content[start : content.rindex(b"PK\x05\x06")]
    entry = directory[directory.index(b"PK\x01\x02", 4) :]
    directory += b"".join(entry.replace(b"00000", b"%05d" % n) for n in range(1, count))
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(directory), start, 0
    )
    return content[:start] + directory + end


def _listing(count: int, *, said: int | None = None, size: int | None = None) -> bytes:
    """A zip that is all directory: so many entries of nothing."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, *[0] * 6)
    directory = (entry + b"x") * count
    told = min(count, 0xFFFF) if said is None else said
    length = len(directory) if size is None else size
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, told, told, length, 0, 0)
    # Begins as a zip does, so that it is opened as one.
    return b"PK\x03\x04" + directory + end


def _matryoshka() -> bytes:
    """A hundred small zips of one megabyte each, none of them absurd by itself."""
    inside = packed({"x.txt": b"0" * 999_000})
    return packed({"answers.json": right_sheet()} | {f"{n}.zip": inside for n in range(100)})


def _cp850() -> bytes:
    """Names as old French Windows wrote them, without saying so."""
    content = packed({"answers.json": right_sheet(), "reXsume.txt": b"x"})
    return content.replace(b"reXsume", b"r\x82\x82sume")


KINDS = [
    Kind("zip with a name that climbs", raw(_named("../../../gradebook.db")), ALL,
         ("climbing-name",)),
    Kind("zip with an absolute name", raw(_named("/etc/cron.d/x")), ALL, ("climbing-name",)),
    Kind("zip with a Windows drive", raw(_named("C:\\x.txt")), ALL, ("climbing-name",)),
    Kind("zip with backslashes that climb", raw(_named("..\\..\\x.txt")), ALL,
         ("climbing-name",)),
    Kind("zip with a symlink", raw(_special(stat.S_IFLNK)), ALL, ("link",)),
    Kind("zip with a device", raw(_special(stat.S_IFCHR)), ALL, ("link",)),
    Kind("zip with two entries of one name", raw(_twice()), ALL, ("two-of-one-name",)),
    Kind("zip that holds 200 MB of nothing", raw(lambda: _named("x.txt", b"\0" * 200_000_000)), ALL,
         ("too-large",)),
    Kind("zip that unpacks 1,000 to 1", raw(lambda: _named("x.txt", b"\0" * 7_000_000)), ALL,
         ("bomb",)),
    Kind("zip that lies about sizes", raw(_lying), None, ("damaged-member",)),
    Kind("zip in a zip in a zip in a zip", raw(_layers(4)), None, ("nested-archive",)),
    Kind("zip with 300 files", raw(packed({f"{n}.txt": b"x" for n in range(300)}
                                          | {"answers.json": right_sheet()})), ALL,
         ("other-file",) * 20 + ("many-alike",)),
    Kind("zip with wrongly encoded names", raw(_cp850()), ALL, ("other-file",)),
    Kind("zip with a name of 300 characters", raw(_named("x" * 300)), ALL, ("other-file",)),
    Kind("zip with a name that turns and breaks the line", raw(_named("a\n\u202eb'\"c.txt")),
         ALL, ("other-file",)),
    Kind("zip with a password", raw(_encrypted()), None, ("password",)),
    Kind("zip cut short", raw(honest()[:-400]), None, ("damaged-archive",)),
    Kind("zip of one byte too many", raw(b"x" + honest()), None, ("damaged-archive",)),
    Kind("zip with a wrong checksum", raw(_wrong_checksum()), None, ("damaged-member",)),
    Kind("zip in an unknown compression", raw(_unknown_method()), None, ("other-compression",)),
    Kind("zip in LZMA that asks for 4 GB of memory", raw(_greedy), None,
         ("other-compression",)),
    Kind("zip with a name as a platform gives it, 2,500 times over",
         raw(_named("a_1_assignsubmission_x_" * 2500)), ALL, ("other-file",)),
    Kind("zip with folders 16,000 deep", raw(lambda: _named("d/" * 16_000 + "x.txt")), ALL,
         ("deep-folder",)),
    Kind("zip with 80 files in folders 16,000 deep",
         raw(packed({"answers.json": right_sheet()}
                    | {"d/" * 16_000 + f"{n}.txt": b"x" for n in range(80)})), ALL,
         ("deep-folder",) * 80),
    Kind("zip in a zip, with a directory of 20,000 entries",
         raw(packed({"answers.json": right_sheet(), "more.zip": _listing(20_000)})), ALL,
         ("many-members",)),
    Kind("zip in a zip, with more entries than its end says",
         raw(packed({"answers.json": right_sheet(), "more.zip": _listing(300, said=1)})), ALL,
         ("many-members",)),
    Kind("zip in a zip, with a directory longer than itself",
         raw(packed({"answers.json": right_sheet(), "more.zip": _listing(3, size=9_000)})), ALL,
         ("damaged-archive",)),
    Kind("zip of a hundred zips that unpack a thousandfold", raw(_matryoshka), ALL,
         ("other-file",) * 20 + ("many-alike", "bomb")),
    Kind("zip that is empty", raw(packed({})), None, ("empty-file",)),
    Kind("file of zeros named zip", raw(b"\0" * 1000), None, ("damaged-archive",)),
    Kind("file of 0 bytes named zip", raw(b""), None, ("empty-file",)),
    Kind("rar named zip", raw(b"Rar!\x1a\x07\x00" + b"x" * 100), None, ("other-archive",)),
    Kind("zip that holds more than 20 times itself", raw(_swollen), ALL,
         ("other-file",) * 16 + ("bomb",)),
    Kind("zip with a workbook", raw(lambda: _named("people.xlsx", workbook())), ALL,
         ("other-file",)),
    Kind("zip with another learner's folder", raw(packed({"p-0001/answers.json": right_sheet()})),
         ALL, ("named-for-another",)),
    Kind("zip with sheets that differ by capitals",
         raw(packed({"answers.json": sheet(LEARNER, {}), "Answers.JSON": right_sheet()})), ALL,
         ("older",)),
    Kind("zip with names that differ by how an accent is written",
         raw(packed({"answers.json": right_sheet(), "\u00e9.txt": b"1", "e\u0301.txt": b"2"})), ALL,
         ("other-file",) * 2),
    Kind("zip with names that Windows reserves",
         raw(packed({"answers.json": right_sheet(), "CON": b"x", "nul.txt": b"x",
                     "answers.json:x": b"x", "end. ": b"x"})), ALL, ("other-file",) * 4),
    Kind("zip of nothing but what systems leave",
         raw(packed({"__MACOSX/._answers.json": b"x", ".DS_Store": b"x"})), None, ("empty-file",)),
    Kind("zip of nothing but the tables of the case", raw(packed({"tasks.csv": b"a,b"})), None,
         ("other-file",)),
    Kind("zip whose directory names one file 3,000 times", raw(lambda: _one_file_often(3000)), ALL,
         ("bomb",) * 100 + ("many-alike",)),
    Kind("zip whose names in it and in its directory differ",
         raw(packed({"answers.json": right_sheet()}).replace(b"answers.json", b"answerz.json", 1)),
         None, ("damaged-member",)),
    Kind("zip with a secret that is none",
         raw(packed({"answers.json": right_sheet(), "submission_secret.txt": b"../../x"})), ALL),
]  # fmt: skip
