"""Settings are refused by name, with the mend, before anything starts."""

import stat
from pathlib import Path

import pytest

from frontdesk import settings as module
from frontdesk.settings import SettingsError, load_settings

PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "k" * 32,
    "BASE_URL": "https://www.site.example",
    "SMTP_URL": "smtps://user:password@mail.site.example",
    "MAIL_FROM": "frontdesk@site.example",
    "REPLY_ADDRESS": "support@site.example",
}


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in PRODUCTION.items() if key != name}


@pytest.fixture
def instance(tmp_path: Path) -> dict[str, str]:
    return {"INSTANCE_PATH": str(tmp_path / "instance")}


def test_nothing_needs_to_be_set_for_development(instance: dict[str, str]) -> None:
    settings = load_settings(instance)
    assert not settings.production
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.database_url.startswith("sqlite:///")
    assert settings.trusted_proxies == 0
    assert settings.smtp_url is None


def test_production_starts_with_everything_it_needs(instance: dict[str, str]) -> None:
    settings = load_settings({**instance, **PRODUCTION})
    assert settings.production
    assert settings.https


@pytest.mark.parametrize("name", sorted(PRODUCTION.keys() - {"ENVIRONMENT"}))
def test_production_refuses_to_start_without(name: str, instance: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({**instance, **without(name)})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "staging"),
        ("BASE_URL", "www.site.example"),
        ("BASE_URL", "ftp://site.example"),
        ("BASE_URL", "https://site.example/desk"),
        ("DATABASE_URL", "mysql://localhost/frontdesk"),
        ("DATABASE_URL", "postgresql://localhost/frontdesk"),
        ("PORT", "eighty"),
        ("PORT", "-1"),
        ("TRUSTED_PROXIES", "all"),
        ("TURN_URL", "turn:relay.site.example"),
        ("TURN_SECRET", "alone"),
        ("LINK_ENGINE_NAME", "alone"),
        ("LINK_ENGINE_URL", "https://engine.example/{key}"),
        ("IMAP_URL", "imaps://user:password@mail.site.example/INBOX"),
    ],
)
def test_a_setting_that_will_not_do_is_named(
    name: str, value: str, instance: dict[str, str]
) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({**instance, name: value})


@pytest.mark.parametrize("address", ["http://engine.example/{key}", "https://engine.example/"])
def test_an_outside_engine_needs_a_safe_address_with_a_place_for_the_key(
    address: str, instance: dict[str, str]
) -> None:
    named = {**instance, "LINK_ENGINE_NAME": "Engine", "LINK_ENGINE_URL": address}
    with pytest.raises(SettingsError, match="LINK_ENGINE_URL"):
        load_settings(named)


@pytest.mark.parametrize(
    ("name", "value"), [("SECRET_KEY", "short"), ("BASE_URL", "http://www.site.example")]
)
def test_production_refuses_what_is_unsafe(name: str, value: str, instance: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({**instance, **PRODUCTION, name: value})


def test_the_key_made_for_development_is_kept_and_nobody_else_can_read_it(
    instance: dict[str, str],
) -> None:
    first, second = load_settings(instance), load_settings(instance)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) == 64
    mode = stat.S_IMODE((first.instance_path / "secret_key").stat().st_mode)
    assert mode == 0o600


def test_the_environment_overrides_the_env_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("PORT=8100\nHOST=127.0.0.2\nBASE_URL=\n")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setenv("PORT", "8200")
    monkeypatch.delenv("HOST", raising=False)
    settings = load_settings()
    assert (settings.host, settings.port) == ("127.0.0.2", 8200)


def test_settings_cannot_be_changed_once_read(instance: dict[str, str]) -> None:
    with pytest.raises(AttributeError):
        load_settings(instance).port = 1  # type: ignore[misc]
