"""What a browser would send: the fields of a page as they stand, with what somebody types into some of them."""

from html.parser import HTMLParser


class Fields(HTMLParser):
    """The successful controls of the entry form of a page, buttons left out."""

    def __init__(self, page: str):
        super().__init__()
        self.inside, self.select, self.area, self.found = False, None, None, {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == "entry"
        if not self.inside:
            return
        if tag == "select":
            self.select = attrs["name"]
            self.found.setdefault(self.select, "")
        elif tag == "option" and self.select and "selected" in attrs:
            self.found[self.select] = attrs.get("value", "")
        elif tag == "textarea":
            self.area = attrs["name"]
            self.found[self.area] = ""
        elif tag == "input" and "name" in attrs:
            self.input(attrs)

    def input(self, attrs):
        kind, name = attrs.get("type", "text"), attrs["name"]
        if kind == "file" or (kind in {"checkbox", "radio"} and "checked" not in attrs):
            return
        value = attrs.get("value", "on" if kind == "checkbox" else "")
        if name in {"confirmed", "take"}:
            self.found.setdefault(name, []).append(value)
        else:
            self.found[name] = value

    def handle_data(self, data):
        if self.area:
            self.found[self.area] += data.removeprefix("\n").removeprefix("\r\n")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def fields_of(response) -> dict:
    return Fields(response.content.decode()).found


def send(client, url, typed, *, opened=None):
    """Open the page (or go on from ``opened``), type, and press the button."""
    page = opened if opened is not None else client.get(url)
    return client.post(url, fields_of(page) | typed)
