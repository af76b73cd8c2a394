#include "warc/index_check.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <system_error>

#include "warc/cdxj.h"
#include "warc/reader.h"

namespace newsarc::warc {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_line = std::size_t{1} << 20;
constexpr std::uint64_t longest_record = std::uint64_t{256} << 20;  // in the file
constexpr std::size_t most_open = 64;

std::string_view without_label(std::string_view digest) {
  return digest.substr(digest.find(':') + 1);  // npos + 1 is 0
}

// What is beyond it every writer of indexes has in its own way.
bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

class IndexCheck {
 public:
  IndexCheck(fs::path file, const std::function<void(const IndexFinding&)>& found)
      : folder_(file.parent_path()), found_(found) {}

  void take(const std::string& line) {
    ++report_.lines;
    if (line.starts_with('!')) return;
    if (line.size() > longest_line) return tell("is longer than 1 MiB");
    if (line < last_) tell("is not in the order of its bytes");
    last_ = line;
    const auto parsed = parse_cdxj_line(line);
    if (!parsed) return tell(parsed.error().what);
    if (is_ascii(parsed->entry.url) && surt_key(parsed->entry.url) != parsed->key)
      tell("its key is not that of its url");
    check_record(parsed->entry);
  }

  IndexReport report() const { return report_; }

 private:
  void tell(std::string what) {
    ++report_.defects;
    found_({report_.lines, std::move(what)});
  }

  // An index from a stranger may name whatever this machine has: a pipe would be waited for.
  bool lies_beside(const std::string& filename) const {
    const fs::path path(filename);
    std::error_code fault;
    return path.is_relative() && std::ranges::find(path, fs::path("..")) == path.end() &&
           (!fs::exists(folder_ / path, fault) || fs::is_regular_file(folder_ / path, fault));
  }

  // Its bytes alone: what they hold besides is told.
  std::optional<std::string> bytes_of(const IndexEntry& entry) {
    if (open_.size() >= most_open) open_.clear();
    auto& stream = open_[entry.filename];
    if (!stream)
      stream = std::make_unique<std::ifstream>(folder_ / entry.filename, std::ios::binary);
    stream->clear();
    std::string bytes(entry.length, '\0');
    stream->seekg(static_cast<std::streamoff>(entry.offset));
    stream->read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (static_cast<std::uint64_t>(stream->gcount()) != entry.length) return std::nullopt;
    return bytes;
  }

  void check_record(const IndexEntry& entry) {
    if (entry.length > longest_record) return tell("its record is longer than 256 MiB");
    if (!lies_beside(entry.filename))
      return tell(entry.filename + " is no file beside the index, and is not read");
    auto bytes = bytes_of(entry);
    if (!bytes)
      return tell(entry.filename + " has no " + std::to_string(entry.length) + " bytes at offset " +
                  std::to_string(entry.offset));
    auto reader = Reader::over(std::make_unique<std::istringstream>(*std::move(bytes)), "record");
    if (!reader) return tell("its record cannot be read: " + reader.error().what);
    const auto record = reader->next();
    if (!record || !*record) return tell("there is no record at its offset");
    compare(entry, **record);
    const auto more = reader->next();
    if (!more || *more) tell("its length is not that of the record");
  }

  void compare(const IndexEntry& entry, const Record& record) {
    if (record.target_uri() != entry.url) tell("its record is of " + record.target_uri());
    const auto date = record.date();
    if (!date || std::chrono::floor<std::chrono::seconds>(date->instant()) !=
                     std::chrono::floor<std::chrono::seconds>(entry.time))
      tell("its record is of another time");
    const auto labelled = record.field("WARC-Payload-Digest").value_or("");
    const auto digest = without_label(labelled);
    if (!entry.digest.empty() && !digest.empty() && digest != without_label(entry.digest))
      tell("its record states another digest");
  }

  fs::path folder_;
  const std::function<void(const IndexFinding&)>& found_;
  IndexReport report_;
  std::string last_;
  std::map<std::string, std::unique_ptr<std::ifstream>> open_;
};

}  // namespace

Result<IndexReport> check_index(const fs::path& file,
                                const std::function<void(const IndexFinding&)>& found,
                                const std::function<bool()>& interrupted) {
  std::error_code fault;
  if (!fs::exists(file, fault)) return failure(Fault::not_found, "no such file", file.string());
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file, fault))
    return failure(Fault::disk, "cannot be read", file.string());
  IndexCheck check(file, found);
  for (std::string line; std::getline(in, line);) {
    if (interrupted && interrupted()) return failure(Fault::interrupted, "interrupted");
    check.take(line);
  }
  if (in.bad()) return failure(Fault::disk, "cannot be read", file.string());
  return check.report();
}

}  // namespace newsarc::warc
