#include "dataset/journal.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>
#include <utility>

#include "dataset/data_file.h"

namespace newsarc::dataset {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* name = ".newsarc-export.jsonl";

// The member where it is of that type: a journal may be a stranger's, and get() throws.
std::string text_in(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

template <class Number>
Number number_in(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_number() ? found->get<Number>() : 0;
}

std::optional<DataFile> file_of(const Json& line) {
  if (!line.contains("sha256")) return std::nullopt;
  DataFile file;
  file.path = text_in(line, "path");
  file.split = text_in(line, "split");
  file.records = number_in<std::int64_t>(line, "records");
  file.bytes = number_in<std::uint64_t>(line, "bytes");
  file.sha256 = text_in(line, "sha256");
  return file;
}

std::string line_of(const DataFile& file) {
  return Json{{"path", file.path},
              {"split", file.split},
              {"records", file.records},
              {"bytes", file.bytes},
              {"sha256", file.sha256}}
             .dump() +
         "\n";
}

// What a journal says. A line that was cut by the end of the program is the last one, and none.
struct Told {
  std::string fingerprint;
  std::vector<DataFile> files;
  std::vector<std::string> begun;  // paths, those of `files` among them
};

std::optional<Told> told_by(const fs::path& journal) {
  std::error_code none;
  if (!fs::is_regular_file(fs::symlink_status(journal, none))) return std::nullopt;
  std::ifstream in(journal, std::ios::binary);
  std::string line;
  if (!std::getline(in, line)) return std::nullopt;
  const auto head = Json::parse(line, nullptr, false);
  if (!head.is_object()) return std::nullopt;
  Told told{text_in(head, "fingerprint"), {}, {}};
  while (std::getline(in, line)) {
    const auto json = Json::parse(line, nullptr, false);
    if (!json.is_object()) continue;
    told.begun.push_back(text_in(json, "path"));
    if (auto file = file_of(json)) told.files.push_back(*std::move(file));
  }
  return told;
}

Result<void> append(const fs::path& journal, const std::string& text, std::ios::openmode mode) {
  std::ofstream out(journal, std::ios::binary | mode);
  if (out << text << std::flush) return {};
  return failure(Fault::disk, "cannot be written", journal.string());
}

}  // namespace

Result<Journal> Journal::open(const fs::path& folder, const std::string& fingerprint) {
  Journal journal;
  journal.folder_ = folder;
  if (auto told = told_by(folder / name)) {
    if (told->fingerprint == fingerprint) {
      journal.files_ = std::move(told->files);
      // Its last line may have been cut: the next is no part of it.
      if (auto ended = append(folder / name, "\n", std::ios::app); !ended)
        return tl::unexpected(std::move(ended).error());
      return journal;
    }
    for (const auto& path : told->begun) remove_data(folder, path);
  }
  std::error_code ignored;
  fs::remove(folder / name, ignored);  // of a link itself, not what it leads to
  const auto head = Json{{"fingerprint", fingerprint}}.dump() + "\n";
  if (auto begun = append(folder / name, head, std::ios::trunc); !begun)
    return tl::unexpected(std::move(begun).error());
  return journal;
}

bool Journal::is_in(const fs::path& folder) {
  std::error_code none;
  return fs::exists(folder / name, none);
}

std::optional<DataFile> Journal::find(const std::string& path) const {
  const auto known = std::ranges::find(files_, path, &DataFile::path);
  if (known == files_.end()) return std::nullopt;
  std::error_code fault;
  const auto size = fs::file_size(folder_ / path, fault);
  return !fault && size == known->bytes ? std::optional(*known) : std::nullopt;
}

Result<void> Journal::begin(const std::string& path) {
  return append(folder_ / name, Json{{"path", path}}.dump() + "\n", std::ios::app);
}

Result<void> Journal::add(const DataFile& file) {
  files_.push_back(file);
  return append(folder_ / name, line_of(file), std::ios::app);
}

void Journal::remove() {
  std::error_code ignored;
  fs::remove(folder_ / name, ignored);
}

}  // namespace newsarc::dataset
