"""The interface for machines: REST under /api/v1, described in OpenAPI."""
