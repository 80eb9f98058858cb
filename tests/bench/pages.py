"""Which pages are measured, and how one is asked."""

import gzip
import http.client
import re
import time
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Page:
    """One address with its goal: how many times the bare view it may cost."""

    name: str
    path: str
    goal: float
    cookie: str = ""
    headers: dict = field(default_factory=dict)


def get(port: int, page: Page, **extra) -> tuple[http.client.HTTPResponse, bytes, float]:
    """Ask a page once; returns the answer, its body and the seconds until it was all there."""
    headers = {"Host": "127.0.0.1", **page.headers, **extra}
    if page.cookie:
        headers["Cookie"] = page.cookie
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", page.path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - start
    connection.close()
    return answer, body, seconds


def timed(port: int, page: Page, times: int) -> float:
    """The median of a number of requests, in seconds. Raises at an answer but 200 or 304."""
    seconds = []
    for _turn in range(times):
        answer, _body, took = get(port, page)
        if answer.status not in {200, 304}:
            raise RuntimeError(f"{page.name} {page.path} answered {answer.status}")
        seconds.append(took)
    return median(seconds)


def link(body: bytes, pattern: str) -> str:
    """The first address in a page that matches. Raises when there is none."""
    found = re.search(pattern, body.decode(), re.S)
    if not found:
        raise RuntimeError(f"no link like {pattern}")
    return found[1].replace("&amp;", "&")


def first_visit(port: int, path: str) -> tuple[int, int]:
    """Bytes over the wire (gzip) and requests of a page with its styles, scripts and fonts."""
    zipped = {"Accept-Encoding": "gzip"}
    answer, body, _seconds = get(port, Page("", path, 0), **zipped)
    total, seen = len(body), {path}
    page = gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body
    waiting = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode())
    while waiting:
        asset = waiting.pop()
        if asset in seen:
            continue
        seen.add(asset)
        answer, body, _seconds = get(port, Page("", asset, 0), **zipped)
        total += len(body)
        if asset.endswith(".css"):
            text = gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body
            folder = asset.rsplit("/", 1)[0]
            fonts = re.findall(r"url\(\"?'?([^)\"']+)", text.decode())
            waiting += [font if font.startswith("/") else f"{folder}/{font}" for font in fonts]
    return total, len(seen)
