"""Static files: text goes as gzip to browsers that take it, and unpacks to the bytes of the source."""

import gzip
import io
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Response, StaticFile

# Fonts are compressed already.
PACKED = frozenset({".js", ".css", ".svg", ".txt", ".html"})
BEST = 9


def accepts_gzip(accepted: str) -> bool:
    """Whether an ``Accept-Encoding`` names gzip with a weight above nought (RFC 9110, 12.5.3); ``*`` names nothing."""
    for choice in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in choice.split(";"))
        if name == "gzip":
            return not any(_is_nought(one) for one in parameters)
    return False


def _is_nought(parameter: str) -> bool:
    name, _, weight = parameter.partition("=")
    return name == "q" and not weight.strip("0. ")


@cache
def _packed(path: str, changed: int, size: int) -> bytes:
    """The file as gzip without name or time; packed once for each content, at its first use."""
    return gzip.compress(Path(path).read_bytes(), BEST, mtime=0)


class _PackedFile(StaticFile):  # type: ignore[misc]  # whitenoise carries no types
    """A static file that is sent packed when nobody asks for a part of it."""

    def __init__(self, path: str, headers: list[tuple[str, str]], stat_cache: Any) -> None:
        super().__init__(path, [*headers, ("Vary", "Accept-Encoding")], stat_cache=stat_cache)
        self.path = path

    def get_response(self, method: str, request_headers: dict[str, str]) -> Response:
        plain = super().get_response(method, request_headers)
        taken = accepts_gzip(request_headers.get("HTTP_ACCEPT_ENCODING", ""))
        if plain.status != HTTPStatus.OK or not taken or "HTTP_RANGE" in request_headers:
            return plain
        if plain.file is not None:
            plain.file.close()
        status = Path(self.path).stat()
        packed = _packed(self.path, status.st_mtime_ns, status.st_size)
        headers = Headers(list(plain.headers))
        # a strong validator names one representation only (RFC 9110, 8.8.1)
        del headers["ETag"]
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(packed))
        return Response(plain.status, headers.items(), None if method == "HEAD" else io.BytesIO(packed))


# By the prefix of their addresses. One process serves one folder, whose digest is in that prefix.
_found: dict[str, dict[str, StaticFile]] = {}


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # whitenoise carries no types
    """WhiteNoise over the browser's folder, with ``_PackedFile`` for text; the folder is read once for each process."""

    files: dict[str, StaticFile]

    def add_files_from_finders(self) -> None:
        if self.static_prefix not in _found:
            super().add_files_from_finders()
            _found[self.static_prefix] = self.files
        self.files = _found[self.static_prefix]

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile:
        if Path(path).suffix not in PACKED:
            return super().get_static_file(path, url, stat_cache=stat_cache)
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        self.add_headers_function(headers, path, url)
        return _PackedFile(path, headers.items(), stat_cache)
