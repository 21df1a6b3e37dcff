"""What is asked at the door, of those who keep it."""
