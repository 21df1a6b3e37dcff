"""Static files: packed for browsers that take it, and the same bytes as the source once unpacked."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from nabij.site.static_files import PACKED, accepts_gzip

BROWSER = Path(settings.STATICFILES_DIRS[0])
HOST = {"host": settings.HOSTS["workspace"]}


def test_every_text_comes_packed_and_unpacks_to_the_bytes_of_the_source() -> None:
    client = Client(headers=HOST)
    files = [path for path in BROWSER.rglob("*") if path.suffix in PACKED]
    assert len(files) > 50
    sizes = [0, 0]
    for path in files:
        answer = client.get(
            f"{settings.STATIC_URL}{path.relative_to(BROWSER)}", headers={"accept-encoding": "gzip, br"}
        )
        packed = b"".join(answer)
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Content-Length"] == str(len(packed))
        assert "ETag" not in answer.headers
        assert gzip.decompress(packed) == path.read_bytes()
        sizes = [sizes[0] + len(packed), sizes[1] + path.stat().st_size]
    assert sizes[0] < sizes[1] / 2


@pytest.mark.parametrize("accepted", ["", "br", "identity", "*", "gzip;q=0", "gzip; q=0.0, br"])
def test_without_gzip_the_file_comes_as_it_lies_there(accepted: str) -> None:
    answer = Client(headers=HOST).get(f"{settings.STATIC_URL}look/nabij.css", headers={"accept-encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert b"".join(answer) == (BROWSER / "look" / "nabij.css").read_bytes()


def test_a_font_is_compressed_already() -> None:
    font = "look/fonts/literata-latin-wght-normal.woff2"
    answer = Client(headers=HOST).get(f"{settings.STATIC_URL}{font}", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert b"".join(answer) == (BROWSER / font).read_bytes()


def test_a_part_a_head_and_an_unchanged_file_are_answered_as_they_should() -> None:
    client, address = Client(headers=HOST), f"{settings.STATIC_URL}look/nabij.css"
    source = (BROWSER / "look" / "nabij.css").read_bytes()
    part = client.get(address, headers={"accept-encoding": "gzip", "range": "bytes=0-9"})
    assert (part.status_code, b"".join(part)) == (206, source[:10])
    head = client.head(address, headers={"accept-encoding": "gzip"})
    assert (head.status_code, head.headers["Content-Encoding"], b"".join(head)) == (200, "gzip", b"")
    since = {"accept-encoding": "gzip", "if-modified-since": head.headers["Last-Modified"]}
    assert client.get(address, headers=since).status_code == 304
    assert client.post(address, headers={"accept-encoding": "gzip"}).status_code == 405


def test_a_page_with_secrets_is_never_packed() -> None:
    answer = Client(headers=HOST).get("/inloggen/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_gzip_is_taken_only_where_it_is_named() -> None:
    assert [accepts_gzip(one) for one in ("gzip", "br, GZIP", "gzip;q=0.5", "gzip; q=1.000")] == [True] * 4
    assert [accepts_gzip(one) for one in ("gzipped", "x-gzip", "gzip;q=0.000", "deflate")] == [False] * 4
