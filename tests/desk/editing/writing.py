"""What an editor does at the desk, and what the public then reads; functions over a signed-in browser."""

import re

import brotli

from waymark.content.models import Item, Revision
from waymark.press.models import PressedPage


def shown(path="/en"):
    return brotli.decompress(bytes(PressedPage.objects.get(path=path).body)).decode()


def item(name="front", kind="page", language="en"):
    return Item.objects.get(kind=kind, language=language, name=name)


def seen(page):
    return re.search(r'name="seen" value="([0-9a-z]+)"', page)[1]


def save(client, body, name="front", go="on", **more):
    address = f"/pages/items/{item(name).id}"
    sent = {
        "heading": "A heading?",
        "body": body,
        "seen": seen(client.get(address).content.decode()),
        "go": go,
    }
    return client.post(address, sent | more)


def newest():
    return Revision.objects.order_by("-written_at").first()


def approve(editor, manager):
    revision = newest().id
    editor.post(f"/pages/revisions/{revision}/ask")
    manager.post(f"/pages/revisions/{revision}/review")
    return revision
