// Croissant 1.1: https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html. Names in quotes
// are its headings.

#include <nlohmann/json.hpp>
#include <string>

#include "dataset/paper.h"
#include "dataset/paper_facts.h"
#include "dataset/paper_text.h"

namespace newsarc::dataset {
namespace {

using Json = nlohmann::ordered_json;

// "Appendix 1: JSON-LD context", and PROV for "Provenance Representation".
Json context() {
  Json context{{"@language", "en"},
               {"@vocab", "http://schema.org/"},
               {"sc", "http://schema.org/"},
               {"cr", "http://mlcommons.org/croissant/"},
               {"rai", "http://mlcommons.org/croissant/RAI/"},
               {"dct", "http://purl.org/dc/terms/"},
               {"prov", "http://www.w3.org/ns/prov#"},
               {"conformsTo", "dct:conformsTo"},
               {"data", {{"@id", "cr:data"}, {"@type", "@json"}}},
               {"dataType", {{"@id", "cr:dataType"}, {"@type", "@vocab"}}},
               {"examples", {{"@id", "cr:examples"}, {"@type", "@json"}}}};
  for (const auto* term : {"annotation",    "arrayShape",   "citeAs",
                           "column",        "containedIn",  "equivalentProperty",
                           "excludes",      "extract",      "field",
                           "fileObject",    "fileProperty", "fileSet",
                           "format",        "includes",     "isArray",
                           "isLiveDataset", "jsonPath",     "key",
                           "md5",           "parentField",  "readLines",
                           "recordSet",     "references",   "regex",
                           "sdVersion",     "separator",    "source",
                           "subField",      "transform",    "unArchive",
                           "value"})
    context[term] = "cr:" + std::string(term);
  return context;
}

Json reference(const std::string& id) { return {{"@id", id}}; }

// The loader's own names for types that were not registered, and the one registered since.
Json encoding_of(const DatasetFacts& facts) {
  if (facts.format == "csv") return "text/csv";
  if (facts.format == "parquet") return {"application/x-parquet", "application/vnd.apache.parquet"};
  return "application/jsonlines";
}

// "FileObject". A URL relative to this document; also the name by which others refer to it.
Json file_object(const DataFile& file, const DatasetFacts& facts) {
  const auto url = url_path(file.path);
  return {{"@type", "cr:FileObject"},
          {"@id", url},
          {"name", file.path},
          {"contentUrl", url},
          {"contentSize", std::to_string(file.bytes) + " B"},
          {"encodingFormat", encoding_of(facts)},
          {"sha256", file.sha256}};
}

constexpr const char* file_set_id = "data-files";

// "FileSet": not within an archive, so its globs begin where this document is.
Json file_set(const DatasetFacts& facts) {
  std::vector<const DataFile*> files;
  for (const auto& file : facts.files) files.push_back(&file);
  return {{"@type", "cr:FileSet"},
          {"@id", file_set_id},
          {"name", file_set_id},
          {"description", "all files of the data"},
          {"encodingFormat", encoding_of(facts)},
          {"includes", globs_of(files)}};
}

Json distribution(const DatasetFacts& facts) {
  Json files = Json::array();
  for (const auto& file : facts.files) files.push_back(file_object(file, facts));
  if (facts.files.size() > 1) files.push_back(file_set(facts));
  return files;
}

// "DataSource", without what is to be extracted.
Json source_of(const DatasetFacts& facts) {
  if (facts.files.size() > 1) return {{"fileSet", reference(file_set_id)}};
  return {{"fileObject", reference(url_path(facts.files.front().path))}};
}

Json column_source(const DatasetFacts& facts, std::string_view column) {
  auto source = source_of(facts);
  source["extract"] = {{"column", column}};
  return source;
}

std::string_view data_type(Kind kind) {
  switch (kind) {
    case Kind::integer:
      return "sc:Integer";
    case Kind::instant:
      return "sc:DateTime";
    case Kind::date:
      return "sc:Date";
    default:
      return "sc:Text";
  }
}

Json field_base(const std::string& id, std::string_view name) {
  return {{"@type", "cr:Field"}, {"@id", id}, {"name", name}};
}

// "Nested Fields": each item of the list in the column has these members.
Json sub_fields(const std::string& id, const DatasetFacts& facts, const Column& column) {
  Json fields = Json::array();
  for (const auto* member : {"role", "label", "name"}) {
    auto field = field_base(id + "/" + member, member);
    field["dataType"] = "sc:Text";
    field["source"] = column_source(facts, column.name);
    field["source"]["transform"] = {{"jsonPath", "$[*]." + std::string(member)}};
    fields.push_back(std::move(field));
  }
  return fields;
}

Json field_of(const Column& column, const DatasetFacts& facts) {
  const auto id = std::string(table_name(facts)) + "/" + std::string(column.name);
  auto field = field_base(id, column.name);
  field["description"] = meaning_of(column);
  const bool list = column.kind == Kind::names || column.kind == Kind::credits;
  if (list) field["isArray"] = true;  // of one dimension, where no "arrayShape" is stated
  if (column.kind == Kind::credits) {
    field["subField"] = sub_fields(id, facts, column);
    return field;
  }
  field["dataType"] = data_type(column.kind);
  if (column.name == "url") field["dataType"] = {"sc:Text", "sc:URL"};
  field["source"] = column_source(facts, column.name);
  if (list && facts.format == "csv") field["source"]["transform"] = {{"jsonPath", "$[*]"}};
  return field;
}

bool has_splits(const std::vector<SplitFiles>& splits) {
  return !splits.empty() && !splits.back().name.empty();
}

std::string_view split_type(std::string_view name) {
  if (name == "train") return "cr:TrainingSplit";
  if (name == "validation") return "cr:ValidationSplit";
  return name == "test" ? "cr:TestSplit" : "";
}

std::string escaped_for_regex(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// "Splits": one folder each, so that the path of a record's file says which is its.
Json split_field(const std::vector<SplitFiles>& splits, const DatasetFacts& facts) {
  std::string names;
  for (const auto& split : splits)
    names += (names.empty() ? "" : "|") + escaped_for_regex(split.name);
  auto field = field_base(std::string(table_name(facts)) + "/split", "split");
  field["dataType"] = "sc:Text";
  field["references"] = reference("splits/name");
  field["source"] = source_of(facts);
  field["source"]["extract"] = {{"fileProperty", "fullpath"}};
  field["source"]["transform"] = {{"regex", "data/(" + names + ")/.*"}};
  return field;
}

Json split_rows(const std::vector<SplitFiles>& splits) {
  Json rows = Json::array();
  for (const auto& split : splits) {
    Json row{{"splits/name", split.name}};
    if (const auto type = split_type(split.name); !type.empty()) row["splits/url"] = type;
    rows.push_back(std::move(row));
  }
  return rows;
}

Json split_records(const std::vector<SplitFiles>& splits) {
  auto name = field_base("splits/name", "name");
  name["dataType"] = "sc:Text";
  auto url = field_base("splits/url", "url");
  url["dataType"] = "cr:Split";
  return {{"@type", "cr:RecordSet"},
          {"@id", "splits"},
          {"name", "splits"},
          {"dataType", "cr:Split"},
          {"key", reference("splits/name")},
          {"field", {name, url}},
          {"data", split_rows(splits)}};
}

// "Application: Representing Descriptive Statistics".
Json record_count(const DatasetFacts& facts) {
  auto count = field_base(std::string(table_name(facts)) + "/count", "count");
  count["dataType"] = {"sc:Integer", "http://www.wikidata.org/entity/Q4049983"};
  count["value"] = facts.records;
  return count;
}

Json records(const DatasetFacts& facts, const std::vector<SplitFiles>& splits) {
  const std::string name(table_name(facts));
  Json set{{"@type", "cr:RecordSet"}, {"@id", name}, {"name", name}};
  set["description"] =
      name == "versions" ? "one record a version of an article" : "one record an article";
  if (const auto key = key_column(facts); !key.empty())
    set["key"] = reference(name + "/" + std::string(key));
  set["annotation"] = record_count(facts);
  set["field"] = Json::array();
  for (const auto& column : facts.columns) set["field"].push_back(field_of(column, facts));
  if (has_splits(splits)) set["field"].push_back(split_field(splits, facts));
  return set;
}

Json record_sets(const DatasetFacts& facts) {
  const auto splits = splits_of(facts);
  Json sets = Json::array();
  if (splits.empty()) return sets;  // no file that a field could come from
  if (has_splits(splits)) sets.push_back(split_records(splits));
  sets.push_back(records(facts, splits));
  return sets;
}

Json organization(const std::string& name) {
  return {{"@type", "sc:Organization"}, {"name", name}};
}

// Required, so that its absence is said where none was given.
Json license_of(const DatasetFacts& facts) {
  if (const auto url = license_url(facts)) return *url;
  const auto* none = "No licence is stated: the texts are those of the sites they came from.";
  return {{"@type", "sc:CreativeWork"}, {"name", facts.license.empty() ? none : facts.license}};
}

std::string citation(const DatasetFacts& facts) {
  auto text = facts.creator.empty() ? std::string() : facts.creator + ": ";
  text += facts.title + ". Version " + version_of(facts);
  if (const auto day = state_day(facts)) text += ", " + *day;
  return text + ", archive " + facts.archive.fingerprint + ". Made by " + facts.tool + ".";
}

// "Required" and "Recommended" of "schema.org/Dataset".
void set_description(Json& dataset, const DatasetFacts& facts) {
  dataset["name"] = facts.title.empty() ? facts.name : facts.title;
  dataset["alternateName"] = facts.name;
  dataset["description"] = facts.description;
  dataset["license"] = license_of(facts);
  // The page about the dataset: where nothing was given, the one beside this document.
  dataset["url"] = facts.url.empty() ? "README.md" : facts.url;
  dataset["creator"] = organization(facts.creator.empty() ? "not stated" : facts.creator);
  if (const auto day = state_day(facts)) dataset["datePublished"] = *day;
  dataset["version"] = version_of(facts);
  dataset["keywords"] = {"news", "web archive"};
  if (!facts.languages.empty()) dataset["inLanguage"] = facts.languages;
  dataset["isLiveDataset"] = false;  // a later archive gives another dataset, with other checksums
  dataset["citeAs"] = citation(facts);
}

void set_provenance(Json& dataset, const DatasetFacts& facts) {
  Json sources = Json::array();
  for (const auto& site : facts.sites) {
    if (is_http(site.base_url)) sources.push_back(reference(site.base_url));
  }
  if (!sources.empty()) dataset["prov:wasDerivedFrom"] = sources;
  Json activity{{"@type", "prov:Activity"}, {"prov:label", facts.command}};
  if (const auto instant = state_instant(facts)) activity["prov:endedAtTime"] = *instant;
  activity["prov:wasAssociatedWith"] = {{"@type", "prov:SoftwareAgent"},
                                        {"prov:label", facts.tool}};
  dataset["prov:wasGeneratedBy"] = activity;
}

}  // namespace

std::string croissant_text(const DatasetFacts& facts) {
  Json dataset{{"@context", context()},
               {"@type", "sc:Dataset"},
               {"conformsTo", "http://mlcommons.org/croissant/1.1"}};
  set_description(dataset, facts);
  set_provenance(dataset, facts);
  dataset["distribution"] = distribution(facts);
  dataset["recordSet"] = record_sets(facts);
  return json_text(dataset);
}

}  // namespace newsarc::dataset
