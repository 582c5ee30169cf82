"""Somebody at a browser without scripts: reads a page, types into its boxes, presses a button.

Keeps nothing else.
"""

from html.parser import HTMLParser


class _Page(HTMLParser):
    """The forms and the text of one page."""

    def __init__(self, html):
        super().__init__()
        self.forms, self.said, self._open, self._button, self._skip = [], [], None, None, 0
        self._glued = False
        self._area = None
        self._elsewhere = []
        self.feed(html)
        for of, label, sent in self._elsewhere:  # a button may belong to a form that it does not stand in
            next(form for form in self.forms if form["id"] == of)["buttons"][label] = sent

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        self._glued = tag == "bdi"
        if tag in {"style", "script"}:
            self._skip += 1
        if tag == "form":
            self._open = {
                "id": at.get("id"),
                "values": [],
                "buttons": {},
                "boxes": set(),
                "files": set(),
                "method": at.get("method"),
            }
            self.forms.append(self._open)
        elif tag == "input" and self._open is not None:
            kind = at.get("type", "text")
            if kind == "file":
                self._open["files"].add(at["name"])
            elif kind in {"radio", "checkbox"}:
                self._open["boxes"].add(at["name"])
                if "checked" in at:
                    self._open["values"].append((at["name"], at.get("value", "on")))
            else:
                if kind != "hidden":
                    self._open["boxes"].add(at["name"])
                self._open["values"].append((at["name"], at.get("value", "")))
        elif tag == "textarea" and self._open is not None:
            self._open["boxes"].add(at["name"])
            self._area = [at["name"], ""]
        elif tag == "button" and self._open is not None:
            self._button = [at.get("name"), at.get("value", ""), "", at.get("form")]

    def handle_endtag(self, tag):
        self._glued = tag == "bdi"
        if tag in {"style", "script"}:
            self._skip -= 1
        if tag == "form":
            self._open = None
        elif tag == "textarea" and self._area:
            self._open["values"].append((self._area[0], self._area[1].removeprefix("\n")))
            self._area = None
        elif tag == "button" and self._button:
            name, value, label, of = self._button
            if of:
                self._elsewhere.append((of, label.strip(), (name, value)))
            else:
                self._open["buttons"][label.strip()] = (name, value)
            self._button = None

    def handle_data(self, data):
        if self._area:
            self._area[1] += data
        elif self._button:
            self._button[2] += data
        if not self._skip and self._glued and self.said:
            self.said[-1] += data
        elif not self._skip:
            self.said.append(data)
        self._glued = False


class Visitor:
    """Walks the public pages through a test client, a form at a time."""

    def __init__(self, client, address="/en/t6"):
        self.client, self.address = client, address
        self.answers = []

    def go(self, address=None):
        self.address = address or self.address
        return self._take(self.client.get(self.address))

    def press(self, label, /, *, file=None, **typed):
        """Fill in the boxes of the form that has this button, and press it."""
        form = next(form for form in self.page.forms if label in form["buttons"])
        unknown = set(typed) - form["boxes"]
        assert not unknown, f"no box for {unknown}"
        fields = {}
        for name, value in form["values"]:
            fields.setdefault(name, []).append(value)
        fields |= {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
        name, value = form["buttons"][label]
        fields[name] = [value]
        if file is not None:
            fields["file"] = [file]
        return self._take(self.client.post(self.address, fields))

    def _take(self, response):
        self.answers.append(response)
        self.status, self.html = response.status_code, response.content.decode()
        self.page = _Page(self.html)
        return self

    @property
    def said(self):
        return " ".join(" ".join(self.page.said).split())

    @property
    def typed(self):
        """What stands in the boxes of this page."""
        return {
            name: value
            for form in self.page.forms
            for name, value in form["values"]
            if name in form["boxes"] and value
        }

    @property
    def words(self):
        """The six words, as the last page shows them."""
        lists = self.html.split('<ol class="words"')
        return [item.split("</li>")[0] for item in lists[1].split("<li>")[1:]] if len(lists) > 1 else []

    @property
    def numbers(self):
        lists = self.html.split('<ol class="words"')
        return [item.split("</li>")[0] for item in lists[2].split("</ol>")[0].split("<li>")[1:]]
