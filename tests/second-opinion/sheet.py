"""The figures of one rater: criteria, sections, total, standing, grade, gates.

rubric-format.md, "Computing the score", "Grades" and "Gates".
"""

from fractions import Fraction
from functools import cached_property

import reading
import scales
from exact import HUNDRED, ZERO, bounded, number, round_to, share, share_both, text
from reading import CRITERION, SECTION
from scales import ANSWERED, NOT_APPLICABLE, NOTHING_TO_SCORE, UNANSWERED
from subject import Subject


class Form:
    """A rubric with what does not depend on the answers worked out once."""

    def __init__(self, rubric):
        self.rubric = rubric
        rules = rubric.get("rules", {})
        self.unanswered = rules.get("unanswered", "provisional")
        self.rescale = rules.get("rescale", "none")
        self.places = int(rules.get("places", 2))
        self.minimum_answered = number(rules.get("minimumAnswered", 0))
        self.gates = rules.get("gates", [])
        self._policy = rules.get("notApplicable")
        self.criterion_full = {}
        self.section_full = {}
        self.full = ZERO
        for section in rubric["sections"]:
            worth = self._worth_of_section(section)
            if section.get("counts", "base") == "base":
                self.full += worth
        # A file that has the feature lists it ("Features").
        self.read = reading.order(rubric) if "answer-conditions" in rubric.get("uses", ()) else ()

    def _worth_of_section(self, section):
        """The full marks of a section are kept, its worth is returned ("Worth")."""
        full = ZERO
        for criterion in section.get("criteria", ()):
            marks = scales.full_marks(criterion["scale"])
            self.criterion_full[criterion["id"]] = marks
            if marks is not None:
                full += number(criterion["weight"]) if "weight" in criterion else marks
        for inner in section.get("sections", ()):
            full += self._worth_of_section(inner)
        if "cap" in section:
            full = min(full, number(section["cap"]))
        if "starts" in section:
            full = number(section["starts"])
        self.section_full[section["id"]] = full
        return number(section["weight"]) if "weight" in section else full

    def policy(self, criterion):
        """The policy for "not applicable" here, or None where it is not offered.

        "Not applicable": a policy on a criterion replaces that of the rules as a whole.
        """
        policy = criterion.get("notApplicable", self._policy)
        if policy is None or not policy.get("allowed", True):
            return None
        return policy

    @cached_property
    def where(self):
        """Where each criterion and section stands, in the order of the rubric, by kind and id."""
        result = {}
        for section in self.rubric["sections"]:
            _add_to(result, section, None, section.get("counts", "base"))
        return result


class Place:
    """A criterion or section, the place of the section around it, and what that counts as."""

    __slots__ = ("thing", "around", "counts")

    def __init__(self, thing, around, counts):
        self.thing = thing
        self.around = around
        self.counts = counts


def _add_to(places, section, around, counts):
    place = places[SECTION, section["id"]] = Place(section, around, counts)
    for criterion in section.get("criteria", ()):
        places[CRITERION, criterion["id"]] = Place(criterion, place, counts)
    for inner in section.get("sections", ()):
        _add_to(places, inner, place, counts)


class Line:
    """One criterion that applies, with what came of it."""

    __slots__ = ("id", "outcome", "counts", "score", "maximum", "own", "own_maximum")

    def __init__(self, criterion_id, outcome, counts):
        self.id = criterion_id
        self.outcome = outcome
        self.counts = counts
        self.score = self.maximum = ZERO
        self.own = self.own_maximum = ZERO

    @property
    def scored(self):
        return self.outcome.marks is not None

    @property
    def answered(self):
        return self.outcome.state != UNANSWERED


