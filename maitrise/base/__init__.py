"""The foundation of all rooms: texts in two languages, errors, authors' files, folders."""
