"""Why a step in a snapshot's life is refused, and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workforce.services.snapshots import NotAllowed
from workforce.wording.numbers import number


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
        case "last_administrator":
            return _("Nobody would be left to manage accounts. Make another system administrator first.")
        case "reason_missing":
            return _("A correction needs its reason.")
        case "import_has_errors":
            return _("This file has errors against the data of today; nothing was imported.")
        case "import_not_waiting":
            return _("This import is not waiting for confirmation any more; reload the page.")
        case "import_without_unit":
            return _("It was not clear whose figures this file holds. Upload it again and choose the province.")
        case "import_not_applied":
            return _("This import is not in effect, so there is nothing to undo.")
        case "import_replaced_later":
            return _("A later file replaced a part of this import. Undo the later one first.")
    raise error
