"""The directory's feed, in the words of Open Referral: published entries, for anybody."""
