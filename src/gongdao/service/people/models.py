"""The tables of people: users, what they may do, the keys of machines, and who looked at whose data."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

# What somebody may be besides a buyer, which everybody may be; a seller is one for a shop.
STAFF, SUPERVISOR, JUROR, POLICY, OPERATOR, SELLER = "staff", "supervisor", "juror", "policy", "operator", "seller"
ROLES = (SELLER, STAFF, SUPERVISOR, JUROR, POLICY, OPERATOR)
LANGUAGES = (("zh-hans", "中文"), ("en", "English"))


def new_person() -> str:
    """Make a pseudonymous id: the record knows people by it and by nothing else."""
    return f"p-{secrets.token_hex(6)}"


class User(AbstractUser):
    """Somebody who signs in, or whom the marketplace told of; ``person`` is the name in the record."""

    person = models.TextField(unique=True, default=new_person, editable=False)
    source = models.TextField(default="", blank=True)
    external_id = models.TextField(default="", blank=True)
    name = models.TextField(default="", blank=True)
    phone = models.TextField(default="", blank=True)
    language = models.TextField(default="", blank=True, choices=LANGUAGES)
    elder = models.BooleanField(default=False)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_user"
        constraints = (
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(external_id=""), name="people_user_external"
            ),
        )

    def get_full_name(self) -> str:
        """Give the name people know them by."""
        return self.name or self.username


class RoleRow(models.Model):
    """What a user may be besides a buyer; ``shop`` is the key of the shop that a seller acts for."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_rows")
    role = models.TextField(choices=[(role, role) for role in ROLES])
    shop = models.TextField(default="", blank=True)

    class Meta:
        db_table = "people_role"
        constraints = (models.UniqueConstraint(fields=["user", "role", "shop"], name="people_role_once"),)
        indexes = (models.Index(fields=["shop"], name="people_role_shop"),)


class ApiKey(models.Model):
    """A key of a machine; only its digest is kept. Without a user it speaks for the marketplace ``source``."""

    id = models.TextField(primary_key=True)
    digest = models.TextField()
    name = models.TextField()
    source = models.TextField(default="")
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="keys")
    scopes = models.TextField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_key"


class Link(models.Model):
    """A link that opens one case as one person inside another site; ``page`` is the session it was exchanged for."""

    token = models.TextField(primary_key=True)
    page = models.TextField(null=True, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="links")
    stream = models.TextField()
    origin = models.TextField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "people_link"
        indexes = (models.Index(fields=["ends_at"], name="people_link_ends"),)


class AccessRow(models.Model):
    """Who looked at the personal data of others, when and through what; append-only by custom of the house."""

    at = models.DateTimeField()
    person = models.TextField()
    role = models.TextField()
    what = models.TextField()
    stream = models.TextField(default="")
    via = models.TextField()

    class Meta:
        db_table = "people_access"
        indexes = (models.Index(fields=["stream", "at"], name="people_access_stream"),)
