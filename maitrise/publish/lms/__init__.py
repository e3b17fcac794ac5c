"""The course for a learning platform (LMS): packages to upload, questions to import."""
