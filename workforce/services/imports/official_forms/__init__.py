"""The ministry's forms among the files: recognised by their headings, read by the meaning of their columns.

``finding`` (which sheet is which form) → ``rows`` (units and counts) → ``checking`` (the form's own sums) → ``cells``
(what is stored of a row) → ``proposing`` (what each unit reports, as of any other file).
"""
