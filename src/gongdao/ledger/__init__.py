"""The ledger: accounts, balanced postings, and how the money of a ruling really moves. Needs only the kernel."""
