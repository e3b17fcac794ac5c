"""Sending learning records, to a small real HTTP server that misbehaves in every usual way."""

import base64
import json
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from typer.testing import CliRunner

from maitrise.base.errors import SendingError, WrongCallError
from maitrise.base.text import Text
from maitrise.cli.app import app
from maitrise.learner.documents import own_documents
from maitrise.learner.learner_data import record_file
from maitrise.learner.lrs import BATCH, PAUSES, send
from maitrise.learner.lrs_request import TryAgainError, post
from maitrise.learner.lrs_store import Store, store_at
from maitrise.learner.record import append_statement
from maitrise.learner.statements import Moment, took_part

Answer = tuple[int, dict[str, str], str]
OK: Answer = (200, {}, "the ids")
AWAY: Answer = (503, {"Retry-After": "0"}, "busy")


class Receiving(ThreadingHTTPServer):
    """A server that gives each request the next of its answers, then accepts all."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, dict[str, str], list[dict[str, Any]]]] = []
        self.refuses: Callable[[list[dict[str, Any]]], Answer | None] = lambda batch: None
        self.holds: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/xAPI"

    @property
    def taken(self) -> list[str]:
        return [
            each["id"] for _, headers, batch in self.asked if "took" in headers for each in batch
        ]


class Handler(BaseHTTPRequestHandler):
    server: Receiving

    def do_POST(self) -> None:
        batch = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.answers.pop(0) if self.server.answers else None
        status, extra, said = answer or self.server.refuses(batch) or OK
        if said == OK[2]:
            headers["took"] = "all"
            said = json.dumps([each["id"] for each in batch])
        self.server.asked.append((self.path, headers, batch))
        self.send_response(status)
        for name, value in extra.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said.encode())

    def do_GET(self) -> None:
        name = self.path.partition("?statementId=")[2]
        self.send_response(200 if name in self.server.holds else 404)
        self.end_headers()
        if name in self.server.holds:
            self.wfile.write(json.dumps({"id": name}).encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(autouse=True)
def _straight_to_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the proxy and the account of whoever runs the tests out of them."""
    for name in [*os.environ]:
        if name.lower().endswith("_proxy") or name == "MAITRISE_LRS_USER":
            monkeypatch.delenv(name)


@pytest.fixture
def server(learner_home: Path) -> Iterator[Receiving]:
    running = Receiving()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


def statements(count: int) -> list[dict[str, Any]]:
    moment = Moment("p-1", "2026-01-05T09:00:00+00:00", "fr")
    return [
        took_part(moment, "attempted", f"lesson-{each}", Text("a", "b")) for each in range(count)
    ]


def write_record(made: list[dict[str, Any]]) -> None:
    for each in made:
        append_statement(record_file(), each)


def typed(*words: str) -> Any:
    return CliRunner().invoke(app, ["record", "send", *words, "--lang", "fr"])


def test_what_was_taken_is_not_sent_again(server: Receiving) -> None:
    made = statements(3)
    store = Store(server.url)
    assert send(made[:2], store, "fr").sent == 2
    again = send(made, store, "fr")
    assert (again.sent, again.before) == (1, 2)
    assert server.taken == [each["id"] for each in made]


def test_statements_go_in_batches_with_the_headers_of_xapi(server: Receiving) -> None:
    send(statements(BATCH + 1), Store(server.url, "ada", "é:x"), "fr")
    assert [len(batch) for _, _, batch in server.asked] == [BATCH, 1]
    path, headers, _ = server.asked[0]
    assert path == "/xAPI/statements"
    assert headers["x-experience-api-version"] == "1.0.3"
    assert base64.b64decode(headers["authorization"].split()[1]).decode() == "ada:é:x"


def test_a_server_that_is_away_twice_is_tried_until_it_answers(server: Receiving) -> None:
    waited: list[float] = []
    server.answers = [(503, {}, ""), (429, {"Retry-After": "9999"}, ""), OK]
    assert send(statements(1), Store(server.url), "fr", sleep=waited.append).sent == 1
    assert waited == [PAUSES[0], 30.0]


def test_a_server_that_stays_away_is_told_and_the_next_sending_goes_on(server: Receiving) -> None:
    made = statements(BATCH + 5)
    server.answers = [OK, *[AWAY] * 5]
    with pytest.raises(SendingError) as told:
        send(made, Store(server.url), "fr")
    assert "HTTP 503 busy" in str(told.value)
    assert f"Envoyées : {BATCH}" in str(told.value).replace("\u00a0", " ")
    assert send(made, Store(server.url), "fr").sent == 5


def test_nobody_at_the_address_is_told_in_one_line(learner_home: Path) -> None:
    with Receiving() as closed:
        url = closed.url
    write_record(statements(1))
    with pytest.raises(SendingError) as told:
        send(statements(1), Store(url), "en", sleep=lambda _: None)
    assert "is not available" in str(told.value)
    assert "\n" not in str(told.value)


