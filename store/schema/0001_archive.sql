-- newsarc archive, schema 1. Documented in docs/archive.md. Released: never edited again; what
-- changes goes into a migration with the next number.
-- Instants are whole seconds since 1970 UTC. row_hash: eight bytes of SHA-256 over the row's other
-- columns; always the last column.

CREATE TABLE meta(
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL,
  row_hash BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE site(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  base_url TEXT NOT NULL,
  timezone TEXT NOT NULL,
  lang TEXT,
  row_hash BLOB NOT NULL
);

CREATE TABLE profile(
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL,
  site_id INTEGER NOT NULL REFERENCES site(id),
  text TEXT NOT NULL,
  row_hash BLOB NOT NULL,
  UNIQUE(site_id, sha256)
);

CREATE TABLE crawl(
  id INTEGER PRIMARY KEY,
  started INTEGER NOT NULL,
  finished INTEGER,
  state TEXT NOT NULL CHECK(state IN ('running', 'finished', 'stopped', 'interrupted')),
  tool_version TEXT NOT NULL,
  command TEXT NOT NULL,
  row_hash BLOB NOT NULL
);

CREATE TABLE crawl_site(
  crawl_id INTEGER NOT NULL REFERENCES crawl(id),
  site_id INTEGER NOT NULL REFERENCES site(id),
  profile_id INTEGER REFERENCES profile(id),
  seen INTEGER NOT NULL,
  new INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  same INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  fill_title REAL,
  fill_published REAL,
  fill_body REAL,
  fill_credits REAL,
  median_body INTEGER,
  warnings TEXT NOT NULL,
  summary TEXT,
  row_hash BLOB NOT NULL,
  PRIMARY KEY(crawl_id, site_id)
) WITHOUT ROWID;

CREATE TABLE url(
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  url_key TEXT NOT NULL UNIQUE,
  loose_key TEXT NOT NULL,
  canonical_key TEXT,
  site_id INTEGER NOT NULL REFERENCES site(id),
  article_id INTEGER REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED,
  merged_by TEXT CHECK(merged_by IN ('key', 'redirect', 'canonical', 'loose')),
  etag TEXT,
  last_modified TEXT,
  first_crawl_id INTEGER REFERENCES crawl(id),
  failures INTEGER NOT NULL,
  row_hash BLOB NOT NULL
);
CREATE INDEX url_by_article ON url(article_id) WHERE article_id IS NOT NULL;
CREATE INDEX url_by_loose_key ON url(loose_key);
CREATE INDEX url_by_canonical_key ON url(canonical_key) WHERE canonical_key IS NOT NULL;
CREATE INDEX url_by_failures ON url(site_id, failures) WHERE failures > 0;

CREATE TABLE link(
  id INTEGER PRIMARY KEY,
  url_id INTEGER NOT NULL REFERENCES url(id),
  from_fetch_id INTEGER NOT NULL REFERENCES fetch(id),
  text TEXT NOT NULL,
  stated_date TEXT,
  row_hash BLOB NOT NULL
);
CREATE INDEX link_by_url ON link(url_id);

CREATE TABLE article(
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES site(id),
  canonical_url_id INTEGER NOT NULL REFERENCES url(id),
  state TEXT NOT NULL CHECK(state IN ('live', 'gone', 'redirected', 'blocked')),
  state_since INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  last_ok INTEGER NOT NULL,
  missing_since INTEGER,
  next_check INTEGER NOT NULL,
  checked_crawl_id INTEGER REFERENCES crawl(id),
  current_version_id INTEGER REFERENCES version(id) DEFERRABLE INITIALLY DEFERRED,
  withheld_reading_id INTEGER REFERENCES reading(id),
  withheld_count INTEGER NOT NULL,
  row_hash BLOB NOT NULL
);
CREATE INDEX article_by_next_check ON article(site_id, next_check);
CREATE INDEX article_by_check ON article(checked_crawl_id, site_id);

CREATE TABLE blob(
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK(kind IN ('body', 'header', 'request')),
  codec TEXT NOT NULL CHECK(codec IN ('raw', 'zstd', 'zstd+dict', 'zstd+prefix')),
  dict_id INTEGER REFERENCES dict(id),
  base_id INTEGER REFERENCES blob(id),
  raw_len INTEGER NOT NULL,
  data BLOB NOT NULL,
  row_hash BLOB NOT NULL
);

CREATE INDEX blob_by_base ON blob(base_id) WHERE base_id IS NOT NULL;

CREATE TABLE dict(
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES site(id),
  kind TEXT NOT NULL CHECK(kind IN ('body', 'header', 'request')),
  created INTEGER NOT NULL,
  data BLOB NOT NULL,
  row_hash BLOB NOT NULL
);
CREATE INDEX dict_by_site ON dict(site_id, kind, id);

-- Whose bytes a dictionary holds: when one of these is forgotten, so is the dictionary.
CREATE TABLE dict_source(
  dict_id INTEGER NOT NULL REFERENCES dict(id),
  blob_id INTEGER NOT NULL REFERENCES blob(id),
  row_hash BLOB NOT NULL,
  PRIMARY KEY(dict_id, blob_id)
) WITHOUT ROWID;
CREATE INDEX dict_source_by_blob ON dict_source(blob_id);

CREATE TABLE fetch(
  id INTEGER PRIMARY KEY,
  crawl_id INTEGER REFERENCES crawl(id),
  url_id INTEGER NOT NULL REFERENCES url(id),
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  status INTEGER,
  error TEXT,
  final_url_id INTEGER REFERENCES url(id),
  redirect_of INTEGER REFERENCES fetch(id),
  http_version TEXT,
  ip TEXT,
  request_header_id INTEGER REFERENCES blob(id),
  header_id INTEGER REFERENCES blob(id),
  blob_id INTEGER REFERENCES blob(id),
  ms INTEGER,
  row_hash BLOB NOT NULL
);
CREATE INDEX fetch_by_url ON fetch(url_id, at);
CREATE INDEX fetch_by_crawl ON fetch(crawl_id);
CREATE INDEX fetch_by_final_url ON fetch(final_url_id, at) WHERE final_url_id IS NOT NULL;
CREATE INDEX fetch_by_redirect ON fetch(redirect_of) WHERE redirect_of IS NOT NULL;
CREATE INDEX fetch_by_blob ON fetch(blob_id) WHERE blob_id IS NOT NULL;

CREATE TABLE text(
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  body TEXT NOT NULL,
  row_hash BLOB NOT NULL
);

CREATE TABLE reading(
  id INTEGER PRIMARY KEY,
  fetch_id INTEGER NOT NULL REFERENCES fetch(id),
  extractor TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT,
  published_date TEXT,
  modified TEXT,
  source TEXT,
  section TEXT,
  authors TEXT NOT NULL,
  lang TEXT NOT NULL,
  declared_lang TEXT,
  script TEXT NOT NULL,
  text_id INTEGER NOT NULL REFERENCES text(id),
  content_sha256 BLOB NOT NULL,
  charset TEXT NOT NULL,
  charset_reason TEXT NOT NULL,
  replaced INTEGER NOT NULL,
  torn_glosses INTEGER NOT NULL,
  row_hash BLOB NOT NULL
);
CREATE INDEX reading_by_fetch ON reading(fetch_id);
CREATE INDEX reading_by_published_date ON reading(published_date);

CREATE TABLE credit(
  reading_id INTEGER NOT NULL REFERENCES reading(id),
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  label TEXT NOT NULL,
  name TEXT NOT NULL,
  name_simplified TEXT,
  row_hash BLOB NOT NULL,
  PRIMARY KEY(reading_id, position)
) WITHOUT ROWID;
CREATE INDEX credit_by_name ON credit(name);

CREATE TABLE image(
  reading_id INTEGER NOT NULL REFERENCES reading(id),
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  alt TEXT NOT NULL,
  row_hash BLOB NOT NULL,
  PRIMARY KEY(reading_id, position)
) WITHOUT ROWID;

CREATE TABLE evidence(
  reading_id INTEGER NOT NULL REFERENCES reading(id),
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  rule TEXT NOT NULL,
  row_hash BLOB NOT NULL,
  PRIMARY KEY(reading_id, position)
) WITHOUT ROWID;

CREATE TABLE forms(
  reading_id INTEGER PRIMARY KEY REFERENCES reading(id),
  forms_version TEXT NOT NULL,
  title_simplified TEXT,
  simplified_text_id INTEGER REFERENCES text(id),
  simhash INTEGER NOT NULL,
  glosses INTEGER NOT NULL,
  row_hash BLOB NOT NULL
);

CREATE TABLE version(
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  first_reading_id INTEGER NOT NULL REFERENCES reading(id),
  current_reading_id INTEGER NOT NULL REFERENCES reading(id),
  change TEXT NOT NULL CHECK(change IN ('new', 'edit', 'title', 'cosmetic')),
  chars_added INTEGER NOT NULL,
  chars_removed INTEGER NOT NULL,
  row_hash BLOB NOT NULL
);
CREATE INDEX version_by_article ON version(article_id, valid_from);
CREATE INDEX version_by_time ON version(valid_from);
CREATE INDEX version_by_reading ON version(current_reading_id);

CREATE TABLE version_page(
  version_id INTEGER NOT NULL REFERENCES version(id),
  position INTEGER NOT NULL,
  fetch_id INTEGER NOT NULL REFERENCES fetch(id),
  row_hash BLOB NOT NULL,
  PRIMARY KEY(version_id, position)
) WITHOUT ROWID;

CREATE TABLE state_event(
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article(id),
  at INTEGER NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  fetch_id INTEGER REFERENCES fetch(id),
  row_hash BLOB NOT NULL
);
CREATE INDEX state_event_by_article ON state_event(article_id, at);
CREATE INDEX state_event_by_time ON state_event(at);

-- What was taken down: the address, and when and why; nothing of what stood there.
CREATE TABLE tombstone(
  id INTEGER PRIMARY KEY,
  url_id INTEGER NOT NULL UNIQUE REFERENCES url(id),
  at INTEGER NOT NULL,
  why TEXT NOT NULL,
  versions INTEGER NOT NULL,
  row_hash BLOB NOT NULL
);

-- A URL that was one of an article's and is another's now: what came from it before that fetch was
-- of this article.
CREATE TABLE parting(
  url_id INTEGER NOT NULL REFERENCES url(id),
  fetch_id INTEGER NOT NULL REFERENCES fetch(id),
  article_id INTEGER NOT NULL REFERENCES article(id),
  row_hash BLOB NOT NULL,
  PRIMARY KEY(url_id, fetch_id)
) WITHOUT ROWID;
CREATE INDEX parting_by_article ON parting(article_id);

-- The crawl's memory, not content: rows go when their run is finished. not_before is in
-- milliseconds, as retries wait for less than a minute.
CREATE TABLE frontier(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  crawl_id INTEGER NOT NULL REFERENCES crawl(id),
  site_id INTEGER NOT NULL REFERENCES site(id),
  url_id INTEGER NOT NULL REFERENCES url(id),
  purpose TEXT NOT NULL,
  depth INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  if_new INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('waiting', 'done')),
  UNIQUE(crawl_id, url_id)
);
CREATE INDEX frontier_waiting ON frontier(crawl_id, id) WHERE state = 'waiting';

CREATE VIRTUAL TABLE search USING fts5(
  title, body, author, content = '', tokenize = "unicode61 remove_diacritics 0"
);
