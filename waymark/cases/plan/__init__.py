"""What a person handed over of their own notes, kept in their case version by version. Nothing is edited."""
