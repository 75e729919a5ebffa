"""Screening: warns in time, says why, and never decides; every function is pure and gives signals."""
