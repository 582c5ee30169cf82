"""What is typed at the door: a name and a passphrase, a code, a passkey's answer. Nothing of it is ever shown
back. Inside: whom somebody knows.
"""

from django import forms

from waymark.ui.forms import LongText, QuietForm


class SignInForm(QuietForm):
    """The first step."""

    name = forms.CharField(
        label="Name",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": "Type your sign-in name."},
    )
    passphrase = forms.CharField(
        label="Passphrase",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type your passphrase: six words."},
    )


class UnlockForm(QuietForm):
    """The passphrase alone, for somebody who is known to be here."""

    passphrase = forms.CharField(
        label="Passphrase",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type your passphrase: six words."},
    )


class CodeForm(QuietForm):
    """The second step: six digits from the app, or a recovery code."""

    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="Six digits from your authenticator app. A recovery code works too, once.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages={"required": "Type the code."},
    )


class PasskeyForm(QuietForm):
    """What a browser answers for a passkey; filled by the page's script."""

    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput)


class NewPasskeyForm(PasskeyForm):
    """A new passkey and the name its owner gives it."""

    label = forms.CharField(
        label="What to call it",
        max_length=40,
        help_text="For example: blue key.",
        error_messages={"required": "Give it a name, so that you know it again."},
    )


class TiesForm(QuietForm):
    """Whom a member knows, a person a line."""

    people = forms.CharField(
        label="One person a line",
        required=False,
        max_length=30_000,
        widget=LongText(rows=12),
        help_text="First and last name; then, with semicolons between them, what you know of: phone number; "
        "e-mail; street with its number, or full postcode. Like this: Sam Bell; 01632 960001; 12 Rose Lane. "
        "A first name alone is compared only with people who give no more than that.",
    )
