"""Every write to people and organisations: each takes a permit, opens one transaction and adds one audit line."""
