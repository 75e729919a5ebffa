"""Who decides about others, makes the rules or runs the place signs in with more than a password."""

from __future__ import annotations

from dataclasses import replace

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from gongdao.service.people.actor import Actor
from gongdao.service.people.models import OPERATOR, POLICY, STAFF, SUPERVISOR, User

OFFICES = frozenset((STAFF, SUPERVISOR, POLICY, OPERATOR))


def strong(actor: Actor, user: User) -> Actor:
    """Give an actor without his offices where he has no second factor; in a demo nobody needs one."""
    if settings.DEMO or actor.roles.isdisjoint(OFFICES) or is_mfa_enabled(user):
        return actor
    return replace(actor, roles=actor.roles - OFFICES, weak=True)


def has_office(user: User) -> bool:
    """Whether somebody has an office."""
    return user.role_rows.filter(role__in=OFFICES).exists()
