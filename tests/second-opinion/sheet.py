"""The figures of one rater: criteria, sections, total, standing, grade, gates.

rubric-format.md, "Computing the score", "Grades" and "Gates".
"""

from functools import cached_property

import reading
import scales
from exact import HUNDRED, ZERO, bounded, number, round_to, share, share_both, text
from reading import CRITERION, SECTION
from scales import ANSWERED, DONT_KNOW, NOT_APPLICABLE, NOTHING_TO_SCORE, UNANSWERED, WAITING
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
        self.mean = rules.get("mean")
        self.weakest = rules.get("weakest")
        self._policy = rules.get("notApplicable")
        self._dont_know = rules.get("dontKnow", False)
        self.criterion_full = {}
        self.section_full = {}
        self.full = ZERO
        for section in rubric["sections"]:
            worth = self._worth_of_section(section)
            if section.get("counts", "base") == "base":
                self.full += worth
        # A file that has the feature lists it ("Features").
        reads = {"answer-conditions", "share-of-answers"}.intersection(rubric.get("uses", ()))
        self.read = reading.order(rubric) if reads else ()

    def _worth_of_section(self, section):
        """The full marks of a section are kept, its worth is returned ("Worth").

        Both are those of `weight`, whatever `weights` say ("Weights by the profile").
        """
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

    def dont_know(self, criterion):
        """Whether "don't know" is offered here ("Criteria", `dontKnow`)."""
        return criterion.get("dontKnow", self._dont_know)

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

    __slots__ = ("id", "outcome", "counts", "score", "maximum", "own", "own_maximum", "is_waiting")

    def __init__(self, criterion_id, outcome, counts):
        self.id = criterion_id
        self.outcome = outcome
        self.counts = counts
        self.score = self.maximum = ZERO
        self.own = self.own_maximum = ZERO
        self.is_waiting = outcome.state == WAITING

    @property
    def scored(self):
        return self.outcome.marks is not None

    @property
    def answered(self):
        return self.outcome.state != UNANSWERED

    @property
    def known(self):
        """Answered otherwise than "don't know" ("Don't know")."""
        return self.outcome.state not in (UNANSWERED, DONT_KNOW)

    @property
    def waits(self):
        """Whether it waits for all records ("All records"); in the combined score, one of its raters does."""
        return self.is_waiting

    @property
    def complete(self):
        """Answered, and waits for nothing: so the combined score has it ("All records")."""
        return self.answered and not self.waits

    @property
    def decided(self):
        """Complete and not "don't know": so gates have it, and who reads its points."""
        return self.known and not self.waits


