"""What taking in a picture costs: the largest of each kind that is accepted, and an ordinary one."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from PIL import Image

from articles.media.decoding import ImageError
from articles.media.images import CheckedImage, check_image
from articles.media.pictures import rendition_version
from articles.media.renditions import renditions_for

_PROGRESSIVE = {"quality": 60, "progressive": 1, "subsampling": 0}
# Format, mode, size, and how it is written. Those of 50 megapixels are what is accepted at all; of kinds
# whose decoders need more, the largest that are accepted stand beside them, then what is hard in another way.
KINDS: dict[str, tuple[str, str, tuple[int, int], dict[str, Any]]] = {
    "jpeg-12": ("JPEG", "RGB", (4242, 2828), {"quality": 88}),
    "jpeg-50": ("JPEG", "RGB", (8660, 5773), {"quality": 60}),
    "jpeg-progressive-37": ("JPEG", "RGB", (7449, 4966), _PROGRESSIVE),
    "jpeg-progressive-50": ("JPEG", "RGB", (8660, 5773), _PROGRESSIVE),
    "png-50": ("PNG", "RGBA", (8660, 5773), {"compress_level": 6}),
    "webp-16": ("WEBP", "RGBA", (4898, 3265), {"quality": 40, "method": 0}),
    "webp-50": ("WEBP", "RGB", (8660, 5773), {"quality": 40, "method": 0}),
    "avif-21": ("AVIF", "RGBA", (5612, 3741), {"quality": 40, "speed": 10}),
    "avif-50": ("AVIF", "RGB", (8660, 5773), {"quality": 40, "speed": 10}),
    # A scan for each colour: all coefficients are kept, as of a progressive one
    "jpeg-scans-37": ("scans", "RGB", (7449, 4966), {}),
    "jpeg-scans-50": ("scans", "RGB", (8600, 5800), {}),
    "jpeg-scans-cmyk-29": ("scans", "CMYK", (6590, 4390), {}),
    "jpeg-scans-cmyk-50": ("scans", "CMYK", (8600, 5800), {}),
    "mpo-progressive-50": ("MPO", "RGB", (8660, 5773), {**_PROGRESSIVE, "save_all": True}),
    # As large as what is not reduced while it is unpacked, and not reduced at all then
    "png-square-23": ("PNG", "RGBA", (4799, 4799), {"compress_level": 6}),
    "avif-square-21": ("AVIF", "RGBA", (4660, 4660), {"quality": 40, "speed": 10}),
    # Wide, where a height of MAX_SIDE would be no reason to reduce anything
    "png-strip-50": ("PNG", "RGBA", (65_000, 769), {"compress_level": 6}),
    "jpeg-progressive-strip-37": ("JPEG", "RGB", (65_000, 570), _PROGRESSIVE),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """`accepted` or not; seconds of the upload, by the clock and of the CPU; of the renditions; the peak."""

    accepted: bool
    seconds: float
    cpu: float
    renditions_cpu: float
    peak_mib: int


def cost_of(kind: str, at_once: int = 1) -> Cost:
    """Of so many pictures of that kind, each step in a process of its own as its peak is to be known."""
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "picture")
        for step in ("--write", "--check"):
            command = [sys.executable, "manage.py", "bench_uploads", kind, step, path]
            command += ["--at-once", str(at_once)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Cost(**json.loads(done.stdout))


def write(kind: str, path: str) -> None:
    """A picture of that kind, with something to see in each of its corners."""
    image_format, mode, (width, height), options = KINDS[kind]
    if image_format == "scans":
        Path(path).write_bytes(_in_scans(width, height, len(mode)))
        return
    small = Image.effect_noise((width // 30, height // 30), 90).convert("RGB")
    if mode == "RGBA":
        small.putalpha(200)
    # A large PNG of anything finer than blocks has more bytes than are accepted, and these are soon written.
    how = Image.Resampling.NEAREST if width * height > 13_000_000 else Image.Resampling.BICUBIC
    others = {"append_images": [small]} if "save_all" in options else {}
    small.resize((width, height), how).save(path, image_format, **options, **others)


def _in_scans(width: int, height: int, bands: int) -> bytes:
    """A grey JPEG with a scan for each of its bands, which Pillow does not write: two bits for each block."""

    def segment(marker: int, content: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content

    blocks = -(-width // 8) * -(-height // 8)
    one_code = bytes((1, *[0] * 16))  # of one bit, for the value 0
    names = range(1, bands + 1)
    frame = struct.pack(">BHHB", 8, height, width, bands) + b"".join(bytes((n, 0x11, 0)) for n in names)
    tables = segment(0xDB, bytes((0, *[1] * 64))) + b"".join(
        segment(0xC4, bytes((table,)) + one_code) for table in (0x00, 0x10)
    )
    scans = (segment(0xDA, bytes((1, n, 0, 0, 63, 0))) + bytes(blocks // 4 + 1) for n in names)
    return b"\xff\xd8" + tables + segment(0xC0, frame) + b"".join(scans) + b"\xff\xd9"


def check(path: str, at_once: int = 1) -> str:
    """The cost of the picture at `path`, taken in by so many threads of this process, as JSON."""
    begun, begun_cpu = perf_counter(), process_time()
    with ThreadPoolExecutor(at_once) as threads:
        image, *_others = threads.map(_taken_in, [path] * at_once)
    seconds, cpu = perf_counter() - begun, process_time() - begun_cpu
    if image:
        centre = (0.5, 0.5)
        with Image.open(BytesIO(image.data)) as original:
            for _name, _content in renditions_for(original, image.name, rendition_version(*centre), centre):
                pass
    return json.dumps(
        asdict(Cost(image is not None, seconds, cpu, process_time() - begun_cpu - cpu, _peak_mib()))
    )


def _taken_in(path: str) -> CheckedImage | None:
    with Path(path).open("rb") as file:
        try:
            return check_image(file, "picture", Path(path).stat().st_size)
        except ImageError:
            return None


def _peak_mib() -> int:
    """The most memory that this process had (getrusage begins with that of the one it came from)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM:"))) // 1024
