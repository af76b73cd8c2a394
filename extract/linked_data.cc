#include "extract/linked_data.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "extract/dom.h"
#include "extract/title_claims.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

using nlohmann::json;

struct Entity {
  std::string_view name;
  char32_t character;
};
// Those that templates write when they escape a text once too often.
constexpr Entity entities[] = {{"amp", U'&'},    {"quot", U'"'},  {"apos", U'\''}, {"lt", U'<'},
                               {"gt", U'>'},     {"nbsp", 0xA0},  {"rsquo", U'’'}, {"lsquo", U'‘'},
                               {"rdquo", U'”'},  {"ldquo", U'“'}, {"ndash", U'–'}, {"mdash", U'—'},
                               {"hellip", U'…'}, {"laquo", U'«'}, {"raquo", U'»'}};

// What stands between & and ; means; 0 when nothing does.
char32_t character_of(std::string_view name) {
  if (!name.starts_with('#')) {
    const auto* found = std::find_if(std::begin(entities), std::end(entities),
                                     [&](const Entity& each) { return each.name == name; });
    return found == std::end(entities) ? 0 : found->character;
  }
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t value = 0;
  const char* end = name.data() + name.size();
  const auto read = std::from_chars(name.data(), end, value, hexadecimal ? 16 : 10);
  const bool scalar = value < 0xD800 || (value > 0xDFFF && value <= 0x10FFFF);
  return read.ec == std::errc() && read.ptr == end && scalar ? value : 0;
}

// O&#039;Neill
std::string without_entities(std::string_view text) {
  constexpr std::size_t longest = 10;
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t end =
        text[at] == '&' ? text.substr(at, longest).find(';') : std::string::npos;
    const char32_t character =
        end == std::string::npos ? 0 : character_of(text.substr(at + 1, end - 1));
    if (character == 0) {
      decoded += text[at];
    } else {
      text::append(decoded, character);
      at += end;
    }
  }
  return decoded;
}

