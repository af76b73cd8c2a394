#pragma once
// The extractor: a Page in, a Reading out. A site profile's rules first; heuristics fill what rules
// leave; both leave evidence. Immutable after construction and shared by all workers.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/capture.h"
#include "core/page.h"
#include "core/result.h"
#include "core/site.h"
#include "extract/explain.h"

namespace newsarc::extract {

class Document;

struct Options {
  bool keep_glosses = false;
  bool assume_article = false;  // the caller knows: a page with text is no list and no login
  std::size_t max_bytes = std::size_t{8} << 20;  // of decoded HTML; more is kept raw, unparsed
};

class Extractor {
 public:
  // Errors: config, when a selector or zone of the profile cannot be understood.
  static Result<Extractor> create(const Site& site, Options options = {});
  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;
  ~Extractor();

  // Never fails: what cannot be read is a Reading whose kind and error say so. Page.status is
  // looked at only to tell 304 from an empty page.
  Reading read(const Page& page) const;
  // The same, with what it was chosen from.
  Explanation explain(const Page& page) const;

  // An article that its site cuts over several pages, from these in reading order; a page that does
  // not go on with those before it is left out.
  Reading read(std::span<const Page> pages) const;
  // The page asked for as an article's next one: any text on it counts, short as it may be.
  Reading read_part(const Page& page) const;
  // Where an article goes on of which these pages came; `last` is the reading of the last one.
  std::optional<Url> next_part(std::span<const Page> pages, const Reading& last) const;

  // Code version and rules fingerprint: equal names read alike.
  const std::string& name() const;

 private:
  struct Rules;
  explicit Extractor(std::unique_ptr<Rules> rules);
  struct Asking {
    bool assume_article = false;
    Explanation* explanation = nullptr;  // null where none was asked for
  };
  Reading read(const Page& page, const Asking& asking) const;
  Reading read_html(const Page& page, std::string_view bytes, const Asking& asking) const;
  Reading read_document(const Page& page, Document& document, std::string_view charset,
                        const Asking& asking) const;
  std::unique_ptr<Rules> rules_;
};

}  // namespace newsarc::extract
