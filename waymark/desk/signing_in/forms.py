"""What is typed at the door: a name and a passphrase, a code, a passkey's answer.
Nothing typed is ever shown back.
"""

from django import forms

from waymark.ui.forms import QuietForm


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

    label = forms.CharField(label="What to call it", max_length=40, help_text="For example: blue key.")
