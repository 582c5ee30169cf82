"""What is held, what will be destroyed and when, and what nobody closed: for team leads and managers."""
