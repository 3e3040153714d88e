"""The yearly statistical forms of the Ministry of Home Affairs, and one of a province.

Here are only the columns that independent programs print alike, or those of the one source that was found. Where a
form's official text was not found its notes say so, on the page and in the file.
"""

from workforce.indicators.forms.bm01 import BM01
from workforce.indicators.forms.bm01_vc import BM01_VC
from workforce.indicators.forms.commune import COMMUNE

FORMS = {form.code: form for form in (BM01, BM01_VC, COMMUNE)}
