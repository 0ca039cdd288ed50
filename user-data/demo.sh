#!/bin/bash
# Demonstration for Amazon Linux 2023: a page that names its region, on port 80, and /health, which answers "ok".
# EC2 runs this once, at the first boot; systemd then starts the server at every boot, also after a stop and start.
# It needs no package: Amazon Linux 2023 brings this Python.
set -euo pipefail

mkdir -p /opt/pilot-light-demo
cat >/opt/pilot-light-demo/server.py <<'PYTHON'
"""Serves the demonstration. Arguments: address and port to listen on."""

import html
import http.server
import os
import sys
import urllib.request

METADATA = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254")
TIMEOUT_SECONDS = 2


def region():
    """Asks the instance metadata service, version 2: without a token it answers nothing."""
    token = ask("PUT", "/latest/api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "60"})
    return ask("GET", "/latest/meta-data/placement/region", {"X-aws-ec2-metadata-token": token})


def ask(method, path, headers):
    request = urllib.request.Request(METADATA.rstrip("/") + path, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
        return answer.read().decode()


class Handler(http.server.BaseHTTPRequestHandler):
    page = b""

    def do_GET(self):
        if self.path.split("?")[0] == "/health":
            self.answer("text/plain", b"ok")
        else:
            self.answer("text/html", self.page)

    do_HEAD = do_GET

    def answer(self, kind, body):
        self.send_response(200)
        self.send_header("Content-Type", kind + "; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        """Sixteen checkers ask every ten seconds: nobody reads that."""


def main():
    address, port = sys.argv[1], int(sys.argv[2])
    name = html.escape(region())
    Handler.page = f"<!doctype html><title>{name}</title><h1>Served from {name}</h1>\n".encode()
    server = http.server.ThreadingHTTPServer((address, port), Handler)
    print(f"serving {name} on {address}:{server.server_port}", flush=True)
    server.serve_forever()


main()
PYTHON

cat >/etc/systemd/system/pilot-light-demo.service <<'UNIT'
[Unit]
Description=Pilot Light demonstration page
After=network-online.target
Wants=network-online.target
# Without an answer from the metadata service the server ends, and is started again until there is one.
StartLimitIntervalSec=0

[Service]
ExecStart=/usr/bin/python3 /opt/pilot-light-demo/server.py 0.0.0.0 80
DynamicUser=yes
AmbientCapabilities=CAP_NET_BIND_SERVICE
Restart=always
RestartSec=2

[Install]
WantedBy=multi-user.target
UNIT

systemctl daemon-reload
systemctl enable --now pilot-light-demo.service
