#pragma once
// Sightings: pages of articles that came, and which article each was of. Private to store/.

#include <string>

namespace newsarc::store {

// SQL over fetch f: whether a page of an article came, or the server said that it was not modified.
inline std::string is_sighting() {
  return "f.kind = 'article' AND f.error IS NULL AND f.redirect_of IS NULL AND (f.status BETWEEN "
         "200 AND 299 OR f.status = 304)";
}

// SQL over fetch f, its URL u and the URL `landed` it led to: the article that URL stood for when
// the page came, which is another's than today's where the URL has parted from it since.
inline std::string article_of_sighting() {
  return "coalesce((SELECT p.article_id FROM parting p WHERE p.url_id = coalesce(f.final_url_id, "
         "f.url_id) AND p.fetch_id > f.id ORDER BY p.fetch_id LIMIT 1), landed.article_id, "
         "u.article_id)";
}

}  // namespace newsarc::store
