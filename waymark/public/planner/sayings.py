"""What the planner's screens say, in the page's language: buttons, labels, and what went wrong.

Questions and suggestions are no business of this file: they come from the pack.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def sayings() -> dict[str, str]:
    """Every sentence of the screens by the name that the script knows it by."""
    return (
        _moving()
        | _making()
        | _home()
        | _ways_out()
        | _keeping()
        | _opening()
        | _sharing()
        | _handing()
        | _taking_away()
        | _wrong()
    )


def _moving() -> dict[str, str]:
    return {
        "moment": _("One moment."),
        "back": _("Back"),
        "go-on": _("Go on"),
        "next": _("Next:"),
        "up": _("Up"),
        "down": _("Down"),
        "yes": _("Yes"),
        "no": _("No"),
        "some": _("A little"),
        "unknown": _("Not known"),
        "take-out": _("Take this out"),
        "out-sure": _("Press again to take it out"),
        "where-next": _("Where next"),
        "parts": _("All parts"),
        "whole": _("Read it all"),
        "keep": _("Keep this"),
        "away": _("Take it with you"),
        "share": _("Show it to somebody"),
        "print": _("Print"),
        "lock": _("Close this now"),
        "closes": _(
            "This closes by itself after five minutes without a touch, or out of sight."
            " The Escape key closes it at once."
        ),
    }


def _making() -> dict[str, str]:
    return {
        "start-memory": _(
            "What you write is only on this page. It is gone when the page closes,"
            " unless you choose to keep it."
        ),
        "depth": _("How much time do you have?"),
        "depth-quick": _("Two minutes"),
        "depth-full": _("As long as it takes"),
        "open-kept": _("Open what you kept"),
        "change-start": _("Change where you are now"),
        "parts-lead": _("Begin anywhere. Skip what you like. You can come back."),
        "begun": _("Begun"),
        "weighty": _("Matters to you"),
        "one-a-line": _("One on each line."),
        "ideas": _("Ideas for you"),
        "ideas-lead": _("Each has a reason, and something to think of. Keep one or put it aside."),
        "keep-it": _("Keep it"),
        "aside": _("Put it aside"),
        "helped": _("Did it help?"),
        "not-yet": _("Not tried yet"),
        "somebody": _("Somebody"),
        "add-person": _("Add a person"),
        "p-name": _("Their name, or a name that you make up"),
        "p-reach": _("How you reach them"),
        "from-list": _("Choose from the useful organisations"),
        "p-knows": _("What they know"),
        "p-does": _("What they do when they hear the code word"),
        "p-more": _("Anything else about them"),
        "p-text": _("A text that looks like nothing"),
        "p-text-hint": _("You can send it by the phone’s own messages. For example:"),
        "matters-rest": _("Add what matters"),
        "pairs": _("Choose between two at a time"),
        "pair": _("Which matters more to you now?"),
        "enough": _("That is enough"),
        "bag-me": _("For me"),
        "bag-child": _("For a child"),
        "bag-baby": _("For a baby"),
        "bag-pet": _("For a pet"),
        "bag-tick": _("Tick what is packed."),
        "bag-more": _("A copy, or where it is"),
        "packed": _("Packed"),
        "copy-kept": _("A copy is kept"),
        "where": _("Where it is"),
        "thing": _("What is it?"),
        "add-thing": _("Add something"),
        "child-lead": _("Only if it is safe for the child to have it. Choose what fits, or use their words."),
        "child-words": _("In the child’s own words"),
        "child-show": _("Show the page"),
        "nothing-yet": _("There is nothing here yet."),
        "to-do": _("To talk about"),
        "new": _("New"),
    }


def _home() -> dict[str, str]:
    return {
        "home": _("A home"),
        "a-home": _("A home without a name"),
        "add-home": _("Add a home"),
        "home-lead": _("Your own, your parents’, where you work. Write down the rooms, and what joins them."),
        "home-name": _("Whose home, or what you call it"),
        "remove-home": _("Take this home out"),
        "rooms": _("Rooms"),
        "a-room": _("A room"),
        "add-room": _("Add a room"),
        "rooms-many": _("Which rooms are there?"),
        "rooms-many-hint": _("With commas between them. Think of the hall, the landing and the garden too."),
        "add-rooms": _("Add these rooms"),
        "room-name": _("What you call the room"),
        "room-risk": _("Is the risk high here?"),
        "high": _("High risk"),
        "low": _("Low risk"),
        "room-why": _("Why"),
        "room-why-hint": _("For example knives, no second way out, or hard floors."),
        "room-sleeps": _("Who sleeps here"),
        "f-phone": _("Is there a phone here that works?"),
        "f-signal": _("Does a mobile phone work here?"),
        "f-lock": _("Can you lock it from the inside?"),
        "f-seen": _("Could somebody outside see or hear you?"),
        "f-them": _("Is the other person usually here?"),
        "links": _("What joins the rooms"),
        "links-hint": _("Each door or opening from one room to another."),
        "add-link": _("Add a door between rooms"),
        "link-one": _("From"),
        "link-other": _("To"),
        "link-kind": _("What is it?"),
        "door": _("A door"),
        "opening": _("An opening without a door"),
        "window": _("A window"),
        "locked": _("Is it locked?"),
        "key": _("Who has the key?"),
        "mine": _("I have it"),
        "theirs": _("Somebody else"),
    }


def _ways_out() -> dict[str, str]:
    return {
        "ways": _("Ways out"),
        "ways-hint": _("Doors to the outside, and windows that can be used."),
        "a-way": _("A way out"),
        "add-way": _("Add a way out"),
        "way-name": _("What you call this way out"),
        "way-room": _("Which room is it in?"),
        "usable": _("Can you really use it?"),
        "show-ways": _("Show the ways out that I listed"),
        "listed": _("Ways out that you listed"),
        "listed-lead": _(
            "First the way through fewest rooms of high risk, then fewest doors, then fewest rooms."
            " Nobody can know that a way is safe. You can change the order."
        ),
        "map": _("The rooms and what joins them"),
        "out": _("way out"),
        "then": _(", then "),
        "from": _("From: {room}"),
        "cost": _("Rooms of high risk: {high}. Doors: {doors}. Rooms: {rooms}."),
        "cost-unknown": _("Rooms of which the risk is not known: {count}."),
        "equal-courses": _("There are {count} courses that are equal."),
        "can-open": _("Can this be opened:"),
        "tie": _("Some of these are equal."),
        "a-ask": _("Too little is known of this room. Can you answer one of these?"),
        "a-wait": _("You listed no way out from here. These are rooms that you could wait in, and why:"),
        "a-none": _("You listed no way out from here, and no room to wait in. Talk to somebody about it."),
        "r-lock": _("it locks from the inside"),
        "r-phone": _("a phone works there"),
        "r-signal": _("a mobile phone works there"),
        "r-seen": _("somebody outside could see or hear you"),
        "todo": _("Put this on my list to talk about"),
        "todo-made": _("This is on your list to talk about"),
        "todo-line": _("A room without a way out"),
    }


def _keeping() -> dict[str, str]:
    return {
        "keep-lead": _("You get six words. They open it again, on any phone or computer."),
        "keep-promise": _(
            "It is sealed on this device. We cannot read it, and we cannot find it for anybody"
            " without the words."
        ),
        "keep-limits": _(
            "We do not promise this: a phone that somebody watches can show what you do."
            " Whoever has the words can read it and change it. If the words are lost, nobody can open it."
        ),
        "show-words": _("Show me six words"),
        "words": _("Your six words"),
        "words-lead": _(
            "Write them down where nobody looks, or learn them. We show them once. Keep the order."
        ),
        "numbers": _("Or as numbers:"),
        "keep-now": _("Keep it under these words"),
        "days": _("How long we keep it after you last opened it"),
        "days-hint": _("After that it is gone for good."),
        "d-7": _("One week"),
        "d-30": _("One month"),
        "d-92": _("Three months"),
        "d-183": _("Six months"),
        "d-365": _("Twelve months"),
        "save": _("Save"),
        "saved": _("It is saved"),
        "saved-lead": _("We read it back, and all of it is there."),
        "all-saved": _("Everything is saved."),
        "not-yet-saved": _("Some of this is not saved yet."),
        "second": _("A second list, to show"),
        "second-lead": _("Other words can open a harmless list of things to do at home."),
        "second-go": _("Make one"),
        "second-what": _("Choose a list. It gets six words of its own. You can change it later."),
        "second-limits": _(
            "Nothing on our side tells it from another. We do not promise that somebody believes it."
            " Whoever knows this site may know that there can be two."
        ),
        "second-saved": _("The list is saved under its own words."),
        "erase": _("Erase it"),
        "erase-lead": _("It is gone at once, here and with us. Nobody can bring it back."),
        "erase-sure": _("Erase it now? The six words open nothing after this."),
        "erase-copies": _("Take back the copies that others have, too"),
        "erase-waiting": _("Take back what I handed over, if our caseworkers do not keep it yet"),
        "erase-handed": _("What you handed over stays with our caseworkers."),
        "erase-now": _("Erase it now"),
        "unsettled": _("Two devices changed the same thing."),
        "settle": _("Choose what stands"),
        "settle-lead": _("Press the one that is right. The other goes."),
    }


def _opening() -> dict[str, str]:
    return {
        "open": _("Open"),
        "six-words": _("Your six words, or six numbers"),
        "six-words-hint": _("In their order. Capitals and small slips do not matter."),
        "open-loses": _("Something on this page is not saved. It goes when you open something else."),
        "as-saved": _(
            "This is what was saved last. Did it close while it was saving?"
            " Then look whether your last change is here."
        ),
        "closed": _("This is closed. Your six words open it again."),
        "dropped": _("This is closed. What was not saved is gone."),
        "erased": _("It is erased."),
        "list": _("List"),
        "list-add": _("Something to add"),
        "list-put": _("Add it"),
    }


def _sharing() -> dict[str, str]:
    return {
        "share-lead": _("You choose what they see. They see nothing else."),
        "share-first": _("First keep it under six words, so that you can take it back later."),
        "share-people": _("People you trust"),
        "nobody-yet": _("Add somebody under the people you trust first."),
        "give-copy": _("Give them a copy"),
        "send-again": _("Send what changed"),
        "take-back": _("Take it back"),
        "taken-back": _("It is taken back. What was read cannot be unread."),
        "read-it": _("They told you that they have read it."),
        "no-answer-yet": _("No new answer."),
        "look-answers": _("Look for answers"),
        "answers-came": _("Somebody has answered."),
        "copy": _("A copy for somebody"),
        "copy-lead": _("What {name} may read:"),
        "copy-unread": _("You can take it back at any time. What was read by then cannot be unread."),
        "which-parts": _("Which parts?"),
        "careful": _("These stay out unless you tick them now"),
        "careful-hint": _("They could lead somebody to you, or to what you hid."),
        "choose-one": _("Please choose one part at least."),
        "send": _("Send"),
        "sent": _("It is sent. Their words are still the same."),
        "copy-words": _("Their six words"),
        "copy-words-lead": _("Tell {name} by mouth, or on paper. Not in a message. We show them once."),
        "copy-lapses": _("The copy lapses after three months unless you send it again."),
        "have-told": _("I have them"),
        "send-too": _("Send this to {name} too?"),
        "same-parts": _("The same parts as last time:"),
        "other-parts": _("Choose other parts"),
        "given": _("What somebody shows you"),
        "given-lead": _(
            "Please do not keep it, and do not talk about it where somebody hears."
            " Close it when you have read it."
        ),
        "have-read": _("I have read it"),
        "told-them": _("They will see that you have read it."),
    }


def _handing() -> dict[str, str]:
    return {
        "service": _("Our caseworkers"),
        "service-lead": _("A caseworker can read the parts that you choose, and suggest things. You decide."),
        "hand-over": _("Hand over parts"),
        "hand-lead": _(
            "It is sealed to our team. They keep what you hand over. Nobody calls you because of it"
            " unless you ask for it in your note."
        ),
        "hand-waits": _hand_waits(settings.HAND_OVER_DAYS),
        "hand-note": _("A note to them"),
        "hand-note-hint": _("For example who you are, if they know you, or what you would like to ask."),
        "hand-send": _("Hand it over"),
        "hand-not": _("Is there someone who works here who must not read this?"),
        "hand-not-hint": _("Write their name. They will not be shown what you wrote."),
        "handed-parts": _("You handed over: {parts}"),
        "hand-gone": _(
            "It cannot be taken back any more: our caseworkers keep it now, or its time is over."
            " You can ask us about it."
        ),
        "handed": _("It is handed over. What they suggest will come here."),
        "look-said": _("Look for suggestions"),
        "said-came": _("There are suggestions. Keep them or put them aside."),
        "said-none": _("There is nothing yet."),
        "from-service": _("Suggested"),
    }


def _hand_waits(days: int) -> str:
    return ngettext(
        "If nobody here has taken it after %(count)s day, it is erased, and nothing comes back.",
        "If nobody here has taken it after %(count)s days, it is erased, and nothing comes back.",
        days,
    ) % {"count": days}


def _taking_away() -> dict[str, str]:
    return {
        "away-where": _("Where will this be found? Think who opens your bag, your drawers and your phone."),
        "away-found": _("Once it is out of here, we cannot close it or erase it."),
        "away-address": _("The phone’s list of downloads can show the address of this site, too."),
        "paper": _("On paper"),
        "paper-lead": _("A printer can keep what it printed. The heading on the sheet says nothing."),
        "text": _("As plain text"),
        "text-lead": _("Whoever opens the file can read it. The phone lists it under downloads."),
        "text-take": _("Take the text"),
        "file": _("As a file with a lock"),
        "file-lead": _("Your six words open it with the program “age”. The phone lists it under downloads."),
        "file-hint": _("The words that you got when you kept this. Without them, keep it first."),
        "file-take": _("Take the locked file"),
        "file-made": _("The file is made. Only the six words open it."),
    }


def _wrong() -> dict[str, str]:
    """What failed, with what is and is not saved."""
    return {
        "w-no-answer": _("That did not arrive. Nothing was saved now. What is on this page is still here."),
        "w-no-script": _(
            "A part of this page did not arrive whole. What is on this page is still here. Try again."
        ),
        "w-no-crypto": _(
            "This browser cannot seal it. What is on this page is still here. You can print it."
        ),
        "w-wait": _("Too many people are saving now. Try again in {seconds} seconds. It is still here."),
        "w-not-saved": _("It was not saved. What is on this page is still here. Try again."),
        "w-refused": _("It was not saved. What is on this page is still here. Try again."),
        "w-gone": _(
            "What was kept is gone: erased, or past its time. It is still on this page. You can keep it anew."
        ),
        "w-too-big": _(
            "This is too long to keep. Nothing was saved now. Make it shorter, or take it away as text."
        ),
        "w-does-not-unseal": _("What these words open does not fit them. Nothing was changed."),
        "w-nothing": _("These words open nothing. Please look at them again."),
        "w-count": _("We need six words, or six numbers of four digits. Please look at them again."),
        "w-off-list": _("Not one of our words: {words}. Please look again."),
        "w-slip": _("One of these words or their order is not right. Please look at them again."),
        "w-mailbox-words": _("These words open an answer from us. Use them under “Read our answer”."),
    }
