"""Bring the libraries of the learner's page and its tests: `make vendor`. Nothing else needs npm.

Each package is compared with the integrity that `vendor.toml` states before a file of it is taken,
and what was taken is listed with its SHA-256, so that a test sees a file that somebody touched.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

_ROOT = Path(__file__).parents[1]
FOLDERS = (_ROOT / "maitrise" / "player" / "vendor", _ROOT / "tests" / "vendor")
SUMS = "SHA256SUMS"


def main() -> None:
    """Fetch every package of each ``vendor.toml`` and write its files and their sums."""
    for folder in FOLDERS:
        bring(folder)


def bring(vendor: Path) -> None:
    """Fetch the packages of one folder."""
    libraries = tomllib.loads((vendor / "vendor.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name, library in libraries.items():
            named = f"{name}@{library['version']}"
            packed = _packed(named, Path(folder))
            if integrity(packed) != library["integrity"]:
                raise SystemExit(
                    f"{named} is not the package that vendor.toml states: its integrity is "
                    f"{integrity(packed)}. Find out why before you take it."
                )
            with tarfile.open(fileobj=packed.open("rb")) as archive:
                for taken, source in library["files"].items():
                    content = archive.extractfile(f"package/{source}").read()
                    (vendor / taken).write_bytes(_ours(taken, content, library["files"]))
    files = sorted(path for path in vendor.rglob("*") if path.is_file() and not is_ours(path))
    lines = [f"{digest(path)}  {path.relative_to(vendor).as_posix()}\n" for path in files]
    (vendor / SUMS).write_text("".join(lines), encoding="utf-8")


def is_ours(path: Path) -> bool:
    """Whether a file of the folder was written here, so that it may change."""
    return path.suffix in {".toml", ".md"} or path.name == SUMS


def _packed(named: str, folder: Path) -> Path:
    """The package as npm has it, from the registry that this machine is set up for."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), named]
    written = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return folder / written.strip().splitlines()[-1]


def integrity(packed: Path) -> str:
    """What npm calls a package's integrity."""
    return "sha512-" + base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _ours(name: str, content: bytes, beside: Iterable[str]) -> bytes:
    """A script without the address of its source map, which a browser would look for.

    A module says where its types lie, for those who check it.
    """
    if not name.endswith(".js"):
        return content
    content, _, _ = content.partition(b"//# sourceMappingURL=")
    types = name.replace(".js", ".d.ts")
    return (f'// @ts-self-types="./{types}"\n'.encode() if types in beside else b"") + content


if __name__ == "__main__":
    main()
