"""What leaves the house to people and machines: letters on the site, mail, webhooks, each with its proof."""
