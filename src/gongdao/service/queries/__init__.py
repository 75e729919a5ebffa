"""Reads, each one function; the access check is inside."""
