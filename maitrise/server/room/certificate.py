"""Encrypting a room's line: with a certificate that one has, or one made for the day.

Browsers do not know who made one for the day, and say so; the wall shows its fingerprint, by which
a class can see that nobody has put another in its place.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from maitrise.base.errors import WrongCallError, shown_path
from maitrise.base.text import Language, say
from maitrise.server.room.code import HOURS

_A_LITTLE = timedelta(minutes=10)  # telephones' clocks differ


def own_certificate(certificate: Path, key: Path | None, language: Language) -> ssl.SSLContext:
    """What encrypts with a certificate that one has.

    Args:
        key: None where it stands in the certificate's file.

    Raises:
        WrongCallError: one of the files cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        file = shown_path(certificate)
        raise WrongCallError(say("room.bad-certificate", language, file=file)) from error
    return context


@contextmanager
def certificate_of_the_day(names: Sequence[str]) -> Iterator[tuple[ssl.SSLContext, str]]:
    """A certificate for these names, good for a day; and its fingerprint, as browsers show it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "maitrise")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _A_LITTLE)
        .not_valid_after(now + timedelta(hours=HOURS) + _A_LITTLE)
        .add_extension(x509.SubjectAlternativeName([_general(x509, each) for each in names]), False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    written = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    # ssl reads keys from files alone; this one lies there for as long as that takes.
    with TemporaryDirectory() as folder:
        file = Path(folder, "room.pem")
        file.touch(mode=0o600)
        file.write_bytes(written + made.public_bytes(serialization.Encoding.PEM))
        context.load_cert_chain(file)
    yield context, made.fingerprint(hashes.SHA256()).hex(":").upper()


def _general(x509: Any, name: str) -> Any:
    """A name as a certificate has it."""
    try:
        return x509.IPAddress(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        return x509.DNSName(name)
