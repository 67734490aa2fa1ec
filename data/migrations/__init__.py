"""Bringing an older store up to date, with Alembic. Imported only when a migration is due: Alembic is slow to load.

The number in a revision's name is the store's schema number (`data.sqlite.SCHEMA`); a store keeps its number in the
file's header, so that the first look needs no table.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlmodel import create_engine

from data import sqlite


def script() -> Config:
    """Alembic's configuration: our folder of revisions, no ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def newest() -> int:
    """The number of the newest revision."""
    head = ScriptDirectory.from_config(script()).get_current_head()
    return int(head or 0)


def upgrade(path: Path, to: int = sqlite.SCHEMA) -> None:
    """Migrate the store at `path` to schema `to`, in one transaction."""
    engine = create_engine(f"sqlite:///{path}")
    sqlite.tune(engine, writes=True)
    with engine.begin() as connection:
        config = script()
        config.attributes["connection"] = connection
        schema = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if schema:
            command.stamp(config, f"{schema:04d}")
        command.upgrade(config, f"{to:04d}")
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
        sqlite.stamp(connection, to)
    engine.dispose()
