#include "extract/metadata.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace newsarc::extract {

namespace {

using nlohmann::json;

std::string lower(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return folded;
}

// A text, or the first text in a list, or what an object calls its name.
std::string text_of(const json& value) {
  if (value.is_string()) return collapse(value.get_ref<const std::string&>());
  if (value.is_array() && !value.empty()) return text_of(value.front());
  if (value.is_object()) {
    if (const auto name = value.find("name"); name != value.end() && name->is_string()) {
      return text_of(*name);
    }
  }
  return {};
}

std::string member(const json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? std::string() : text_of(*found);
}

bool is_article_type(std::string_view type) {
  return type.ends_with("Article") || type.ends_with("Posting") || type == "Report" ||
         type == "Review" || type == "WebPage";
}

bool is_article(const json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  if (type->is_string()) return is_article_type(type->get_ref<const std::string&>());
  if (!type->is_array()) return false;
  return std::any_of(type->begin(), type->end(), [](const json& each) {
    return each.is_string() && is_article_type(each.get_ref<const std::string&>());
  });
}

// No article has more; what names more means harm.
constexpr std::size_t most_authors = 100;

void add_author(const json& author, LinkedData& data) {
  if (author.is_array()) {
    for (const json& each : author) {
      if (!each.is_array()) add_author(each, data);
    }
    return;
  }
  if (author.is_object()) {
    const auto type = author.find("@type");
    if (type != author.end() && *type == "Organization") return;
  }
  if (data.authors.size() + data.author_ids.size() >= most_authors) return;
  std::string name = text_of(author);
  if (name.empty() && author.is_object()) {
    if (std::string id = member(author, "@id"); !id.empty()) data.author_ids.push_back(id);
  }
  if (!name.empty() && name.find("://") == std::string::npos)
    data.authors.push_back(std::move(name));
}

void fill(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

void read_article(const json& object, LinkedData& data) {
  const auto type = object.find("@type");
  if (!(type->is_string() && *type == "WebPage")) data.is_article = true;
  fill(data.headline, member(object, "headline"));
  fill(data.published, member(object, "datePublished"));
  fill(data.modified, member(object, "dateModified"));
  fill(data.section, member(object, "articleSection"));
  fill(data.publisher, member(object, "publisher"));
  if (const auto author = object.find("author"); author != object.end() && data.authors.empty()) {
    add_author(*author, data);
  }
}

bool is_person(const json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  if (type->is_array()) return std::find(type->begin(), type->end(), "Person") != type->end();
  return *type == "Person";
}

void read_person(const json& object, LinkedData& data) {
  std::string id = member(object, "@id");
  std::string name = member(object, "name");
  if (!id.empty() && !name.empty()) data.persons.emplace_back(std::move(id), std::move(name));
}

// {"@id": "#jane"} in one place of the graph, {"@id": "#jane", "name": "Jane Roe"} in another.
void resolve_authors(LinkedData& data) {
  if (!data.authors.empty()) return;
  std::map<std::string_view, std::string_view> names;
  for (const auto& [id, name] : data.persons) names.emplace(id, name);
  for (const std::string& id : data.author_ids) {
    const auto person = names.find(id);
    if (person == names.end()) continue;
    if (std::find(data.authors.begin(), data.authors.end(), person->second) == data.authors.end())
      data.authors.emplace_back(person->second);
  }
}

// Articles stand at the top, in a list, in @graph, or as mainEntity; not deeper.
void read_value(const json& value, int depth, LinkedData& data) {
  constexpr int deepest = 4;
  if (depth > deepest) return;
  if (value.is_array()) {
    for (const json& each : value) read_value(each, depth + 1, data);
  } else if (value.is_object()) {
    if (is_article(value)) read_article(value, data);
    if (is_person(value)) read_person(value, data);
    for (const char* name : {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement"}) {
      // A list's items are other articles.
      if (std::string_view(name) == "itemListElement") continue;
      if (const auto inner = value.find(name); inner != value.end()) {
        read_value(*inner, depth + 1, data);
      }
    }
  }
}

// The text behind a member's name, for JSON that no parser takes: `"name" : "text"`.
std::string torn_member(std::string_view script, std::string_view quoted_name) {
  std::size_t at = script.find(quoted_name);
  if (at == std::string_view::npos) return {};
  at = script.find_first_not_of(" :", at + quoted_name.size());
  if (at == std::string_view::npos || script[at] != '"') return {};
  const std::size_t end = script.find('"', at + 1);
  if (end == std::string_view::npos) return {};
  return collapse(script.substr(at + 1, end - at - 1));
}

// A comma too many or a bare quote in the text spoils the whole object; its dates are still there.
void read_torn(std::string_view script, LinkedData& data) {
  if (script.find("Article\"") == std::string_view::npos &&
      script.find("Posting\"") == std::string_view::npos) {
    return;
  }
  fill(data.published, torn_member(script, "\"datePublished\""));
  fill(data.modified, torn_member(script, "\"dateModified\""));
}

// Raw line breaks inside strings, HTML comments and CDATA marks around all: real pages have them.
std::string without_wrapping(std::string_view script) {
  std::string clean(script);
  for (char& c : clean) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  for (const std::string_view mark : {"<![CDATA[", "]]>"}) {
    const std::size_t at = clean.find(mark);
    if (at != std::string::npos) clean.replace(at, mark.size(), mark.size(), ' ');
  }
  return clean;
}

// Of JSON-LD a page: as a tree it takes twenty times its room. Articles have some tens of
// kilobytes.
constexpr std::size_t most_linked_data = std::size_t{1} << 20;

// Takes what it reads from the `room` there is; what has none is only looked through for dates.
void read_data(std::string_view script, std::size_t& room, LinkedData& data) {
  if (script.size() > room) return read_torn(script, data);
  room -= script.size();
  const std::string clean = without_wrapping(script);
  const std::size_t begin = clean.find_first_of("{[");
  const std::size_t end = clean.find_last_of("}]");
  if (begin == std::string::npos || end == std::string::npos || end < begin) return;
  const json value =
      json::parse(clean.begin() + static_cast<std::ptrdiff_t>(begin),
                  clean.begin() + static_cast<std::ptrdiff_t>(end) + 1, nullptr, false);
  if (value.is_discarded()) return read_torn(clean, data);
  read_value(value, 0, data);
}

void read_meta(const Document& document, NodeId id, Metadata& metadata) {
  const auto content = document.attribute(id, "content");
  if (!content) return;
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
    if (const auto name = document.attribute(id, key)) {
      metadata.fields.emplace_back(lower(*name), collapse(*content));
    }
  }
}

bool forbids_archive(std::string_view content) {
  return lower(content).find("noarchive") != std::string::npos;
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

Metadata read_metadata(const Document& document) {
  Metadata metadata;
  std::size_t room = most_linked_data;
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
               lower(document.attribute_or_empty(document[id].parent, "type"))
                   .starts_with("application/ld+json")) {
      read_data(document.text(id), room, metadata.data);
    }
  }
  resolve_authors(metadata.data);
  for (const char* name : {"robots", "newsarc"}) {
    if (const auto content = metadata.field(name)) metadata.noarchive |= forbids_archive(*content);
  }
  return metadata;
}

}  // namespace newsarc::extract
