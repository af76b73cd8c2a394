// Data Package 2.0: https://datapackage.org/standard/data-package/, data-resource/, table-schema/
// and table-dialect/.

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "dataset/paper.h"
#include "dataset/paper_facts.h"
#include "dataset/paper_text.h"

namespace newsarc::dataset {
namespace {

using Json = nlohmann::ordered_json;

// Lower-case letters, digits, '.', '-' and '_' (data-resource, "name").
std::string plain_name(std::string_view text) {
  std::string name;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
    name += kept ? c : '-';
  }
  return name.empty() ? "unnamed" : name;
}

// A list of texts is an `array`: a `list` has its items apart by commas, which names may hold.
std::string_view type_of(Kind kind) {
  switch (kind) {
    case Kind::integer:
      return "integer";
    case Kind::instant:
      return "datetime";
    case Kind::date:
      return "date";
    case Kind::names:
    case Kind::credits:
    case Kind::images:
      return "array";
    case Kind::object:
      return "object";
    default:
      return "string";
  }
}

// An empty cell of CSV is a missing value and an empty text alike, so no text is required there.
bool is_required(const Column& column, const DatasetFacts& facts) {
  return !column.nullable && !(facts.format == "csv" && column.kind == Kind::text);
}

Json field_of(const Column& column, const DatasetFacts& facts) {
  Json field{
      {"name", column.name}, {"type", type_of(column.kind)}, {"description", meaning_of(column)}};
  if (column.name == "url") field["format"] = "uri";
  if (is_required(column, facts)) field["constraints"]["required"] = true;
  return field;
}

// No text of JSON lines or Parquet means null; in CSV the empty one does ("missingValues").
Json schema_of(const DatasetFacts& facts) {
  Json schema{{"fields", Json::array()}};
  for (const auto& column : facts.columns) schema["fields"].push_back(field_of(column, facts));
  schema["missingValues"] = facts.format == "csv" ? Json::array({""}) : Json::array();
  if (const auto key = key_column(facts); !key.empty()) schema["primaryKey"] = Json::array({key});
  return schema;
}

// Where several files have it, it is written once, as a file of its own.
Json schema_or_path(const DatasetFacts& facts) {
  return facts.files.size() > 1 ? Json(table_schema_path) : schema_of(facts);
}

void set_format(Json& resource, const DatasetFacts& facts) {
  resource["format"] = facts.format;
  if (facts.format == "parquet") {
    resource["mediatype"] = "application/vnd.apache.parquet";
    return;  // no text, so no encoding
  }
  const bool csv = facts.format == "csv";
  resource["mediatype"] = csv ? "text/csv" : "application/jsonl";
  resource["encoding"] = "utf-8";
  if (csv) resource["dialect"] = {{"header", true}, {"delimiter", ","}, {"lineTerminator", "\r\n"}};
}

// One file each: a hash is that of one resource, and files of one `path` must give one file when
// they are put end to end, as Parquet does not ("Multiple Files").
Json resource_of(const DataFile& file, std::set<std::string>& names, const DatasetFacts& facts) {
  std::string_view path = file.path;
  if (path.starts_with("data/")) path.remove_prefix(std::string_view("data/").size());
  const auto base = plain_name(path.substr(0, path.rfind('.')));
  auto name = base;
  for (int again = 2; !names.insert(name).second; ++again)
    name = base + "-" + std::to_string(again);
  Json resource{{"name", name}, {"type", "table"}, {"path", file.path}};
  set_format(resource, facts);
  resource["bytes"] = file.bytes;
  resource["hash"] = "sha256:" + file.sha256;
  resource["schema"] = schema_or_path(facts);
  return resource;
}

// A package has a resource at least: without files, a table without rows.
Json empty_resource(const DatasetFacts& facts) {
  return {{"name", table_name(facts)},
          {"type", "table"},
          {"data", Json::array()},
          {"schema", schema_of(facts)}};
}

Json resources_of(const DatasetFacts& facts) {
  if (facts.files.empty()) return Json::array({empty_resource(facts)});
  Json resources = Json::array();
  std::set<std::string> names;
  for (const auto& file : facts.files) resources.push_back(resource_of(file, names, facts));
  return resources;
}

// A name is an identifier; what a user called "other" or otherwise is a title.
Json license_of(const DatasetFacts& facts) {
  if (const auto url = license_url(facts)) return {{"name", facts.license}, {"path", *url}};
  return {{"name", "other"}, {"title", facts.license}};
}

Json source_of(const SiteFacts& site) {
  const auto& title = site.name.empty() ? site.site : site.name;
  Json source{{"title", title.empty() ? "unnamed" : title}};
  if (is_http(site.base_url)) source["path"] = site.base_url;
  return source;
}

void set_origin(Json& package, const DatasetFacts& facts) {
  if (is_http(facts.url)) package["homepage"] = facts.url;
  if (!facts.license.empty()) package["licenses"] = Json::array({license_of(facts)});
  if (!facts.creator.empty())
    package["contributors"] = {{{"title", facts.creator}, {"roles", {"creator"}}}};
  for (const auto& site : facts.sites) package["sources"].push_back(source_of(site));
}

}  // namespace

std::string datapackage_text(const DatasetFacts& facts) {
  Json package{{"$schema", "https://datapackage.org/profiles/2.0/datapackage.json"},
               {"name", plain_name(facts.name)},
               {"title", facts.title},
               {"description", facts.description},
               {"version", version_of(facts)}};
  if (const auto created = state_instant(facts)) package["created"] = *created;
  package["keywords"] = {"news", "web archive"};
  set_origin(package, facts);
  package["resources"] = resources_of(facts);
  return json_text(package);
}

std::string table_schema_text(const DatasetFacts& facts) {
  if (facts.files.size() < 2) return {};
  Json schema{{"$schema", "https://datapackage.org/profiles/2.0/tableschema.json"}};
  schema.update(schema_of(facts));
  return json_text(schema);
}

}  // namespace newsarc::dataset
