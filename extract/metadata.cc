#include "extract/metadata.h"

#include <algorithm>

#include "core/ascii.h"
#include "extract/linked_data.h"

namespace newsarc::extract {

namespace {

void read_meta(const Document& document, NodeId id, Metadata& metadata) {
  const auto content = document.attribute(id, "content");
  if (!content) return;
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
    if (const auto name = document.attribute(id, key)) {
      metadata.fields.emplace_back(lower_case(*name), collapse(*content));
    }
  }
}

constexpr std::size_t most_headlines = 8;

bool forbids_archive(std::string_view content) {
  return lower_case(content).find("noarchive") != std::string::npos;
}

}  // namespace

std::optional<std::string_view> Metadata::field(std::string_view name) const {
  for (const auto& [key, content] : fields) {
    if (key == name && !content.empty()) return content;
  }
  return std::nullopt;
}

std::vector<std::string_view> Metadata::all(std::string_view name) const {
  std::vector<std::string_view> contents;
  for (const auto& [key, content] : fields) {
    if (key == name && !content.empty()) contents.push_back(content);
  }
  return contents;
}

Metadata read_metadata(const Document& document, std::string_view url) {
  Metadata metadata;
  LinkedDataReader linked_data;
  PageNames names{{std::string(url)}, {}};
  for (NodeId id = 0; id < document.size(); ++id) {
    const Tag tag = document.tag(id);
    if (tag == Tag::meta) {
      read_meta(document, id, metadata);
    } else if (tag == Tag::title && metadata.title.empty()) {
      for (NodeId child = id + 1; child < document[id].end; ++child) {
        metadata.title += document.text(child);
      }
      metadata.title = collapse(metadata.title);
    } else if (tag == Tag::html && metadata.language.empty()) {
      metadata.language = document.attribute_or_empty(id, "lang");
    } else if (tag == Tag::data && document[id].parent != no_node &&
               lower_case(document.attribute_or_empty(document[id].parent, "type"))
                   .starts_with("application/ld+json")) {
      linked_data.read(document.text(id));
    } else if (tag == Tag::link && document.attribute_or_empty(id, "rel") == "canonical") {
      names.urls.emplace_back(document.attribute_or_empty(id, "href"));
    } else if (tag == Tag::h1 && names.titles.size() < most_headlines) {
      names.titles.push_back(document.plain_text(id));
    }
  }
  names.titles.push_back(metadata.title);
  names.titles.emplace_back(metadata.field("og:title").value_or(""));
  metadata.data = linked_data.article_of(names);
  for (const char* name : {"robots", "newsarc"}) {
    if (const auto content = metadata.field(name)) metadata.noarchive |= forbids_archive(*content);
  }
  return metadata;
}

}  // namespace newsarc::extract
