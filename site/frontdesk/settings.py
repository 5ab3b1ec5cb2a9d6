"""Settings: one frozen record read from the environment, refused when incomplete."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parents[2]


class SettingsError(Exception):
    """A setting is missing, malformed, or unsafe for the environment."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between one installation and another (DESIGN section 3)."""

    environment: str
    secret_key: str
    base_url: str
    instance_path: Path
    database_url: str
    redis_url: str | None
    smtp_url: str | None
    smtp_ca_file: str | None
    imap_url: str | None
    mail_from: str
    reply_address: str
    authserv_id: str | None
    trusted_proxies: int
    turn_url: str | None
    turn_secret: str | None
    clamd_url: str | None
    link_check_allow: frozenset[str]
    media_url: str | None
    link_engine_name: str | None
    link_engine_url: str | None
    host: str
    port: int

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def origin(self) -> str:
        """Scheme and host of BASE_URL, as a browser writes it in the Origin header."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environ`, or else from `.env` overlaid by the process environment.

    Raises SettingsError with a sentence that names the setting and its mend.
    """
    if environ is None:
        found = {k: v for k, v in dotenv_values(ROOT / ".env").items() if v is not None}
        environ = {**found, **os.environ}
    return _from_environ(environ)


def _from_environ(environ: Mapping[str, str]) -> Settings:
    def optional(name: str) -> str | None:
        return environ.get(name, "").strip() or None

    environment = optional("ENVIRONMENT") or "development"
    if environment not in ("development", "production"):
        raise SettingsError(f"ENVIRONMENT must be development or production, not {environment!r}.")
    instance = Path(optional("INSTANCE_PATH") or ROOT / "instance").resolve()
    instance.mkdir(parents=True, exist_ok=True)
    host = optional("HOST") or "127.0.0.1"
    port = _whole_number("PORT", optional("PORT"), 8000)
    base_url = (optional("BASE_URL") or f"http://{host}:{port}").rstrip("/")
    site_host = urlsplit(base_url).hostname or ""
    settings = Settings(
        environment=environment,
        secret_key=optional("SECRET_KEY") or _generated_key(instance, environment),
        base_url=base_url,
        instance_path=instance,
        database_url=optional("DATABASE_URL") or f"sqlite:///{instance / 'frontdesk.sqlite3'}",
        redis_url=optional("REDIS_URL"),
        smtp_url=optional("SMTP_URL"),
        smtp_ca_file=optional("SMTP_CA_FILE"),
        imap_url=optional("IMAP_URL"),
        mail_from=optional("MAIL_FROM") or f"frontdesk@{site_host}",
        reply_address=optional("REPLY_ADDRESS") or f"support@{site_host}",
        authserv_id=optional("AUTHSERV_ID"),
        trusted_proxies=_whole_number("TRUSTED_PROXIES", optional("TRUSTED_PROXIES"), 0),
        turn_url=optional("TURN_URL"),
        turn_secret=optional("TURN_SECRET"),
        clamd_url=optional("CLAMD_URL"),
        link_check_allow=frozenset((optional("LINK_CHECK_ALLOW") or "").split()),
        media_url=optional("MEDIA_URL"),
        link_engine_name=optional("LINK_ENGINE_NAME"),
        link_engine_url=optional("LINK_ENGINE_URL"),
        host=host,
        port=port,
    )
    _check(settings, environ)
    return settings


def _check(settings: Settings, environ: Mapping[str, str]) -> None:
    parts = urlsplit(settings.base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise SettingsError(
            "BASE_URL must be a scheme and a host, such as https://www.example.org."
        )
    scheme = settings.database_url.split(":", 1)[0]
    if scheme not in ("sqlite", "postgresql+psycopg"):
        raise SettingsError("DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
    if bool(settings.link_engine_name) != bool(settings.link_engine_url):
        raise SettingsError("LINK_ENGINE_NAME and LINK_ENGINE_URL must be set together.")
    if settings.link_engine_url and (
        "{key}" not in settings.link_engine_url
        or not settings.link_engine_url.startswith("https://")
    ):
        raise SettingsError("LINK_ENGINE_URL must begin with https:// and contain {key}.")
    if bool(settings.turn_url) != bool(settings.turn_secret):
        raise SettingsError("TURN_URL and TURN_SECRET must be set together.")
    if settings.imap_url and not settings.authserv_id:
        raise SettingsError(
            "AUTHSERV_ID must name the mail server whose Authentication-Results are to be "
            "believed, because IMAP_URL is set and replies are read from it."
        )
    if settings.media_url:
        _check_media(settings.media_url)
    if settings.production:
        _check_production(settings, environ)


def _check_media(url: str) -> None:
    parts = urlsplit(url)
    given = (parts.hostname, parts.username, parts.password, parts.path.strip("/"))
    if parts.scheme not in ("s3", "s3+http") or not all(given):
        raise SettingsError(
            "MEDIA_URL must be s3://key:secret@host/bucket, or s3+http:// without encryption."
        )


def _check_production(settings: Settings, environ: Mapping[str, str]) -> None:
    if len(settings.secret_key) < 32:
        raise SettingsError("SECRET_KEY must have at least 32 characters in production.")
    if not settings.https:
        raise SettingsError("BASE_URL must begin with https:// in production.")
    missing = [
        name
        for name in ("BASE_URL", "SMTP_URL", "MAIL_FROM", "REPLY_ADDRESS")
        if not environ.get(name, "").strip()
    ]
    if missing:
        raise SettingsError(f"Set {', '.join(missing)}: production needs each of them.")


def _whole_number(name: str, value: str | None, default: int) -> int:
    if value is None:
        return default
    if not value.isdigit():
        raise SettingsError(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def _generated_key(instance: Path, environment: str) -> str:
    """A key made once and kept in the instance folder, for development only."""
    if environment == "production":
        raise SettingsError("SECRET_KEY must be set in production.")
    path = instance / "secret_key"
    try:
        # Exclusive creation: the web server and the worker may start at the same moment.
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()
