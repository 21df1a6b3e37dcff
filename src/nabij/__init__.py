"""The server of Nabij. It holds no key and can open nothing."""
