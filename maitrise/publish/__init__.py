"""Publish the course: as a site, a kit, slides, handouts and packages."""
