"""What the portal exists for: counting, dividing, comparing. Values in, values out; no database, no Django.

Read in this order: ``counting`` (rows → people of a selection), ``rollup`` (units → their ancestors), ``shares``
(the one place that divides), ``bounds`` (what a rounded or bounded figure really says), ``goals``, ``level``,
``pace``, ``outlook``, and ``verdict``, which sums them up in a badge.
"""
