-- The archive as it stood at :then (seconds), by time of capture: views of a connection's own that stand
-- before the tables of the same names. The stable views made over them, and every other query that
-- names the tables plainly, then see nothing that came later.
-- Sites, addresses, texts, readings, bytes and tombstones have no date of their own and stay as they are.

-- A reading of bytes that came later is not shown: then today's reading of the bytes it began with.
CREATE TEMP VIEW version AS
SELECT
  id,
  article_id,
  valid_from,
  CASE WHEN valid_to <= :then THEN valid_to END AS valid_to,
  first_reading_id,
  CASE
    WHEN current_reading_id = first_reading_id THEN first_reading_id
    WHEN (SELECT f.at FROM main.reading r JOIN main.fetch f ON f.id = r.fetch_id
          WHERE r.id = current_reading_id) <= :then THEN current_reading_id
    ELSE (SELECT max(again.id) FROM main.reading r JOIN main.reading again ON again.fetch_id = r.fetch_id
          WHERE r.id = first_reading_id)
  END AS current_reading_id,
  change,
  chars_added,
  chars_removed
FROM main.version
WHERE valid_from <= :then;

-- The pages of that reading; of bytes it began with, the first.
CREATE TEMP VIEW version_page AS
SELECT version_id, position, fetch_id
FROM main.version_page
WHERE (SELECT at FROM main.fetch WHERE id = fetch_id) <= :then
UNION ALL
SELECT v.id, 1, r.fetch_id
FROM main.version v JOIN main.reading r ON r.id = v.first_reading_id
WHERE v.valid_from <= :then
  AND NOT EXISTS (SELECT 1 FROM main.version_page p JOIN main.fetch f ON f.id = p.fetch_id
                  WHERE p.version_id = v.id AND f.at <= :then);

-- An event of later is one that had not happened. What the crawl alone remembers is not known of then.
CREATE TEMP VIEW article AS
SELECT
  a.id,
  a.site_id,
  a.canonical_url_id,
  CASE WHEN a.state_since <= :then THEN a.state
    ELSE coalesce((SELECT e.to_state FROM main.state_event e WHERE e.article_id = a.id AND e.at <= :then
                   ORDER BY e.at DESC, e.id DESC LIMIT 1), 'live') END AS state,
  CASE WHEN a.state_since <= :then THEN a.state_since
    ELSE coalesce((SELECT max(e.at) FROM main.state_event e WHERE e.article_id = a.id AND e.at <= :then),
                  a.first_seen) END AS state_since,
  a.first_seen,
  CASE WHEN a.last_seen <= :then THEN a.last_seen
    ELSE max(a.first_seen,
             coalesce((SELECT max(f.at) FROM main.url u JOIN main.fetch f ON f.url_id = u.id
                       WHERE u.article_id = a.id AND f.final_url_id IS NULL
                         AND f.at <= :then AND f.kind = 'article' AND f.error IS NULL
                         AND f.redirect_of IS NULL
                         AND NOT EXISTS (SELECT 1 FROM main.parting p
                                         WHERE p.url_id = u.id AND p.fetch_id > f.id)), 0),
             coalesce((SELECT max(f.at) FROM main.url u JOIN main.fetch f ON f.final_url_id = u.id
                       WHERE u.article_id = a.id AND f.at <= :then AND f.kind = 'article'
                         AND f.error IS NULL
                         AND NOT EXISTS (SELECT 1 FROM main.parting p
                                         WHERE p.url_id = u.id AND p.fetch_id > f.id)), 0),
             coalesce((SELECT max(f.at) FROM main.parting p JOIN main.fetch f
                         ON f.url_id = p.url_id OR f.final_url_id = p.url_id
                       WHERE p.article_id = a.id AND coalesce(f.final_url_id, f.url_id) = p.url_id
                         AND p.fetch_id = (SELECT min(q.fetch_id) FROM main.parting q
                                           WHERE q.url_id = p.url_id AND q.fetch_id > f.id)
                         AND f.at <= :then AND f.kind = 'article' AND f.error IS NULL
                         AND f.redirect_of IS NULL), 0)) END AS last_seen,
  CASE WHEN a.last_ok <= :then THEN a.last_ok
    ELSE max(a.first_seen,
             coalesce((SELECT max(f.at) FROM main.url u JOIN main.fetch f ON f.url_id = u.id
                       WHERE u.article_id = a.id AND f.final_url_id IS NULL
                         AND f.at <= :then AND f.kind = 'article' AND f.error IS NULL
                         AND f.redirect_of IS NULL AND f.status <> 304
                         AND NOT EXISTS (SELECT 1 FROM main.parting p
                                         WHERE p.url_id = u.id AND p.fetch_id > f.id)), 0),
             coalesce((SELECT max(f.at) FROM main.url u JOIN main.fetch f ON f.final_url_id = u.id
                       WHERE u.article_id = a.id AND f.at <= :then AND f.kind = 'article'
                         AND f.error IS NULL AND f.status <> 304
                         AND NOT EXISTS (SELECT 1 FROM main.parting p
                                         WHERE p.url_id = u.id AND p.fetch_id > f.id)), 0),
             coalesce((SELECT max(f.at) FROM main.parting p JOIN main.fetch f
                         ON f.url_id = p.url_id OR f.final_url_id = p.url_id
                       WHERE p.article_id = a.id AND coalesce(f.final_url_id, f.url_id) = p.url_id
                         AND p.fetch_id = (SELECT min(q.fetch_id) FROM main.parting q
                                           WHERE q.url_id = p.url_id AND q.fetch_id > f.id)
                         AND f.at <= :then AND f.kind = 'article' AND f.error IS NULL
                         AND f.redirect_of IS NULL AND f.status <> 304), 0)) END AS last_ok,
  NULL AS missing_since,
  NULL AS next_check,
  NULL AS checked_crawl_id,
  (SELECT v.id FROM main.version v WHERE v.article_id = a.id AND v.valid_from <= :then
   ORDER BY v.valid_from DESC, v.id DESC LIMIT 1) AS current_version_id,
  NULL AS withheld_reading_id,
  NULL AS withheld_count
FROM main.article a
WHERE a.first_seen <= :then;

CREATE TEMP VIEW state_event AS SELECT * FROM main.state_event WHERE at <= :then;
CREATE TEMP VIEW fetch AS SELECT * FROM main.fetch WHERE at <= :then;
CREATE TEMP VIEW link AS
SELECT * FROM main.link WHERE (SELECT at FROM main.fetch WHERE id = from_fetch_id) <= :then;

-- A run that never finished stands as it is, unless it went on after that.
CREATE TEMP VIEW crawl AS
SELECT
  c.id,
  c.started,
  CASE WHEN c.finished <= :then THEN c.finished END AS finished,
  CASE
    WHEN c.finished <= :then THEN c.state
    WHEN c.finished IS NULL
      AND NOT EXISTS (SELECT 1 FROM main.fetch f WHERE f.crawl_id = c.id AND f.at > :then) THEN c.state
    ELSE 'running'
  END AS state,
  c.tool_version,
  c.command
FROM main.crawl c
WHERE c.started <= :then;

-- Figures are written as a run goes on: those of one that had not finished are not known of then.
CREATE TEMP VIEW crawl_site AS
SELECT p.* FROM main.crawl_site p
WHERE EXISTS (
  SELECT 1 FROM main.crawl c
  WHERE c.id = p.crawl_id AND c.started <= :then
    AND (c.finished <= :then
      OR (c.finished IS NULL
        AND NOT EXISTS (SELECT 1 FROM main.fetch f WHERE f.crawl_id = c.id AND f.at > :then))));