class Sheet:
    """The figures of one rater's answers."""

    def __init__(self, form, profile, entries):
        self.form = form
        self.subject = Subject(profile, self)
        self.entries = entries
        self.lines = {}
        self.sections = {}
        self.extra = ZERO
        # What was computed when it was first asked for, by id.
        self._left_out = set()
        self._applying = {}
        self._earned_by_section = {}
        if form.read:
            self._read_in_order()
        self._add_up()
        if form.read:
            self._put_in_order()
        self._stand()
        self._grade()

    # What conditions and amounts read of other criteria.

    def has_answer(self, criterion, words):
        """The condition `answer`: True, False, or None where it is not known ("Conditions")."""
        line = self._line(criterion)
        if line is None:
            return False
        if not line.answered:
            return None
        if line.outcome.state == NOT_APPLICABLE:
            return "not-applicable" in words
        return line.outcome.word in words

    def share(self, criteria, words):
        """The amount `share` in percent, or None where it is not known ("Amounts")."""
        lines = [self._line(criterion) for criterion in criteria]
        lines = [line for line in lines if line is not None and line.outcome.state != NOT_APPLICABLE]
        if not lines or not all(line.answered for line in lines):
            return None
        return Fraction(100 * sum(line.outcome.word in words for line in lines), len(lines))

    def is_answered(self, criterion):
        """The condition `answered`: always known ("Conditions")."""
        line = self._line(criterion)
        return line is not None and line.answered

    def earned_by_criterion(self, criterion):
        """The amount `earned` of a criterion, or None where it is not known ("Amounts")."""
        line = self._line(criterion)
        if line is None:
            return ZERO
        return line.score if line.answered else None

    def earned_by_section(self, name):
        """The amount `earned` of a section, or None where it is not known ("Amounts")."""
        if name not in self._earned_by_section:
            self._earned_by_section[name] = self._compute_earned_by_section(name)
        return self._earned_by_section[name]

    def _compute_earned_by_section(self, name):
        place = self.form.where[SECTION, name]
        if not self._applies(place):
            return ZERO
        score, _ = self._section(place.thing, place.counts)
        return None if self._open_in_section(place.thing) else score

    def entered(self, criterion, name):
        """The amount `entered`, or None where it is not known ("Amounts")."""
        if self._line(criterion) is None:
            return None
        scale = self.form.where[CRITERION, criterion].thing["scale"]
        return scales.entered_amount(scale, self._entry(criterion), name)

    def _line(self, name):
        """The line of a criterion, computed when it is first asked for; None: it does not apply."""
        line = self.lines.get(name)
        if line is None and name not in self._left_out:
            place = self.form.where[CRITERION, name]
            if self._applies(place.around):
                self._criterion(place.thing, place.counts)
                line = self.lines.get(name)
            if line is None:
                self._left_out.add(name)
        return line

    def _applies(self, place):
        """Whether a section and all sections around it apply ("Conditions")."""
        while place is not None:
            if not self._section_applies(place.thing):
                return False
            place = place.around
        return True

    def _section_applies(self, section):
        """Whether the section's own condition lets it apply; each is worked out once."""
        if "appliesIf" not in section:
            return True
        name = section["id"]
        if name not in self._applying:
            self._applying[name] = self.subject.applies(section)
        return self._applying[name]

    def _lines_in(self, section):
        """The lines of the criteria that apply in a section that was added up, at any depth."""
        for criterion in section.get("criteria", ()):
            line = self.lines.get(criterion["id"])
            if line is not None:
                yield line
        for inner in section.get("sections", ()):
            yield from self._lines_in(inner)

    def _open_in_section(self, section):
        """The scored criteria that apply in a section and are unanswered."""
        return [line.id for line in self._lines_in(section) if line.scored and not line.answered]

    def _open_in_condition(self, condition):
        """The unanswered criteria that apply and that a condition reads."""
        result = []
        for kind, name in reading.of_condition(condition):
            if kind == SECTION:
                _add_new(result, self._open_in_section(self.form.where[SECTION, name].thing))
            else:
                line = self.lines.get(name)
                if line is not None and not line.answered:
                    _add_new(result, [name])
        return result

    def _read_in_order(self):
        """Computes what is read in an order of dependence, so that no chain is recursive."""
        for kind, name in self.form.read:
            if kind == SECTION:
                self.earned_by_section(name)
            else:
                self._line(name)

    def _put_in_order(self):
        """What was computed early back to its place in the order of the rubric."""
        lines, sections = self.lines, self.sections
        names = self.form.where
        self.lines = {
            name: lines[name] for kind, name in names if kind == CRITERION and name in lines
        }
        self.sections = {name: sections[name] for kind, name in names if kind == SECTION}

    # The criteria and the sections.

    def _add_up(self):
        """"The total"."""
        form = self.form
        score = maximum = ZERO
        percentages = []
        for section in form.rubric["sections"]:
            counts = section.get("counts", "base")
            added, added_maximum = self._section(section, counts, top=True)
            if counts == "base":
                score += added
                maximum += added_maximum
                continue
            if section.get("percent", False):
                percentages.append((section, added))
            else:
                self.extra += -added if counts == "penalty" else added
        if form.rescale == "total" and maximum > 0 and maximum != form.full:
            score = share(score, form.full, maximum, form.places)
            maximum = form.full
        for section, percentage in percentages:
            self.extra += self._share_of_base(section, percentage, score)
        self.total = bounded(max(ZERO, score + self.extra))
        self.maximum = maximum

    def _share_of_base(self, section, percentage, score):
        """What a section with `percent` adds to the extra points ("Percent").

        The base is what the section named by `of` adds, or else `score`: that of the whole
        after it was rescaled.
        """
        base = self.sections[section["of"]][0] if "of" in section else score
        points = share(percentage, base, HUNDRED, self.form.places) if base > 0 else ZERO
        return -points if section["counts"] == "penalty" else points

    def _section(self, section, counts, top=False):
        """"A section". What it adds to what is around it is also kept as its figure.

        A bonus or penalty section returns its extra points, or its score where they are
        percent; its figure is 0 of 0.
        """
        form = self.form
        done = self.sections.get(section["id"])
        if done is not None:
            return done
        if not self._section_applies(section):
            self._does_not_apply(section)
            return ZERO, ZERO
        self.sections[section["id"]] = None
        score = maximum = ZERO
        for criterion in section.get("criteria", ()):
            added, added_maximum = self._criterion(criterion, counts)
            score += added
            maximum += added_maximum
        for inner in section.get("sections", ()):
            added, added_maximum = self._section(inner, counts)
            score += added
            maximum += added_maximum
        if "starts" in section:
            score, maximum = self._pool(section, list(self._lines_in(section)))
        if "cap" in section:
            cap = number(section["cap"])
            score = min(score, cap)
            maximum = min(maximum, cap)
        if "floor" in section or "starts" in section:
            if any(line.scored and line.answered for line in self._lines_in(section)):
                score = max(score, min(number(section.get("floor", 0)), maximum))

        full = form.section_full[section["id"]]
        weight = number(section["weight"]) if "weight" in section else full
        if counts != "base" and top:
            self.sections[section["id"]] = (ZERO, ZERO)
            if section.get("percent", False):
                return score, ZERO
            if weight != full:
                score = share(score, weight, full, form.places)
            return bounded(score), ZERO
        if form.rescale == "section" and counts == "base" and 0 < maximum != full:
            score = share(score, weight, maximum, form.places)
            maximum = weight
        elif weight != full:
            score, maximum = share_both(score, maximum, weight, full, form.places)
        score = bounded(score)
        self.sections[section["id"]] = (score, maximum)
        return score, maximum

    def _pool(self, section, lines):
        """Score and maximum of a section with `starts`, before its floor.

        "A section that begins full": `lines` are those of its criteria that apply.
        """
        starts = number(section["starts"])
        answered = sum(line.answered for line in lines)
        if not lines or (answered == 0 and self.form.unanswered == "exclude"):
            return ZERO, ZERO
        if answered == 0 or (answered < len(lines) and self.form.unanswered == "zero"):
            return ZERO, starts
        return starts + sum((line.score for line in lines), ZERO), starts

    def _does_not_apply(self, section):
        """A section that does not apply, and all inside it, adds 0 of 0 ("Scores")."""
        self.sections[section["id"]] = (ZERO, ZERO)
        for inner in section.get("sections", ()):
            self._does_not_apply(inner)

    def _criterion(self, criterion, counts):
        """"A criterion"."""
        form = self.form
        done = self.lines.get(criterion["id"])
        if done is not None:
            return done.score, done.maximum
        if "appliesIf" in criterion:
            if criterion["id"] in self._left_out or not self.subject.applies(criterion):
                return ZERO, ZERO
        full = form.criterion_full[criterion["id"]]
        policy = form.policy(criterion)
        entry = self._entry(criterion["id"])
        outcome = scales.read_answer(
            criterion["scale"], full, policy is not None, entry, self.subject
        )
        line = Line(criterion["id"], outcome, counts)
        self.lines[criterion["id"]] = line
        if not line.scored:
            return ZERO, ZERO
        line.own, line.own_maximum = _own_figures(outcome, policy, form)
        line.score, line.maximum = line.own, line.own_maximum
        if "weight" in criterion:
            weight = number(criterion["weight"])
            if weight != full:
                line.score, line.maximum = share_both(
                    line.own, line.own_maximum, weight, full, form.places
                )
        return line.score, line.maximum

    def _entry(self, criterion):
        entry = self.entries.get(criterion)
        return entry if isinstance(entry, dict) else {}

    # How far the total may be relied on.

    def _stand(self):
        """"Standing", and the counts of progress (record-format.md, "Checking a record")."""
        form = self.form
        counted = [line for line in self.lines.values() if line.scored and line.counts == "base"]
        answered = sum(line.answered for line in counted)
        unanswered = len(counted) - answered
        if form.full == 0 or (self.maximum == 0 and unanswered == 0):
            self.standing = "unscored"
        elif not self._has_begun(counted) or self.maximum == 0:
            self.standing = "empty"
        elif answered * HUNDRED < form.minimum_answered * len(counted):
            self.standing = "too-few"
        elif unanswered and form.unanswered == "provisional":
            self.standing = "provisional"
        else:
            self.standing = "final"

        progress = counted or list(self.lines.values())
        self.answered = sum(line.answered for line in progress)
        self.criteria = len(progress)

    def _has_begun(self, counted):
        """Whether a scored criterion is answered ("Standing")."""
        return any(line.answered for line in counted)

    # What the total is called.

    def _grade(self):
        """"Grades" and "Gates"."""
        self.vetoes = []
        self.pending = []
        self.grade = None
        grades = self.form.rubric.get("grades", {})
        bands = [band["id"] for band in grades.get("bands", ())]
        raised = [gate for gate in self.form.gates if self._is_raised(gate)]
        for gate in raised:
            self.vetoes.extend(_criteria_of_gate(gate))
        if self.standing != "final" or any(self._waits(gate) for gate in self.form.gates):
            return
        place = self._earned(grades)
        if place is None:
            return
        last = len(bands) - 1
        place = min(last, place + sum(int(gate.get("lowerBy", 0)) for gate in raised))
        place = max([place] + [bands.index(gate["grade"]) for gate in raised if "grade" in gate])
        self.grade = bands[place]
        for gate in self.form.gates:
            # What is raised has lowered the grade already, and does so once.
            lowest = bands.index(gate["grade"]) if "grade" in gate else last
            if lowest > place and gate not in raised:
                _add_new(self.pending, self._could_raise(gate))

    def _earned(self, grades):
        """The place of the first band that is reached, or None ("Grades").

        With `atMost` less is better. By `rank` one record alone has no grade.
        """
        by = grades.get("by", "points")
        if by == "rank":
            return None
        figure = self.total if by == "points" else self.total * HUNDRED / self.maximum
        rounded = grades.get("rounded")
        if rounded is not None:
            figure = round_to(figure, int(rounded.get("places", 0)), rounded["to"])
        for place, band in enumerate(grades.get("bands", ())):
            reached = True
            if "atMost" in band:
                reached = figure <= number(band["atMost"])
            elif "atLeast" in band:
                reached = figure >= number(band["atLeast"])
            if reached and ("if" not in band or self._band_holds(band["if"])):
                return place
        return None

    def _band_holds(self, condition):
        """Whether the condition of a band is known to hold ("Grades")."""
        return self.subject.holds(condition) is True

    def _is_raised(self, gate):
        """Whether a gate is raised ("Gates")."""
        if gate["kind"] == "key-items":
            failed = sum(self._has_failed(item, gate) for item in gate["criteria"])
            return failed >= gate.get("failed", 1)
        if gate["kind"] == "condition":
            return self.subject.holds(gate["if"]) is True
        line = self.lines.get(gate["criterion"])
        if line is None or line.outcome.word is None:
            return False
        if gate["kind"] == "veto":
            return line.outcome.word == gate["when"]
        return line.outcome.word != gate["must"]

    def _waits(self, gate):
        """A precondition that applies and is unanswered holds the grade back ("Gates")."""
        if gate["kind"] != "precondition":
            return False
        line = self.lines.get(gate["criterion"])
        return line is not None and not line.answered

    def _has_failed(self, item, gate):
        """Whether a key item has failed ("Gates")."""
        line = self.lines.get(item)
        if line is None:
            return False
        if line.answered:
            score, maximum = line.own, line.own_maximum
        else:
            if not self._counts_as_zero(line):
                return False
            score, maximum = ZERO, line.outcome.marks
        if maximum <= 0:
            return False
        if "atLeast" in gate:
            return score >= number(gate["atLeast"])
        if "atMost" in gate:
            return score <= number(gate["atMost"])
        return score * HUNDRED < number(gate.get("below", 100)) * maximum

    def _counts_as_zero(self, line):
        """Whether an unanswered key item is decided by that ("Gates")."""
        begun = any(
            other.scored and other.answered and other.counts == "base" for other in self.lines.values()
        )
        return begun and self.form.unanswered == "zero" and line.counts != "penalty"

    def _could_raise(self, gate):
        """The unanswered criteria by which a gate could still be raised ("Gates")."""
        if gate["kind"] == "precondition":
            return []
        if gate["kind"] == "condition":
            if self.subject.holds(gate["if"]) is not None:
                return []
            return self._open_in_condition(gate["if"])
        if gate["kind"] == "veto":
            line = self.lines.get(gate["criterion"])
            return [line.id] if line is not None and not line.answered else []
        failed = 0
        open_items = []
        for item in gate["criteria"]:
            line = self.lines.get(item)
            if self._has_failed(item, gate):
                failed += 1
            elif line is not None and not line.answered and not self._counts_as_zero(line):
                open_items.append(item)
        return open_items if failed + len(open_items) >= gate.get("failed", 1) else []

    # The figures as they are written.

    def figures(self):
        """The figures of the rater (record-format.md, "Scores" and "Checking a record").

        Figures are texts, counts are whole numbers; a key without a value is left out. The
        result of a check has `extra` also where it is 0, other than the record.
        """
        result = {"standing": self.standing}
        if self.standing in ("provisional", "final"):
            result["total"] = text(self.total)
            result["maximum"] = text(self.maximum)
        if self.grade is not None:
            result["grade"] = self.grade
        result["extra"] = text(self.extra)
        result["answered"] = self.answered
        result["criteria"] = self.criteria
        if self.vetoes:
            result["vetoes"] = self.vetoes
        if self.pending:
            result["pending"] = self.pending
        result["sections"] = {
            section: {"score": text(score), "maximum": text(maximum)}
            for section, (score, maximum) in self.sections.items()
        }
        return result

    def criteria_figures(self):
        """The figures of each scored criterion that applies ("Scores", `criteria`)."""
        return {
            line.id: {"score": text(line.score), "maximum": text(line.maximum)}
            for line in self.lines.values()
            if line.scored
        }


