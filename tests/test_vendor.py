"""Libraries lie there as `make vendor` brings them, with their licences."""

import hashlib
import tomllib
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent
FOLDERS = pytest.mark.parametrize(
    "vendor",
    [_TESTS.parent / "maitrise" / "player" / "vendor", _TESTS / "vendor"],
    ids=["page", "tests"],
)


def sums(vendor: Path) -> dict[str, str]:
    lines = (vendor / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


@FOLDERS
def test_each_library_lies_there_as_it_was_brought(vendor: Path) -> None:
    for name, digest in sums(vendor).items():
        held = hashlib.sha256((vendor / name).read_bytes()).hexdigest()
        assert held == digest, f"{name} was changed by hand: make vendor brings it anew"


@FOLDERS
def test_nothing_lies_there_that_the_sums_do_not_know(vendor: Path) -> None:
    ours = {".toml", ".md"}
    lying = {
        path.relative_to(vendor).as_posix()
        for path in vendor.rglob("*")
        if path.is_file() and path.suffix not in ours and path.name != "SHA256SUMS"
    }
    assert lying == set(sums(vendor))


@FOLDERS
def test_each_library_has_its_licence_beside_it(vendor: Path) -> None:
    libraries = tomllib.loads((vendor / "vendor.toml").read_text(encoding="utf-8"))
    for name, library in libraries.items():
        assert any(file.endswith(".LICENSE") for file in library["files"]), name


def test_fonts_have_theirs() -> None:
    fonts = _TESTS.parent / "maitrise" / "player" / "vendor" / "fonts"
    assert len(list(fonts.glob("OFL-*.txt"))) == 2
