"""The demo: a marketplace with the disputes of the articles, and a clock that can be moved on."""