// A text, or the first text in a list, or what an object calls its name.
std::string text_of(const json& value) {
  if (value.is_string()) return collapse(without_entities(value.get_ref<const std::string&>()));
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

void add_url(const json& value, std::vector<std::string>& urls) {
  if (value.is_string()) urls.push_back(value.get<std::string>());
  if (!value.is_object()) return;
  for (const char* name : {"@id", "url"}) {
    const auto found = value.find(name);
    if (found != value.end() && found->is_string()) urls.push_back(found->get<std::string>());
  }
}

LinkedDataReader::Article read_article(const json& object) {
  LinkedDataReader::Article article;
  LinkedData& data = article.data;
  const auto type = object.find("@type");
  data.is_article = !(type->is_string() && *type == "WebPage");
  data.headline = member(object, "headline");
  data.published = member(object, "datePublished");
  data.modified = member(object, "dateModified");
  data.section = member(object, "articleSection");
  data.publisher = member(object, "publisher");
  if (const auto author = object.find("author"); author != object.end()) add_author(*author, data);
  add_url(object, article.urls);
  if (const auto page = object.find("mainEntityOfPage"); page != object.end())
    add_url(*page, article.urls);
  return article;
}

bool is_person(const json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  if (type->is_array()) return std::find(type->begin(), type->end(), "Person") != type->end();
  return *type == "Person";
}

void read_person(const json& object, LinkedDataReader::Persons& persons) {
  std::string id = member(object, "@id");
  std::string name = member(object, "name");
  if (!id.empty() && !name.empty()) persons.emplace_back(std::move(id), std::move(name));
}

struct Graph {
  std::vector<LinkedDataReader::Article>& articles;
  LinkedDataReader::Persons& persons;
};

// Each is compared with the page's names.
constexpr std::size_t most_articles = 1000;

// Articles stand at the top, in a list, in @graph, or as mainEntity; not deeper.
void read_value(const json& value, int depth, const Graph& graph) {
  constexpr int deepest = 4;
  if (depth > deepest) return;
  if (value.is_array()) {
    for (const json& each : value) read_value(each, depth + 1, graph);
  } else if (value.is_object()) {
    if (is_article(value) && graph.articles.size() < most_articles)
      graph.articles.push_back(read_article(value));
    if (is_person(value)) read_person(value, graph.persons);
    // Not itemListElement: a list's items are other articles.
    for (const char* name : {"@graph", "mainEntity", "mainEntityOfPage"}) {
      if (const auto inner = value.find(name); inner != value.end())
        read_value(*inner, depth + 1, graph);
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

// A bare quote in the text spoils the whole object; its dates are still there.
void read_torn(std::string_view script, std::vector<LinkedDataReader::Article>& articles) {
  if (script.find("Article\"") == std::string_view::npos &&
      script.find("Posting\"") == std::string_view::npos) {
    return;
  }
  LinkedDataReader::Article article;
  article.data.published = torn_member(script, "\"datePublished\"");
  article.data.modified = torn_member(script, "\"dateModified\"");
  if (articles.size() < most_articles) articles.push_back(std::move(article));
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

// {"name": "Jane Roe",} of templates that end each member alike.
std::string without_trailing_commas(std::string_view script) {
  std::string clean;
  bool quoted = false;
  for (std::size_t at = 0; at < script.size(); ++at) {
    const char c = script[at];
    if (c == '"') quoted = !quoted;
    if (c == '\\' && quoted && at + 1 < script.size()) clean += script[at++];
    if (c == ',' && !quoted) {
      const std::size_t next = script.find_first_not_of(' ', at + 1);
      if (next != std::string_view::npos && (script[next] == '}' || script[next] == ']')) continue;
    }
    clean += script[at];
  }
  return clean;
}

json parse(std::string_view script) { return json::parse(script, nullptr, false); }

// Without scheme, www, fragment and a last slash.
std::string_view bare_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  if (url.starts_with("www.")) url.remove_prefix(4);
  url = url.substr(0, url.find('#'));
  if (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

enum class Match { url, headline, none };

bool names_page(const std::vector<std::string>& urls, const PageNames& names) {
  return std::any_of(urls.begin(), urls.end(), [&](std::string_view url) {
    const std::string_view bare = bare_url(url);
    return !bare.empty() &&
           std::any_of(names.urls.begin(), names.urls.end(),
                       [&](std::string_view each) { return bare_url(each) == bare; });
  });
}

// <title> goes on with the site's name.
bool names_title(std::string_view headline, const std::vector<std::string>& keys) {
  const std::string key = bare_key(headline);
  return !key.empty() && std::any_of(keys.begin(), keys.end(), [&](const std::string& each) {
    return each.starts_with(key);
  });
}

// What may be told of the same article: a page without a name of its own, or one that tells none.
bool may_be_same(const LinkedDataReader::Article& article) {
  return !article.data.is_article || (article.data.headline.empty() && article.urls.empty());
}

void complete(LinkedData& data, const LinkedData& other) {
  const auto fill = [](std::string& field, const std::string& value) {
    if (field.empty()) field = value;
  };
  fill(data.headline, other.headline);
  fill(data.published, other.published);
  fill(data.modified, other.modified);
  fill(data.section, other.section);
  fill(data.publisher, other.publisher);
  if (data.authors.empty()) data.authors = other.authors;
  data.author_ids.insert(data.author_ids.end(), other.author_ids.begin(), other.author_ids.end());
  data.is_article |= other.is_article;
}

// {"@id": "#jane"} in one place of the graph, {"@id": "#jane", "name": "Jane Roe"} in another.
void resolve_authors(const LinkedDataReader::Persons& persons, LinkedData& data) {
  if (!data.authors.empty()) return;
  std::map<std::string_view, std::string_view> names;
  for (const auto& [id, name] : persons) names.emplace(id, name);
  for (const std::string& id : data.author_ids) {
    const auto person = names.find(id);
    if (person == names.end() || data.authors.size() >= most_authors) continue;
    if (std::find(data.authors.begin(), data.authors.end(), person->second) == data.authors.end())
      data.authors.emplace_back(person->second);
  }
}

}  // namespace

// Takes what it reads from the room there is; what has none is only looked through for dates.
void LinkedDataReader::read(std::string_view script) {
  if (script.size() > room_) return read_torn(script, articles_);
  room_ -= script.size();
  const std::string clean = without_wrapping(script);
  const std::size_t begin = clean.find_first_of("{[");
  const std::size_t end = clean.find_last_of("}]");
  if (begin == std::string::npos || end == std::string::npos || end < begin) return;
  const auto whole = std::string_view(clean).substr(begin, end + 1 - begin);
  json value = parse(whole);
  if (value.is_discarded()) value = parse(without_trailing_commas(whole));
  if (value.is_discarded()) return read_torn(clean, articles_);
  read_value(value, 0, {articles_, persons_});
}

LinkedData LinkedDataReader::article_of(const PageNames& names) const {
  std::vector<std::string> keys;
  for (const std::string& title : names.titles) keys.push_back(bare_key(title));
  Match best = Match::none;
  std::vector<Match> matches;
  for (const Article& article : articles_) {
    const bool other = !article.data.is_article;
    matches.push_back(other                                      ? Match::none
                      : names_page(article.urls, names)          ? Match::url
                      : names_title(article.data.headline, keys) ? Match::headline
                                                                 : Match::none);
    best = std::min(best, matches.back());
  }
  LinkedData data;
  for (std::size_t i = 0; i < articles_.size(); ++i) {
    const bool same = matches[i] == best || may_be_same(articles_[i]);
    if (same) complete(data, articles_[i].data);
  }
  resolve_authors(persons_, data);
  return data;
}

}  // namespace newsarc::extract
