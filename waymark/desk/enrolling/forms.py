"""What a new colleague types while enrolling: their passphrase once more, and the first code."""

from django import forms

from waymark.ui.forms import QuietForm, Tick


class LinkForm(QuietForm):
    """The token of a one-time link, moved from the address into the body."""

    token = forms.CharField(max_length=100, widget=forms.HiddenInput)


class PassphraseBackForm(QuietForm):
    """The new passphrase, typed back to show that it was written down."""

    passphrase = forms.CharField(
        label="Your new passphrase",
        max_length=200,
        strip=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": "Type the six words."},
    )


class FirstCodeForm(QuietForm):
    """The first code from the authenticator app."""

    code = forms.CharField(
        label="Code from the app",
        max_length=10,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
        error_messages={"required": "Type the six digits that the app shows."},
    )


class KeptForm(QuietForm):
    """That the recovery codes were written down."""

    kept = forms.BooleanField(
        widget=Tick,
        label="I have written these codes down",
        error_messages={"required": "Tick this once you have written them down."},
    )
