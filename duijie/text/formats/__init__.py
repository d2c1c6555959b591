"""One reader a format; :func:`duijie.text.formats.source.open_document` picks it."""
