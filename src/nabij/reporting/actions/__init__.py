"""What is done to a report; each action takes the permit for its verb and leaves a line in the audit."""
