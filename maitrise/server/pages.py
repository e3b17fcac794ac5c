"""Serve the published pages from memory, compressed once."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from pathlib import Path

from tornado.web import HTTPError

from maitrise.server.handler import Handler

_COMPRESSED = {".html", ".js", ".css", ".json", ".svg", ".webmanifest", ".txt", ".csv"}
_WORTH_IT = 1024  # bytes; below, a compressed answer is no shorter
mimetypes.add_type("text/javascript", ".js")  # some registries of Windows say text/plain
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("font/woff2", ".woff2")


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file as it is sent.

    Attributes:
        path: of the file on disk.
        compressed: empty if compression would not make it shorter.
        stamp: modification time and size, to see when the file has changed.
    """

    path: Path
    kind: str
    content: bytes
    compressed: bytes
    tag: str
    stamp: tuple[int, int]


class PublishedSite:
    """The files of a folder that ``maitrise publish`` has written, cached."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._files: dict[tuple[str, str], PublishedFile] = {}

    def file(self, address: str, attributes: str) -> PublishedFile:
        """The file of an address; for a folder, its ``index.html``.

        Args:
            attributes: what the server adds to the ``<html>`` of a page.

        Raises:
            FileNotFoundError: there is none.
        """
        known = self._files.get((address, attributes))
        path = known.path if known else self._path(address)
        state = path.stat()
        stamp = state.st_mtime_ns, state.st_size
        if known is None or known.stamp != stamp:
            added = attributes if path.suffix == ".html" else ""
            known = self._files[address, attributes] = _read(path, added, stamp)
        return known

    def _path(self, address: str) -> Path:
        path = self._folder.joinpath(*address.split("/"))
        if address.endswith("/") or not address:
            path /= "index.html"
        if not path.resolve().is_relative_to(self._folder) or not path.is_file():
            raise FileNotFoundError(address)
        return path


def _read(path: Path, attributes: str, stamp: tuple[int, int]) -> PublishedFile:
    content = path.read_bytes()
    if attributes:
        content = content.replace(b"<html", f"<html {attributes}".encode(), 1)
    compressed = b""
    if path.suffix in _COMPRESSED and len(content) > _WORTH_IT:
        compressed = gzip.compress(content, 6, mtime=0)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or path.suffix in (".json", ".webmanifest"):
        kind += "; charset=UTF-8"
    tag = hashlib.sha256(content).hexdigest()[:20]
    return PublishedFile(path, kind, content, compressed, tag, stamp)


class PageHandler(Handler):
    """Serves published files: any address that is neither of the API nor of JupyterLab."""

    async def get(self, address: str) -> None:
        """Send a published file."""
        if self.access.documents(self) is None and not self.is_public(address):
            self.keep_out(address)
            return
        published: PublishedSite = self.settings["published"]
        try:
            found = published.file(address, self._attributes(address))
        except (OSError, ValueError) as error:
            raise HTTPError(HTTPStatus.NOT_FOUND) from error
        self.set_header("Content-Type", found.kind)
        self.set_header("Vary", "Accept-Encoding")
        takes_gzip = "gzip" in self.request.headers.get("Accept-Encoding", "")
        content = found.compressed if takes_gzip and found.compressed else found.content
        self.set_header("Etag", f'"{found.tag}{"-gz" if content is found.compressed else ""}"')
        if self.check_etag_header():
            self.set_status(HTTPStatus.NOT_MODIFIED)
            return
        if content is found.compressed:
            self.set_header("Content-Encoding", "gzip")
        self.finish(content)

    async def head(self, address: str) -> None:
        """Answer as to GET, without the body."""
        await self.get(address)

    def compute_etag(self) -> None:
        """Nothing: ``get`` sets the ETag, computed once per file."""

    def keep_out(self, address: str) -> None:
        """Refuse a request of somebody who was not let in."""
        raise HTTPError(HTTPStatus.FORBIDDEN)

    def is_public(self, address: str) -> bool:
        """Whether a file is served without access."""
        return False

    def attributes_of(self, address: str) -> dict[str, str]:
        """The ``data-`` attributes that tell a page the addresses of the API and of JupyterLab."""
        up = "../" * address.count("/")
        attributes = {"data-api": f"{up}api/"}
        if self.settings["lab"]:
            attributes["data-lab"] = f"{up}lab/"
        return attributes

    def _attributes(self, address: str) -> str:
        attributes = self.attributes_of(address)
        return " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
