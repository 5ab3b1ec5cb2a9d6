"""A line that breaks: passes bytes on between client and server, and cuts after so many."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class CuttingProxy:
    """Listens on a loopback port; the first connections are cut after `limits` bytes downstream."""

    def __init__(self, target: int, limits: list[int]) -> None:
        self.target = target
        self.limits = limits
        self.cut = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                limit = self.limits.pop(0) if self.limits else None
                for source, sink, most in ((client, server, None), (server, client, limit)):
                    threading.Thread(
                        target=self._pass_on, args=(source, sink, most), daemon=True
                    ).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, most: int | None) -> None:
        passed = 0
        with suppress(OSError):
            while data := source.recv(4096):
                if most is not None and passed + len(data) > most:
                    sink.sendall(data[: most - passed])
                    self.cut += 1
                    break
                passed += len(data)
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def cutting_proxy(target: int, limits: list[int]) -> Iterator[CuttingProxy]:
    proxy = CuttingProxy(target, limits)
    try:
        yield proxy
    finally:
        proxy.listener.close()
