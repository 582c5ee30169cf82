"""Who works here: accounts, sign-in, second factors, permissions, teams, and the only maker of a Keyring."""
