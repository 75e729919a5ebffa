"""The stages of a case: each page holds its commands, its events, how it decides and how it evolves."""
