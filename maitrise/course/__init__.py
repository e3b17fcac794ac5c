"""What the authors of the course wrote, as values: one module a file of ``course/``."""

from maitrise.course.competencies import (
    Competency,
    Misconception,
    competencies,
    misconceptions,
)
from maitrise.course.lessons import (
    GainTests,
    Lesson,
    LessonPart,
    Page,
    QuizName,
    bank,
    case_page,
    gain_tests,
    has_case,
    languages_present,
    lesson_number,
    lessons,
    places,
    reference_pages,
    start_page,
)
from maitrise.course.paths import OnboardingPath, onboarding_paths, paths_with
from maitrise.course.people import people
from maitrise.course.reading import forget_course
from maitrise.course.sources import Source, sources

__all__ = [
    "Competency",
    "GainTests",
    "Lesson",
    "LessonPart",
    "Misconception",
    "OnboardingPath",
    "Page",
    "QuizName",
    "Source",
    "bank",
    "case_page",
    "competencies",
    "forget_course",
    "gain_tests",
    "has_case",
    "languages_present",
    "lesson_number",
    "lessons",
    "misconceptions",
    "onboarding_paths",
    "paths_with",
    "people",
    "places",
    "reference_pages",
    "sources",
    "start_page",
]
