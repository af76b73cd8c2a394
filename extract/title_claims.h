#pragma once
// Title claims: what a page tells machines its headline is, in <title>, og:title, twitter:title and
// JSON-LD, with and without the site's name, and how far they agree. Private to extract/.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/metadata.h"

namespace newsarc::extract {

// The letters and digits of a title, folded: what stays when templates set other quotes, dashes and
// colons.
std::string bare_key(std::string_view title);

// "Headline - Site", "标题_频道_网站" without what names the site.
std::string without_site(std::string_view title, std::string_view site);

class TitleClaims {
 public:
  TitleClaims(const Metadata& metadata, std::string_view site);

  struct Agreed {
    std::string text;  // as most of them spell it
    std::string key;   // bare
    std::size_t votes = 0;
    std::size_t alike = 0;  // of them, letter by letter
    std::size_t whole = 0;  // of them, with nothing taken off as the site's name
  };
  // What most sources say; nothing when no two say the same.
  const std::optional<Agreed>& agreed() const { return agreed_; }
  std::size_t votes(std::string_view key) const;

 private:
  struct Source {
    std::vector<std::string> spellings;  // whole, and without the site
    std::vector<std::string> keys;
  };
  void add(std::string_view title, std::string_view site);
  void agree();

  std::vector<Source> sources_;
  std::optional<Agreed> agreed_;
};

}  // namespace newsarc::extract
