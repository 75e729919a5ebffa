"""Disputes told in steps and played through the real record: what `gongdao play` and the tests run."""
