"""The mailbox as its holder sees it."""
