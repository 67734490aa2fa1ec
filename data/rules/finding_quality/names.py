"""Names of people in a text: those of the registers, and what looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_NAMES = """
aaron adam adrian agnes agnieszka ahmed aisha alan alejandro aleksander alessandro alex alexander alexandra alfred
alice alicia alison amanda amelia amy ana andrea andreas andrew andrzej angela anika anja anke anna anne annette
annika antje anton antonio ariane arne arthur astrid axel barbara bartosz beate beatrice ben benjamin bernd bernhard
bettina birgit bjorn björn bob boris brigitte bruno carl carla carlos carmen carol caroline catherine cecilia
charles chloe christian christina christine christoph christopher claire clara claudia colin connor cornelia craig
cristina cynthia dagmar daniel daniela david deborah denis dennis diana diego dieter dirk dmitri dominik donald
doris dorota edward elena eleonora elisabeth elizabeth ella ellen emily emma eric erik erika ernst esther eva ewa
fabian fatima felix fiona florian francesca francesco francis françois frederik friedrich gabriel gabriele gary
georg george gerald gerhard giovanni gisela giulia gordon grzegorz guillaume gustav hanna hannah hans harald harry
heidi heiko heinz helen helena helga helmut hendrik henrik henry herbert holger horst hugo ian igor ines ingo ingrid
irene irina iris isabel isabella ivan jacek jacob jakob jakub james jan jana jane janet janine jaroslaw jasmin jason
javier jean jeff jeffrey jennifer jens jeremy jessica jessie jill joachim joan joanna jochen johan johanna johannes
john jonas jonathan jose josef joseph joshua juan judith julia julian julie justin jutta jörg jürgen kai karen karin
karl karolina katarzyna katharina katherine kathrin katja kenneth kerstin kevin kim klaus konrad kristin krzysztof
kurt lars laura lauren lea lena leo leon leonard liam lina linda lisa louis louise luca lucas lucia lucy luis luisa
lukas luke lydia maciej magdalena manfred manuel manuela marc marcel marcin marco marcus margaret maria marie marina
mario marion marius markus marlene marta martha martin martina mary mateusz mathias matthew matthias maximilian
megan melanie mia michael michaela michal michelle miguel mikael mohamed mohammed monica monika moritz nadia nadine
natalia natalie natasha nathan nicholas nick nicola nicole niklas nils nina noah nora norbert olaf ole oleg olga
oliver olivia oscar otto pablo pamela patricia patrick paul paula paulina pavel pawel pedro peter petra philip
philipp pia pierre piotr rachel rafael rainer ralf ralph ralph raphael rebecca regina reinhard renate richard rita
robert roberta robin roger roland rolf ronald rosa ruth ryan sabine sabrina samantha samuel sandra sara sarah
sebastian sergej sergio silke silvia simon simone sofia sonja sophia sophie stefan stefanie steffen stephan stephen
steven susan susanne sven svenja sylvia tanja tatjana teresa theo theodor theresa thomas thorsten tim timo tina
tobias tom tomas tomasz torsten tristan ulf ulrich ulrike ursula ute uwe valentin vera veronica viktor vincent
vladimir volker walter waltraud wendy werner wilhelm william wojciech wolfgang xavier yvonne zoe zofia
"""
"""Given names that are no common word, month, town or product in English; a house's own come from its registers."""
_GIVEN = frozenset(_NAMES.split())

_NAME_WORD = r"[^\W\d_a-z][^\W\d_]*[a-zà-ÿ][^\W\d_]*"
_ADDRESSED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Herrn?|Frau|Pan|Pani|Monsieur|Madame|Mme|Mevrouw|Meneer|Signora?|Señora?)\.?\s+"
    rf"(?:Dr\.?\s+)?{_NAME_WORD}"
)
_PARTICLE = r"(?:(?:van|von|de|der|den|di|da|la|le|ten|ter) ){0,2}"
_PAIR = re.compile(rf"\b({_NAME_WORD})[ \u00a0]({_PARTICLE}{_NAME_WORD}(?:-{_NAME_WORD})?|[A-Z]\.)")
_INITIAL = re.compile(rf"(?<!\w )(?<![\w.])[A-Z]\. ?({_NAME_WORD})\b|(?<=[a-z,] )[A-Z]\. ({_NAME_WORD})\b")
_BLAMED = re.compile(
    r"\b(?:he|she)\b[^.;]{0,40}?\b(?:forgot(?:ten)?|forgets?|fail(?:s|ed)?|neglect\w*|ignor\w*|did not|didn't"
    r"|has not|had not|never|refus\w*|careless\w*|overlook\w*)\b"
    r"|\b(?:his|her) (?:fault|mistake|carelessness|negligence|error)\b",
    re.IGNORECASE,
)
_SENTENCE_BEGINS = (
    "the this that these those in on at for from by with and or no not all each one it if we a an he she they there as"
    " so but see when where while after before since until otherwise however therefore thus its their both most only"
)
_NOT_A_NAME = frozenset(_SENTENCE_BEGINS.split())
_LETTERED = re.compile(
    r"(?:annex|appendix|part|class|plan|building|site|team|hall|room|section|type|category)\s+$", re.I
)


@lru_cache(maxsize=8)
def _register(names: frozenset[str], roles: frozenset[str]) -> re.Pattern[str] | None:
    """What finds the people of the registers: by full name, and by a family name that is no word of a role."""
    words_of_roles = {word.casefold() for role in roles for word in role.split()}
    known: set[str] = set()
    for name in names:
        words = re.sub(r"\(.*?\)", "", name).split()
        is_name = 2 <= len(words) <= 4 and all(word[0].isupper() and word.isalpha() for word in words if len(word) > 3)
        if is_name and not {word.casefold() for word in words} & (
            words_of_roles | {"all", "new", "employees", "staff"}
        ):
            known.add(" ".join(words))
            if len(words[-1]) > 3:
                known.add(words[-1])
    if not known:
        return None
    return re.compile(rf"\b(?:{'|'.join(re.escape(one) for one in sorted(known, key=len, reverse=True))})\b")


def people(text: str, names: frozenset[str], roles: frozenset[str]) -> Iterator[str]:
    """The names of individuals in a text, the surest first."""
    register = _register(names, roles)
    if register:
        yield from (match[0] for match in register.finditer(text))
    yield from (match[0] for match in _ADDRESSED.finditer(text))
    for match in _PAIR.finditer(text):
        if match[1].casefold() in _GIVEN and match[2].casefold() not in _NOT_A_NAME:
            yield match[0]
    for match in _INITIAL.finditer(text):
        word = match[1] or match[2]
        if word.casefold() not in _NOT_A_NAME and not _LETTERED.search(text[: match.start()]):
            yield match[0]


def blame(text: str) -> str:
    """The words that blame a single person ("she forgot"), empty where there are none."""
    match = _BLAMED.search(text)
    return match[0] if match else ""
