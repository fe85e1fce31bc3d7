"""Makes `reckoned.cases`: what Python's `datetime` and `dateutil` 2.9 say of dates, and rules of law counted out day by day.

    python3 tests/it/calendar/tables.py > tests/it/calendar/reckoned.cases

Each row: what is counted | by which rule | from | period or day | result | how it was found.
"""

import random
from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

random.seed(76)

EDGES = [
    date(1, 1, 1), date(1, 2, 28), date(4, 2, 29), date(1582, 10, 15), date(1899, 12, 31), date(1900, 2, 28), date(1900, 3, 1),
    date(2000, 2, 29), date(2000, 3, 1), date(2004, 2, 29), date(2023, 1, 29), date(2023, 1, 30), date(2023, 1, 31),
    date(2023, 2, 1), date(2023, 2, 28), date(2023, 3, 31), date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 28),
    date(2024, 2, 29), date(2024, 8, 31), date(2024, 10, 31), date(2024, 12, 30), date(2099, 12, 31), date(2100, 2, 28),
    date(9996, 2, 29), date(9999, 1, 31), date(9999, 12, 31),
]
RELATIVEDELTA, CALENDAR, RULE, DAY_BY_DAY = "dateutil relativedelta", "datetime", "counted by the rule", "each day of the stretch"


def row(*cells):
    print(" | ".join(str(cell) for cell in cells))


def any_day():
    return random.choice([random.choice(EDGES), date.fromordinal(random.randint(1, date.max.toordinal()))])


def last(day, months, days=0):
    return day + relativedelta(months=months) + timedelta(days)


def over(day, months, days=0):
    """As many days behind the first of the month reached as the day lies behind the first of its own."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1) + timedelta(day.day - 1 + days)


RULES = {"last day": last, "run over": over}


def completed(day, until, rule):
    """The greatest number of months that do not pass the other day, tried one by one."""
    months = (until.year - day.year) * 12 + until.month - day.month + 2
    while True:
        try:
            if RULES[rule](day, months) <= until:
                return months
        except (OverflowError, ValueError):
            if months < 0:
                raise
        months -= 1


def birthday(born, year, rule):
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1) if rule == "1 March" else date(year, 2, 28)


def age(born, on, rule):
    """Birthdays up to the day."""
    years = on.year - born.year
    return years if birthday(born, on.year, rule) <= on else years - 1


def stretch(text):
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return [date(*parts)]
    first = date(parts[0], parts[1] if len(parts) == 2 else 1, 1)
    month = parts[1] if len(parts) == 2 else 12
    final = date(parts[0], month, monthrange(parts[0], month)[1])
    return [first + timedelta(n) for n in range((final - first).days + 1)]


def ends(values):
    values = sorted(values)
    return values[0] if values[0] == values[-1] else f"{values[0]} to {values[-1]}"


def main():
    print("# Made by `tables.py`, which says how.")
    for rule in RULES:
        print(f"\n# a date plus a period, months that {rule}")
        pairs = [(day, months, 0) for day in EDGES for months in random.sample([1, 2, 3, 6, 11, 12, 13, 48, 1200], 2)]
        pairs += [(any_day(), random.randint(0, 600), random.randint(0, 40)) for _ in range(40)]
        for day, months, days in pairs:
            try:
                found = RULES[rule](day, months, days)
            except (OverflowError, ValueError):
                found = "-"
            row("plus", rule, day, f"P{months}M{days}D", found, RELATIVEDELTA if rule == "last day" else RULE)
    for rule in RULES:
        print(f"\n# completed months and years, months that {rule}")
        pairs = [(random.choice(EDGES[2:-3]), random.choice(EDGES[2:-3])) for _ in range(60)]
        for day, until in pairs:
            months = completed(day, until, rule)
            if rule == "last day" and day <= until:
                delta = relativedelta(until, day)
                assert months == delta.years * 12 + delta.months, (day, until)
                how = RELATIVEDELTA
            else:
                how = RULE
            row("months", rule, day, until, months, how)
            row("years", rule, day, until, months // 12, how)
    for rule in ["1 March", "28 February"]:
        print(f"\n# ages, leap birthdays on {rule}")
        births = [date(2004, 2, 29), date(2000, 2, 29), date(1896, 2, 29), date(2004, 2, 28), date(2004, 3, 1), date(1999, 12, 31)]
        for born in births:
            for year in random.sample(range(born.year - 2, born.year + 110), 4) + [born.year + 4, born.year + 18]:
                for month, day in random.sample([(2, 27), (2, 28), (3, 1), (1, 1), (12, 31)], 2):
                    row("age", rule, born, date(year, month, day), age(born, date(year, month, day), rule), RULE)
        for _ in range(20):
            born, on = any_day(), any_day()
            row("age", rule, born, on, age(born, on, rule), RULE)
    print("\n# days")
    for _ in range(40):
        day, until = any_day(), any_day()
        row("days", "-", day, until, (until - day).days, CALENDAR)
        row("through", "-", day, until, (until - day).days + 1, CALENDAR)
    print("\n# dates known to the month or the year: the least and the greatest")
    partial = ["2023-01", "2023-02", "2024-01", "2024-02", "2024-12", "2023", "2024", "2000-02", "2023-01-31", "2100"]
    for rule in RULES:
        for text in partial:
            for months in [1, 3, 6, 12]:
                found = ends([RULES[rule](day, months) for day in stretch(text)])
                row("plus", rule, text, f"P{months}M", found, DAY_BY_DAY)
        for text, until in [("2023-01", "2023-03-02"), ("2023", "2024-03-01"), ("2023-01", "2023-03"), ("2024-01", "2024-03-01"),
                            ("2024-02", "2025-02"), ("2024", "2025-02-28"), ("2024-01-31", "2024-03"), ("2024-12", "2023")]:
            found = [completed(day, end, rule) for day in stretch(text) for end in stretch(until)]
            row("months", rule, text, until, ends(found), DAY_BY_DAY)
            row("years", rule, text, until, ends(months // 12 for months in found), DAY_BY_DAY)
    for rule in ["1 March", "28 February"]:
        for text, on in [("2004-02", "2022-02-28"), ("2004-02", "2022-02"), ("2004", "2022-03-01"), ("2004-02-29", "2022-02"),
                         ("2004-02-29", "2022"), ("2004-03", "2022"), ("2022", "2004"), ("2004-02", "2024-02")]:
            found = [age(day, end, rule) for day in stretch(text) for end in stretch(on)]
            row("age", rule, text, on, ends(found), DAY_BY_DAY)
    for text, on in [("2024-02", "2024-03"), ("2024", "2024"), ("2024-02-29", "2025-02")]:
        found = [(end - day).days for day in stretch(text) for end in stretch(on)]
        row("days", "-", text, on, ends(found), DAY_BY_DAY)
        row("through", "-", text, on, ends(days + 1 for days in found), DAY_BY_DAY)


main()
