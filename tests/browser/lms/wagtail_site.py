"""A learning platform of wagtail-lms, whole in one file, run by an environment of its own.

``wagtail_site.py FOLDER prepare`` makes the database with a manager and a learner; ``serve``
answers on a free port; ``lessons`` makes a lesson of each package that was uploaded, and prints
them; ``report`` prints what the platform says of the learner.
"""

# ruff: noqa: E402
from __future__ import annotations

import json
import sys
from pathlib import Path

import django
from django.conf import settings

FOLDER = Path(sys.argv[1])

settings.configure(
    DEBUG=True,
    SECRET_KEY="tests",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    BASE_DIR=FOLDER,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLDER / "db.sqlite3",
            "OPTIONS": {"timeout": 20},
        }
    },
    MEDIA_ROOT=FOLDER / "media",
    MEDIA_URL="/media/",
    STATIC_URL="/static/",
    LOGIN_URL="/django-admin/login/",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
    WAGTAIL_SITE_NAME="tests",
    WAGTAILADMIN_BASE_URL="http://localhost",
    WAGTAIL_LMS_AUTO_ENROLL=True,
    INSTALLED_APPS=[
        "wagtail_lms",
        "wagtail.contrib.forms",
        "wagtail.users",
        "wagtail.snippets",
        "wagtail.documents",
        "wagtail.images",
        "wagtail.search",
        "wagtail.admin",
        "wagtail",
        "modelcluster",
        "taggit",
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {"base.html": "<!DOCTYPE html>{% block content %}{% endblock %}"},
                    ),
                    "django.template.loaders.app_directories.Loader",
                ],
            },
        }
    ],
)
django.setup()

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import include, path
from wagtail.models import Page
from wagtail_lms.models import CoursePage, SCORMAttempt, SCORMLessonPage, SCORMPackage

urlpatterns = [
    path("django-admin/", admin.site.urls),
    path("lms/", include("wagtail_lms.urls")),
]


def prepare() -> None:
    call_command("migrate", verbosity=0)
    User.objects.create_superuser("manager", "manager@example.org", "manager")
    User.objects.create_user("learner", "learner@example.org", "learner", is_staff=True)
    Page.objects.get(depth=2).add_child(instance=CoursePage(title="Course", slug="course"))


def lessons() -> None:
    course = CoursePage.objects.get()
    made = {}
    for package in SCORMPackage.objects.all():
        # Its reader of manifests finds the page of SCORM 1.2 only: a manager types the other.
        found = package.launch_url
        package.launch_url = found or "en/every-kind.html"
        package.save()
        lesson = SCORMLessonPage(title=package.title, scorm_package=package)
        course.add_child(instance=lesson)
        made[package.title] = {"id": lesson.id, "launch_url": found}
    print(json.dumps(made))


def report() -> None:
    said = [
        {
            "package": attempt.scorm_package.title,
            "values": {each.key: each.value for each in attempt.scorm_data.all()},
        }
        for attempt in SCORMAttempt.objects.all()
    ]
    print(json.dumps(said))


def serve() -> None:
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_: object) -> None:
            return

    class Threaded(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    server = make_server(
        "127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), Threaded, Quiet
    )
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    {"prepare": prepare, "lessons": lessons, "report": report, "serve": serve}[sys.argv[2]]()
