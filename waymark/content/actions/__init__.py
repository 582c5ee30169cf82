"""What changes published wording, by verb: writing and reviewing, publishing, laying packs."""
