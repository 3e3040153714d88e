"""Nobody meets an English message on a Vietnamese page."""

import polib
import pytest

from tests.messages import (
    CATALOGUE,
    Message,
    messages_in_python,
    messages_in_sources,
    messages_in_template,
    misplaced,
    missing_messages,
    read_catalogue,
)


def test_every_message_is_translated_into_vietnamese():
    assert missing_messages(read_catalogue()) == {}


def test_translations_keep_the_placeholders_of_their_messages():
    assert {entry.msgid: misplaced(entry) for entry in read_catalogue() if misplaced(entry)} == {}


def test_the_catalogue_holds_no_message_that_nothing_uses():
    used = {(message.msgid, message.context) for message in messages_in_sources()}

    assert [entry.msgid for entry in read_catalogue() if (entry.msgid, entry.msgctxt or "") not in used] == []


def test_the_compiled_catalogue_is_that_of_the_text():
    assert CATALOGUE.with_suffix(".mo").read_bytes() == read_catalogue().to_binary()


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        ("from django.utils.translation import gettext_lazy as _\n_('Unit')", [Message("Unit")]),
        ("from django.utils.translation import gettext\ngettext('a' 'b') % {}", [Message("ab")]),
        (
            "from django.utils.translation import ngettext as n\nn('%(n)d file', '%(n)d files', 2)",
            [Message("%(n)d file", plural="%(n)d files")],
        ),
        (
            "from django.utils.translation import pgettext\npgettext('month', 'May')",
            [Message("May", context="month")],
        ),
        ("_ = str\n_('not a message')", []),
    ],
)
def test_messages_of_python_are_found(source, messages):
    assert list(messages_in_python(source)) == messages


def test_gettext_of_a_computed_text_is_refused():
    with pytest.raises(ValueError, match="line 2"):
        list(messages_in_python("from django.utils.translation import gettext\ngettext(f'{x} people')"))


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        ('{% translate "Unit" %}', [Message("Unit")]),
        ("{% translate 'Unit' as heading %}", [Message("Unit")]),
        ('{% translate "May"|upper context "month" %}', [Message("May", context="month")]),
        ('{% translate "100 %" %}', [Message("100 %%")]),
        ("{% translate variable %}", []),
        ("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}", [Message("Hello %(name)s")]),
        ("{% blocktranslate trimmed %}\n  100%\n  of it\n{% endblocktranslate %}", [Message("100%% of it")]),
        (
            "{% blocktranslate count n=files %}{{ n }} file{% plural %}{{ n }} files{% endblocktranslate %}",
            [Message("%(n)s file", plural="%(n)s files")],
        ),
        ('{% include "x.html" with title=_("Targets") %}{{ _("Home") }}', [Message("Targets"), Message("Home")]),
        ("{# translate 'nothing' #}", []),
    ],
)
def test_messages_of_templates_are_found(source, messages):
    assert list(messages_in_template(source)) == messages


@pytest.mark.parametrize(
    ("msgid", "msgstr", "difference"),
    [
        ("%(n)s people", "%(n)s người", set()),
        ("%(n)s people", "người", {"%(n)s"}),
        ("{n} people", "{m} người", {"{n}", "{m}"}),
    ],
)
def test_a_lost_placeholder_is_noticed(msgid, msgstr, difference):
    assert misplaced(polib.POEntry(msgid=msgid, msgstr=msgstr)) == difference


def test_a_fuzzy_translation_does_not_count():
    catalogue = polib.POFile()
    message = next(iter(messages_in_sources()))
    catalogue.append(polib.POEntry(msgid=message.msgid, msgstr="có lẽ", flags=["fuzzy"]))

    assert message in missing_messages(catalogue)
