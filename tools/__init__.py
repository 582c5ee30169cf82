"""What developers run on the house itself; nothing here is installed with it."""
