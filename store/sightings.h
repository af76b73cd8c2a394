#pragma once
// Sightings: which article a page that came was of. Private to store/.

#include <string>

namespace newsarc::store {

// SQL over fetch f, its URL u and the URL `landed` it led to: the article that URL stood for when
// the page came, which is another's than today's where the URL has parted from it since.
inline std::string article_of_sighting() {
  return "coalesce((SELECT p.article_id FROM parting p WHERE p.url_id = coalesce(f.final_url_id, "
         "f.url_id) AND p.fetch_id > f.id ORDER BY p.fetch_id LIMIT 1), landed.article_id, "
         "u.article_id)";
}

}  // namespace newsarc::store
