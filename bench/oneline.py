"""The smallest applications there are, to measure the site against."""

import os
import pickle
import sys
from pathlib import Path

from flask import Flask
from granian.constants import Interfaces
from granian.server import Server


def wsgi(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"Hello"]


# The headers and the body of another's answer, from the file that the environment names.
HEADERS, BODY = (
    pickle.loads(Path(os.environ["ANSWER"]).read_bytes())  # noqa: S301  (the bench's own file)
    if "ANSWER" in os.environ
    else ([], b"")
)


def same(environ, start_response):
    start_response("200 OK", HEADERS.copy())
    return [BODY]


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
