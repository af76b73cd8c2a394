-- The stable names. A writer that finds other views of these names in an archive makes them anew;
-- columns are only ever added, at the end. Views stand on base tables only, so that they work with trusted_schema off.
-- Articles and versions take each column by itself: SQLite leaves out the columns that are not asked
-- for, so that counting a million articles touches one table. It would not leave out joins.

CREATE VIEW articles AS
SELECT
  a.id AS article_id,
  (SELECT key FROM site WHERE id = a.site_id) AS site,
  (SELECT url FROM url WHERE id = a.canonical_url_id) AS url,
  (SELECT r.title FROM version v JOIN reading r ON r.id = v.current_reading_id
    WHERE v.id = a.current_version_id) AS title,
  (SELECT coalesce(f.title_simplified, r.title) FROM version v JOIN reading r ON r.id = v.current_reading_id
    LEFT JOIN forms f ON f.reading_id = r.id
    WHERE v.id = a.current_version_id) AS title_simplified,
  (SELECT r.published FROM version v JOIN reading r ON r.id = v.current_reading_id
    WHERE v.id = a.current_version_id) AS published,
  (SELECT r.published_date FROM version v JOIN reading r ON r.id = v.current_reading_id
    WHERE v.id = a.current_version_id) AS published_date,
  (SELECT r.section FROM version v JOIN reading r ON r.id = v.current_reading_id
    WHERE v.id = a.current_version_id) AS section,
  (SELECT r.source FROM version v JOIN reading r ON r.id = v.current_reading_id
    WHERE v.id = a.current_version_id) AS source,
  (SELECT r.authors FROM version v JOIN reading r ON r.id = v.current_reading_id
    WHERE v.id = a.current_version_id) AS authors,
  (SELECT r.lang FROM version v JOIN reading r ON r.id = v.current_reading_id
    WHERE v.id = a.current_version_id) AS language,
  (SELECT r.script FROM version v JOIN reading r ON r.id = v.current_reading_id
    WHERE v.id = a.current_version_id) AS script,
  (SELECT t.body FROM version v JOIN reading r ON r.id = v.current_reading_id
    JOIN text t ON t.id = r.text_id
    WHERE v.id = a.current_version_id) AS body,
  (SELECT t.body FROM version v JOIN reading r ON r.id = v.current_reading_id
    LEFT JOIN forms f ON f.reading_id = r.id
    JOIN text t ON t.id = coalesce(f.simplified_text_id, r.text_id)
    WHERE v.id = a.current_version_id) AS body_simplified,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.first_seen, 'unixepoch') AS first_seen,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.last_seen, 'unixepoch') AS last_seen,
  a.state AS state,
  (SELECT count(*) FROM version w WHERE w.article_id = a.id) AS versions
FROM article a;

CREATE VIEW versions AS
SELECT
  v.id AS version_id,
  v.article_id AS article_id,
  (SELECT s.key FROM article a JOIN site s ON s.id = a.site_id WHERE a.id = v.article_id) AS site,
  (SELECT u.url FROM article a JOIN url u ON u.id = a.canonical_url_id
    WHERE a.id = v.article_id) AS url,
  (SELECT count(*) FROM version w WHERE w.article_id = v.article_id
     AND (w.valid_from, w.id) <= (v.valid_from, v.id)) AS version,
  strftime('%Y-%m-%dT%H:%M:%SZ', v.valid_from, 'unixepoch') AS valid_from,
  strftime('%Y-%m-%dT%H:%M:%SZ', v.valid_to, 'unixepoch') AS valid_to,
  v.change AS change,
  (SELECT r.title FROM reading r WHERE r.id = v.current_reading_id) AS title,
  (SELECT r.published FROM reading r WHERE r.id = v.current_reading_id) AS published,
  (SELECT t.body FROM reading r JOIN text t ON t.id = r.text_id
    WHERE r.id = v.current_reading_id) AS body,
  (SELECT t.body FROM reading r LEFT JOIN forms f ON f.reading_id = r.id
    JOIN text t ON t.id = coalesce(f.simplified_text_id, r.text_id)
    WHERE r.id = v.current_reading_id) AS body_simplified,
  v.chars_added AS chars_added,
  v.chars_removed AS chars_removed,
  (SELECT r.extractor FROM reading r WHERE r.id = v.current_reading_id) AS extractor
FROM version v;

-- A version beside the one before it; a change of the stated time or the credits alone is no edit.
CREATE VIEW edits AS
SELECT
  v.article_id AS article_id,
  s.key AS site,
  u.url AS url,
  (SELECT count(*) FROM version w WHERE w.article_id = v.article_id
     AND (w.valid_from, w.id) <= (v.valid_from, v.id)) AS version,
  strftime('%Y-%m-%dT%H:%M:%SZ', v.valid_from, 'unixepoch') AS at,
  v.change AS change,
  old_reading.title AS old_title,
  new_reading.title AS new_title,
  old_text.body AS old_body,
  new_text.body AS new_body,
  v.chars_added AS chars_added,
  v.chars_removed AS chars_removed
FROM version v
JOIN version old ON old.id = (SELECT w.id FROM version w WHERE w.article_id = v.article_id
     AND (w.valid_from, w.id) < (v.valid_from, v.id) ORDER BY w.valid_from DESC, w.id DESC LIMIT 1)
