"""What waits for this member today."""
