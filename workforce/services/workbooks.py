"""What every workbook that leaves the portal has in common: a text is a text, whatever it looks like."""

# No formula, link or number is made of a text
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def literal(text: str) -> str:
    """XlsxWriter takes a text in these tags for markup of its own; with a space behind them it does not."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