LEFT JOIN article a ON a.id = v.article_id
LEFT JOIN site s ON s.id = a.site_id
LEFT JOIN url u ON u.id = a.canonical_url_id
LEFT JOIN reading new_reading ON new_reading.id = v.current_reading_id
LEFT JOIN text new_text ON new_text.id = new_reading.text_id
LEFT JOIN reading old_reading ON old_reading.id = old.current_reading_id
LEFT JOIN text old_text ON old_text.id = old_reading.text_id
WHERE v.change IN ('edit', 'title');

CREATE VIEW deletions AS
SELECT
  a.id AS article_id,
  s.key AS site,
  u.url AS url,
  r.title AS title,
  strftime('%Y-%m-%dT%H:%M:%SZ', e.at, 'unixepoch') AS gone_at,
  (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', b.at, 'unixepoch') FROM state_event b
    WHERE b.article_id = a.id AND b.id > e.id AND b.from_state = 'gone' AND b.to_state = 'live'
    ORDER BY b.id LIMIT 1) AS restored_at
FROM state_event e
LEFT JOIN article a ON a.id = e.article_id
LEFT JOIN site s ON s.id = a.site_id
LEFT JOIN url u ON u.id = a.canonical_url_id
LEFT JOIN version v ON v.id = a.current_version_id
LEFT JOIN reading r ON r.id = v.current_reading_id
WHERE e.to_state = 'gone';

CREATE VIEW credits AS
SELECT
  v.article_id AS article_id,
  (SELECT count(*) FROM version w WHERE w.article_id = v.article_id
     AND (w.valid_from, w.id) <= (v.valid_from, v.id)) AS version,
  c.position AS position,
  c.role AS role,
  c.label AS label,
  c.name AS name,
  coalesce(c.name_simplified, c.name) AS name_simplified
FROM version v
JOIN credit c ON c.reading_id = v.current_reading_id;

CREATE VIEW fetches AS
SELECT
  f.id AS fetch_id,
  f.crawl_id AS crawl_id,
  coalesce(landed.article_id, u.article_id) AS article_id,
  coalesce(landed.url, u.url) AS url,
  strftime('%Y-%m-%dT%H:%M:%SZ', f.at, 'unixepoch') AS at,
  f.status AS status,
  f.error AS error,
  coalesce(b.raw_len, 0) AS bytes,
  f.ms AS ms,
  nullif(lower(hex(b.sha256)), '') AS sha256,
  f.kind AS kind,
  u.url AS asked_url,
  f.redirect_of AS redirect_of
FROM fetch f
LEFT JOIN url u ON u.id = f.url_id
LEFT JOIN url landed ON landed.id = f.final_url_id
LEFT JOIN blob b ON b.id = f.blob_id;

CREATE VIEW sites AS
SELECT key, name, base_url, timezone, lang AS language FROM site;

CREATE VIEW crawls AS
SELECT
  c.id AS crawl_id,
  strftime('%Y-%m-%dT%H:%M:%SZ', c.started, 'unixepoch') AS started,
  strftime('%Y-%m-%dT%H:%M:%SZ', c.finished, 'unixepoch') AS finished,
  coalesce(sum(p.seen), 0) AS seen,
  coalesce(sum(p.new), 0) AS new,
  coalesce(sum(p.changed), 0) AS changed,
  coalesce(sum(p.gone), 0) AS gone,
  coalesce(sum(p.failed), 0) AS failed,
  coalesce(sum(p.same), 0) AS same,
  coalesce(sum(p.bytes), 0) AS bytes,
  c.state AS state,
  coalesce(sum(p.pages), 0) AS pages,
  (SELECT group_concat(s.key || ': ' || w.value, char(10))
    FROM crawl_site q JOIN site s ON s.id = q.site_id JOIN json_each(q.warnings) w
    WHERE q.crawl_id = c.id) AS warnings,
  group_concat(p.summary, char(10)) AS summary
FROM crawl c
LEFT JOIN crawl_site p ON p.crawl_id = c.id
GROUP BY c.id;

CREATE VIEW forgotten AS
SELECT
  s.key AS site,
  u.url AS url,
  strftime('%Y-%m-%dT%H:%M:%SZ', d.at, 'unixepoch') AS at,
  d.why AS why,
  d.versions AS versions
FROM tombstone d
LEFT JOIN url u ON u.id = d.url_id
LEFT JOIN site s ON s.id = u.site_id;

CREATE VIEW links AS
SELECT
  u.article_id AS article_id,
  u.url AS url,
  coalesce(landed.url, page.url) AS from_url,
  f.kind AS from_kind,
  l.text AS text,
  l.stated_date AS stated_date,
  strftime('%Y-%m-%dT%H:%M:%SZ', f.at, 'unixepoch') AS at,
  f.id AS fetch_id,
  f.crawl_id AS crawl_id
FROM link l
JOIN url u ON u.id = l.url_id
JOIN fetch f ON f.id = l.from_fetch_id
LEFT JOIN url page ON page.id = f.url_id
LEFT JOIN url landed ON landed.id = f.final_url_id;
