"""The smallest applications there are, to measure the site against."""

import sys

from flask import Flask
from granian.constants import Interfaces
from granian.server import Server


def wsgi(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"Hello"]


flask = Flask("oneline")
flask.add_url_rule("/", view_func=lambda: "Hello")


def serve(name: str, port: int, workers: int) -> None:
    """Serve one of them as `flask --app wsgi serve` serves the site."""
    Server(
        f"bench.oneline:{name}",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=16,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
