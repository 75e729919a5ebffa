"""Looks whether an installation is fit for the public: each thing with its state, and what to do about it."""

from __future__ import annotations

import os
import smtplib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection

from gongdao.kernel.errors import BadInput, Refused
from gongdao.service.delivery.models import Endpoint
from gongdao.service.installation import law
from gongdao.service.mail_url import NO_SERVER
from gongdao.service.people.models import OPERATOR, STAFF, RoleRow
from gongdao.service.record.instants import read
from gongdao.service.serve import check_tables, secret

# Good; works, but should be otherwise; must be otherwise.
GOOD, DOUBTFUL, WRONG = "good", "doubtful", "wrong"
SHORTEST = 50
# How far the clock may be from that of the database.
APART = timedelta(seconds=2)
# A day is anchored at the latest so long after it was over.
ANCHORED_WITHIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: ``code`` names its sentence, which is filled with the details."""

    state: str
    code: str
    details: Mapping[str, object] = field(default_factory=dict)


Check = Callable[[], Iterator[Finding]]


def findings(url: str) -> Iterator[Finding]:
    """Look at one thing after the other; what needs the database is left out where that is away."""
    for check in (_secret, _hosts, _https, _proxies, _debug, _mail):
        yield from check()
    there = True
    for found in _database(url):
        there = there and found.state != WRONG
        yield found
    yield from _packs()
    if there:
        for check in (_clock, _anchors, _people, _payer):
            yield from check()
    yield from _files()


def _secret() -> Iterator[Finding]:
    found = secret()
    sound = len(found) >= SHORTEST and len(set(found)) >= 5
    yield Finding(GOOD if sound else WRONG, "deploy-secret" if sound else "deploy-secret-weak", {"most": SHORTEST})


def _hosts() -> Iterator[Finding]:
    hosts = settings.ALLOWED_HOSTS
    public = [host for host in hosts if host not in ("127.0.0.1", "localhost", "[::1]")]
    if "*" in hosts:
        yield Finding(WRONG, "deploy-hosts-any")
    else:
        yield Finding(GOOD if public else WRONG, "deploy-hosts" if public else "deploy-hosts-none", {"hosts": public})


def _https() -> Iterator[Finding]:
    safe = settings.HTTPS and settings.SESSION_COOKIE_SECURE
    yield Finding(GOOD if safe else WRONG, "deploy-https" if safe else "deploy-https-off")
    address = settings.GONGDAO_URL
    if not address.startswith("https://"):
        yield Finding(DOUBTFUL, "deploy-url-missing", {"url": address or "-"})


def _proxies() -> Iterator[Finding]:
    """Locks and quotas count whoever the reverse proxy says that a request comes from."""
    known = settings.GONGDAO_PROXIES
    anybody = tuple(str(network) for network in known if network.prefixlen == 0)
    if anybody:
        yield Finding(WRONG, "deploy-proxies-any", {"networks": anybody})
    elif known:
        yield Finding(GOOD, "deploy-proxies", {"networks": tuple(map(str, known))})
    else:
        yield Finding(DOUBTFUL, "deploy-proxies-none")


def _debug() -> Iterator[Finding]:
    if settings.DEBUG or settings.DEMO:
        yield Finding(WRONG, "deploy-demo-on")
    else:
        yield Finding(GOOD, "deploy-no-demo")


def _mail() -> Iterator[Finding]:
    if settings.EMAIL_BACKEND == NO_SERVER:
        yield Finding(DOUBTFUL, "deploy-mail-none")
        return
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield Finding(WRONG, "deploy-mail-into-files")
        return
    server = get_connection()
    try:
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            WRONG, "deploy-mail-away", {"host": settings.EMAIL_HOST, "why": str(error) or type(error).__name__}
        )
        return
    plain = not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
    if plain and settings.EMAIL_HOST not in ("127.0.0.1", "localhost", "::1"):
        yield Finding(WRONG, "deploy-mail-plain", {"host": settings.EMAIL_HOST})
    else:
        yield Finding(GOOD, "deploy-mail", {"host": settings.EMAIL_HOST})


def _database(url: str) -> Iterator[Finding]:
    try:
        check_tables(url)
    except Refused as no:
        yield Finding(WRONG, "deploy-database-wrong", {"refused": no})
        return
    if connection.vendor == "sqlite":
        yield Finding(DOUBTFUL, "deploy-database-sqlite")
        return
    yield Finding(GOOD, "deploy-database")
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, 'record_event', 'UPDATE')")
        may_change = cursor.fetchone()[0]
    yield Finding(WRONG if may_change else GOOD, "deploy-database-owner" if may_change else "deploy-database-role")


def _packs() -> Iterator[Finding]:
    try:
        families = law().library.families
    except BadInput as wrong:
        yield Finding(WRONG, "deploy-packs-wrong", {"count": len(wrong.problems)})
        return
    known = settings.GONGDAO_PLATFORM in families
    details = {"platform": settings.GONGDAO_PLATFORM, "known": tuple(families)}
    yield Finding(GOOD if known else WRONG, "deploy-packs" if known else "deploy-packs-without", details)


def _clock() -> Iterator[Finding]:
    """Deadlines are promises: a clock that goes wrong breaks them."""
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    apart = abs(datetime.now(UTC) - theirs)
    sound = apart <= APART
    yield Finding(
        GOOD if sound else WRONG,
        "deploy-clock" if sound else "deploy-clock-apart",
        {"seconds": round(apart.total_seconds(), 1)},
    )


def _anchors() -> Iterator[Finding]:
    file = os.environ.get("GONGDAO_ANCHOR_FILE", "")
    if not file:
        yield Finding(DOUBTFUL, "deploy-anchors-none")
        return
    if not os.access(file if Path(file).exists() else Path(file).parent, os.W_OK):
        yield Finding(WRONG, "deploy-anchors-closed", {"file": file})
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(at) FROM record_anchor")
        (last,) = cursor.fetchone()
    late = last is not None and datetime.now(UTC) - read(last) > ANCHORED_WITHIN
    yield Finding(
        WRONG if late else GOOD,
        "deploy-anchors-late" if late else "deploy-anchors",
        {"file": file, "last": last or "-"},
    )


def _people() -> Iterator[Finding]:
    for role, some, none in (
        (OPERATOR, "deploy-operators", "deploy-operators-none"),
        (STAFF, "deploy-staff", "deploy-staff-none"),
    ):
        count = RoleRow.objects.filter(role=role, user__is_active=True).values("user").distinct().count()
        yield Finding(GOOD if count else WRONG, some if count else none, {"count": count})


def _payer() -> Iterator[Finding]:
    source = settings.GONGDAO_SOURCE
    pays = Endpoint.objects.filter(source=source, pays=True, enabled=True).exists()
    yield Finding(GOOD if pays else DOUBTFUL, "deploy-payer" if pays else "deploy-payer-none", {"source": source})


def _files() -> Iterator[Finding]:
    folder = os.environ.get("GONGDAO_FILES", "")
    if folder and not os.access(folder, os.W_OK):
        yield Finding(WRONG, "deploy-files-closed", {"folder": folder})
    elif folder:
        yield Finding(GOOD, "deploy-files", {"folder": folder})
    elif connection.vendor != "sqlite":
        yield Finding(WRONG, "deploy-files-none")
