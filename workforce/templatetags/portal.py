"""The portal's words and figures for templates; all formatting is done in ``wording``."""

from django import template

from workforce.wording import figures, forms, numbers, sources, targets, units, verdicts

register = template.Library()

register.filter("number", numbers.number)
register.filter("heading", forms.heading)
register.filter("percent", numbers.percent)
register.filter("day", numbers.day)
register.filter("formula", numbers.formula)
register.filter("signed", numbers.signed)
register.filter("kind_of", units.kind_label)
register.filter("validity_of", units.validity)
register.filter("shown_value", sources.shown_value)
register.filter("shown_against", sources.shown_against)
register.filter("people_of", sources.people)
register.filter("source_line", sources.source_line)
register.filter("when", sources.when)
register.filter("stated_value", figures.stated_value)
register.filter("stated_period", figures.period)
register.filter("stated_measure", figures.measure)
register.filter("reasons", verdicts.reasons)
register.filter("in_unit_of", verdicts.value_in_unit)
register.filter("difference_of", verdicts.difference_in_unit)
register.filter("relative_change", verdicts.relative_change)


register.filter("required_of", targets.required)
register.filter("due_of", targets.due)


@register.filter
def demand_of(goal, indicator) -> str:
    return verdicts.demand(goal, indicator)


@register.filter
def badge_label(badge):
    return verdicts.BADGES[badge]


@register.filter
def badge_icon(badge):
    return verdicts.BADGE_ICONS[badge]


@register.filter
def level_label(level):
    return verdicts.LEVELS[level]


@register.filter
def pace_label(pace):
    return verdicts.PACES[pace.code]


@register.filter
def missing_sentence(missing) -> str:
    return verdicts.people_missing_sentence(missing.by_upgrading, missing.by_hiring)
