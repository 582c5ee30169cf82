"""Published pages a second, beside nginx and beside a bare hello, on the same machine in the same minute.

Sizes are of what a browser downloads that takes brotli and gzip, and of what one does that takes gzip alone.
nginx takes part where it is installed, and serves the same bytes with the same headers from a brotli file.
Every peer is measured in turn, three rounds, and the middle one counts: neighbours on a shared machine are
noisy. What publishing takes is measured by `./do bench publishing`.
"""

import contextlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import brotli

from bench.measure import Report, bench, resident_mb
from bench.serving import HOUSE, free_port, running, workers_of
from waymark.config.made_up import make_up_data

CONNECTIONS = 32
SECONDS, ROUNDS = 5, 3
WORKERS = 2
LEAST_OF_NGINX = 0.25
BOTH = "gzip, deflate, br"
"""What a browser of today says that it takes. Forms come to it in gzip, published pages in brotli."""
TAKEN = {"both": BOTH, "gzip": "gzip", "plain": "identity"}
HELLO = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return (b"hello",)
"""
NGINX = """
worker_processes {workers};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
{modules}
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  request_pool_size 32k;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  default_type "text/html; charset=utf-8";
  server {{
    listen 127.0.0.1:{port} reuseport;
    root {folder}/pages;
    index front.html;
    keepalive_requests 1000000000;
    open_file_cache max=100 inactive=1h;
    open_file_cache_valid 1h;
    brotli_static on;
    {headers}
  }}
}}
"""
BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def load(port: int, seconds: int) -> tuple[float, float]:
    """Requests a second, and the middle latency in milliseconds."""
    said = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency",
         "-H", f"Accept-Encoding: {BOTH}", f"http://127.0.0.1:{port}/"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    if bad := re.search(r"Non-2xx.*|Socket errors.*", said):
        raise SystemExit(f"wrk saw {bad[0]}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    middle = re.search(r"50%\s+([\d.]+)(us|ms|s)", said)
    if not rate or not middle:
        raise SystemExit(f"wrk said something new: {said}")
    return float(rate[1]), float(middle[1]) * {"us": 0.001, "ms": 1, "s": 1000}[middle[2]]


def look(port: int, path: str, encoding: str) -> tuple[bytes, dict[str, str]]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read(), dict(answer.headers)


def sizes(port: int) -> dict[str, dict[str, int]]:
    front = look(port, "/", "identity")[0].decode()
    paths = ["/", *sorted(set(re.findall(r'href="(/en/[a-z0-9]+)"', front)))]
    return {path: {name: len(look(port, path, takes)[0]) for name, takes in TAKEN.items()} for path in paths}


def nginx_command(folder: Path, port: int, body: bytes, headers: dict[str, str]) -> list[str] | None:
    """nginx with the same bytes and headers; None where it, or its brotli module, is not installed."""
    binary = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not binary or not BROTLI_MODULE.exists():
        return None
    pages = folder / "pages"
    pages.mkdir()
    (pages / "front.html").write_bytes(brotli.decompress(body))
    (pages / "front.html.br").write_bytes(body)
    for path in (folder, pages, *pages.iterdir()):
        path.chmod(0o755)
    own = {"connection", "content-type", "content-length", "content-encoding", "date", "server", "vary"}
    lines = [
        f'add_header {name} "{value}";'.replace('""', '"')
        for name, value in headers.items()
        if name.lower() not in own
    ]
    config = folder / "nginx.conf"
    config.write_text(
        NGINX.format(
            workers=WORKERS, folder=folder, port=port, headers=" ".join(lines),
            modules=f"load_module {BROTLI_MODULE};",
        )
    )  # fmt: skip
    return [binary, "-c", str(config), "-p", str(folder)]


def measure(report: Report) -> None:
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed: apt-get install wrk nginx libnginx-mod-http-brotli-static")
    with contextlib.ExitStack() as stack:
        pid, peers = start_peers(stack)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in peers}
        for _ in range(ROUNDS):
            for name, port in peers.items():
                found[name].append(load(port, SECONDS))
        rates = {name: statistics.median(rate for rate, _ in runs) for name, runs in found.items()}
        for name, runs in found.items():
            report.say(f"{name}, requests/s, each round", " ".join(f"{rate:.0f}" for rate, _ in runs))
            report.say(f"{name}, middle latency, ms", statistics.median(ms for _, ms in runs))
        # What neighbours leave of the machine shows in what nginx can do in the same minutes.
        least = min(20_000, rates["nginx"] * LEAST_OF_NGINX) if "nginx" in rates else 20_000
        report.hold("waymark, requests/s", rates["waymark"], least=least)
        report.say("ratio to granian hello", rates["waymark"] / rates["granian hello"])
        if "nginx" in rates:
            report.hold("ratio to nginx", rates["waymark"] / rates["nginx"], least=LEAST_OF_NGINX)
        for path, encodings in sizes(peers["waymark"]).items():
            report.hold(f"{path}, bytes at most", max(encodings["both"], encodings["gzip"]), most=13_000)
            report.say(f"{path}, bytes both / gzip / plain", " / ".join(map(str, encodings.values())))
        largest = max(resident_mb(worker) for worker in workers_of(pid))
        report.hold("largest worker, MB", largest, most=120)


def start_peers(stack: contextlib.ExitStack) -> tuple[int, dict[str, int]]:
    """Our server's process id, and every server that takes part with its port."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="waymark-bench-")))
    folder.chmod(0o755)
    ours, hello, other = free_port(), free_port(), free_port()
    make_up_data(folder / "data", demonstration=True)
    environment = {"WAYMARK_DATA": str(folder / "data")}
    demo = [sys.executable, "-m", "waymark.config", "demo"]
    subprocess.run(demo, cwd=HOUSE, env={**os.environ, **environment}, check=True)
    serve = [
        "-m", "waymark.config", "serve", "public",
        "--port", str(ours), "--workers", str(WORKERS), "--threads", "1",
    ]  # fmt: skip
    pid = stack.enter_context(running([sys.executable, *serve], ours, environment))
    (folder / "hello.py").write_text(HELLO)
    granian = [
        "-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", str(WORKERS),
        "--blocking-threads", "1", "--host", "127.0.0.1", "--port", str(hello), "hello:application",
    ]  # fmt: skip
    stack.enter_context(running([sys.executable, *granian], hello, {"PYTHONPATH": str(folder)}))
    peers = {"waymark": ours, "granian hello": hello}
    body, headers = look(ours, "/", "br")
    if command := nginx_command(folder, other, body, headers):
        stack.enter_context(running(command, other))
        if look(other, "/", "br")[0] != body:
            raise SystemExit("nginx serves other bytes")
        peers["nginx"] = other
    return pid, peers


if __name__ == "__main__":
    bench("pages", measure)