def test_a_statement_that_is_refused_keeps_no_other_back(server: Receiving) -> None:
    made = statements(7)
    bad = made[4]["id"]

    def refuses(batch: list[dict[str, Any]]) -> Answer | None:
        return (400, {}, "no such\nverb") if bad in [each["id"] for each in batch] else None

    server.refuses = refuses
    done = send(made, Store(server.url), "fr")
    assert done.sent == 6
    assert done.refused == ["HTTP 400 no such verb"]
    assert send(made, Store(server.url), "fr").refused == done.refused


def test_a_statement_that_the_store_holds_already_counts_as_sent(server: Receiving) -> None:
    server.answers = [(409, {}, "conflict")]
    made = statements(1)
    assert send(made, Store(server.url), "fr").sent == 1
    assert send(made, Store(server.url), "fr").before == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((401, {}, ""), "refuse l’entrée"),
        ((403, {}, ""), "MAITRISE_LRS_PASSWORD"),
        ((404, {}, ""), "pas d’entrepôt xAPI"),
        ((307, {"Location": "https://elsewhere.example/"}, ""), "https://elsewhere.example/"),
    ],
)
def test_a_refusal_of_the_store_is_told_at_once_and_nobody_insists(
    server: Receiving, answer: Answer, words: str
) -> None:
    server.answers = [answer]
    with pytest.raises(SendingError) as told:
        send(statements(1), Store(server.url), "fr")
    assert words in str(told.value)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        "<!doctype html><title>Sign in</title>",
        '{"ok": true}',
        "[1, 2]",
        "",
        "[" * 100_000,
    ],
)
def test_an_answer_that_names_no_statement_sends_nothing(server: Receiving, answer: str) -> None:
    made = statements(2)
    server.answers = [(200, {}, answer)]
    with pytest.raises(SendingError, match="did not confirm") as told:
        send(made, Store(server.url), "en")
    assert "Sent: 0; kept for the next time: 2" in str(told.value)
    assert len(str(told.value)) < 500
    assert send(made, Store(server.url), "en").sent == 2


def test_only_the_ids_that_come_back_count_as_sent(server: Receiving) -> None:
    made = statements(3)
    ids = [each["id"] for each in made]
    server.answers = [(200, {}, json.dumps([ids[1], "somebody-elses"]))]
    first = send(made, Store(server.url), "fr")
    assert (first.sent, first.unanswered) == (1, 2)
    again = send(made, Store(server.url), "fr")
    assert (again.sent, again.before, again.unanswered) == (2, 1, 0)
    assert server.taken == [ids[0], ids[2]]


