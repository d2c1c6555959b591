"""From clean text to statements: words are data (``lexicon``), rules are one file a kind. Pure."""
