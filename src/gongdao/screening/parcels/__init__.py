"""Parcels: from the scans of carriers to signals of a false sign-off, a borrowed waybill, a swapped return."""
