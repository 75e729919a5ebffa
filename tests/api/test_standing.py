"""The service stands on the database it is told to."""

from __future__ import annotations

from django.db import connection

from grounds import Ground


def test_the_service_stands_on_the_database_of_the_test(standing: Ground):
    from gongdao.service.installation import law
    from gongdao.service.market.models import Shop

    assert connection.vendor == ("sqlite" if standing.vendor == "sqlite" else "postgresql")
    assert Shop.objects.count() == 0
    assert law().library.versions
