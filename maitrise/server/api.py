"""What a page asks of the course's server: a learner's documents, their record, erasing.

A page that a server shows has three attributes on its ``<html>``; a published file has none:

``data-api``
    The address of all that follows, from the page ("../../api/"). A page that has it keeps its
    answers here, and nowhere in the browser; it installs no service worker.
``data-lab``
    The address that opens this page's notebook in JupyterLab; not there where there is none.
``data-learner``
    What the trainer's list calls the learner, where a hub or a room has said so.

Every answer is JSON. ``VERSION`` is a short text that changes with the content; "" where nothing
is kept. ``MARK`` is changed by erasing: a page shows the one that it was opened with, and once all
was erased it can write nothing any more.

=========================  ======================================================================
``GET session``            ``{"mark": MARK, "token": …}``; the token is for ``X-XSRFToken``
``GET documents``          ``{"mark": MARK, "versions": {NAME: VERSION}}``: what changed elsewhere
``GET documents/NAME``     ``{"version": VERSION, "content": … | null, "notices": [sentence]}``
``PUT documents/NAME``     ``{"version": the one it was made from, "content": …}`` gives
                           ``{"version": VERSION}``
``POST record``            ``{"statements": […]}`` gives ``{"added": number}``; a statement whose id
                           is in the record already is not added again, so a page may ask twice
``GET record``             ``{"statements": […], "damaged": number of lines passed over}``
``GET kept``               ``{"documents": {NAME: content}, "record": […], "folder": path}``
``POST erase``             ``{}`` gives ``{"mark": the new MARK}``
=========================  ======================================================================

A name is ``answers/LESSON``, ``cases/CASE-LANGUAGE``, ``learner``, ``cards``, ``scenarios/NAME`` or
``settings``. ``PUT`` and ``POST`` carry ``X-XSRFToken``, and all but ``erase`` the page's mark in
``X-Maitrise-Mark``. ``Accept-Language: fr`` decides in which language a sentence is said.

What cannot be done is said so: ``{"kind": …, "message": sentence}``, and

======  ===============  ========================================================================
status  ``kind``         when
======  ===============  ========================================================================
400     ``damaged``      what was sent is no document of this name
403     ``refused``      the browser was not let in, or the token is missing
404     ``unknown``      there is no such document or address
409     ``changed``      another page was faster; ``version`` and ``content`` say what is kept now
410     ``gone``         everything was erased since the page was opened
413     ``full``         larger than 1 MiB
500     ``off``          the file could not be read or written
507     ``full``         the disk is full
======  ===============  ========================================================================

An answer is acknowledged (200) only once it is on the disk.
"""
