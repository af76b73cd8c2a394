#include "cli/export_folder.h"

#include <array>
#include <string>
#include <system_error>
#include <utility>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/table.h"
#include "dataset/dataset_folder.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array folder_options{"--partition", "--split", "--max-records", "--duplicates",
                                    "--bagit",     "--name",  "--title",       "--description",
                                    "--license",   "--url",   "--creator"};

// A word as a shell takes it for one.
std::string quoted(const std::string& word) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=.,:/";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

// The command as it may be typed again, with `.` for where it wrote to.
std::string command_line(const Command& command) {
  std::string line = "newsarc export";
  for (const auto* option :
       {"--format", "--versions", "--site", "--from", "--to", "--as-of", "--query", "--script",
        "--partition", "--split", "--max-records", "--name", "--title", "--description",
        "--license", "--url", "--creator"}) {
    if (const auto value = command.text(option))
      line += " " + std::string(option) + " " + quoted(*value);
  }
  for (const auto* flag : {"--csv-safe", "--duplicates", "--bagit"}) {
    if (command.given(flag)) line += " " + std::string(flag);
  }
  return line + " --out .";
}

bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= 96 &&
         text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") ==
             std::string::npos;
}

// That of the archive's file, as far as it is letters, digits, '-' and '_'.
std::string name_of(const fs::path& archive) {
  std::string name;
  for (const char c : archive.stem().string()) {
    if (is_name(std::string(1, c)))
      name += c;
    else if (!name.ends_with('-'))
      name += '-';
  }
  return is_name(name) ? name : "news";
}

void take_words(const Command& command, const fs::path& archive, dataset::FolderOptions& options) {
  options.name = command.text("--name").value_or(name_of(archive));
  options.title = command.text("--title").value_or(options.name);
  options.description = command.text("--description").value_or("");
  options.license = command.text("--license").value_or("");
  options.url = command.text("--url").value_or("");
  options.creator = command.text("--creator").value_or("");
  options.command = command_line(command);
}

Result<dataset::FolderOptions> options_of(const Command& command, const fs::path& archive,
                                          const dataset::ExportOptions& data) {
  dataset::FolderOptions options;
  options.data = data;
  options.most_records = command.number("--max-records");
  options.mark_alike = command.given("--duplicates");
  options.bagit = command.given("--bagit");
  options.as_of = as_of(command);
  if (const auto words = command.text("--partition")) {
    auto partitions = dataset::parse_partitions(*words);
    if (!partitions) return tl::unexpected(std::move(partitions).error());
    options.partitions = *std::move(partitions);
  }
  if (const auto words = command.text("--split")) {
    auto splits = dataset::parse_splits(*words);
    if (!splits) return tl::unexpected(std::move(splits).error());
    options.splits = *std::move(splits);
  }
  take_words(command, archive, options);
  return options;
}

std::string check_dataset_name(const std::string& text) {
  return is_name(text) ? "" : "a name has letters, digits, '-' and '_', 96 at most";
}

// Papers offer it to be followed.
std::string check_web_address(const std::string& text) {
  return url::parse(text) ? ""
                          : "'" + one_line(text) + "' is no address like https://news.example/set";
}

}  // namespace

void add_folder_options(const Command& command) {
  command
      .option("--partition",
              "Into a directory: a folder for each site, year, month or language: site,month")
      .type("KEYS");
  command
      .option(
          "--split",
          "Into a directory: by shares, train=80,validation=10,test=10, or by the days on which "
          "all but the first begin, train,test=2026-01-01; articles that are nearly the same "
          "stay together")
      .type("SPLITS");
  command.option("--max-records", "Into a directory: begin a new file after so many")
      .from(1)
      .type("N");
  command.flag("--duplicates",
               "Into a directory: mark articles with the text of another, or nearly so");
  command.flag("--bagit", "Into a directory: make it a BagIt bag (RFC 8493)");
  command.option("--name", "Of the dataset, for its papers; that of the archive unless given")
      .check(check_dataset_name)
      .type("NAME");
  command.option("--title", "Of the dataset, for people").type("TEXT");
  command.option("--description", "Of the dataset, for people").type("TEXT");
  command.option("--license", "Of the dataset: an SPDX identifier, or other").type("LICENSE");
  command.option("--url", "Where the dataset is published").check(check_web_address).type("URL");
  command.option("--creator", "Who publishes the dataset").type("NAME");
}

Result<void> check_folder_options(const Command& command, bool is_folder) {
  if (is_folder) return {};
  for (const auto* option : folder_options) {
    if (command.given(option))
      return failure(Fault::usage,
                     "is for jsonl, csv and parquet with --out DIRECTORY, one that is there",
                     option);
  }
  return {};
}

Result<int> export_folder(const Command& command, const Globals& globals,
                          const store::Reader& reader, const dataset::ExportOptions& data,
                          const fs::path& folder, const InterruptWatch& interrupts) {
  const auto archive = archive_path(globals);
  if (!archive) return tl::unexpected(archive.error());
  const auto options = options_of(command, *archive, data);
  if (!options) return tl::unexpected(options.error());
  const auto report = dataset::write_folder(reader, *archive, *options, folder);
  if (!report && report.error().fault == Fault::interrupted) {
    print_hint("the same command goes on with the files that are missing");
    return interrupts.exit_code();
  }
  if (!report) return tl::unexpected(report.error());
  if (report->kept > 0)
    print_hint(counted(static_cast<std::int64_t>(report->kept), "file was", "files were") +
               " there already");
  return Exit::ok;
}

}  // namespace newsarc::cli
