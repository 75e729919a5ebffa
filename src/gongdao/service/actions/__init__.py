"""Use cases that write, each one function; the access check is inside."""
