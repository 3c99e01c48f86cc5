"""Opens each report in Chromium over its debugging protocol, and looks at what it does and shows."""

import base64
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

# What the page itself says: its figures by name, what is drawn, how wide it is.
FACTS = """JSON.stringify({
    title: document.title,
    figures: Object.fromEntries([...document.querySelectorAll('data[data-figure]')]
        .map(data => [data.dataset.figure, [Number(data.value), data.textContent]])),
    foreign: document.querySelectorAll('script,img,iframe,link,base,object,embed,form').length,
    handlers: [...document.querySelectorAll('*')]
        .filter(element => [...element.attributes].some(a => a.name.startsWith('on'))).length,
    styled: getComputedStyle(document.querySelector('.tiles')).display === 'grid',
    visible: document.querySelector('main').getBoundingClientRect().height > 0,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
})"""


class Browser:
    """A browser and one page in it, spoken to over a WebSocket (RFC 6455)."""

    def __init__(self, chromium: str, profile: str) -> None:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-dev-shm-usage"]
        flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        flags += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--remote-debugging-port=0"]
        self.process = subprocess.Popen(
            [chromium, *flags, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        port_file = Path(profile) / "DevToolsActivePort"
        for _ in range(300):
            if port_file.exists() and port_file.read_text().count("\n"):
                break
            time.sleep(0.1)
        assert port_file.exists(), f"{chromium} does not start"
        port = port_file.read_text().split("\n")[0]
        listed = urllib.request.urlopen(f"http://127.0.0.1:{port}/json").read()
        address = next(page for page in json.loads(listed) if page["type"] == "page")["webSocketDebuggerUrl"]
        self.socket = socket.create_connection(("127.0.0.1", int(port)), timeout=60)
        key = base64.b64encode(os.urandom(16)).decode()
        path = address.split(port, 1)[1]
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = b""
        while b"\r\n\r\n" not in head:
            head += self.socket.recv(1)
        assert b" 101 " in head, head
        self.number, self.events = 0, []
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params):
        """Calls a method and returns its result; events that come by are kept."""
        self.number += 1
        self._send(json.dumps({"id": self.number, "method": method, "params": params}).encode())
        while True:
            message = json.loads(self._receive())
            if message.get("id") == self.number:
                assert "error" not in message, (method, message["error"])
                return message["result"]
            self.events.append(message)

    def wait(self, method: str) -> None:
        while not any(event.get("method") == method for event in self.events):
            self.events.append(json.loads(self._receive()))

    def open(self, address: str) -> list:
        """Opens an address and returns what happened on the way."""
        self.events.clear()
        self.call("Page.navigate", url=address)
        self.wait("Page.loadEventFired")
        self.call("Runtime.evaluate", expression="new Promise(done => setTimeout(done, 200))", awaitPromise=True)
        return list(self.events)

    def facts(self) -> dict:
        return json.loads(self.call("Runtime.evaluate", expression=FACTS)["result"]["value"])

    def close(self) -> None:
        self.socket.close()
        self.process.terminate()
        self.process.wait(10)

    def _send(self, payload: bytes) -> None:
        mask, size = os.urandom(4), len(payload)
        head = struct.pack("!BB", 0x81, 0x80 | size) if size < 126 else (
            struct.pack("!BBH", 0x81, 0xFE, size) if size < 65536 else struct.pack("!BBQ", 0x81, 0xFF, size))
        self.socket.sendall(head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload)))

    def _receive(self) -> bytes:
        message = b""
        while True:
            first, size = self._exactly(2)
            size &= 0x7F
            if size > 125:
                size = int.from_bytes(self._exactly(2 if size == 126 else 8), "big")
            part = self._exactly(size)
            if first & 0x0F in (0, 1, 2):
                message += part
                if first & 0x80:
                    return message

    def _exactly(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            more = self.socket.recv(size - len(data))
            assert more, "the browser has gone"
            data += more
        return bytes(data)


def check(name: str, events: list, facts: dict, manifest: dict) -> None:
    problems = [
        event for event in events
        if event["method"] in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Page.javascriptDialogOpening")
        or event["method"] == "Log.entryAdded" and event["params"]["entry"]["level"] in ("error", "warning")
    ]
    assert not problems, f"{name}: the console says {problems}"
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    others = [url for url in asked if not url.startswith("file://")]
    assert len(asked) == 1 and not others, f"{name}: the page asked for {asked}"
    assert facts["title"].endswith("report of scutch"), f"{name}: the title is {facts['title']}"
    assert facts["foreign"] == 0 and facts["handlers"] == 0, f"{name}: {facts}"
    assert facts["styled"] and facts["visible"], f"{name}: the page is not styled"
    figures = facts["figures"]
    for key, count in manifest["documents"].items():
        if key != "excluded" or count:
            value, shown = figures[f"documents.{key}"]
            assert value == count, f"{name}: {key} is {value}, not {count}"
            assert key == "text_bytes" or shown == f"{count:,}", f"{name}: {key} is shown as {shown}"
    for rule, counts in manifest["rules"].items():
        for key, count in counts.items():
            assert figures[f"rules.{rule}.{key}"][0] == count, f"{name}: {rule} {key}"


def main() -> None:
    chromium, scratch, shots = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(chromium, profile)
        try:
            for page in sorted(scratch.glob("*/out/report.html")):
                name = page.parent.parent.name
                manifest = json.loads((page.parent / "manifest.json").read_text())
                for look, width, scheme, media in (
                    ("light", 1100, "light", "screen"), ("dark", 1100, "dark", "screen"),
                    ("phone", 390, "light", "screen"), ("print", 760, "light", "print"),
                ):
                    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900,
                                 deviceScaleFactor=1, mobile=width < 500)
                    browser.call("Emulation.setEmulatedMedia", media=media,
                                 features=[{"name": "prefers-color-scheme", "value": scheme}])
                    events = browser.open(page.as_uri())
                    if name == "hostile":
                        # Whatever is folded away is looked at too.
                        browser.call("Runtime.evaluate", expression="document.querySelectorAll('details').forEach(d => d.open = true)")
                    facts = browser.facts()
                    check(f"{name}, {look}", events + browser.events[len(events):], facts, manifest)
                    assert facts["overflow"] <= 0, f"{name}, {look}: {facts['overflow']} pixels too wide"
                    size = {"x": 0, "y": 0, "width": width, "height": min(facts["height"], 9000), "scale": 1}
                    shot = browser.call("Page.captureScreenshot", captureBeyondViewport=True, clip=size)
                    (shots / f"{name}-{look}.png").write_bytes(base64.b64decode(shot["data"]))
        finally:
            browser.close()
    print(f"Chromium shows the figures of the manifest, asks nobody and complains of nothing; see {shots}")


main()
