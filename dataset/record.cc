#include "dataset/record.h"

#include <array>
#include <map>
#include <optional>
#include <type_traits>

#include "dataset/article_json.h"

namespace newsarc::dataset {
namespace {

using store::Record;

Cell absent_or(const std::optional<std::string>& text) {
  return text ? Cell(std::string_view(*text)) : Cell();
}

template <auto Member, auto Write>
Cell list(const Record& record) {
  JsonText list;
  JsonWriter json(list.json);
  Write(json, record.*Member);
  return list;
}

constexpr auto authors_list = list<&Record::authors, write_texts>;
constexpr auto credits_list = list<&Record::credits, write_credits>;
constexpr auto images_list = list<&Record::images, write_images>;

// An object, a member a field; rules that filled the same field stand in one text.
Cell evidence_object(const Record& record) {
  std::map<std::string, std::string> rules;
  for (const auto& [field, rule] : record.evidence) {
    auto& text = rules[field];
    text += text.empty() ? rule : "; " + rule;
  }
  JsonText object;
  JsonWriter json(object.json);
  json.begin_object();
  for (const auto& [field, rule] : rules) json.member(field, rule);
  json.end_object();
  return object;
}

template <auto Member>
Cell column(const Record& record) {
  const auto& value = record.*Member;
  using T = std::decay_t<decltype(value)>;
  if constexpr (std::is_same_v<T, std::optional<std::string>>) {
    return absent_or(value);
  } else if constexpr (std::is_integral_v<T>) {
    return static_cast<std::int64_t>(value);
  } else {
    return std::string_view(value);
  }
}

constexpr std::array articles{
    Column{"article_id", column<&Record::article_id>},
    Column{"site", column<&Record::site>},
    Column{"url", column<&Record::url>},
    Column{"title", column<&Record::title>},
    Column{"title_simplified", column<&Record::title_simplified>},
    Column{"published", column<&Record::published>},
    Column{"published_date", column<&Record::published_date>},
    Column{"section", column<&Record::section>},
    Column{"source", column<&Record::source>},
    Column{"authors", authors_list},
    Column{"language", column<&Record::language>},
    Column{"script", column<&Record::script>},
    Column{"body", column<&Record::body>},
    Column{"body_simplified", column<&Record::body_simplified>},
    Column{"first_seen", column<&Record::first_seen>},
    Column{"last_seen", column<&Record::last_seen>},
    Column{"state", column<&Record::state>},
    Column{"versions", column<&Record::versions>},
    Column{"credits", credits_list},
};

constexpr std::array versions{
    Column{"version_id", column<&Record::version_id>},
    Column{"article_id", column<&Record::article_id>},
    Column{"site", column<&Record::site>},
    Column{"url", column<&Record::url>},
    Column{"version", column<&Record::version>},
    Column{"valid_from", column<&Record::valid_from>},
    Column{"valid_to", column<&Record::valid_to>},
    Column{"change", column<&Record::change>},
    Column{"title", column<&Record::title>},
    Column{"published", column<&Record::published>},
    Column{"body", column<&Record::body>},
    Column{"body_simplified", column<&Record::body_simplified>},
    Column{"chars_added", column<&Record::chars_added>},
    Column{"chars_removed", column<&Record::chars_removed>},
    Column{"extractor", column<&Record::extractor>},
    Column{"credits", credits_list},
};

constexpr std::array everything{
    Column{"article_id", column<&Record::article_id>},
    Column{"version_id", column<&Record::version_id>},
    Column{"version", column<&Record::version>},
    Column{"versions", column<&Record::versions>},
    Column{"site", column<&Record::site>},
    Column{"url", column<&Record::url>},
    Column{"title", column<&Record::title>},
    Column{"title_simplified", column<&Record::title_simplified>},
    Column{"published", column<&Record::published>},
    Column{"published_date", column<&Record::published_date>},
    Column{"modified", column<&Record::modified>},
    Column{"section", column<&Record::section>},
    Column{"source", column<&Record::source>},
    Column{"authors", authors_list},
    Column{"credits", credits_list},
    Column{"language", column<&Record::language>},
    Column{"script", column<&Record::script>},
    Column{"body", column<&Record::body>},
    Column{"body_simplified", column<&Record::body_simplified>},
    Column{"images", images_list},
    Column{"valid_from", column<&Record::valid_from>},
    Column{"valid_to", column<&Record::valid_to>},
    Column{"change", column<&Record::change>},
    Column{"chars_added", column<&Record::chars_added>},
    Column{"chars_removed", column<&Record::chars_removed>},
    Column{"first_seen", column<&Record::first_seen>},
    Column{"last_seen", column<&Record::last_seen>},
    Column{"state", column<&Record::state>},
    Column{"extractor", column<&Record::extractor>},
    Column{"evidence", evidence_object},
};

constexpr std::array captured{
    Column{"article_id", column<&Record::article_id>},
    Column{"version_id", column<&Record::version_id>},
    Column{"version", column<&Record::version>},
    Column{"site", column<&Record::site>},
    Column{"url", column<&Record::url>},
    Column{"title", column<&Record::title>},
    Column{"title_simplified", column<&Record::title_simplified>},
    Column{"published", column<&Record::published>},
    Column{"published_date", column<&Record::published_date>},
    Column{"modified", column<&Record::modified>},
    Column{"section", column<&Record::section>},
    Column{"source", column<&Record::source>},
    Column{"authors", authors_list},
    Column{"credits", credits_list},
    Column{"language", column<&Record::language>},
    Column{"script", column<&Record::script>},
    Column{"body", column<&Record::body>},
    Column{"body_simplified", column<&Record::body_simplified>},
    Column{"images", images_list},
    Column{"valid_from", column<&Record::valid_from>},
    Column{"change", column<&Record::change>},
    Column{"chars_added", column<&Record::chars_added>},
    Column{"chars_removed", column<&Record::chars_removed>},
    Column{"first_seen", column<&Record::first_seen>},
    Column{"extractor", column<&Record::extractor>},
    Column{"evidence", evidence_object},
};

struct JsonCell {
  JsonWriter& json;
  void operator()(std::monostate) const { json.null(); }
  void operator()(std::int64_t number) const { json.value(number); }
  void operator()(std::string_view text) const { json.value(text); }
  void operator()(const JsonText& list) const { json.raw(list.json); }
};

}  // namespace

std::span<const Column> article_columns() { return articles; }
std::span<const Column> version_columns() { return versions; }
std::span<const Column> all_columns() { return everything; }
std::span<const Column> capture_columns() { return captured; }

void write_member(JsonWriter& json, const Column& column, const Record& record) {
  json.key(column.name);
  std::visit(JsonCell{json}, column.cell(record));
}

void write_record(JsonWriter& json, std::span<const Column> columns, const Record& record) {
  json.begin_object();
  for (const auto& column : columns) write_member(json, column, record);
  json.end_object();
}

}  // namespace newsarc::dataset
