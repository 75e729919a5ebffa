"""Policy packs as data: reading, checking, choosing and applying them. Gets texts and values, never files or clocks."""
