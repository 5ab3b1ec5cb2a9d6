"""An application that many tests use in turn, each finding it as if it had just been made."""

import copy
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask

CONTAINERS = (dict, list, set)


class KeptApp:
    """Remembers what a test may change of an application, and puts it back afterwards."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.extensions = _copied(app.extensions)
        self.config = dict(app.config)
        self.globals = dict(app.jinja_env.globals)
        self.loaders = app.jinja_loader, app.jinja_env.loader

    @contextmanager
    def as_new(self) -> Iterator[Flask]:
        try:
            yield self.app
        finally:
            _put_back(self.app.extensions, _copied(self.extensions))
            _put_back(self.app.config, self.config)
            _put_back(self.app.jinja_env.globals, self.globals)
            self._forget()

    def _forget(self) -> None:
        """What happened meanwhile: templates, pages kept, allowances spent, jobs done, mail."""
        if (self.app.jinja_loader, self.app.jinja_env.loader) != self.loaders:
            self.app.jinja_loader, self.app.jinja_env.loader = self.loaders
            self.app.jinja_env.cache.clear()
        self.app.extensions["page_cache"].clear()
        _, local_limits = self.app.extensions["limits"]
        local_limits.storage.reset()
        plan = self.app.extensions["worker_plan"]
        jobs = [replace(job, due=0.0) for job in plan.periodic]
        self.app.extensions["worker_plan"] = type(plan)(jobs, dict(plan.watched))
        shutil.rmtree(self.app.instance_path, ignore_errors=True)


def _copied(values: dict[str, Any]) -> dict[str, Any]:
    """Containers are copied, since a test may add to them; what they hold stays the same thing."""
    return {
        name: copy.copy(value) if type(value) in CONTAINERS else value
        for name, value in values.items()
    }


def _put_back(target: dict[str, Any], values: dict[str, Any]) -> None:
    target.clear()
    target.update(values)
