"""The combined score of several raters (rubric-format.md, "Several raters").

It is computed like the score of a rater, from the sections on: only what comes of a
criterion, what a gate is, and whether there is a first answer are other than there.
"""

from exact import ZERO, number, round_to, stays_below
from reading import CRITERION, SECTION
from sheet import Line, Sheet, criteria_read
from scales import ANSWERED, DONT_KNOW, NOT_APPLICABLE, NOTHING_TO_SCORE, UNANSWERED, Outcome

_SAME_WEIGHT = number(1)


class Combined(Sheet):
    """The figures of the combined score, made of the sheets of all raters of the rubric.

    `rated` has them by rater, in the order of the rubric, those without an answer too.
    """

    def __init__(self, form, rated):
        self.form = form
        self._rated = rated
        # All sheets share the profile; `weights` of sections read nothing else.
        self.subject = next(iter(rated.values())).subject
        self._named = [rated[name] for name, _ in self._raters_of(form.rubric["combined"])]
        self.lines = {}
        self.sections = {}
        self.extra = ZERO
        self._answered_maxima = {}
        # The criteria at which somebody takes part, and those at which an answer does.
        self._with_part = set()
        self._with_answer = set()
        self._add_up()
        self._stand()
        self._grade()

    def _raters_of(self, rule):
        """The raters whose points count by a rule, with their weights, in the rubric's order."""
        if "raters" not in rule:
            return [(name, _SAME_WEIGHT) for name in self._rated]
        weights = {rater["id"]: number(rater.get("weight", 1)) for rater in rule["raters"]}
        return [(name, weights[name]) for name in self._rated if name in weights]

    def _rule(self, criterion):
        """The nearest rule holds, as a whole."""
        place = self.form.where[CRITERION, criterion]
        while place is not None:
            if "combined" in place.thing:
                return place.thing["combined"]
            place = place.around
        return self.form.rubric["combined"]

    def _section_applies(self, section):
        """Only criteria apply or do not; a section in which none applies adds 0 of 0 anyway."""
        return True

    def _score_of_subjects(self, section, score):
        """In the combined score it is the sum of the criteria's ("`each`")."""
        return score

    def _criterion(self, criterion, counts):
        """The five steps that put figures in place of an answer."""
        name = criterion["id"]
        rule = self._rule(name)
        applying = [
            (weight, self._rated[rater].lines[name])
            for rater, weight in self._raters_of(rule)
            if name in self._rated[rater].lines
        ]
        if not applying:
            return ZERO, ZERO
        full = self.form.criterion_full[name]
        taking_part = [
            (weight, other)
            for weight, other in applying
            if (
                not other.waits
                and (
                    not self._leaves_maximum(criterion, full, other)
                    if other.answered
                    else self.form.unanswered == "zero"
                )
            )
        ]
        state = _state([line for _, line in applying], taking_part)
        line = self.lines[name] = Line(name, Outcome(state, ZERO, full), counts)
        # Where one of its raters waits, so does it.
        line.is_waiting = any(other.waits for _, other in applying)
        if not line.scored:
            return ZERO, ZERO

        if taking_part:
            self._with_part.add(name)
        if any(other.answered for _, other in taking_part):
            self._with_answer.add(name)
        left = _without_extremes(taking_part, int(rule.get("drop", 0)))
        scores = [(weight, other.score) for weight, other in left]
        maxima = [(weight, other.maximum) for weight, other in left]
        if not left:
            is_left = self.form.unanswered != "exclude"
            maxima = [
                (weight, other.maximum)
                for weight, other in applying
                if other.waits or (is_left and not other.answered)
            ]
        score, maximum = _mean(scores), _mean(maxima)
        places = self.form.places
        line.maximum = _shown(maxima, maximum, places)
        line.score = stays_below(
            score, maximum, _shown(scores, score, places), line.maximum, places
        )
        return line.score, line.maximum

    def _leaves_maximum(self, criterion, full, line):
        """Whether an answer leaves the maximum: it is not counted there and earns nothing.

        At a criterion that is not scored, whoever answers it on its scale takes part.
        """
        state = line.outcome.state
        if full is None:
            return state != ANSWERED
        if state in (NOTHING_TO_SCORE, DONT_KNOW):
            return True
        if state != NOT_APPLICABLE:
            return False
        counts = self.form.policy(criterion).get("counts", "exclude")
        return counts == "exclude" or (full > 0 and line.outcome.marks == 0)

    def _has_begun(self, counted):
        """An answer that takes part is enough, where the combined maximum is above 0."""
        return any(
            line.known or (line.maximum > 0 and line.id in self._with_answer) for line in counted
        )

    def _has_mean(self, lines):
        """A criterion that all of its raters have answered ("Shown as a mean")."""
        return any(line.known for line in lines)

    def _is_in_mean(self, line):
        """A criterion has its combined maximum in *m* as soon as somebody takes part."""
        return line.decided or line.id in self._with_answer

    # A gate stands as the strictest of the raters that the top level names has it.

    def _is_raised(self, gate):
        return any(sheet._is_raised(gate) for sheet in self._named)

    def _waits(self, gate):
        """Raised goes before not yet decided."""
        return any(sheet._waits(gate) for sheet in self._named) and not self._is_raised(gate)

    def _could_raise(self, gate):
        """The criteria that one of the raters has still to answer, in the order of the gate."""
        still_open = {name for sheet in self._named for name in sheet._could_raise(gate)}
        result = []
        for kind, name in criteria_read(gate):
            if kind == SECTION:
                names = _criteria_in(self.form.where[SECTION, name].thing)
            else:
                names = [name]
            result += [name for name in names if name in still_open and name not in result]
        return result

    def _band_holds(self, condition):
        """`if` of a band must hold on the sheets of all raters that the top level names."""
        return all(sheet._band_holds(condition) for sheet in self._named)


def _state(applying, taking_part):
    """Answered if all have answered; "don't know" if one has said so and nobody takes part or waits."""
    if not all(line.answered for line in applying):
        return UNANSWERED
    waits = any(line.waits for line in applying)
    if not taking_part and not waits and any(line.outcome.state == DONT_KNOW for line in applying):
        return DONT_KNOW
    return ANSWERED


def _without_extremes(taking_part, drop):
    """`drop`: the highest and the lowest scores are left out, so many of each.

    Of equal scores the first goes first: `max` and `min` take the first of equals, and
    the raters have the order of the rubric.
    """
    left = list(taking_part)
    if drop and len(left) > 2 * drop:
        for extreme in (max, min):
            for _ in range(drop):
                place = extreme(range(len(left)), key=lambda at: left[at][1].score)
                del left[place]
    return left


def _mean(weighed):
    """The weighted mean; 0 of none."""
    if not weighed:
        return ZERO
    return sum(weight * figure for weight, figure in weighed) / sum(weight for weight, _ in weighed)


def _shown(weighed, mean, places):
    """The mean rounded; where all have the same figure, it is that figure."""
    same = len({figure for _, figure in weighed}) == 1
    return mean if same else round_to(mean, places, "half")


def _criteria_in(section):
    """The ids of the criteria in a section, at any depth, in the order of the rubric."""
    for criterion in section.get("criteria", ()):
        yield criterion["id"]
    for inner in section.get("sections", ()):
        yield from _criteria_in(inner)
