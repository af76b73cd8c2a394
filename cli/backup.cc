// newsarc backup and newsarc snapshot: copies of the archive, to be kept and to be published.

#include "store/copies/backup.h"

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/output.h"
#include "dataset/json.h"
#include "store/copies/snapshot.h"
#include "store/tables/summary.h"
#include "text/utf8.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

std::string shown(const fs::path& file) { return text::printable(file.string()); }

void list(dataset::JsonWriter& json, std::string_view name, const auto& values) {
  json.key(name);
  json.begin_array();
  for (const auto& value : values) json.value(std::string(value));
  json.end_array();
}

std::string as_json(const store::Backup& backup) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("backup", backup.file.string());
  json.member("bytes", backup.bytes);
  list(json, "older", backup.older);
  list(json, "removed", backup.removed);
  list(json, "foreign", backup.foreign);
  json.end_object();
  return out + '\n';
}

std::string as_text(const store::Backup& backup) {
  std::string out = shown(backup.file) + ": " + store::size_text(backup.bytes) + ", verified";
  if (!backup.older.empty()) out += "; " + std::to_string(backup.older.size()) + " older kept";
  if (!backup.removed.empty()) out += "; " + std::to_string(backup.removed.size()) + " removed";
  if (!backup.foreign.empty())
    out += "; " + std::to_string(backup.foreign.size()) + " of another archive left alone";
  return out + '\n';
}

// DEST as the person meant it: from the directory the program works in.
fs::path destination_of(const Command& command, const Globals& globals) {
  return (fs::path(globals.directory) / *command.text("dest")).lexically_normal();
}

Result<int> back_up(const Command& command, const Globals& globals) {
  const auto archive = archive_path(globals);
  if (!archive) return tl::unexpected(archive.error());
  std::optional<int> older;
  if (command.given("--keep")) older = *command.number("--keep");
  const auto backup =
      store::back_up(*archive, destination_of(command, globals), older, SystemClock().now());
  if (!backup) return tl::unexpected(backup.error());
  return print(globals.json ? as_json(*backup) : as_text(*backup));
}

std::string as_json(const store::Snapshot& snapshot) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("snapshot", snapshot.file.string());
  json.member("bytes", snapshot.bytes);
  list(json, "left_out", snapshot.emptied);
  json.end_object();
  return out + '\n';
}

std::string as_text(const store::Snapshot& snapshot) {
  std::string out =
      shown(snapshot.file) + ": " + store::size_text(snapshot.bytes) + ", verified, read-only";
  for (const auto& table : snapshot.emptied) out += "; without the rows of " + table;
  return out + '\n';
}

Result<int> snapshot(const Command& command, const Globals& globals) {
  const auto archive = archive_path(globals);
  if (!archive) return tl::unexpected(archive.error());
  const auto written =
      store::write_snapshot(*archive, destination_of(command, globals), command.given("--force"));
  if (!written) return tl::unexpected(written.error());
  return print(globals.json ? as_json(*written) : as_text(*written));
}

}  // namespace

void add_backup(CommandLine& commands) {
  const Command command = commands.add(
      "backup", "A verified copy of the archive, also while a crawl writes to it", back_up);
  command.option("dest", "A file, or a directory that is there, which gets a dated file")
      .required()
      .check(check_name)
      .type("DEST");
  command.option("--keep", "Older copies to keep: DEST.1, DEST.2, …, or the newest in DEST")
      .range(0, 10'000)
      .type("N");
}

void add_snapshot(CommandLine& commands) {
  const Command command =
      commands.add("snapshot", "The archive as one read-only file, fit for publishing", snapshot);
  command.option("dest", "The file to be made").required().check(check_name).type("DEST");
  command.flag("--force", "Replace an archive that is there");
}

}  // namespace newsarc::cli
