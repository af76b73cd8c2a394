-- Schema 2: indexes alone. What stood here without them read whole tables: what a list named before
-- (each list of a run), the article of a version that goes (each that is absorbed or corrected), and
-- what a run took on trust (each list that is).
CREATE INDEX link_by_fetch ON link(from_fetch_id);
CREATE INDEX article_by_current_version ON article(current_version_id);
CREATE INDEX frontier_on_trust ON frontier(crawl_id, site_id) WHERE purpose = 'list' AND if_new;
