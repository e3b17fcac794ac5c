"""nginx in front of a server of the course: with TLS and under a path, as an institution has it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from system_package import install

_CONFIGURATION = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' ''; }}
  server {{
    listen 127.0.0.1:{port} ssl;
    server_name course.example;
    ssl_certificate {folder}/own.pem;
    ssl_certificate_key {folder}/own.pem;
    client_max_body_size 8m;
    location {path} {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto https;
      {upgrade}
    }}
  }}
}}
"""
_UPGRADE = """proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;"""


def command() -> str:
    """nginx, if there is one."""
    return os.environ.get("MAITRISE_NGINX", "") or shutil.which("nginx") or ""


def provide() -> str:
    """Find nginx, or install it."""
    if not command():
        install("nginx-light")
    return command()


@contextmanager
def nginx(
    folder: Path, port: int, behind: int, *, path: str = "/", upgrades: bool = True
) -> Iterator[None]:
    """Run it until the test is done; its certificate is one of the day's.

    Args:
        behind: the port of the server that it shows.
    """
    folder.mkdir()
    _write_certificate(folder / "own.pem")
    configuration = folder / "nginx.conf"
    written = _CONFIGURATION.format(
        folder=folder, port=port, behind=behind, path=path, upgrade=_UPGRADE if upgrades else ""
    )
    configuration.write_text(written, encoding="utf-8")
    running = subprocess.Popen([command(), "-c", configuration, "-p", folder])
    try:
        until = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < until
                assert running.poll() is None, (folder / "error.log").read_text("utf-8")
                time.sleep(0.1)
        yield
    finally:
        running.terminate()
        running.wait(30)


def _write_certificate(path: Path) -> None:
    openssl = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    made = ["-nodes", "-days", "2", "-subj", "/CN=course.example", "-keyout", path, "-out", path]
    other = path.with_suffix(".crt")
    made[-1] = other
    subprocess.run([*openssl, *made], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + other.read_bytes())
