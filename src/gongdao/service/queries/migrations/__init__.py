"""The tables of what was worked out for pages, in order."""
