"""What happens in a case, by verb. Each writes its entry and records its event in the same turn."""

from waymark.cases.log.actions.calling import note_call, show_code_words, show_way
from waymark.cases.log.actions.handing import hand_over, hand_to_team, set_stage
from waymark.cases.log.actions.walling import put_up_wall, take_down_wall
from waymark.cases.log.actions.writing import answer, take_message, write_note

__all__ = [
    "answer",
    "hand_over",
    "hand_to_team",
    "note_call",
    "put_up_wall",
    "set_stage",
    "show_code_words",
    "show_way",
    "take_down_wall",
    "take_message",
    "write_note",
]
