"""Ground floor: permit, access, envelope, errors, clock, codes, base templates."""
