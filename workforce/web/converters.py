from datetime import date


class IsoDate:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, text: str) -> date:
        return date.fromisoformat(text)  # a ValueError means that the address does not match

    def to_url(self, day: date) -> str:
        return day.isoformat()