def own_certificate(folder: Path) -> Path:
    """A key with a certificate that nobody but itself has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "own.pem"
    path.write_bytes(key.private_bytes(*plain) + certificate.public_bytes(Encoding.PEM))
    return path


def test_a_certificate_that_proves_nothing_is_sent_nothing_and_nobody_insists(
    server: Receiving, tmp_path: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate(tmp_path))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    slept: list[float] = []
    store = Store(f"https://localhost:{server.server_port}/xAPI")
    with pytest.raises(SendingError, match="does not prove"):
        send(statements(1), store, "en", sleep=slept.append)
    assert (slept, server.asked) == ([], [])


def test_an_id_in_capitals_is_the_same_id(server: Receiving) -> None:
    made = statements(2)
    server.answers = [(200, {}, json.dumps([each["id"].upper() for each in made]))]
    assert send(made, Store(server.url), "en").sent == 2


def test_what_a_server_says_moves_no_cursor(server: Receiving) -> None:
    server.answers = [(302, {"Location": "https://login.example/\x1b[2J"}, "")]
    with pytest.raises(SendingError, match="302") as error:
        send(statements(1), Store(server.url), "en")
    assert str(error.value).isprintable()


def test_an_outbox_that_cannot_be_written_is_named_and_loses_nothing(server: Receiving) -> None:
    store = Store(server.url)
    store.outbox.mkdir(parents=True)
    with pytest.raises(SendingError, match="cannot be noted") as error:
        send(statements(1), store, "en")
    assert str(store.outbox) in str(error.value)


def test_a_store_that_answers_without_a_word_is_asked_which_it_holds(server: Receiving) -> None:
    made = statements(3)
    server.holds = {made[0]["id"], made[2]["id"]}
    server.answers = [(204, {}, "")]
    done = send(made, Store(server.url), "fr")
    assert (done.sent, done.unanswered) == (2, 1)
    assert send(made, Store(server.url), "fr").before == 2


def test_the_command_says_what_was_not_confirmed_and_ends_with_one(server: Receiving) -> None:
    write_record(statements(2))
    server.answers = [(200, {}, "[]")]
    result = typed("--lrs", server.url)
    assert result.exit_code == 1
    assert "pas confirmées : 2" in result.stderr.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("url", "wire"),
    [
        ("https://académie.example/xAPI", "https://xn--acadmie-eya.example/xAPI"),
        (
            "https://lrs.example.org/dépôt de traces/",
            "https://lrs.example.org/d%C3%A9p%C3%B4t%20de%20traces",
        ),
        ("https://lrs.example.org/a%20b", "https://lrs.example.org/a%20b"),
        ("http://[::1]:8100/xAPI", "http://[::1]:8100/xAPI"),
    ],
)
def test_an_address_is_written_as_it_goes_over_the_wire(url: str, wire: str) -> None:
    assert store_at(url, "", "", "fr").url == wire


@pytest.mark.parametrize(
    "url",
    [
        "lrs.example.org",
        "ftp://lrs.example.org",
        "http://",
        "http://[x",
        "http://lrs.example.org:port/xAPI",
        "http://lrs.example.org:99999/xAPI",
        "http://lrs example.org/xAPI",
        "http://a..b/xAPI é",
        "https://" + "é" * 80 + ".example/xAPI",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(WrongCallError, match="not the address"):
        store_at(url, "", "", "en")


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(WrongCallError) as told:
        store_at("https://ada:secret@lrs.example.org/xAPI", "", "", "en")
    assert "secret" not in str(told.value)


def test_the_address_may_end_in_statements_or_a_slash() -> None:
    urls = ("https://lrs.example.org/xAPI/statements", "https://lrs.example.org/xAPI/")
    assert {store_at(url, "", "", "en") for url in urls} == {Store("https://lrs.example.org/xAPI")}


def test_only_plain_http_to_another_machine_is_overheard() -> None:
    overheard = {url: Store(url).is_unencrypted for url in ("http://a.b", "https://a.b")}
    assert overheard == {"http://a.b": True, "https://a.b": False}
    assert not Store("http://127.0.0.1:8100/xAPI").is_unencrypted


def test_the_command_waits_for_a_busy_server_and_says_what_was_sent(
    server: Receiving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAITRISE_LRS_USER", "ada")
    monkeypatch.setenv("MAITRISE_LRS_PASSWORD", "pw")
    made = statements(2)
    write_record(made)
    with record_file().open("a", encoding="utf-8") as file:
        file.write('{"verb": half\n{"verb": {"id": "x"}}\n')
    server.answers = [AWAY, AWAY]
    result = typed("--lrs", server.url)
    assert result.exit_code == 0, result.output
    assert "envoyées : 2" in result.stdout.replace("\u00a0", " ")
    assert "laissées de côté : 2" in result.stderr.replace("\u00a0", " ")
    assert server.taken == [each["id"] for each in made]
    assert all(headers["authorization"].startswith("Basic ") for _, headers, _ in server.asked)


def test_the_command_says_what_the_store_refuses_and_ends_with_one(server: Receiving) -> None:
    write_record(statements(1))
    server.answers = [(400, {}, "bad verb")]
    result = typed("--lrs", server.url)
    assert result.exit_code == 1
    assert "bad verb" in result.stderr


def test_erasing_a_learner_erases_the_outbox_too(server: Receiving) -> None:
    send(statements(1), Store(server.url), "fr")
    assert Store(server.url).outbox.exists()
    own_documents().erase("fr")
    assert not Store(server.url).outbox.exists()


SERVER_HELLO = b"\x16\x03\x03\x3f\xff\x02\x00\x3f\xfb\x03\x03"


@pytest.mark.parametrize(
    ("scheme", "begun"),
    [
        ("http", b"HTTP/1.1 200 OK\r\nX: "),
        ("http", b"HTTP/1.1 200 OK\r\n\r\n"),
        ("http", b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"),
        ("http", b"HTTP/1.1 500 X\r\n\r\n"),
        ("http", b"HTTP/1.1 400 X\r\n\r\n"),
        ("https", SERVER_HELLO),
        ("proxy", b"HTTP/1.1 200 OK\r\nX: "),
    ],
)
def test_an_answer_that_never_ends_is_cut_off(
    scheme: str, begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maitrise.learner.lrs_request._PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _ = listening.accept()
            never = threading.Event()
            with connection, suppress(OSError):
                connection.sendall(begun)
                while not never.wait(0.02):
                    connection.sendall(b"x")

        threading.Thread(target=drip, daemon=True).start()
        place = f"127.0.0.1:{listening.getsockname()[1]}"
        url = f"{scheme}://{place}/xAPI"
        if scheme == "proxy":
            monkeypatch.setenv("https_proxy", f"http://{place}")
            url = "https://lrs.example.org/xAPI"
        with pytest.raises(TryAgainError, match="timed out"):
            post(store_at(url, "", "", "en"), [{"id": "s-1"}])


def test_an_answer_that_breaks_off_is_asked_for_again(server: Receiving) -> None:
    server.answers = [(200, {"Content-Length": "5000"}, '["half'), OK]
    slept: list[float] = []
    assert send(statements(1), Store(server.url), "en", sleep=slept.append).sent == 1
    assert slept == [PAUSES[0]]
