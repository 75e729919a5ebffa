"""The REST interface for machines."""
