"""Parts of a file, as players ask for them: some do not play what they cannot have in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse

_ONE = re.compile(r"bytes=([0-9]{1,18})?-([0-9]{1,18})?")
_CHUNK = 64 * 1024


def in_part(response: FileResponse, asked: str) -> HttpResponseBase:
    """`response`, of which the header Range asks for `asked` ("": all of it): RFC 9110, section 14.

    One range of bytes; all of the file for anything else that may be asked there, as section 14.2 allows.
    """
    response.headers["Accept-Ranges"] = "bytes"
    found = _ONE.fullmatch(asked)
    if not found or not any(found.groups()):
        return response
    size = int(response.headers["Content-Length"])
    first, last = found.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        response.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    assert response.file_to_stream is not None
    headers = dict(response.items())
    part = StreamingHttpResponse(
        _read(response.file_to_stream, start, end - start + 1), status=206, headers=headers
    )
    part._resource_closers.append(response.close)  # type: ignore[attr-defined]
    part.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    part.headers["Content-Length"] = str(end - start + 1)
    return part


def _read(file: IO[bytes], start: int, left: int) -> Iterator[bytes]:
    file.seek(start)
    while left and (chunk := file.read(min(_CHUNK, left))):
        left -= len(chunk)
        yield chunk
