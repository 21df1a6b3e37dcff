"""Top floor: settings, addresses per host name, health, commands."""
