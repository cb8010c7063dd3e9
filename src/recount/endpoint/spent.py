"""What questions cost: how many were sent, how many answered from the study, tokens, and money where it is known."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from recount.endpoint.answers import Kept
from recount.model import EndpointSettings

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Spent:
    """Questions and tokens, summed. Tokens are as the server counts them."""

    sent: int = 0
    kept: int = 0  # answered from the study: nothing was sent
    prompt: int = 0  # tokens of the questions that were sent
    completion: int = 0  # tokens of their answers
    kept_prompt: int = 0  # tokens of those answered from the study, when they were sent
    kept_completion: int = 0
    untold: int = 0  # answers of which the server did not say how many tokens they took

    def __add__(self, other: Spent) -> Spent:
        ours, theirs = asdict(self), asdict(other)
        return Spent(**{name: ours[name] + theirs[name] for name in ours})


NOTHING = Spent()


def spent_on(answer: Kept, *, kept: bool) -> Spent:
    """What one answer cost, now or when it was kept."""
    prompt, completion = answer.prompt or 0, answer.completion or 0
    untold = int(answer.prompt is None or answer.completion is None)
    if kept:
        return Spent(kept=1, kept_prompt=prompt, kept_completion=completion, untold=untold)
    return Spent(sent=1, prompt=prompt, completion=completion, untold=untold)


def money(endpoint: EndpointSettings, *, prompt: int, completion: int) -> float | None:
    """What so many tokens cost at the prices of the settings; None where no price is set."""
    if not endpoint.prompt_price and not endpoint.completion_price:
        return None
    return (prompt * endpoint.prompt_price + completion * endpoint.completion_price) / MILLION
