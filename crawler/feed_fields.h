#pragma once
// Which element of a feed says what: one table for all formats, by namespace and name. Private to
// crawler/.

#include <optional>
#include <string>
#include <string_view>

#include "crawler/feed.h"
#include "crawler/xml.h"

namespace newsarc::crawler {

// The vocabularies that feeds are written in, whichever of their namespace URIs is used.
enum class Vocabulary { plain, atom, dublin_core, dublin_core_terms, news, feedburner, other };

// `plain` is RSS's and that of sitemaps. By the prefix where its namespace is not declared.
Vocabulary vocabulary_of(const XmlElement& element, FeedKind kind);

enum class Field {
  title,
  link,
  permalink,  // guid, atom:id: a name first, an address where it is one
  original,   // where a feed's links lead through a counter
  published,
  modified,
  author,
  language,
  publication,
  description,  // not kept
};

std::optional<Field> field_of(Vocabulary vocabulary, std::string_view name);

bool begins_entry(Vocabulary vocabulary, std::string_view name, FeedKind kind);

}  // namespace newsarc::crawler
