"""What taking in a picture costs: the largest of each kind that is accepted, and an ordinary one."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from PIL import Image

from articles.media.images import ImageError, check_image
from articles.media.pictures import rendition_version
from articles.media.renditions import renditions_for

# Format, mode, megapixels, and how it is written. Those of 50 are what is accepted at all; of kinds whose
# decoders need more, the largest that are accepted stand beside them.
KINDS: dict[str, tuple[str, str, int, dict[str, int]]] = {
    "jpeg-12": ("JPEG", "RGB", 12, {"quality": 88}),
    "jpeg-50": ("JPEG", "RGB", 50, {"quality": 60}),
    "jpeg-progressive-37": ("JPEG", "RGB", 37, {"quality": 60, "progressive": 1, "subsampling": 0}),
    "jpeg-progressive-50": ("JPEG", "RGB", 50, {"quality": 60, "progressive": 1, "subsampling": 0}),
    "png-50": ("PNG", "RGBA", 50, {"compress_level": 6}),
    "webp-16": ("WEBP", "RGBA", 16, {"quality": 40, "method": 0}),
    "webp-50": ("WEBP", "RGB", 50, {"quality": 40, "method": 0}),
    "avif-21": ("AVIF", "RGBA", 21, {"quality": 40, "speed": 10}),
    "avif-50": ("AVIF", "RGB", 50, {"quality": 40, "speed": 10}),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """`accepted` or not; seconds of the upload, by the clock and of the CPU; of the renditions; the peak."""

    accepted: bool
    seconds: float
    cpu: float
    renditions_cpu: float
    peak_mib: int


def cost_of(kind: str) -> Cost:
    """Of a picture of that kind, each step in a process of its own as its peak is to be known."""
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "picture")
        for step in ("--write", "--check"):
            command = [sys.executable, "manage.py", "bench_uploads", kind, step, path]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Cost(**json.loads(done.stdout))


def write(kind: str, path: str) -> None:
    """A picture of that kind, with something to see in each of its corners."""
    image_format, mode, megapixels, options = KINDS[kind]
    width = int((megapixels * 1_000_000 * 1.5) ** 0.5)
    small = Image.effect_noise((width // 30, width // 45), 90).convert("RGB")
    if mode == "RGBA":
        small.putalpha(200)
    # A large PNG of anything finer than blocks has more bytes than are accepted, and these are soon written.
    how = Image.Resampling.NEAREST if megapixels > 12 else Image.Resampling.BICUBIC
    small.resize((width, width * 2 // 3), how).save(path, image_format, **options)


def check(path: str) -> str:
    """The cost of the picture at `path` in this process, as JSON."""
    data = Path(path).read_bytes()
    begun, begun_cpu = perf_counter(), process_time()
    try:
        image = check_image(BytesIO(data), "picture", len(data))
    except ImageError:
        image = None
    seconds, cpu = perf_counter() - begun, process_time() - begun_cpu
    if image:
        centre = (0.5, 0.5)
        with Image.open(BytesIO(image.data)) as original:
            for _name, _content in renditions_for(original, image.name, rendition_version(*centre), centre):
                pass
    return json.dumps(
        asdict(Cost(image is not None, seconds, cpu, process_time() - begun_cpu - cpu, _peak_mib()))
    )


def _peak_mib() -> int:
    """The most memory that this process had (getrusage begins with that of the one it came from)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM:"))) // 1024
