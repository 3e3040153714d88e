"""What may be wrong with a workbook of people, in words; ``wording.problems`` puts the place before it."""

from django.utils.translation import gettext_lazy

SENTENCES = {
    "sheets_without_people": gettext_lazy(
        "Sheets without a column of names were not read: %(sheets)s. Sheets of posts, diplomas and certificates are "
        "called “Quá trình công tác”, “Văn bằng” and “Chứng chỉ”. If one lists people, say under “How the file was "
        "read” which column has the names."
    ),
    "no_people": gettext_lazy("There is nobody below the headings. Write one row for each person."),
    "rows_not_read": gettext_lazy(
        "Rows that are about nobody (totals, titles, signatures) were not read: %(rows)s (%(count)s in all). "
        "If one of them is a person, number it in the column “STT”."
    ),
    "blank_name": gettext_lazy("The row names nobody. Write the full name, or delete the row."),
    "not_a_name": gettext_lazy("“%(found)s” is no name. Write the full name."),
    "text_too_long": gettext_lazy("The text has more than %(limit)s characters. Shorten it."),
    "number_for_text": gettext_lazy(
        "“%(found)s” is stored as a number, which loses leading zeros and dots. Format the column as text and type it "
        "again."
    ),
    "leading_zero_lost": gettext_lazy(
        "“%(found)s” has %(digits)s digits: a leading zero may have been lost. Format the column as text and type the "
        "whole number."
    ),
    "identity_number_wrong": gettext_lazy(
        "“%(found)s” is no identity number: it has 12 digits, or 9 on an old card. Correct it."
    ),
    "identity_doubtful": gettext_lazy(
        "The number “%(found)s” does not go with %(doubts)s in this row. Check that both are of this person."
    ),
    "not_an_email": gettext_lazy("“%(found)s” is no e-mail address. Correct it, or leave it blank."),
    "not_a_date": gettext_lazy("“%(found)s” is not a date. Write 31/12/2024, 12/2024 or 2024."),
    "day_missing": gettext_lazy(
        "“%(found)s” lacks the day, which is needed here. Write 31/12/2024, or leave it blank until the day is known."
    ),
    "day_in_future": gettext_lazy("“%(found)s” lies in the future. Correct it."),
    "read_as_first_of_month": gettext_lazy(
        "Date cells with the first of a month were read as that day: %(cells)s. If only the month is known, format the "
        "cell as text and type 12/2024."
    ),
    "person_without_unit": gettext_lazy("The row does not say in which unit the person works. Write its name or code."),
    "party_dates_disagree": gettext_lazy(
        "The dates of Party membership contradict each other. A member has the day of joining, and leaves after it."
    ),
    "party_date_unknown": gettext_lazy(
        "The row says that the person is a member, but not since when: membership is not recorded without the day of "
        "joining. Write it in the column “Ngày vào Đảng”."
    ),
    "blank_cell": gettext_lazy("“%(needed)s” is missing in this row. Fill it in, or delete the row."),
    "duplicate_person": gettext_lazy(
        "“%(found)s” stands in row %(first_row)s of sheet “%(first_sheet)s” already. Delete one of the rows; further "
        "diplomas and posts belong on sheets of their own."
    ),
    "duplicate_number": gettext_lazy(
        "Several people of the list have the number “%(found)s”. Name this one by the identity number."
    ),
    "duplicate_detail": gettext_lazy("The same award stands in row %(first_row)s already. Delete one."),
    "detail_of_nobody": gettext_lazy(
        "Nobody in the list of people has “%(found)s”. Add a row there, or correct this one."
    ),
    "posts_overlap": gettext_lazy(
        "This post and that of row %(other_row)s overlap. A person has one main post at a time: correct the dates."
    ),
    "post_dates_disorder": gettext_lazy("The post ends before it begins. Correct the dates."),
    "post_disagrees": gettext_lazy(
        "Row %(other_row)s of sheet “%(other_sheet)s” has another unit for the same day. Correct one of them."
    ),
    "person_elsewhere": gettext_lazy(
        "The number “%(found)s” is on a record outside your units. Ask the data administrator, and delete the row "
        "meanwhile."
    ),
    "person_undecided": gettext_lazy(
        "“%(found)s” may be somebody on record: the same name and birth date (%(records)s records). "
        "Say whether it is the same person, or write the identity number."
    ),
    "same_record_twice": gettext_lazy(
        "“%(found)s” is the same record as row %(first_row)s of sheet “%(first_sheet)s”. Delete one of the rows."
    ),
    "post_changed_undated": gettext_lazy(
        "The record says something else here, since %(since)s. Write in the column “Từ ngày” since when it is as in "
        "this row, or correct the row."
    ),
    "post_overlaps_record": gettext_lazy(
        "The record has another post in this time. Correct the dates, or the record, and import the file again."
    ),
    "post_outside_scope": gettext_lazy(
        "“%(found)s” is not one of your units. Ask the data administrator; delete the row meanwhile."
    ),
    "post_since_earlier": gettext_lazy(
        "The row says since %(found)s, the record has the same post since %(since)s. The record's day is kept."
    ),
    "posts_undated": gettext_lazy(
        "%(count)s people: the file does not say since when they are in their unit. They count there from %(date)s on."
    ),
    "leadership_unstated": gettext_lazy(
        "%(count)s posts: the file does not say whether they lead. They count neither as leaders nor as others."
    ),
    "awards_undated": gettext_lazy(
        "%(count)s diplomas and certificates have no date. They are recorded as held on %(date)s; since when is "
        "unknown."
    ),
}
# Where the person is known, or nothing may be said of the record
OTHERWISE = {
    "detail_of_nobody": gettext_lazy(
        "The list of people has %(listed)s here, and not “%(found)s”. Correct one of them."
    ),
    "person_undecided": gettext_lazy(
        "“%(found)s” may be somebody on a record outside your units: the same name and birth date. Ask the data "
        "administrator, or say that it is another person."
    ),
}
COLUMNS = {
    "full_name": gettext_lazy("of the full name"),
    "identity_number": gettext_lazy("of the identity number or the row's number"),
    "start": gettext_lazy("of the first day"),
    "diploma": gettext_lazy("of the diploma"),
    "kind": gettext_lazy("of the kind of certificate"),
    "level": gettext_lazy("of the level"),
}
DOUBTS = {
    "sex_disagrees": gettext_lazy("the sex"),
    "century_disagrees": gettext_lazy("the birth date"),
    "birth_year_disagrees": gettext_lazy("the birth date"),
}
