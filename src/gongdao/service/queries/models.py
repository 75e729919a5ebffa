"""The table of what was worked out for pages and need not be worked out again; it may be emptied at any time."""

from __future__ import annotations

from django.db import models


class Explanation(models.Model):
    """An answer, by the digest of all that it follows from; ``until``: from then on it must be asked again.

    Instants are texts as in the record.
    """

    digest = models.TextField(primary_key=True)
    body = models.TextField()
    made_at = models.TextField()
    until = models.TextField(null=True)

    class Meta:
        db_table = "queries_explanation"
        indexes = (models.Index(fields=["made_at"], name="queries_explanation_made"),)
