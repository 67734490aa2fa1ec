"""The user's own settings: colours and keys, in the platform's configuration folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path, user_data_path

from data.errors import BadInput

if TYPE_CHECKING:
    from data.rules.finding_quality import Settings
    from exports.paper import House

THEME = "textual-dark"


def folder() -> Path:
    """Where the settings lie; AUDITBOOK_CONFIG names another folder."""
    named = os.environ.get("AUDITBOOK_CONFIG")
    return Path(named) if named else user_config_path("auditbook", appauthor=False)


def store_path() -> Path:
    """The default store; AUDITBOOK_STORE names another."""
    named = os.environ.get("AUDITBOOK_STORE")
    return Path(named) if named else user_data_path("auditbook", appauthor=False) / "auditbook.sqlite"


def keymap() -> dict[str, str]:
    """The user's keys by binding id, from `keys.toml`; nothing where it is absent or cannot be read."""
    return {str(key): str(value) for key, value in _table("keys.toml", "keys").items()}


def due_terms() -> dict[str, dict[str, int]]:
    """The house's own terms by grade and part, in days, from `config.toml` (`data.rules.due_dates`):

    [due.minor]
    implement = 60
    """
    return {
        str(grade): {str(part): days for part, days in parts.items() if isinstance(days, int) and days >= 0}
        for grade, parts in _table("config.toml", "due").items()
        if isinstance(parts, dict)
    }


def retention_months() -> dict[str, int]:
    """The house's own months of keeping, from the table `retention` of `config.toml` (`data.rules.retention`)."""
    found = _table("config.toml", "retention").items()
    return {str(kind): months for kind, months in found if isinstance(months, int) and months >= 0}


def _table(name: str, table: str) -> dict[str, Any]:
    """One table of a settings file; nothing where it is absent or cannot be read."""
    path = folder() / name
    if not path.exists():
        return {}
    import tomllib  # 10 ms that the first picture need not wait for

    try:
        with path.open("rb") as handle:
            found = tomllib.load(handle).get(table, {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def findings() -> Settings:
    """What the house decided about the finding linter, from the table `findings` of `config.toml`. Raises BadInput."""
    import tomllib  # 10 ms that the first picture need not wait for

    from data.rules.finding_quality import settings_from

    path = folder() / "config.toml"
    try:
        with path.open("rb") as handle:
            return settings_from(tomllib.load(handle).get("findings", {}))
    except FileNotFoundError:
        return settings_from({})
    except (OSError, tomllib.TOMLDecodeError, ValueError, AttributeError) as error:
        raise BadInput(f"{path}: {error}") from error


def house() -> House:
    """The house's own look, from the table `report` of `config.toml`; `template` may be named from its folder. Raises
    BadInput.

    [report]
    template = "house.docx"
    """
    from exports.house import read
    from exports.paper import HOUSE

    named = _table("config.toml", "report").get("template", "")
    return read(folder() / Path(str(named)).expanduser()) if named else HOUSE


def theme() -> str:
    """The colours last chosen."""
    try:
        return (folder() / "theme").read_text(encoding="utf-8").strip() or THEME
    except (OSError, UnicodeDecodeError):
        return THEME


def remember_theme(name: str) -> None:
    """Keep the colours for the next time; where the folder cannot be written, they last for this time."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        (folder() / "theme").write_text(name + "\n", encoding="utf-8")
    except OSError:
        return
