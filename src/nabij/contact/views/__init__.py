"""The pages and addresses of the door in the workspace."""
