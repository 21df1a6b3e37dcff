"""The service as a process, and over mutual TLS."""

import contextlib
import datetime
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from nabij_matcher import asking, frames
from nabij_matcher.keeping import READY
from nabij_matcher.keys import new_key
from nabij_matcher.serving import mutual_tls
from tests.matcher.serving import asks, everything_from, frame, remote, said_to

POINT = asking.blind(b"jansen piet").blinded


def run(*arguments: str) -> tuple[int, str, str]:
    """The service's command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "nabij_matcher", *arguments], capture_output=True, text=True, timeout=30, check=False
    )
    return done.returncode, done.stdout, done.stderr


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The service, from its first word until it is stopped."""
    with subprocess.Popen(
        [sys.executable, "-m", "nabij_matcher", "serve", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as service:
        assert service.stdout
        assert service.stdout.readline().strip() == READY
        yield service
        service.terminate()
        assert service.wait(10) == 0


def test_the_first_start_makes_a_key_and_the_next_keeps_it(tmp_path: Path) -> None:
    door = tmp_path / "s"
    given = ("--keys", str(tmp_path / "k"), "--socket", str(door))
    with process(*given):
        before = said_to(door, frame(frames.KEYS))
    with process(*given):
        assert said_to(door, frame(frames.KEYS)) == before
    assert not door.exists()
    assert run("keys", "--keys", str(tmp_path / "k"))[1] == f"1 {before[7:].hex()}\n"


def test_a_service_that_another_process_keeps_ends_with_it(tmp_path: Path) -> None:
    with process("--kept", "--keys", str(tmp_path / "k"), "--socket", str(tmp_path / "s")) as service:
        assert service.stdin
        service.stdin.close()
        assert service.wait(10) == 0


def test_it_leaves_no_library_behind(tmp_path: Path) -> None:
    here = {**os.environ, "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", "import nabij_matcher.group"], env=here, check=True, timeout=30)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["serve"],
        ["serve", "--keys", "K"],
        ["serve", "--keys", "K", "--address", "127.0.0.1"],
        ["destroy-key", "--keys", "K"],
        ["destroy-key", "7", "--keys", "K"],
        ["destroy-key", "x", "--keys", "K"],
        ["keys", "1", "--keys", "K"],
        ["make-tea", "--keys", "K"],
    ],
)
def test_what_cannot_be_followed_is_one_dutch_sentence(tmp_path: Path, arguments: list[str]) -> None:
    code, out, error = run(*[str(tmp_path / "k") if word == "K" else word for word in arguments])
    assert (code, out) == (2, "")
    assert error.count("\n") == 1
    assert "Traceback" not in error


def _signs(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        key_cert_sign=ca,
        crl_sign=ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def signed(folder: Path, name: str, by: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer, signer = (by[0].subject, by[1]) if by else (subject, key)
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(_signs(ca=by is None), critical=True)
        .sign(signer, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.with_suffix(".key").write_bytes(secret)
    return path


def authority(folder: Path, name: str) -> tuple[Path, tuple[x509.Certificate, ec.EllipticCurvePrivateKey]]:
    """A certificate that signs others."""
    path = signed(folder, name, None)
    key = serialization.load_pem_private_key(path.with_suffix(".key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return path, (x509.load_pem_x509_certificate(path.read_bytes()), key)


def said_over_tls(port: int, authority: Path, own: Path | None) -> bytes:
    context = ssl.create_default_context(cafile=str(authority))
    if own:
        context.load_cert_chain(own, own.with_suffix(".key"))
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname="vergelijk") as line,
    ):
        line.sendall(asks(1, POINT))
        return everything_from(line)


def _said_or_refused(port: int, authority: Path, own: Path | None) -> bytes:
    # an alert or a closed line, by the version of OpenSSL
    with contextlib.suppress(OSError):
        return said_over_tls(port, authority, own)
    return b""


def _until_refused(line: socket.socket) -> bytes:
    """What is said of this protocol; TLS's own alert is not of it."""
    with contextlib.suppress(OSError):
        return b"" if not (said := everything_from(line)).startswith(frames.MAGIC) else said
    return b""


def test_over_tls_only_who_shows_the_right_certificate_is_answered(tmp_path: Path) -> None:
    new_key(tmp_path / "k")
    ours, signer = authority(tmp_path, "ours")
    other, stranger = authority(tmp_path, "other")
    service = signed(tmp_path, "vergelijk", signer)
    nabij, wrong = signed(tmp_path, "nabij", signer), signed(tmp_path, "wrong", stranger)
    with remote(tmp_path / "k", mutual_tls(service, service.with_suffix(".key"), ours)) as port:
        assert said_over_tls(port, ours, nabij)[3] == frames.DONE
        for refused in (wrong, None):
            assert _said_or_refused(port, ours, refused) == b""
        with pytest.raises(ssl.SSLCertVerificationError):
            said_over_tls(port, other, nabij)
        with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
            plain.sendall(asks(1, POINT))
            assert _until_refused(plain) == b""
