"""Walks a running site as readers would, in a real browser: what is broken, and what its pages weigh.

    python -m tests.site_report http://127.0.0.1:8000 [--most 1000] [--shots DIR]

Every page that links lead to is opened once, on a phone's screen; files that pages name are asked for. The
exit status is 1 when a link leads nowhere, a script fails, a page asks another host for anything or weighs
too much. With --shots one page of each kind is kept as pictures, at both widths and in both colour schemes.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
# Of the whole project's bounds: bytes as they come over the line
MOST_HTML_CSS, MOST_SCRIPT = 60 * 1024, 12 * 1024
# What is not for readers, or would be a page for every pair of words
_PASSED_OVER = ("/admin/", "/preview/", "/search/suggest/")

_ADDRESSES = """() => {
  const found = [...document.querySelectorAll('a[href], link[href]')].map((one) => one.href);
  for (const one of document.querySelectorAll('img[src], script[src], source[src], video[src], audio[src]'))
    found.push(one.src);
  for (const one of document.querySelectorAll('[srcset]'))
    for (const part of one.srcset.split(', ')) found.push(new URL(part.trim().split(' ')[0], location).href);
  for (const one of document.querySelectorAll('meta[property="og:image"]')) found.push(one.content);
  return found;
}"""


@dataclass
class Visit:
    """One page: its bytes by what they are (document, stylesheet, script, …), and what was wrong."""

    path: str
    bytes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    requests: int = 0
    wrong: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """«article», «section», … by the first part of the address."""
        return self.path.lstrip("/").split("/")[0].split("?")[0] or "front"


class Walk:
    """Goes through the site at `root`, at most `most` pages."""

    def __init__(self, browser: Browser, root: str, most: int) -> None:
        self.root, self.most = root.rstrip("/"), most
        self.host = urlsplit(root).netloc
        self.context: BrowserContext = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
        self.visits: list[Visit] = []
        self.broken: list[str] = []
        self._waiting: deque[tuple[str, str]] = deque([(f"{self.root}/", "")])
        self._seen = {f"{self.root}/"}
        self.files = 0

    def run(self) -> Iterator[Visit]:
        while self._waiting and len(self.visits) < self.most:
            address, named_by = self._waiting.popleft()
            if visit := self._visit(address, named_by):
                self.visits.append(visit)
                yield visit

    def _visit(self, address: str, named_by: str) -> Visit | None:
        """Opens a page; of a file only asks whether it is there, and follows what leads elsewhere."""
        head = self.context.request.head(address)
        if head.status >= 400:
            self.broken.append(f"{head.status} {unquote(address)}, named by {unquote(named_by) or 'us'}")
            return None
        if head.url != address:
            self._wait_for(head.url, named_by)
            return None
        if "text/html" not in head.headers.get("content-type", ""):
            self.files += 1
            return None
        visit = Visit(address.removeprefix(self.root))
        page = self.context.new_page()
        try:
            self._listen(page, visit)
            page.goto(address, wait_until="load")
            self._look_through(page)
            visit.links = page.evaluate(_ADDRESSES)
        finally:
            page.close()
        for link in visit.links:
            self._wait_for(urldefrag(urljoin(address, link))[0], visit.path)
        visit.wrong += _too_heavy(visit)
        return visit

    def _listen(self, page: Page, visit: Visit) -> None:
        kinds: dict[str, str] = {}
        session = self.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})  # as who comes for the first time

        def asked(event: dict[str, Any]) -> None:
            url = event["request"]["url"]
            kinds[event["requestId"]] = event.get("type", "Other").lower()
            if urlsplit(url).scheme.startswith("http"):
                visit.requests += 1
                if urlsplit(url).netloc != self.host:
                    visit.wrong.append(f"asks {urlsplit(url).netloc}")

        def came(event: dict[str, Any]) -> None:
            visit.bytes[kinds.get(event["requestId"], "other")] += int(event["encodedDataLength"])

        session.on("Network.requestWillBeSent", asked)
        session.on("Network.loadingFinished", came)
        session.on("Network.loadingFailed", lambda event: visit.wrong.append(f"failed: {event['errorText']}"))
        page.on("console", lambda said: said.type == "error" and visit.wrong.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: visit.wrong.append(f"script: {error}"))

    def _look_through(self, page: Page) -> None:
        """To its end and back, so that lazy pictures come."""
        page.evaluate("""async () => {
          for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
            scrollTo(0, y);
            await new Promise(requestAnimationFrame);
          }
          scrollTo(0, 0);
        }""")
        page.wait_for_load_state("networkidle")

    def _wait_for(self, address: str, named_by: str) -> None:
        parts = urlsplit(address)
        if parts.netloc != self.host or parts.path.startswith(_PASSED_OVER) or address in self._seen:
            return
        self._seen.add(address)
        self._waiting.append((address, named_by))


def shots(browser: Browser, root: str, visits: list[Visit], folder: Path) -> int:
    """Pictures of the first page of each kind: `article-360-dark.png`, …"""
    folder.mkdir(parents=True, exist_ok=True)
    first: dict[str, Visit] = {}
    for visit in visits:
        first.setdefault(visit.kind, visit)
    for size in (PHONE, DESK):
        for scheme in ("light", "dark"):
            with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
                page = context.new_page()
                for kind, visit in first.items():
                    page.goto(root.rstrip("/") + visit.path, wait_until="networkidle")
                    page.screenshot(path=folder / f"{kind}-{size['width']}-{scheme}.png", full_page=True)
    return len(first) * 4


def table(visits: list[Visit]) -> str:
    """One line for each kind of page, in KB as they come over the line: the middle one / the heaviest."""
    of_kind: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        of_kind[visit.kind].append(visit)
    lines = [f"{'pages of':14}{'number':>7}{'HTML':>14}{'CSS':>7}{'script':>14}{'font':>7}{'pictures':>15}"]
    for kind, pages in sorted(of_kind.items()):
        cells = [_kb(pages, name) for name in ("document", "stylesheet", "script", "font", "image")]
        html, css, script, font, image = cells
        lines.append(
            f"{kind:14}{len(pages):>7}{html:>14}{css.split(' / ')[1]:>7}{script:>14}"
            f"{font.split(' / ')[1]:>7}{image:>15}"
        )
    return "\n".join(lines)


def _kb(pages: list[Visit], name: str) -> str:
    sizes = [page.bytes.get(name, 0) / 1024 for page in pages]
    return f"{median(sizes):.1f} / {max(sizes):.1f}"


def _too_heavy(visit: Visit) -> list[str]:
    html_css = visit.bytes["document"] + visit.bytes["stylesheet"]
    found = []
    if html_css > MOST_HTML_CSS:
        found.append(f"HTML and CSS are {html_css:,} bytes, more than {MOST_HTML_CSS:,}")
    if visit.bytes["script"] > MOST_SCRIPT:
        found.append(f"scripts are {visit.bytes['script']:,} bytes, more than {MOST_SCRIPT:,}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("root", metavar="URL")
    parser.add_argument("--most", type=int, default=1000, help="pages to open")
    parser.add_argument("--shots", type=Path, metavar="DIR", help="keep pictures of each kind of page there")
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        walk = Walk(browser, asked.root, asked.most)
        try:
            walk.context.request.head(asked.root)
        except Error:
            print(f"no site answers at {asked.root}: start one with `make run`", file=sys.stderr)
            return 1
        for visit in walk.run():
            for problem in visit.wrong:
                print(f"{unquote(visit.path)}: {problem}")
        for problem in walk.broken:
            print(f"broken: {problem}")
        print(table(walk.visits))
        print(f"{len(walk.visits)} pages, {walk.files} files; {len(walk.broken)} broken links")
        if asked.shots:
            print(f"{shots(browser, asked.root, walk.visits, asked.shots)} pictures in {asked.shots}")
        browser.close()
    return int(bool(walk.broken or any(visit.wrong for visit in walk.visits)))


if __name__ == "__main__":
    sys.exit(main())
