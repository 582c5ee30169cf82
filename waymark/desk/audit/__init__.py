"""The record of deeds, for auditors: what happened, worded and verified. No content, no person helped."""
