"""The attack once more, by other means: GLPK, exact in whole numbers, over cells and margins as variables of their own.

Shares no code with the package but the frozen types of a problem.
"""

import swiglpk as glp

from nabij_disclosure.problem import Form, Problem


class SecondAttack:
    """A reader of one pattern: variables for unknowns and for every statement's form, tied by a row each."""

    def __init__(self, problem: Problem, hidden: frozenset[int]) -> None:
        glp.glp_term_out(glp.GLP_OFF)
        self._size = len(problem.names)
        statements = problem.printed(hidden)
        self._model = glp.glp_create_prob()
        glp.glp_add_cols(self._model, self._size + len(statements))
        for place, (low, high) in enumerate(zip(problem.lows, problem.highs, strict=True), 1):
            self._bound(place, low, high)
            glp.glp_set_col_kind(self._model, place, glp.GLP_IV)
        for place, statement in enumerate(statements, self._size + 1):
            self._bound(place, statement.low, statement.high)
            self._tie(place, statement.form)

    def _bound(self, place: int, low: int | None, high: int | None) -> None:
        if low is not None and low == high:
            glp.glp_set_col_bnds(self._model, place, glp.GLP_FX, low, low)
            return
        kinds = {(True, True): glp.GLP_DB, (True, False): glp.GLP_LO, (False, True): glp.GLP_UP}
        kind = kinds.get((low is not None, high is not None), glp.GLP_FR)
        glp.glp_set_col_bnds(self._model, place, kind, low or 0, high or 0)

    def _tie(self, place: int, form: Form) -> None:
        row = glp.glp_add_rows(self._model, 1)
        glp.glp_set_row_bnds(self._model, row, glp.GLP_FX, 0, 0)
        columns, values = glp.intArray(len(form.terms) + 2), glp.doubleArray(len(form.terms) + 2)
        for number, (unknown, coefficient) in enumerate(form.terms, 1):
            columns[number], values[number] = unknown + 1, coefficient
        columns[len(form.terms) + 1], values[len(form.terms) + 1] = place, -1
        glp.glp_set_mat_row(self._model, row, len(form.terms) + 1, columns, values)

    def interval(self, form: Form) -> tuple[int, int]:
        """The least and the most that a form can be, in whole numbers."""
        for unknown in range(self._size):
            glp.glp_set_obj_coef(self._model, unknown + 1, dict(form.terms).get(unknown, 0))
        return self._solve(glp.GLP_MIN), self._solve(glp.GLP_MAX)

    def _solve(self, direction: int) -> int:
        glp.glp_set_obj_dir(self._model, direction)
        settings = glp.glp_iocp()
        glp.glp_init_iocp(settings)
        settings.presolve = glp.GLP_ON
        assert glp.glp_intopt(self._model, settings) == 0
        assert glp.glp_mip_status(self._model) == glp.GLP_OPT
        return round(glp.glp_mip_obj_val(self._model))
