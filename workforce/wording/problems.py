"""Problems of an imported file in words: where, what was found, what to do."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.wording import encodings, people_problems
from workforce.wording.import_columns import looks_like
from workforce.wording.numbers import day, number, percent

SENTENCES = {
    "empty_file": gettext_lazy("The file is empty. Choose the file that holds the figures."),
    "file_too_large": gettext_lazy("The file is larger than %(limit_mb)s MB. Split it, or save it as CSV."),
    "unpacked_too_large": gettext_lazy(
        "The file unpacks to more than %(limit_mb)s MB. Remove pictures and unused sheets, or save it as CSV."
    ),
    "too_many_parts": gettext_lazy(
        "The file has more than %(limit)s inner parts. Copy the table into a new workbook and import that."
    ),
    "too_many_rows": gettext_lazy(
        "The sheet has more than %(limit)s rows. Delete what lies below the table; if it is all of the table, save the "
        "sheet as CSV."
    ),
    "too_many_columns": gettext_lazy(
        "The sheet has more than %(limit)s columns. Delete what lies to the right of the table."
    ),
    "too_many_lines": gettext_lazy("The file has more than %(limit)s lines. Split it."),
    "too_many_cells": gettext_lazy(
        "The table spans more than %(limit)s cells, blank ones between them included. Copy only the table into a new "
        "workbook, or split the file."
    ),
    "too_many_sheets": gettext_lazy(
        "The workbook has more than %(limit)s sheets. Copy the table into a new workbook and import that."
    ),
    "cell_too_long": gettext_lazy(
        "A cell has more than %(limit)s characters; probably a quotation mark is missing. Save the table as .xlsx."
    ),
    "too_much_memory": gettext_lazy(
        "Reading the file takes more memory than allowed: a cell lies far below or far to the right of the table, or "
        "the table is very large. Copy only the table into a new workbook, or save it as CSV."
    ),
    "too_slow": gettext_lazy(
        "Reading the file took longer than %(limit)s seconds and was stopped. Copy only the table into a new workbook, "
        "or save it as CSV."
    ),
    "password_protected": gettext_lazy("The file is protected by a password. Save it without one and import it again."),
    "damaged_file": gettext_lazy(
        "The file is damaged: some of its inside is missing or garbled. It was not read. Open it in your spreadsheet "
        "program, save it as a new .xlsx file and import that."
    ),
    "incomplete_file": gettext_lazy(
        "The file is cut off: it was not copied, sent or downloaded to its end. Get it again from where it comes from."
    ),
    "hostile_file": gettext_lazy(
        "The file has %(traps)s, which no spreadsheet program writes and attacks make use of. It was not read. "
        "Copy the table into a new workbook and import that."
    ),
    "lock_file": gettext_lazy(
        "This is not the workbook but the small file (~$…) that is beside it while somebody has it open. "
        "Choose the file of the same name without ~$."
    ),
    "other_format": gettext_lazy(
        "This is %(format)s, not a workbook that we read. Open it in its program and save the table as .xlsx or CSV."
    ),
    "no_worksheet": gettext_lazy("The workbook has no sheet with cells, only charts, dialogs or macros."),
    "macro_sheets": gettext_lazy(
        "The workbook has sheets of Excel 4 macros, which we do not open. Copy the table into a new workbook."
    ),
    "unknown_format": gettext_lazy("This is no spreadsheet we can read. Save it as .xlsx, .xls, .ods or CSV."),
    "unknown_encoding": gettext_lazy(
        "The text is in an encoding we cannot tell with certainty. Save the file as “CSV UTF-8”."
    ),
    "active_content": gettext_lazy("The file contains %(kinds)s. They were neither run nor followed."),
    "hidden_sheets": gettext_lazy(
        "Hidden sheets were not read: %(sheets)s. To import one, tick it under “How the file was read”."
    ),
    "hidden_rows": gettext_lazy(
        "%(count)s hidden rows were read like any others: %(spans)s. Unhide them to see whether they belong there."
    ),
    "hidden_columns": gettext_lazy(
        "%(count)s hidden columns were read like any others: %(spans)s. Unhide them to see whether they belong there."
    ),
    "skipped_sheets": gettext_lazy(
        "Sheets without a table of headcounts were not read: %(sheets)s. If one has a table, say under “How the file "
        "was read” in which row its headings begin."
    ),
    "no_table": gettext_lazy(
        "No row of headings was found. We look for a row with %(looked_for)s. Say under “How the file was read” in "
        "which row the headings begin."
    ),
    "no_data_rows": gettext_lazy("There is no row of figures below the headings. Fill in at least one unit."),
    "missing_column": gettext_lazy(
        "The column %(column)s is missing. We looked for %(looked_for)s; the headings found are %(headings)s. "
        "Say under “How the file was read” which column it is, or correct the heading."
    ),
    "doubled_column": gettext_lazy(
        "This column means the same as column %(first_column)s (%(first_heading)s). Leave one of them out under “How "
        "the file was read”, or delete it."
    ),
    "ambiguous_heading": gettext_lazy(
        "The heading could belong to %(dimensions)s. Choose what it means under “How the file was read”, or put the "
        "group's name above it."
    ),
    "unknown_headings": gettext_lazy(
        "Columns that we do not know were not read: %(headings)s. Say under “How the file was read” what they mean."
    ),
    "columns_without_heading": gettext_lazy(
        "Columns without a heading were not read: %(letters)s. Say under “How the file was read” what they mean."
    ),
    "columns_remembered": gettext_lazy("Read as you settled it in an earlier file: %(headings)s."),
    "looks_like": gettext_lazy(
        "The column has no known heading; its cells look like “%(meaning)s”. Choose that under “How the file was "
        "read” if it is right: the column is not read yet."
    ),
    "copied_sheet": gettext_lazy(
        "The sheet has exactly the rows of sheet “%(first_sheet)s” and seems to be a copy. Leave one of them out "
        "under “How the file was read”, or correct the file."
    ),
    "copied_figures": gettext_lazy(
        "The figures of the sheet are those of sheet “%(first_sheet)s”, row by row. Check that it is no copy that "
        "somebody forgot to fill in."
    ),
    "chosen_sheet_missing": gettext_lazy("The file has no sheet “%(found)s” any more."),
    "chosen_row_outside": gettext_lazy(
        "The headings cannot begin in the row that was given. Give a whole number from 1; the sheet has %(rows)s rows."
    ),
    "chosen_column_outside": gettext_lazy("The sheet has no column “%(found)s”; the last one is %(last)s."),
    "chosen_meaning_unknown": gettext_lazy(
        "“%(found)s” is nothing that a column may mean. Choose from the list under “How the file was read”."
    ),
    "sheet_without_headings": gettext_lazy(
        "No row of headings was found on this sheet. Say under “How the file was read” in which row they begin, or "
        "leave the sheet out."
    ),
    "blank_rows": gettext_lazy("Units without any figure count as not reported: %(units)s."),
    "form_recognised": gettext_lazy("The sheet was read as the form %(mark)s, for %(population)s."),
    "form_columns_missing": gettext_lazy(
        "Columns of the form that are not on the sheet, whose figures count as not stated: %(form_columns)s."
    ),
    "form_columns_not_kept": gettext_lazy(
        "These columns count what a snapshot has no place for; their figures were not kept: %(form_columns)s. "
        "Assigned posts are entered as quotas."
    ),
    "form_read_as_table": gettext_lazy(
        "The sheet is a form of the ministry, but was read as a plain table that does not say for which category its "
        "people are. Say under “How the file was read” which column has the category, or forget what was said of this "
        "file: then it is read as the form."
    ),
    "form_categories_together": gettext_lazy(
        "The form counts %(population)s together, and a snapshot cannot hold them as one. Send a form for each, and "
        "write above it for whom it is: “Đối tượng: Công chức”."
    ),
    "form_ages_between": gettext_lazy(
        "%(people)s people of 51 to 60 are in the column of all and in neither of its parts: they were read as women "
        "of 56 to 60, who since 2021 may still be at work."
    ),
    "form_ages_of_later": gettext_lazy(
        "The form is of %(date)s and has columns of ages over 60 (%(headings)s), which belong to the retirement ages "
        "since %(since)s. Check its date."
    ),
    "form_sum_too_large": gettext_lazy(
        "Columns %(columns)s add up to %(sum)s, column %(whole)s says %(total)s. Correct one of them."
    ),
    "form_sum_too_small": gettext_lazy(
        "Columns %(columns)s add up to %(sum)s only, column %(whole)s says %(total)s. Correct one of them; nothing "
        "is known of people for whom the form has no column."
    ),
    "form_part_exceeds": gettext_lazy(
        "Column %(number)s says %(part)s, more than column %(whole)s, %(total)s. Correct one of them."
    ),
    "form_partly_unknown": gettext_lazy(
        "%(dimension)s: some columns are not stated, and a snapshot cannot hold the others alone; none were kept."
    ),
    "form_of_communes": gettext_lazy(
        "“%(found)s” is not of the commune level, which the form is about. Check the row."
    ),
    "form_above_communes": gettext_lazy(
        "“%(found)s” is of the commune level, whose staff belong to the commune form. Check the row."
    ),
    "form_other_scope": gettext_lazy(
        "The current report of %(found)s holds other categories and is not for the same units below it. "
        "Import the file that it came from again, with a column “Phạm vi”, then this form."
    ),
    "form_replaces_all": gettext_lazy(
        "The current report of %(found)s counts %(people)s people without telling their categories apart. The form "
        "would take its place, and the other categories would be gone."
    ),
    "unit_in_two_tables": gettext_lazy(
        "The unit stands in row %(first_row)s of another sheet already, for the same people. Leave one of them out."
    ),
    "date_missing": gettext_lazy(
        "The date of the figures is stated nowhere. Choose it, or write “Tính đến ngày 31/12/…” above the table."
    ),
    "date_contradicts": gettext_lazy(
        "The file states the date %(stated)s; the chosen date is %(chosen)s. Check that it is the right file, "
        "then correct the title or the choice."
    ),
    "date_in_future": gettext_lazy("The date %(date)s lies in the future. Correct it."),
    "unit_missing": gettext_lazy(
        "The file names no single province (found: %(found)s). Choose the unit, or name it in the title."
    ),
    "unit_not_on_date": gettext_lazy("No single unit answers to “%(found)s” on %(date)s. Check the code and the date."),
    "province_contradicts": gettext_lazy(
        "The file is titled %(stated)s; the chosen unit belongs to %(chosen)s. Check that it is the right file."
    ),
    "covered_by_report": gettext_lazy(
        "%(found)s reported for everybody below it. Until that report is withdrawn its figures count, and those of "
        "%(units)s stand beside them."
    ),
    "covers_reports": gettext_lazy(
        "The figures of %(found)s would replace the reports of %(units)s. "
        "Say in a column “Phạm vi” whether they are its own staff (Riêng) or everybody's (Toàn bộ)."
    ),
    "covers_owing": gettext_lazy(
        "The file does not say whether the figures of %(found)s are of its own staff only: they were read as "
        "everybody's, so that these owe no report any more: %(units)s. Add a column “Phạm vi” (Riêng or Toàn bộ)."
    ),
    "revision_locked": gettext_lazy(
        "The figures of %(date)s are locked (revision %(number)s). Open a correction before importing."
    ),
    "far_from_last": gettext_lazy(
        "%(found)s had %(last)s people on %(date)s and has %(now)s now. Check that this is right before you confirm."
    ),
    "file_far_from_last": gettext_lazy(
        "The units of the file had %(last)s people together on %(date)s and have %(now)s now. "
        "Check that it is the right file."
    ),
    "same_as_last": gettext_lazy(
        "All figures are exactly those of %(date)s. Check that it is not last year's sheet with a new date."
    ),
    "share_far_from_last": gettext_lazy(
        "%(value)s: %(last_share)s on %(date)s, %(share)s now. Check that the figures stand under the right headings."
    ),
    "nobody_at_all": gettext_lazy("Every total of the file is 0. Check that it is the right file."),
    "already_imported": gettext_lazy("The same file was imported on %(date)s. Nothing changes."),
    "blank_unit": gettext_lazy("The row has figures but names no unit. Write its name or code."),
    "unknown_unit": gettext_lazy("No unit is called “%(found)s” on that date. %(suggestions)s"),
    "unknown_code": gettext_lazy("No unit bears the code “%(found)s” on that date. Correct it, or leave it blank."),
    "name_and_code_disagree": gettext_lazy(
        "The name “%(found)s” does not go with code %(unit_code)s, which is %(unit_of_code)s. Correct one of them."
    ),
    "unknown_value": gettext_lazy("“%(found)s” is not in the list of this column. %(suggestions)s"),
    "blank_total": gettext_lazy("The total is blank. Write it, 0 if it is zero."),
    "not_a_number": gettext_lazy("“%(found)s” is not a number of people. Write digits only."),
    "cell_error": gettext_lazy("The cell holds the Excel error %(found)s. Correct it, or type the number."),
    "uncalculated_formula": gettext_lazy(
        "The cell holds a formula without a saved result. Open the file in Excel, save it and import it again."
    ),
    "negative_number": gettext_lazy("“%(found)s” is negative. A number of people cannot be."),
    "fractional_number": gettext_lazy(
        "“%(found)s” is not a whole number. If it stands for thousands, type it without the mark."
    ),
    "number_too_large": gettext_lazy("“%(found)s” is larger than any number of people. Correct it."),
    "dashes_read_as_blank": gettext_lazy(
        "Cells with a dash were read as “not stated”: %(cells)s (%(count)s in all). Write 0 where there is nobody."
    ),
    "read_as_thousands": gettext_lazy("“%(found)s” is text and was read as %(value)s."),
    "duplicate_row": gettext_lazy(
        "“%(found)s” with the same category, sector and leadership stands in row %(first_row)s already. Delete one."
    ),
    "parts_do_not_add_up": gettext_lazy(
        "%(dimension)s: the parts add up to %(sum)s, the total is %(total)s. Correct them, or add a column “Còn lại”."
    ),
    "part_exceeds_total": gettext_lazy("%(value)s: %(found)s is more than the total, %(total)s. Correct one of them."),
    "rest_without_information": gettext_lazy(
        "%(dimension)s: no column of the file is for the other %(people)s people; nothing is known of them."
    ),
    "blanks_read_as_zero": gettext_lazy("The stated parts make up the total, so blanks count as 0: %(values)s."),
    "wrong_sum": gettext_lazy(
        "This total says %(stated)s, the %(rows)s rows it sums up make %(sum)s. Correct the total or the rows."
    ),
    "read_as_own_staff": gettext_lazy(
        "%(own)s people were read as the unit's own staff beside %(sum)s of its subordinate units. "
        "A column “Phạm vi” (Riêng, Toàn bộ) says it for certain."
    ),
    "leaders_exceed_all": gettext_lazy(
        "There are more leaders (%(found)s) than people in row %(everybody_row)s (%(everybody)s). Correct one of them."
    ),
    "leaders_cut_differently": gettext_lazy(
        "The leaders are not cut by category and sector as row %(other_row)s is. Give a row of leaders for each."
    ),
    "rest_read_as": gettext_lazy("The other %(people)s people were read as: %(leadership)s."),
    "percent_contradicts": gettext_lazy(
        "“%(found)s” is stated, %(numerator)s of %(denominator)s is %(share)s. The counts are used."
    ),
}
SENTENCES |= people_problems.SENTENCES | encodings.SENTENCES
# Where what was found is known from another place
SENTENCES_OF_ELSEWHERE = {
    "duplicate_row": gettext_lazy(
        "“%(found)s” with the same category, sector and leadership stands already in row %(first_row)s of sheet "
        "“%(elsewhere)s”. Delete one."
    ),
    "unknown_unit": gettext_lazy(
        "“%(found)s” belongs to %(elsewhere)s; the file is for %(looked_for)s. Check the row and the chosen unit."
    ),
    "unknown_code": gettext_lazy(
        "The code “%(found)s” belongs to a unit of %(elsewhere)s; the file is for %(looked_for)s. "
        "Check the row and the chosen unit."
    ),
}
COLUMNS = {
    "unit": gettext_lazy("of the unit's name or code"),
    "total": gettext_lazy("of the total"),
} | people_problems.COLUMNS
KINDS = {
    "macros": gettext_lazy("macros"),
    "external_links": gettext_lazy("links to other files"),
    "embedded_objects": gettext_lazy("embedded objects"),
}
TRAPS = {
    "entities": gettext_lazy("declared entities"),
    "doubled_parts": gettext_lazy("two parts of the same name"),
    "names_outside": gettext_lazy("parts named as if outside the file"),
    "overlapping_parts": gettext_lazy("parts packed into each other"),
    "wrong_sizes": gettext_lazy("parts of another size than stated"),
}
FORMATS = {
    "word": gettext_lazy("a text document"),
    "powerpoint": gettext_lazy("a presentation"),
    "mail": gettext_lazy("an e-mail"),
    "pdf": gettext_lazy("a PDF document"),
    "picture": gettext_lazy("a picture"),
    "archive": gettext_lazy("an archive of files"),
    "database": gettext_lazy("a database"),
    "web_page": gettext_lazy("a web page"),
    "xml": gettext_lazy("an XML document"),
    "xml_2003": gettext_lazy("a workbook in the XML format of Excel 2003"),
    "old_excel": gettext_lazy("a workbook of an Excel older than 1995"),
}


def sentence(problem) -> str:
    """The whole problem: its place, what was found there and what to do about it."""
    where = place(problem)
    return f"{where}: {finding(problem)}" if where else finding(problem)


def finding(problem) -> str:
    """What was found and what to do, for a page that shows the place in columns of its own."""
    what = sentence_for(problem) % ({"found": problem.found} | in_words(problem.params))
    if problem.code == "date_missing" and problem.params.get("hint"):
        what += " " + _("The file's name suggests %(year)s.") % {"year": problem.params["hint"]}
    return what


def sentence_for(problem):
    if "elsewhere" in problem.params:
        return SENTENCES_OF_ELSEWHERE[problem.code]
    is_other = "listed" in problem.params or problem.params.get("records") == 0
    return people_problems.OTHERWISE[problem.code] if is_other else SENTENCES[problem.code]


def place(problem) -> str:
    """Sheet, row and column as a spreadsheet shows them; empty for what concerns the whole file."""
    parts = []
    if problem.sheet:
        parts.append(_("sheet %(sheet)s") % {"sheet": problem.sheet})
    if problem.row:
        parts.append(_("row %(row)s") % {"row": problem.row})
    if problem.column:
        named = {"column": problem.column, "heading": problem.heading}
        parts.append(_("column %(column)s (%(heading)s)") % named if problem.heading else problem.column)
    return ", ".join(parts)[:1].upper() + ", ".join(parts)[1:]


def in_words(params: dict) -> dict:
    return {name: value_in_words(name, value) for name, value in params.items()}


def value_in_words(name: str, value) -> str:
    match name, value:
        case "suggestions", []:
            return _("Correct it, or choose the right one.")
        case "suggestions", _ignored:
            return _("Did you mean %(names)s?") % {"names": quoted(value)}
        case "traps", _ignored:
            return ", ".join(str(TRAPS[trap]) for trap in value)
        case "format", _ignored:
            return str(FORMATS[value])
        case "kinds", _ignored:
            return ", ".join(str(KINDS[kind]) for kind in value)
        case "doubts", _ignored:
            return ", ".join(dict.fromkeys(str(people_problems.DOUBTS[doubt]) for doubt in value))
        case "rows", [*rows]:
            return ", ".join(rows)
        case "column", _ignored:
            return str(COLUMNS[value])
        case "stated", [*days]:
            return ", ".join(map(day, days))
        case "encoding", _ignored:
            return encodings.NAMES[value]
        case "columns", [*_told]:
            return ""  # for the page, which shows them one by one
        case "pairs", _ignored:
            return encodings.pairs_in_words(value)
        case "words", _ignored:
            return encodings.words_in_words(value)
        case "meaning", _ignored:
            return looks_like(value)
        case "share" | "last_share", _ignored:
            return percent(value, 2)
    if isinstance(value, date) or value is None:
        return day(value)
    if isinstance(value, int):
        return number(value)
    return quoted(value) if isinstance(value, list) else str(value)


def quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
