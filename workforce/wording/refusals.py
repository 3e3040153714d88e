"""Why a step in a snapshot's life is refused, and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workforce.services.snapshots import NotAllowed
from workforce.wording import people
from workforce.wording.numbers import day, number


def refusal(error: NotAllowed) -> str:
    match error.reason:
        case "revision_locked":
            return _("This revision is locked. Open a correction instead.")
        case "not_waiting_for_approval":
            return _("This report is not waiting for approval any more; reload the page.")
        case "own_submission":
            return _("You submitted this report yourself; a second person has to approve it.")
        case "changed_meanwhile":
            return _("Some of these reports changed since you opened the page; nothing was approved. Reload the page.")
        case "nothing_to_approve":
            return _("Nothing waits for your approval here: reports you submitted need a second person.")
        case "not_all_approved":
            waiting = error.params["waiting"]
            return ngettext(
                "%(count)s report is not approved yet. Approve it before locking.",
                "%(count)s reports are not approved yet. Approve them before locking.",
                waiting,
            ) % {"count": number(waiting)}
        case "units_missing":
            missing = error.params["missing"]
            return ngettext(
                "%(count)s unit has not reported yet. A snapshot is locked complete.",
                "%(count)s units have not reported yet. A snapshot is locked complete.",
                missing,
            ) % {"count": number(missing)}
        case "own_correction":
            return _("You opened this correction yourself; a second person has to lock it.")
        case "revision_open":
            return _("A revision of this snapshot is open already; lock it first.")
        case "own_account":
            return _("This is your own account; another system administrator has to do this.")
        case "last_administrator":
            return _("Nobody would be left to manage accounts. Make another system administrator first.")
        case "records_kept_elsewhere":
            return _("Another body keeps the records of this unit; the register cannot hold all of them.")
        case "reason_missing":
            return _("A correction needs its reason.")
        case "import_has_errors":
            return _("This file has errors against the data of today; nothing was imported.")
        case "import_not_waiting":
            return _("This import is not waiting for confirmation any more; reload the page.")
        case "import_not_queued":
            return _("This import is not in the queue any more; there is nothing to cancel.")
        case "import_failed":
            return _("The import failed and nothing was saved. Confirm it again, or give the file to an administrator.")
        case "import_without_unit":
            return _("It was not clear whose figures this file holds. Upload it again and choose the province.")
        case "import_not_applied":
            return _("This import is not in effect, so there is nothing to undo.")
        case "import_replaced_later":
            return _("A later file replaced a part of this import. Undo the later one first.")
        case "people_changed_later":
            return _(
                "People of this import were changed since (%(count)s: %(names)s). Undo or correct these changes first; "
                "nothing was undone."
            ) % named(error)
        case "people_in_locked_roster":
            return _(
                "A headcount was closed with people of this import and is locked (%(count)s: %(names)s). "
                "Nothing was undone."
            ) % named(error)
        case "return_reason_missing":
            return _("Say why the report is returned: its unit has to know what to do again.")
        case "nobody_to_remind":
            return _("These units have sent their reports already; nobody was reminded.")
        case "close_in_future":
            return _("A headcount is closed on its date or later, not before.")
        case "close_unit_not_there":
            return _("The unit did not exist on %(date)s.") % {"date": day(error.params["date"])}
        case "close_not_covered":
            date = day(error.params["date"])
            return _("The register does not hold the people of this unit on %(date)s; import its headcount.") % {
                "date": date
            }
        case "close_covered_above":
            return _("%(unit)s has reported for its units as well. Replace that report first.") % error.params
        case "line_changed":
            return _("This line has changed since you opened the page. Look at it again.")
    if sentence := people.refused(error):
        return sentence
    raise error


def named(error: NotAllowed) -> dict[str, str]:
    """How many, and the first of them by name."""
    names, count = error.params["names"], error.params["count"]
    return {"names": ", ".join(names) + (", …" if count > len(names) else ""), "count": number(count)}
