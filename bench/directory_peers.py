"""What others find: PostgreSQL's trigrams, plain tantivy bigrams, and rapidfuzz over everything.

Each peer is a function from a query to up to ten names, best first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import tantivy
from rapidfuzz import fuzz, process

from duijie.naming.plain import plain
from tools.with_postgres import server

Find = Callable[[str], list[str]]


@contextmanager
def trigrams(names: Sequence[str]) -> Iterator[Find]:
    """pg_trgm with a GIN index, ordered by similarity; the database speaks UTF-8 so that Chinese has trigrams."""
    with server() as address:
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute(
                "create database names template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'"
            )
        with psycopg.connect(address.rsplit("/", 1)[0] + "/names", autocommit=True) as database:
            database.execute("create extension pg_trgm")
            database.execute("create table names (name text)")
            with database.cursor().copy("copy names from stdin") as copy:
                for name in names:
                    copy.write_row((name,))
            database.execute("create index on names using gin (name gin_trgm_ops)")
            database.execute("analyze names")
            database.execute("set pg_trgm.similarity_threshold = 0.1")

            def find(query: str) -> list[str]:
                rows = database.execute(
                    "select name from names where name %% %s order by similarity(name, %s) desc limit 10",
                    (query, query),
                )
                return [row[0] for row in rows]

            yield find


@contextmanager
def bigrams(names: Sequence[str]) -> Iterator[Find]:
    """tantivy with a tokenizer of characters and pairs, ranked by BM25."""
    with TemporaryDirectory() as folder:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("name", stored=True, tokenizer_name="pairs")
        index = tantivy.Index(builder.build(), path=str(Path(folder)))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 2, False)).build()
        index.register_tokenizer("pairs", analyzer)
        writer = index.writer(256_000_000, 2)
        for name in names:
            writer.add_document(tantivy.Document(name=plain(name)))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()

        def find(query: str) -> list[str]:
            words = plain(query)
            tokens = {*words, *(words[at : at + 2] for at in range(len(words) - 1))}
            terms = [
                (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "name", token))
                for token in tokens
            ]
            hits = searcher.search(tantivy.Query.boolean_query(terms), 10).hits
            return [searcher.doc(address)["name"][0] for _, address in hits]

        yield find


@contextmanager
def everything(names: Sequence[str]) -> Iterator[Find]:
    """rapidfuzz, every name compared."""
    spelled = [plain(name) for name in names]

    def find(query: str) -> list[str]:
        best = process.extract(plain(query), spelled, scorer=fuzz.partial_ratio, limit=10)
        return [names[place] for _, _, place in best]

    yield find


PEERS = {
    "PostgreSQL pg_trgm": (trigrams, 200),
    "tantivy bigrams": (bigrams, 1200),
    "rapidfuzz partial": (everything, 20),
}
"""How to open a peer, and how many queries it is asked."""
