#pragma once
// Addresses: what an article's URLs remember of the page that came: whose they are, why, and what
// to ask "still the same?" with. Private to store/.

#include <cstdint>

#include "core/capture.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/sqlite.h"
#include "store/write/fetches.h"
#include "store/write/identity.h"

namespace newsarc::store {

// The URLs on the way to the page stand for the article from now on.
void remember_address(Place& place, const Capture& capture, std::int64_t article_id,
                      const Identity& identity);

// The addresses that the article's own page names for other readers, AMP and telephones, stand for
// it, too, where none did for anything: a list that leads there leads to it.
void remember_variants(Database& database, const Capture& capture, const UrlRow& own,
                       std::int64_t run);

// Validators that the URLs of an article keep are of pages that say what its latest version says,
// so that 304 stands for that text. Any other page has to come whole: else a text that stays would
// never be listed.
void remember_validators(UrlRow& url, const Page& page);
void drop_validators(UrlRow& url);
// Where a visit made another version the latest, or a text is withheld since, none of the article's
// URLs keeps its own; those of the place are the caller's to save.
void drop_outdated_validators(Database& database, Place& place, const ArticleRow& before,
                              const ArticleRow& after);

}  // namespace newsarc::store
