"""The headings of a roster, whatever program exported it."""

from __future__ import annotations

from collections.abc import Sequence

from maitrise.cohort.spelling import plain_words
from maitrise.cohort.table_file import Line
from maitrise.cohort.workbook_rows import LAST_HEADER

# Headers as rosters, learning platforms and HR systems write them (Moodle, Workday, Cornerstone,
# SuccessFactors, French exports), without accents, capitals or punctuation.
_HEADERS = {
    "id": ("id", "identifiant", "id number", "numero d identification", "username", "user name",
           "nom d utilisateur", "login", "matricule", "n matricule", "numero matricule",
           "employee id", "employee number", "person number", "personnel number", "user id",
           "userid", "student id", "worker id", "learner id", "id utilisateur",
           "identifiant utilisateur", "identifiant salarie", "code salarie"),
    "name": ("name", "full name", "fullname", "nom complet", "nom et prenom", "prenom et nom",
             "nom prenom", "prenom nom", "nom et prenom s", "nom et prenoms", "participant",
             "learner", "apprenant", "stagiaire", "salarie", "collaborateur", "worker",
             "worker name", "employee", "employee name", "display name", "user full name",
             "student name", "legal name"),
    "first": ("first name", "firstname", "given name", "forename", "prenom", "prenoms",
              "prenom usuel", "prenom s", "legal name first name", "preferred name first name",
              "user first name"),
    "last": ("last name", "lastname", "surname", "family name", "nom", "nom de famille",
             "nom usuel", "nom d usage", "legal name last name", "preferred name last name",
             "user last name"),
    "email": ("email", "e mail", "mail", "email address", "e mail address", "courriel",
              "adresse de courriel", "adresse e mail", "adresse email", "adresse mail",
              "adresse electronique", "work email", "business email", "primary email",
              "email primary work", "email work", "user email", "e mail professionnel",
              "email professionnel", "mail professionnel", "courriel professionnel",
              "adresse e mail professionnelle", "adresse mail professionnelle",
              "e mail pro", "email pro", "mail pro", "adresse e mail pro", "adresse email pro",
              "adresse email professionnelle", "courriel pro"),
    "language": ("language", "langue", "lang", "preferred language", "user language",
                 "langue preferee", "langue du cours", "locale", "default locale",
                 "langue par defaut"),
    "profile": ("profile", "profil", "path", "onboarding path", "parcours",
                "parcours d integration"),
}  # fmt: skip
# Names of a column of ids that give way to any other.
SECOND_TO_OTHERS = frozenset(("username", "user name", "nom d utilisateur", "login"))


def header_at(lines: Sequence[Line]) -> int:
    """The position of the header: the first line that names two columns; a title may precede it."""
    for position, (_, cells) in enumerate(lines[:LAST_HEADER]):
        if is_header(cells):
            return position
    return 0


def is_header(cells: list[str]) -> bool:
    """Whether a line names two columns."""
    return len({column for cell in cells if (column := column_of(cell))}) > 1


def column_of(cell: str) -> str | None:
    """The column that a heading names; None for a heading that is not read."""
    name = plain_words(cell)
    return next((column for column, names in _HEADERS.items() if name in names), None)
