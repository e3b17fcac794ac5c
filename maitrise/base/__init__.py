"""What every room stands on: texts in two languages, errors, files of authors, places."""
