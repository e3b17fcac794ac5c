"""The page's libraries are the files that `make vendor` brings, with their licences."""

import hashlib
import tomllib
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "maitrise" / "player" / "vendor"
LIBRARIES = tomllib.loads((VENDOR / "vendor.toml").read_text(encoding="utf-8"))
SUMS = {
    name: digest
    for digest, name in (
        line.split("  ") for line in (VENDOR / "SHA256SUMS").read_text("utf-8").splitlines()
    )
}


def test_each_library_lies_there_as_it_was_brought() -> None:
    for name, digest in SUMS.items():
        held = hashlib.sha256((VENDOR / name).read_bytes()).hexdigest()
        assert held == digest, f"{name} was changed by hand: make vendor brings it anew"


def test_nothing_lies_there_that_the_sums_do_not_know() -> None:
    ours = {".toml", ".md"}
    lying = {
        path.relative_to(VENDOR).as_posix()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.suffix not in ours and path.name != "SHA256SUMS"
    }
    assert lying == set(SUMS)


def test_each_library_has_its_licence_beside_it() -> None:
    for name, library in LIBRARIES.items():
        assert any(file.endswith(".LICENSE") for file in library["files"]), name
    assert len(list((VENDOR / "fonts").glob("OFL-*.txt"))) == 2
