#include "dataset/record.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>

#include "dataset/article_json.h"

namespace newsarc::dataset {
namespace {

using store::Record;

Cell absent_or(const std::optional<std::string>& text) {
  return text ? Cell(std::string_view(*text)) : Cell();
}

template <auto Member, auto Write>
Cell list(const Row& row) {
  JsonText list;
  JsonWriter json(list.json);
  Write(json, row.record.*Member);
  return list;
}

// An object, a member a field; rules that filled the same field stand in one text.
Cell evidence_object(const Row& row) {
  std::map<std::string, std::string> rules;
  for (const auto& [field, rule] : row.record.evidence) {
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
Cell cell_of(const Row& row) {
  const auto& value = row.record.*Member;
  using T = std::decay_t<decltype(value)>;
  if constexpr (std::is_same_v<T, std::optional<std::string>>) {
    return absent_or(value);
  } else if constexpr (std::is_integral_v<T>) {
    return static_cast<std::int64_t>(value);
  } else {
    return std::string_view(value);
  }
}

template <auto Member>
constexpr Column column(std::string_view name, Kind kind = Kind::text) {
  using T = std::decay_t<decltype(std::declval<Record>().*Member)>;
  if (std::is_integral_v<T>) kind = Kind::integer;
  return {name, kind, std::is_same_v<T, std::optional<std::string>>, cell_of<Member>};
}

constexpr Column authors{"authors", Kind::names, false, list<&Record::authors, write_texts>};
constexpr Column credits{"credits", Kind::credits, false, list<&Record::credits, write_credits>};
constexpr Column images{"images", Kind::images, false, list<&Record::images, write_images>};
constexpr Column evidence{"evidence", Kind::object, false, evidence_object};

constexpr std::array articles{
    column<&Record::article_id>("article_id"),
    column<&Record::site>("site"),
    column<&Record::url>("url"),
    column<&Record::title>("title"),
    column<&Record::title_simplified>("title_simplified"),
    column<&Record::published>("published"),
    column<&Record::published_date>("published_date", Kind::date),
    column<&Record::section>("section"),
    column<&Record::source>("source"),
    authors,
    column<&Record::language>("language"),
    column<&Record::script>("script"),
    column<&Record::body>("body"),
    column<&Record::body_simplified>("body_simplified"),
    column<&Record::first_seen>("first_seen", Kind::instant),
    column<&Record::last_seen>("last_seen", Kind::instant),
    column<&Record::state>("state"),
    column<&Record::versions>("versions"),
    credits,
};

constexpr std::array versions{
    column<&Record::version_id>("version_id"),
    column<&Record::article_id>("article_id"),
    column<&Record::site>("site"),
    column<&Record::url>("url"),
    column<&Record::version>("version"),
    column<&Record::valid_from>("valid_from", Kind::instant),
    column<&Record::valid_to>("valid_to", Kind::instant),
    column<&Record::change>("change"),
    column<&Record::title>("title"),
    column<&Record::published>("published"),
    column<&Record::body>("body"),
    column<&Record::body_simplified>("body_simplified"),
    column<&Record::chars_added>("chars_added"),
    column<&Record::chars_removed>("chars_removed"),
    column<&Record::extractor>("extractor"),
    credits,
};

constexpr std::array everything{
    column<&Record::article_id>("article_id"),
    column<&Record::version_id>("version_id"),
    column<&Record::version>("version"),
    column<&Record::versions>("versions"),
    column<&Record::site>("site"),
    column<&Record::url>("url"),
    column<&Record::title>("title"),
    column<&Record::title_simplified>("title_simplified"),
    column<&Record::published>("published"),
    column<&Record::published_date>("published_date", Kind::date),
    column<&Record::modified>("modified"),
    column<&Record::section>("section"),
    column<&Record::source>("source"),
    authors,
    credits,
    column<&Record::language>("language"),
    column<&Record::script>("script"),
    column<&Record::body>("body"),
    column<&Record::body_simplified>("body_simplified"),
    images,
    column<&Record::valid_from>("valid_from", Kind::instant),
    column<&Record::valid_to>("valid_to", Kind::instant),
    column<&Record::change>("change"),
    column<&Record::chars_added>("chars_added"),
    column<&Record::chars_removed>("chars_removed"),
    column<&Record::first_seen>("first_seen", Kind::instant),
    column<&Record::last_seen>("last_seen", Kind::instant),
    column<&Record::state>("state"),
    column<&Record::extractor>("extractor"),
    evidence,
};

// What stays as it is when the archive grows.
constexpr auto captured = [] {
  constexpr std::array<std::string_view, 4> grow{"versions", "valid_to", "last_seen", "state"};
  std::array<Column, everything.size() - grow.size()> kept{};
  std::ranges::copy_if(everything, kept.begin(), [&](const Column& column) {
    return std::ranges::find(grow, column.name) == grow.end();
  });
  return kept;
}();

Cell duplicate_of(const Row& row) {
  return row.marks.duplicate_of ? Cell(*row.marks.duplicate_of) : Cell();
}
Cell cluster_of(const Row& row) { return row.marks.cluster; }
Cell split_of(const Row& row) { return row.marks.split; }

constexpr std::array likeness{
    Column{"duplicate_of", Kind::integer, true, duplicate_of},
    Column{"cluster", Kind::integer, false, cluster_of},
};
constexpr Column split{"split", Kind::text, false, split_of};

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

std::span<const Column> likeness_columns() { return likeness; }
const Column& split_column() { return split; }

void write_member(JsonWriter& json, const Column& column, const Row& row) {
  json.key(column.name);
  std::visit(JsonCell{json}, column.cell(row));
}

void write_record(JsonWriter& json, std::span<const Column> columns, const Row& row) {
  json.begin_object();
  for (const auto& column : columns) write_member(json, column, row);
  json.end_object();
}

}  // namespace newsarc::dataset
