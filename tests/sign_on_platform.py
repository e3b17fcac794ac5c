"""A made-up institution for tests: an LMS that launches (LTI 1.3), a provider of OpenID Connect.

It checks what a tool sends as a real one would, and signs with a key of its own.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

CLIENT, SECRET, KEY_ID = "the-course", "only for tests", "key-1"
_CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
_ROLES = "http://purl.imsglobal.org/vocab/lis/v2/"
LEARNER, INSTRUCTOR = f"{_ROLES}membership#Learner", f"{_ROLES}membership#Instructor"
TEACHES_ELSEWHERE = f"{_ROLES}institution/person#Instructor"


@dataclass(frozen=True)
class Account:
    """Somebody whom the institution knows.

    Attributes:
        said: what it tells of them beside ``sub``, by claim of OpenID Connect.
        parameters: of the tool, as the platform fills them in.
    """

    roles: tuple[str, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Platform:
    """A running institution.

    Attributes:
        accounts: by ``sub``.
        tool: the hub's address, from "http" to "/": nothing is sent anywhere else.
        forges: whether launches are signed with another key than the one that is shown.
    """

    address: str
    accounts: Mapping[str, Account]
    tool: str
    forges: bool = False
    key: rsa.RSAPrivateKey = field(default_factory=lambda: _new_key())
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def page(self, path: str, asked: Mapping[str, str]) -> str | dict[str, Any]:
        """What stands at an address: a page, or data."""
        pages: dict[str, Any] = {
            "/course": self._course,
            "/lti/authorize": self._launch,
            "/keys": self._keys,
            "/.well-known/openid-configuration": self._discovery,
            "/authorize": self._sign_in,
        }
        return pages[path](asked) if path in pages else ""

    # --- LTI 1.3 ---------------------------------------------------------------------------------

    def _course(self, asked: Mapping[str, str]) -> str:
        """A page of the LMS with the link that somebody follows."""
        begin = {
            "iss": self.address,
            "login_hint": asked["who"],
            "target_link_uri": f"{self.tool}services/maitrise/",
            "client_id": CLIENT,
            "lti_message_hint": "link-1",
        }
        return (
            f'<a href="{self.tool}hub/lti13/oauth_login?{html.escape(urlencode(begin))}">Open</a>'
        )

    def _launch(self, asked: Mapping[str, str]) -> str:
        """Answer an authentication request: a form that the browser sends to the tool."""
        assert asked["client_id"] == CLIENT
        assert asked["redirect_uri"] == f"{self.tool}hub/lti13/oauth_callback"
        wanted = ("id_token", "form_post", "none", "openid", "link-1")
        names = ("response_type", "response_mode", "prompt", "scope", "lti_message_hint")
        assert tuple(asked[name] for name in names) == wanted
        sent = {
            "id_token": self._token(asked["login_hint"], asked["nonce"]),
            "state": asked["state"],
        }
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
            for name, value in sent.items()
        )
        action = html.escape(asked["redirect_uri"])
        return f'<form method="post" action="{action}">{hidden}<button>Go on</button></form>'

    def _token(self, who: str, nonce: str) -> str:
        account, now = self.accounts[who], int(time.time())
        said = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": who,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            f"{_CLAIM}message_type": "LtiResourceLinkRequest",
            f"{_CLAIM}version": "1.3.0",
            f"{_CLAIM}deployment_id": "1",
            f"{_CLAIM}target_link_uri": f"{self.tool}services/maitrise/",
            f"{_CLAIM}resource_link": {"id": "link-1"},
            f"{_CLAIM}roles": list(account.roles),
            f"{_CLAIM}custom": dict(account.parameters),
            **account.said,
        }
        header = {"alg": "RS256", "typ": "JWT", "kid": KEY_ID}
        signed = ".".join(_encoded(json.dumps(part).encode()) for part in (header, said))
        key = _new_key() if self.forges else self.key
        signature = key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{_encoded(signature)}"

    def _keys(self, _: Mapping[str, str]) -> dict[str, Any]:
        numbers = self.key.public_key().public_numbers()
        shown = {
            name: _encoded(value.to_bytes((value.bit_length() + 7) // 8, "big"))
            for name, value in (("n", numbers.n), ("e", numbers.e))
        }
        return {"keys": [{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": KEY_ID, **shown}]}

    # --- OpenID Connect --------------------------------------------------------------------------

    def _discovery(self, _: Mapping[str, str]) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
        }

    def _sign_in(self, asked: Mapping[str, str]) -> str:
        """The provider's page: a link for each account, instead of a password."""
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert asked["redirect_uri"] == f"{self.tool}hub/oauth_callback"
        links = []
        for who in self.accounts:
            code = secrets.token_hex(8)
            self.codes[code] = (who, asked["code_challenge"])
            back = urlencode({"code": code, "state": asked["state"]})
            links.append(f'<a href="{asked["redirect_uri"]}?{html.escape(back)}">{who}</a>')
        return " ".join(links)

    def token(self, sent: Mapping[str, str], authorization: str) -> dict[str, Any]:
        """Give a token for a code, to whoever has asked for it and knows the secret."""
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        is_client = authorization == f"Basic {basic}" or sent.get("client_secret") == SECRET
        who, challenge = self.codes.pop(sent["code"])
        verified = _encoded(hashlib.sha256(sent["code_verifier"].encode()).digest())
        assert is_client
        assert verified == challenge
        token = secrets.token_hex(16)
        self.tokens[f"Bearer {token}"] = who
        return {"access_token": token, "token_type": "Bearer", "expires_in": 300}

    def user(self, authorization: str) -> dict[str, Any]:
        """Whom a token is about."""
        who = self.tokens[authorization]
        return {"sub": who, **self.accounts[who].said}


class _Handler(BaseHTTPRequestHandler):
    """The institution's addresses; what it cannot take breaks off, and the test sees no page."""

    platform: Platform

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/userinfo":
            self._answer(self.platform.user(self.headers["Authorization"]))
        else:
            self._answer(self.platform.page(address.path, asked))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(self.platform.token(sent, self.headers.get("Authorization", "")))

    def _answer(self, content: str | dict[str, Any]) -> None:
        is_page = isinstance(content, str)
        written = (content if isinstance(content, str) else json.dumps(content)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if is_page else "application/json")
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        self.wfile.write(written)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def platform(accounts: Mapping[str, Account], tool: str) -> Iterator[Platform]:
    """Run an institution until the test is done.

    Its name is ``localhost`` and the hub's a number, so that to a browser they are two sites.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    running = Platform(f"http://localhost:{server.server_port}", accounts, tool)
    server.RequestHandlerClass = type("Handler", (_Handler,), {"platform": running})
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _encoded(written: bytes) -> str:
    return base64.urlsafe_b64encode(written).rstrip(b"=").decode()
