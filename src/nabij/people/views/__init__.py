"""The pages about people: signing in, one's account, invitations, set-up, organisations."""
