"""The table of the interface: refusals answered under an idempotency key."""

from __future__ import annotations

from django.db import models


class KeptAnswer(models.Model):
    """A refusal as it was answered, by the digest of its sender and his key; what was written keeps its own key."""

    key = models.TextField(primary_key=True)
    request = models.TextField()
    status = models.IntegerField()
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "api_answer"
        indexes = (models.Index(fields=["at"], name="api_answer_at"),)
