"""Telling: what amounts, times, facts, events and rulings are called when people are told of them; pure."""
