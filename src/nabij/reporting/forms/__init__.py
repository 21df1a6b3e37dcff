"""What browsers send about a report."""
