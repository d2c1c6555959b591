"""A character model that listens to the text at hand: a document repeats its names and its terms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

from duijie.text.character_model import CharacterModel, plain_form

_STRIDE, _MARGIN = 4000, 2000
"""Words are learnt from stretches of so many characters, and so many more on either side."""
_WEIGHTS = (0.05, 0.08, 0.22, 0.4)
"""What the text's own characters, pairs, triples and quadruples weigh against the model."""
_DOUBT = 2
"""Occurrences of a context of which half that weight is given."""


class OwnWords:
    """Costs for one text, stretch by stretch; a stretch's counts are made once and kept while it is in use."""

    def __init__(self, model: CharacterModel, text: str) -> None:
        self._model, self._text = model, text
        self._stretch = -1
        self._grams: list[Counter[str]] = []
        self._contexts: list[Counter[str]] = []

    def cost_outside(self, start: int, end: int) -> Callable[[str], float]:
        """The cost function for ``text[start:end]``, which itself is not learnt from."""
        if self._stretch != start // _STRIDE:
            self._stretch = start // _STRIDE
            middle = self._stretch * _STRIDE
            near = self._text[max(0, middle - _MARGIN) : middle + _STRIDE + _MARGIN]
            self._grams, self._contexts = _counted(plain_form(near))
        here_grams, here_contexts = _counted(plain_form(self._text[max(0, start - 3) : end + 3]))
        grams, contexts, model_cost = self._grams, self._contexts, self._model.cost
        memory: dict[str, float] = {}

        shares: dict[str, list[tuple[int, float, int]]] = {}

        def shares_of(context: str) -> list[tuple[int, float, int]]:
            found = []
            for n in range(min(len(_WEIGHTS), len(context) + 1)):
                tail = context[len(context) - n :]
                total = contexts[n][tail] - here_contexts[n][tail]
                if total <= 0:
                    break
                found.append((n, _WEIGHTS[n] * total / (total + _DOUBT), total))
            return found

        def cost(gram: str) -> float:
            known = memory.get(gram)
            if known is not None:
                return known
            context = gram[:-1]
            own = shares.get(context)
            if own is None:
                own = shares[context] = shares_of(context)
            known = model_cost(gram)
            if own:
                chance = math.exp(-known)
                for n, weight, total in own:
                    tail = gram[-1 - n :]
                    times = max(grams[n][tail] - here_grams[n][tail], 0)
                    chance = (1 - weight) * chance + weight * times / total
                known = -math.log(chance)
            memory[gram] = known
            return known

        return cost


def _counted(text: str) -> tuple[list[Counter[str]], list[Counter[str]]]:
    """The text's grams of one to four characters, and how often their beginnings occur with something behind."""
    lengths = range(len(_WEIGHTS))
    grams = [Counter(text[i : i + n + 1] for i in range(len(text) - n)) for n in lengths]
    contexts = [Counter(text[i : i + n] for i in range(len(text) - n)) for n in lengths]
    return grams, contexts
