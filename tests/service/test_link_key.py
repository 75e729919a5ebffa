"""What links accounts is told apart under a key that may stay when the secret is changed."""

from __future__ import annotations

from django.test import override_settings

from gongdao.service.market.things import digest_of

OLD, NEW = "the first secret of an installation", "the secret it was changed to later on"


def digest(secret: str, link_key: str = "") -> str:
    with override_settings(SECRET_KEY=secret, GONGDAO_LINK_KEY=link_key):
        return digest_of("shop", "device", "d-5f2c")


def test_links_still_meet_where_the_old_secret_is_kept_as_their_key():
    assert digest(NEW, OLD) == digest(OLD)
    assert digest(NEW) != digest(OLD)


def test_two_marketplaces_never_meet():
    with override_settings(SECRET_KEY=OLD):
        assert digest_of("shop", "device", "d-5f2c") != digest_of("mall", "device", "d-5f2c")
