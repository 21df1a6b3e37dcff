"""What is sent to the door, parsed and checked."""
