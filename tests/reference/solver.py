"""Says which verdicts are possible, by a solver. A line of JSON is a problem, with its facts, constraints and rules; a line of the
answer holds the verdicts that some values of the unknown facts give. Dates are numbers of days; to add months is a line with steps."""

import calendar
import json
import sys
from datetime import date

import z3

FIRST, LAST = date(2024, 1, 1).toordinal(), date(2025, 12, 31).toordinal()


def later(day, months):
    """The day so many months later, or the last day of its month."""
    at = date.fromordinal(day)
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return date(year, month + 1, min(at.day, calendar.monthrange(year, month + 1)[1])).toordinal()


def shifted(variable, months):
    """The same of an unknown day: stretches on which a day more is a day more, and those on which it is none."""
    if months == 0:
        return variable
    value, day = None, LAST
    while day >= FIRST:
        slope, begin = None, day
        while begin > FIRST:
            step = later(begin, months) - later(begin - 1, months)
            if slope not in (None, step):
                break
            slope, begin = step, begin - 1
        line = later(begin, months) + (slope or 0) * (variable - begin)
        value = line if value is None else z3.If(variable <= day, line, value)
        day = begin - 1
    return value


def side(terms, facts):
    """A sum of constants, days, and facts with their factors."""
    total = z3.IntVal(0)
    for term in terms:
        if isinstance(term, str):
            total = total + date.fromisoformat(term).toordinal()
        elif isinstance(term, list):
            factor, name, months = term
            total = total + factor * shifted(facts[name], months)
        else:
            total = total + term
    return total


def truth(formula, facts):
    kind, *parts = formula
    if kind == "and":
        return z3.And([truth(part, facts) for part in parts])
    if kind == "or":
        return z3.Or([truth(part, facts) for part in parts])
    if kind == "not":
        return z3.Not(truth(parts[0], facts))
    if kind == "fact":
        return facts[parts[0]]
    left, right = (side(part, facts) for part in parts)
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right, "==": left == right}[kind]


def possible(problem):
    solver, facts = z3.Solver(), {}
    for name, kind in problem["facts"].items():
        facts[name] = {"yes/no": z3.Bool, "number": z3.Real}.get(kind, z3.Int)(name)
        low, high = (FIRST, LAST) if kind == "date" else (0, 40)
        if kind != "yes/no":
            solver.add(facts[name] >= low, facts[name] <= high)
    for name, value in problem["known"].items():
        solver.add(facts[name] == (date.fromisoformat(value).toordinal() if isinstance(value, str) else value))
    for constraint in problem["constraints"]:
        solver.add(truth(constraint, facts))
    scope, met, lifted, barred = (truth(problem[part], facts) for part in ("scope", "met", "lifted", "barred"))
    fails = z3.Or(z3.And(z3.Not(met), z3.Not(lifted)), barred)
    verdicts = {"eligible": [scope, z3.Not(fails)], "ineligible": [scope, fails], "not_applicable": [z3.Not(scope)]}
    return [name for name, verdict in verdicts.items() if solver.check(*verdict) == z3.sat]


for line in sys.stdin:
    print(json.dumps(possible(json.loads(line))))
