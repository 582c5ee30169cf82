"""What happens to arrivals, by verb. Everything is sealed before it is stored; what a visitor does has
no actor.
"""

from waymark.intake.actions.answering import answer, clear, look, set_aside, take
from waymark.intake.actions.attending import claim, pass_on, release, show_code_words, show_way
from waymark.intake.actions.erasing import destroy_dealt_with, erase, expire
from waymark.intake.actions.mailing import alert_seen, replace_wishes, write_again
from waymark.intake.actions.receiving import Received, receive

__all__ = [
    "Received",
    "alert_seen",
    "answer",
    "claim",
    "clear",
    "destroy_dealt_with",
    "erase",
    "expire",
    "look",
    "pass_on",
    "receive",
    "release",
    "replace_wishes",
    "set_aside",
    "show_code_words",
    "show_way",
    "take",
    "write_again",
]