def _own_figures(outcome, policy, form):
    """The table of "A criterion": score and maximum before the weight."""
    if outcome.state == ANSWERED:
        return outcome.points, outcome.marks
    if outcome.state == NOTHING_TO_SCORE:
        return ZERO, ZERO
    if outcome.state == NOT_APPLICABLE:
        return _not_applicable(policy, outcome.marks, form.places)
    return ZERO, ZERO if form.unanswered == "exclude" else outcome.marks


def _not_applicable(policy, marks, places):
    """What "not applicable" earns, of how much, before the weight ("A criterion")."""
    counts = policy.get("counts", "exclude")
    if counts == "exclude":
        return ZERO, ZERO
    if counts == "zero":
        return ZERO, marks
    if counts == "full":
        return marks, marks
    if counts == "share":
        return share(number(policy["share"]), marks, HUNDRED, places), marks
    raise ValueError(f"counts is not defined: {counts}")


def _criteria_of_gate(gate):
    """The criteria that a raised gate puts under `vetoes`; of a `condition` those that it reads."""
    names = [name for kind, name in criteria_read(gate) if kind == CRITERION]
    return list(dict.fromkeys(names)) if gate["kind"] == "condition" else names


def criteria_read(gate):
    """What a gate reads, by kind and id, in its order."""
    if gate["kind"] == "condition":
        return list(reading.of_condition(gate["if"]))
    names = gate["criteria"] if gate["kind"] == "key-items" else [gate["criterion"]]
    return [(CRITERION, name) for name in names]


def _add_new(names, more):
    names.extend(name for name in more if name not in names)
