// newsarc history: the versions of one article, and what became of it.

#include <algorithm>

#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/reference.h"
#include "cli/table.h"
#include "dataset/json.h"

namespace newsarc::cli {
namespace {

struct History {
  std::vector<store::Record> versions;                      // oldest first, at least one
  std::vector<store::StateEvent> events;                    // oldest first
  std::vector<store::Address> addresses;                    // its own first
  std::vector<std::vector<store::StoredReading>> readings;  // of each version
};

Result<History> read_history(const Globals& globals, const std::string& article) {
  const auto reader = open_reader(globals);
  if (!reader) return tl::unexpected(reader.error());
  const auto id = reader->find_article(article);
  if (!id) return tl::unexpected(id.error());
  auto versions = reader->versions(*id);
  if (!versions) return tl::unexpected(versions.error());
  auto events = reader->state_events(*id);
  if (!events) return tl::unexpected(events.error());
  auto addresses = reader->addresses(*id);
  if (!addresses) return tl::unexpected(addresses.error());
  History history{*std::move(versions), *std::move(events), *std::move(addresses), {}};
  for (const auto& version : history.versions) {
    auto readings = reader->readings(version.version_id);
    if (!readings) return tl::unexpected(readings.error());
    history.readings.push_back(*std::move(readings));
  }
  return history;
}

void write_readings(dataset::JsonWriter& json, const std::vector<store::StoredReading>& readings) {
  json.key("readings");
  json.begin_array();
  for (const auto& reading : readings) {
    json.begin_object();
    json.member("reading_id", reading.id);
    json.member("extractor", reading.extractor);
    json.member("fetched_at", reading.fetched_at);
    json.member("current", reading.is_current);
    json.end_object();
  }
  json.end_array();
}

void write_addresses(dataset::JsonWriter& json, const std::vector<store::Address>& addresses) {
  json.key("addresses");
  json.begin_array();
  for (const auto& address : addresses) {
    json.begin_object();
    json.member("url", address.url);
    json.member("merged_by", address.merged_by);
    json.end_object();
  }
  json.end_array();
}

void write_version(dataset::JsonWriter& json, const store::Record& record,
                   const std::vector<store::StoredReading>& readings) {
  json.begin_object();
  json.member("version", record.version);
  json.member("version_id", record.version_id);
  json.member("valid_from", record.valid_from);
  json.member("valid_to", record.valid_to);
  json.member("change", record.change);
  json.member("title", record.title);
  json.member("published", record.published);
  json.member("chars_added", record.chars_added);
  json.member("chars_removed", record.chars_removed);
  write_readings(json, readings);
  json.end_object();
}

std::string as_json(const History& history) {
  const auto& latest = history.versions.back();
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("article_id", latest.article_id);
  json.member("url", latest.url);
  json.member("title", latest.title);
  json.member("state", latest.state);
  write_addresses(json, history.addresses);
  json.key("versions");
  json.begin_array();
  for (std::size_t i = 0; i < history.versions.size(); ++i)
    write_version(json, history.versions[i], history.readings[i]);
  json.end_array();
  json.key("events");
  json.begin_array();
  for (const auto& event : history.events) {
    json.begin_object();
    json.member("at", event.at);
    json.member("from", event.from);
    json.member("to", event.to);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return out + '\n';
}

struct Line {
  std::string at;
  std::vector<Table::Cell> cells;
};

// Versions and state events, merged by time.
std::vector<Line> lines_of(const History& history) {
  std::vector<Line> lines;
  for (const auto& record : history.versions) {
    lines.push_back({record.valid_from,
                     {{record.valid_from},
                      {"v" + std::to_string(record.version)},
                      {record.change},
                      {"+" + std::to_string(record.chars_added), true},
                      {"-" + std::to_string(record.chars_removed), true},
                      {one_line(record.title)}}});
  }
  for (const auto& event : history.events) {
    const auto was = event.from.empty() ? "" : "was " + event.from;
    lines.push_back({event.at, {{event.at}, {""}, {event.to}, {""}, {""}, {was}}});
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.at < b.at; });
  return lines;
}

std::string other_addresses(const History& history) {
  std::string out;
  for (const auto& address : history.addresses) {
    if (address.is_canonical) continue;
    out += (out.empty() ? "\nalso at\n" : "") + ("  " + one_line(address.url));
    out += "  (" + address.merged_by + ")\n";
  }
  return out;
}

// Of versions whose bytes were read more than once.
std::string several_readings(const History& history) {
  std::string out;
  for (std::size_t i = 0; i < history.versions.size(); ++i) {
    if (history.readings[i].size() < 2) continue;
    out += "\nreadings of v" + std::to_string(history.versions[i].version) + '\n';
    for (const auto& reading : history.readings[i]) {
      out += "  " + one_line(reading.extractor) + ", of the page of " + reading.fetched_at;
      out += reading.is_current ? " (shown)\n" : "\n";
    }
  }
  return out;
}

std::string for_people(const History& history, const Palette& colors) {
  const auto& latest = history.versions.back();
  std::string out(colors.bold);
  out.append(one_line(latest.title)).append(colors.plain);
  out += "\n" + std::to_string(latest.article_id) + "  " + one_line(latest.url) + "\n\n";
  Table table({"at", "version", "change", "added", "removed", "title"});
  for (auto& line : lines_of(history)) table.add(std::move(line.cells));
  return out + table.text() + other_addresses(history) + several_readings(history);
}

Result<int> history(const Command& command, const Globals& globals) {
  const auto told = read_history(globals, *command.text("article"));
  if (!told) return tl::unexpected(told.error());
  return print(globals.json ? as_json(*told) : for_people(*told, palette(use_color(globals))));
}

}  // namespace

void add_history(CommandLine& commands) {
  const Command command = commands.add(
      "history", "The versions of one article: when, what kind of change, how much", history);
  command.option("article", "Its id or URL").required().type("ID|URL");
}

}  // namespace newsarc::cli
