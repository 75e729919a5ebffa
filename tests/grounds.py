"""Fresh databases for tests: a migrated template, copied for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from gongdao.service import databases
from gongdao.service.record.law import Law
from shelf import SHELF, library
from sources import ROOT

VENDORS = ("sqlite", "postgres")
GIVEN = "GONGDAO_TEST_POSTGRES"
SERVICE = "gongdao_service"
TEMPLATE = f"gongdao_template_{os.getpid()}"
NUMBERS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Ground:
    """A fresh database: ``url`` as the service opens it, ``owner`` as the one who may change its tables does."""

    vendor: str
    url: str
    owner: str


@cache
def cluster() -> str:
    """This function will give the address of the tests' PostgreSQL as its owner, starting it where nobody has."""
    return os.environ.get(GIVEN) or _script("start")


def release() -> None:
    """This function will give back what the grounds were made from, and let go of the PostgreSQL it started."""
    if _shelf.cache_info().currsize:
        shutil.rmtree(_shelf())
    if _template.cache_info().currsize:
        _admin(sql.SQL("DROP DATABASE {}").format(sql.Identifier(_template())))
    if _owner.cache_info().currsize:
        _owner().close()
    if cluster.cache_info().currsize and not os.environ.get(GIVEN):
        _script("stop")
    for made in (_shelf, _template_file, _template, _owner, cluster):
        made.cache_clear()


def _script(what: str) -> str:
    ran = subprocess.run([ROOT / "scripts" / "postgres", what, str(os.getpid())], stdout=subprocess.PIPE, check=True)
    return ran.stdout.decode().strip()


@contextmanager
def fresh(vendor: str, folder: Path) -> Iterator[Ground]:
    """This function will make a migrated database of its own for as long as it is needed; ``folder`` is for SQLite."""
    if vendor == "sqlite":
        yield _fresh_file(folder)
        return
    with _database(_template()) as name:
        yield Ground(vendor, _address(name, SERVICE), _address(name))


def kept(vendor: str, folder: Path) -> Ground:
    """This function will make a migrated database that outlives this process, until it is dropped."""
    if vendor == "sqlite":
        return _fresh_file(folder)
    name = _made(_template())
    return Ground(vendor, _address(name, SERVICE), _address(name))


def dropped(ground: Ground) -> None:
    """This function will take away a database that was kept."""
    if ground.vendor == "sqlite":
        Path(ground.url.removeprefix("sqlite:///")).unlink()
    else:
        _drop(urlsplit(ground.owner).path.removeprefix("/"))


@contextmanager
def copied(ground: Ground, folder: Path) -> Iterator[Ground]:
    """This function will copy a database that nobody has open; ``folder`` is for SQLite."""
    if ground.vendor == "sqlite":
        file = folder / "copy.sqlite3"
        shutil.copy(ground.url.removeprefix("sqlite:///"), file)
        yield Ground("sqlite", f"sqlite:///{file}", f"sqlite:///{file}")
        return
    with _database(urlsplit(ground.owner).path.removeprefix("/")) as name:
        yield Ground(ground.vendor, _address(name, SERVICE), _address(name))


@contextmanager
def empty(vendor: str, folder: Path) -> Iterator[str]:
    """This function will give the address of a database without tables, as its owner; ``folder`` is for SQLite."""
    if vendor == "sqlite":
        yield f"sqlite:///{folder / f'empty-{next(NUMBERS)}.sqlite3'}"
        return
    with _database("template0") as name:
        yield _address(name)


@contextmanager
def _database(template: str) -> Iterator[str]:
    name = _made(template)
    try:
        yield name
    finally:
        _drop(name)


def _made(template: str) -> str:
    name = f"gongdao_test_{os.getpid()}_{next(NUMBERS)}"
    # Since 15 every page of a template is logged unless its files shall be copied as they are, which is quicker.
    how = sql.SQL("STRATEGY file_copy" if _owner().info.server_version >= 150000 else "")
    _admin(sql.SQL("CREATE DATABASE {} TEMPLATE {} {}").format(sql.Identifier(name), sql.Identifier(template), how))
    return name


def _drop(name: str) -> None:
    _admin(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _fresh_file(folder: Path) -> Ground:
    file = folder / f"gongdao-{next(NUMBERS)}.sqlite3"
    shutil.copy(_template_file(), file)
    return Ground("sqlite", f"sqlite:///{file}", f"sqlite:///{file}")


@contextmanager
def opened_law(ground: Ground) -> Iterator[Law]:
    """This function will connect to a ground and sit in court over the packs of the checkout."""
    alias = databases.connect(ground.url)
    try:
        yield Law(library(), SHELF.calendars, using=alias)
    finally:
        databases.close(alias)


@cache
def _shelf() -> Path:
    return Path(tempfile.mkdtemp(prefix="gongdao-template-"))


@cache
def _template_file() -> Path:
    file = _shelf() / "template.sqlite3"
    _migrate(f"sqlite:///{file}")
    return file


@cache
def _template() -> str:
    _admin(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(TEMPLATE)))
    _admin(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    _migrate(_address(TEMPLATE), SERVICE)
    return TEMPLATE


def _migrate(url: str, service_role: str = "") -> None:
    alias = databases.connect(url)
    databases.migrate(alias, service_role=service_role)
    databases.close(alias)


@cache
def _owner() -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(cluster(), autocommit=True)


def _admin(statement: sql.Composed) -> None:
    _owner().execute(statement)


def _address(database: str, user: str = "") -> str:
    parts = urlsplit(cluster())
    where = parts.netloc
    if user:
        login, _, host = parts.netloc.rpartition("@")
        where = f"{user}:{login.partition(':')[2]}@{host}"
    return urlunsplit(parts._replace(netloc=where, path=f"/{database}"))
