"""The record: every case as a chain of events, with the money, the letters and the views that follow from it."""
