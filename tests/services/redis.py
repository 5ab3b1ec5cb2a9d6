"""A Redis server of the tests' own, in memory only."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.services.ports import answers, free_port
from tests.services.programs import find
from tests.services.waiting import until


@dataclass(frozen=True)
class RedisServer:
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def kill9(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """A fresh server on a free loopback port."""
    port = free_port()
    command = [find("redis-server", package="redis-server"), "--port", str(port)]
    command += ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with tempfile.TemporaryDirectory(prefix="frontdesk-redis-") as folder:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=folder)
        try:
            until(lambda: answers(port), "Redis to start")
            yield RedisServer(port, process)
        finally:
            process.kill()
            process.wait()
