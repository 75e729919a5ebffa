"""What stands between the core and the world: packs on the disk, the record of the cases, and what works on it."""
