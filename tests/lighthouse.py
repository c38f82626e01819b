"""Asks Lighthouse what it finds of a running site on a phone: four scores, and what readers wait for.

    python -m tests.lighthouse https://news.example [--rounds 3]

The front page, a section and a story, the first that the front page leads to. Needs npm and Chromium. The
exit status is 1 when a middle score is below 100, the largest part comes after 1.5 s or anything moves.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
LIGHTHOUSE = "lighthouse@12"
SCORES = ("performance", "accessibility", "best-practices", "seo")
MOST_LCP, MOST_CLS = 1.5, 0.0  # seconds; of the whole project's bounds
# A certificate of one's own is good enough for a trial.
FLAGS = "--headless=new --no-sandbox --ignore-certificate-errors"


def pages(root: str) -> dict[str, str]:
    """The front page, and the first section and story that it leads to."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page(ignore_https_errors=True)
        page.goto(root)
        links = page.eval_on_selector_all("a[href]", "found => found.map((one) => one.pathname)")
        browser.close()
    found = {"front": "/"}
    for kind in ("section", "article"):
        found[kind] = next(path for path in links if re.fullmatch(rf"/{kind}/.+", path))
    return found


def look(url: str) -> tuple[list[int], float, float]:
    """The four scores (0–100), seconds until the largest part is there, and how much moves."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        options = ["--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={FLAGS}"]
        only = f"--only-categories={','.join(SCORES)}"
        subprocess.run(
            ["npx", "--yes", LIGHTHOUSE, url, *options, only],
            env={**os.environ, "CHROME_PATH": CHROMIUM},
            check=True,
        )
        report = json.loads(out.read_text())
    scores = [round(report["categories"][name]["score"] * 100) for name in SCORES]
    largest = report["audits"]["largest-contentful-paint"]["numericValue"] / 1000
    return scores, largest, report["audits"]["cumulative-layout-shift"]["numericValue"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("root", help="address of the running site")
    parser.add_argument("--rounds", type=int, default=3, help="looks at each page (3)")
    options = parser.parse_args()
    heads = "".join(f"{name:>16}" for name in SCORES)
    print(f"{'':10}{heads}{'LCP s':>8}{'CLS':>7}   medians of {options.rounds}")
    good = True
    for kind, path in pages(options.root).items():
        looks = [look(urljoin(options.root, path)) for _ in range(options.rounds)]
        scores = [median(one[0][place] for one in looks) for place in range(len(SCORES))]
        largest, moved = (median(one[place] for one in looks) for place in (1, 2))
        print(f"{kind:10}{''.join(f'{score:16.0f}' for score in scores)}{largest:8.2f}{moved:7.3f}")
        good = good and min(scores) == 100 and largest <= MOST_LCP and moved <= MOST_CLS
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
