"""5 Sampling: a population from a file, a sample designed and drawn by a seed, a mark in one key a cell.

stage       the list, and what opens over it
taking      a file becomes a population, with what is wrong with its ids shown
population  what is known of the list, and the comparison with a second source
design      the size with its alternatives, the way of drawing, the seed
results     what each attribute supports, and the sentences for the report
"""

from __future__ import annotations

from tui.stages.sampling.stage import Sampling

STAGE = Sampling