class Sheet:
    """The figures of one rater's answers."""

    def __init__(self, form, profile, entries):
        self.form = form
        self.subject = Subject(profile, self)
        self.entries = entries
        self.lines = {}
        self.sections = {}
        self.extra = ZERO
        # By section, the maximum in which what is unanswered or waits has 0 ("Shown as a mean").
        self._answered_maxima = {}
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
        if line.outcome.state == DONT_KNOW:
            return True if "dont-know" in words else None
        return line.outcome.word in words

    def share_of_answers(self, criteria, words):
        """The amount `share`, or None where it is not known ("Amounts").

        "Not applicable" is left out whatever the words are, "don't know" where it is none of them.
        """
        counted = found = 0
        for criterion in criteria:
            line = self._line(criterion)
            if line is None or line.outcome.state == NOT_APPLICABLE:
                continue
            if not line.answered:
                return None
            has_one = self.has_answer(criterion, words)
            if has_one is not None:
                counted += 1
                found += has_one
        return HUNDRED * found / counted if counted else None

    def is_answered(self, criterion):
        """The condition `answered`: always known; "don't know" is an answer ("Conditions")."""
        line = self._line(criterion)
        return line is not None and line.answered

    def earned_by_criterion(self, criterion):
        """The amount `earned` of a criterion, or None where it is not known ("Amounts")."""
        line = self._line(criterion)
        if line is None:
            return ZERO
        return line.score if line.decided else None

    def earned_by_section(self, name):
        """The amount `earned` of a section, or None where it is not known ("Amounts").

        "Don't know" in it does not keep it from being known: it adds 0 of 0.
        """
        if name not in self._earned_by_section:
            self._earned_by_section[name] = self._compute_earned_by_section(name)
        return self._earned_by_section[name]

    def _compute_earned_by_section(self, name):
        place = self.form.where[SECTION, name]
        if not self._applies(place):
            return ZERO
        score, _ = self._section(place.thing, place.counts)
        lines = [line for line in self._lines_in(place.thing) if line.scored]
        return score if all(line.complete for line in lines) else None

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
        """The scored criteria that apply in a section and are unanswered for gates ("Gates")."""
        return [line.id for line in self._lines_in(section) if line.scored and not line.decided]

    def _open_in_condition(self, condition):
        """The criteria that apply, that a condition reads and that are unanswered for gates."""
        result = []
        for kind, name in reading.of_condition(condition):
            if kind == SECTION:
                _add_new(result, self._open_in_section(self.form.where[SECTION, name].thing))
            else:
                line = self.lines.get(name)
                if line is not None and not line.decided:
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
        score = maximum = answered = ZERO
        percentages = []
        for section in form.rubric["sections"]:
            counts = section.get("counts", "base")
            added, added_maximum = self._section(section, counts, top=True)
            if counts == "base":
                score += added
                maximum += added_maximum
                answered += self._answered_maxima[section["id"]]
                continue
            if section.get("percent", False):
                percentages.append((section, added))
            else:
                self.extra += -added if counts == "penalty" else added
        if form.rescale == "total" and maximum > 0 and maximum != form.full:
            score = share(score, form.full, maximum, form.places)
            answered = share(answered, form.full, maximum, form.places)
            maximum = form.full
        for section, percentage in percentages:
            self.extra += self._share_of_base(section, percentage, score)
        self.total = bounded(max(ZERO, score + self.extra))
        self.maximum = maximum
        self._answered_maximum = answered

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
        score = maximum = answered = ZERO
        for criterion in section.get("criteria", ()):
            added, added_maximum = self._criterion(criterion, counts)
            score += added
            maximum += added_maximum
            answered += self._answered_maximum_of_criterion(criterion["id"])
        for inner in section.get("sections", ()):
            added, added_maximum = self._section(inner, counts)
            score += added
            maximum += added_maximum
            answered += self._answered_maxima[inner["id"]]
        if "each" in section:
            score = self._score_of_subjects(section, score)
        if "starts" in section:
            lines = list(self._lines_in(section))
            score, maximum = self._pool(section, lines)
            answered = maximum if any(line.known for line in lines) else ZERO
        if "cap" in section:
            cap = number(section["cap"])
            score = min(score, cap)
            maximum = min(maximum, cap)
            answered = min(answered, cap)
        if "floor" in section or "starts" in section:
            if any(line.scored and line.known for line in self._lines_in(section)):
                score = max(score, min(number(section.get("floor", 0)), maximum))

        full = form.section_full[section["id"]]
        weight = self._weight(section) if "weight" in section else full
        if counts != "base" and top:
            self.sections[section["id"]] = (ZERO, ZERO)
            self._answered_maxima[section["id"]] = ZERO
            if section.get("percent", False):
                return score, ZERO
            if weight != full:
                score = share(score, weight, full, form.places)
            return bounded(score), ZERO
        if form.rescale == "section" and counts == "base" and 0 < maximum != full:
            score = share(score, weight, maximum, form.places)
            answered = share(answered, weight, maximum, form.places)
            maximum = weight
        elif weight != full:
            score, maximum = share_both(score, maximum, weight, full, form.places)
            answered = share(answered, weight, full, form.places)
        score = bounded(score)
        self.sections[section["id"]] = (score, maximum)
        self._answered_maxima[section["id"]] = answered
        return score, maximum

    def _score_of_subjects(self, section, score):
        """The score of a section with `each` in step 1 of "A section" ("`each`").

        It stays `score`, the sum of the criteria's, while one of them is unanswered, and where
        one is "not applicable" and stays in the maximum, or none is left in the maximum.
        """
        sums, marks = [], ZERO
        for criterion in section.get("criteria", ()):
            line = self.lines.get(criterion["id"])
            if line is None:
                continue
            if not line.answered:
                return score
            if line.outcome.state == DONT_KNOW:
                continue
            if line.outcome.state == NOT_APPLICABLE:
                if self.form.policy(criterion).get("counts", "exclude") != "exclude":
                    return score
                continue
            full = line.outcome.marks
            rate = (self._weight(criterion) if "weight" in criterion else full) / full
            entry = self._entry(criterion["id"])
            points = scales.points_of_subjects(criterion["scale"], entry, self.subject)
            sums = sums or [ZERO] * len(points)
            sums = [before + own * rate for before, own in zip(sums, points, strict=True)]
            marks += line.maximum
        if not sums:
            return score
        return scales.one_of_subjects(section["each"], sums, marks)

    def _weight(self, thing):
        """The weight of a section or a criterion that has one ("Weights by the profile")."""
        for entry in thing.get("weights", ()):
            if self.subject.holds(entry["if"]) is True:
                return number(entry["weight"])
        return number(thing["weight"])

    def _pool(self, section, lines):
        """Score and maximum of a section with `starts`, before its floor.

        "A section that begins full": `lines` are those of its criteria that apply.
        """
        starts = number(section["starts"])
        known = any(line.known for line in lines)
        answered = all(line.answered for line in lines)
        if not known and (answered or self.form.unanswered == "exclude"):
            return ZERO, ZERO
        if not known or (not answered and self.form.unanswered == "zero"):
            return ZERO, starts
        return starts + sum((line.score for line in lines), ZERO), starts

    def _does_not_apply(self, section):
        """A section that does not apply, and all inside it, adds 0 of 0 ("Scores")."""
        self.sections[section["id"]] = (ZERO, ZERO)
        self._answered_maxima[section["id"]] = ZERO
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
        dont_know = form.dont_know(criterion)
        outcome = scales.read_answer(
            criterion["scale"], full, policy is not None, dont_know, entry, self.subject
        )
        line = Line(criterion["id"], outcome, counts)
        self.lines[criterion["id"]] = line
        if not line.scored:
            return ZERO, ZERO
        line.own, line.own_maximum = _own_figures(outcome, policy, form)
        line.score, line.maximum = line.own, line.own_maximum
        if "weight" in criterion:
            weight = self._weight(criterion)
            if weight != full:
                line.score, line.maximum = share_both(
                    line.own, line.own_maximum, weight, full, form.places
                )
        return line.score, line.maximum

    def _answered_maximum_of_criterion(self, name):
        """The maximum of a criterion; one that is unanswered or waits has 0 ("Shown as a mean")."""
        line = self.lines.get(name)
        return line.maximum if line is not None and self._is_in_mean(line) else ZERO

    def _is_in_mean(self, line):
        """Whether a criterion has its maximum in *m* while others are open ("Shown as a mean")."""
        return line.decided

    def _is_open(self, lines):
        """Whether *m* of what has these lines is other than its maximum ("Shown as a mean")."""
        provisional = self.form.unanswered == "provisional"
        return any(
            line.scored and (line.waits or (provisional and not line.answered)) for line in lines
        )

    def _m_of_criterion(self, name):
        """*m* of a criterion that applies ("The weakest part")."""
        line = self.lines[name]
        return self._answered_maximum_of_criterion(name) if self._is_open([line]) else line.maximum

    def _m_of_section(self, name):
        """*m* of a section ("Shown as a mean")."""
        if self._is_open(self._lines_in(self.form.where[SECTION, name].thing)):
            return self._answered_maxima[name]
        return self.sections[name][1]

    def _m_of_total(self):
        """*m* of the total ("Shown as a mean"): of bonus and penalty sections only what waits matters."""
        if self._is_open(
            line for line in self.lines.values() if line.counts == "base" or line.waits
        ):
            return self._answered_maximum
        return self.maximum

    def _entry(self, criterion):
        entry = self.entries.get(criterion)
        return entry if isinstance(entry, dict) else {}

    # How far the total may be relied on.

    def _stand(self):
        """"Standing", and the counts of progress (record-format.md, "Checking a record")."""
        form = self.form
        counted = [line for line in self.lines.values() if line.scored and line.counts == "base"]
        known = sum(line.known for line in counted)
        unanswered = sum(not line.answered for line in counted)
        if form.full == 0 or (self.maximum == 0 and known == len(counted)):
            self.standing = "unscored"
        elif not self._has_begun(counted) or self.maximum == 0:
            self.standing = "empty"
        elif known * HUNDRED < form.minimum_answered * len(counted):
            self.standing = "too-few"
        elif any(line.scored and line.waits for line in self.lines.values()):
            self.standing = "provisional"
        elif unanswered and form.unanswered == "provisional":
            self.standing = "provisional"
        else:
            self.standing = "final"

        progress = counted or list(self.lines.values())
        self.answered = sum(line.answered for line in progress)
        self.criteria = len(progress)
        self.dont_know = sum(line.outcome.state == DONT_KNOW for line in self.lines.values())

    def _has_begun(self, counted):
        """Whether a scored criterion is answered otherwise than "don't know" ("Standing")."""
        return any(line.known for line in counted)

    def _has_mean(self, lines):
        """Whether what has these scored lines may have a mean ("Shown as a mean")."""
        return any(line.known for line in lines)

    # What is shown beside the total.

    def _has_total(self):
        """Whether there is a total ("Standing")."""
        return self.standing in ("provisional", "final")

    def mean_of_total(self):
        """The total as a mean, or None where there is none ("Shown as a mean")."""
        if self.form.mean is None or not self._has_total():
            return None
        counted = [line for line in self.lines.values() if line.scored and line.counts == "base"]
        if not self._has_mean(counted):
            return None
        return self._mean_of(self.total, self._m_of_total())

    def mean_of_section(self, name):
        """A section as a mean, or None where there is none ("Shown as a mean")."""
        place = self.form.where[SECTION, name]
        if self.form.mean is None or place.counts != "base":
            return None
        if not self._has_mean([line for line in self._lines_in(place.thing) if line.scored]):
            return None
        return self._mean_of(self.sections[name][0], self._m_of_section(name))

    def _mean_of(self, score, maximum):
        """A share with places of its own, or None where the maximum is 0 ("Shown as a mean")."""
        if maximum == 0:
            return None
        mean = self.form.mean
        return share(score, number(mean["of"]), maximum, int(mean.get("places", 1)))

    def weakest_part(self):
        """The id, score and maximum of the weakest part, or None ("The weakest part").

        `min` takes the first of equals: criteria before sections, in the order of their lists.
        """
        if self.form.weakest is None or not self._has_total():
            return None
        parts = []
        for name in self.form.weakest.get("criteria", ()):
            if name in self.lines:
                score = self.lines[name].score
                parts.append((name, score, self._m_of_criterion(name)))
        for name in self.form.weakest.get("sections", ()):
            parts.append((name, self.sections[name][0], self._m_of_section(name)))
        parts = [part for part in parts if part[2] > 0]
        return min(parts, key=lambda part: part[1] / part[2], default=None)

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

        With `atMost` less is better. By `rank` one record alone has no grade. A mean is compared
        like a rate, and not as it is shown: where the standing is `final` its *m* is the maximum.
        A band with `top` depends on the other records: reached, it leaves the grade open.
        """
        by = grades.get("by", "points")
        if by == "rank":
            return None
        figure = self.total
        if by != "points":
            of = number(self.form.mean["of"]) if by == "mean" else HUNDRED
            figure = self.total * of / self.maximum
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
                return None if "top" in band else place
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
        """A precondition that applies and is unanswered holds the grade back ("Gates").

        "Don't know" is unanswered for all gates ("Don't know").
        """
        if gate["kind"] != "precondition":
            return False
        line = self.lines.get(gate["criterion"])
        return line is not None and not line.decided

    def _has_failed(self, item, gate):
        """Whether a key item has failed ("Gates")."""
        line = self.lines.get(item)
        if line is None:
            return False
        if line.decided:
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
        """Whether an unanswered key item is decided by that ("Gates").

        By "don't know" none is decided, neither its own nor that of others ("Don't know"). What
        waits for all records is not decided either, but begins the deciding of others.
        """
        begun = any(
            other.scored and other.known and other.counts == "base"
            for other in self.lines.values()
        )
        zero = self.form.unanswered == "zero" and not line.answered
        return begun and zero and line.counts != "penalty"

    def _could_raise(self, gate):
        """The unanswered criteria by which a gate could still be raised ("Gates").

        "Don't know", and what waits for all records, is unanswered here.
        """
        if gate["kind"] == "precondition":
            return []
        if gate["kind"] == "condition":
            if self.subject.holds(gate["if"]) is not None:
                return []
            return self._open_in_condition(gate["if"])
        if gate["kind"] == "veto":
            line = self.lines.get(gate["criterion"])
            return [line.id] if line is not None and not line.decided else []
        failed = 0
        open_items = []
        for item in gate["criteria"]:
            line = self.lines.get(item)
            if self._has_failed(item, gate):
                failed += 1
            elif line is not None and not line.decided and not self._counts_as_zero(line):
                open_items.append(item)
        return open_items if failed + len(open_items) >= gate.get("failed", 1) else []

    # The figures as they are written.

    def figures(self):
        """The figures of the rater (record-format.md, "Scores" and "Checking a record").

        Figures are texts, counts are whole numbers; a key without a value is left out. The
        result of a check has `extra` also where it is 0, other than the record.
        """
        result = {"standing": self.standing}
        if self._has_total():
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
        mean = self.mean_of_total()
        if mean is not None:
            result["mean"] = text(mean)
        if self.dont_know:
            result["dontKnow"] = self.dont_know
        weakest = self.weakest_part()
        if weakest is not None:
            part, score, maximum = weakest
            result["weakest"] = {"part": part, "score": text(score), "maximum": text(maximum)}
        result["sections"] = {}
        for section, (score, maximum) in self.sections.items():
            figure = result["sections"][section] = {"score": text(score), "maximum": text(maximum)}
            mean = self.mean_of_section(section)
            if mean is not None:
                figure["mean"] = text(mean)
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
    if outcome.state == WAITING:
        return ZERO, outcome.marks
    if outcome.state in (NOTHING_TO_SCORE, DONT_KNOW):
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
