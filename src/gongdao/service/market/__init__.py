"""The mirror of the marketplace: its shops, orders, parcels and chats, known by source and external id."""
