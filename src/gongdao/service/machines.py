"""What machines that watch the service ask: whether it lives, whether it is ready, and how it does."""

from __future__ import annotations

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from gongdao.service import figures
from gongdao.service.installation import law, now
from gongdao.service.work import standing
from gongdao.service.work.clerk import lag

LOOPBACK = ("127.0.0.1", "::1", "")
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-Ip")
_made: list[bool] = []


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else is looked at."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether requests can be answered: the database is there and has the tables of this version.

    How late the clerk is stands there too; it makes nobody unready, as pages catch a case up by themselves.
    """
    try:
        tables = _has_tables()
        late = lag(law(), now()) if tables else None
    except Error as wrong:
        said = {"ready": False, "database": type(wrong).__name__}
        return JsonResponse(said, status=503)
    seconds = late.total_seconds() if late else 0.0
    said = {"ready": tables, "database": "ok", "tables": tables, "clerk_lag_seconds": seconds}
    return JsonResponse(said, status=200 if tables else 503)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to this computer, and to who has the token; for everybody else there is nothing here."""
    if not _is_watcher(request):
        raise Http404
    return HttpResponse(figures.counted() + standing.shown(), content_type=CONTENT_TYPE_LATEST)


def _is_watcher(request: HttpRequest) -> bool:
    token = settings.GONGDAO_METRICS_TOKEN
    said = request.headers.get("Authorization", "")
    if token and constant_time_compare(said, f"Bearer {token}"):
        return True
    # Behind a proxy on this computer everybody comes from here, so what was forwarded is not from here.
    is_forwarded = any(name in request.headers for name in FORWARDED)
    return not is_forwarded and request.META.get("REMOTE_ADDR", "") in LOOPBACK


def _has_tables() -> bool:
    """Tables that were there once stay; only a service that found none looks again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if not _made:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _made.append(True)
    return True
