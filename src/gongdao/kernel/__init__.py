"""The ground everything stands on: money, time, texts, digests and errors. Imports nothing of ours."""
