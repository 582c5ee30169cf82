"""What a canary journey says, and each step between a press of Send and the stored envelopes."""

CANARIES = ("canarymessage", "canaryname", "01632 960777", "canaryword", "canarystory", "canaryagain")

STEPS = (
    "waymark.public.contact.sending.make_wishes",
    "waymark.public.contact.sending.receive",
    "waymark.intake.actions.receiving.draw_words",
    "waymark.intake.actions.receiving.derive_mailbox",
    "waymark.intake.actions.receiving.begin",
    "waymark.intake.actions.receiving.claim_files",
    "waymark.intake.actions.receiving.store",
    "waymark.intake.actions.receiving.record",
    "waymark.mailbox.actions.begin_shredded",
    "waymark.mailbox.actions.seal_note_to",
    "waymark.mailbox.actions.wrap_under",
    "waymark.mailbox.actions.record",
    "waymark.intake.storing.team_holder",
    "waymark.intake.storing.seal_note",
    "waymark.intake.reading.seal_note_to",
    "waymark.records.islands.make_shred_key",
    "waymark.audit.recording.hash_event",
)
