#pragma once
// Reader: a WARC file (0.17, 0.18, 1.0, 1.1; plain, gzip by record or as a whole, zstd) record by
// record, in flat memory. It reads what can be read: each lapse of form is a Finding, and behind a
// stretch that is no record it goes on at the next one: at the next member or frame that begins as
// a record does, or, where nothing is packed, at the next line that begins "WARC/".

#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "warc/record.h"

namespace newsarc::warc {

struct Limits {
  std::size_t header = std::size_t{256} << 10;  // bytes of a record's header
  std::uint64_t block = std::uint64_t{1} << 30;
};

// For one thread at a time.
class Reader {
 public:
  // Errors: not_found; disk; decode (a zstd dictionary that cannot be read).
  static Result<Reader> open(const std::filesystem::path& file, Limits limits = {});
  // `file` must be able to seek; `name` is for messages. Errors: the same.
  static Result<Reader> over(std::unique_ptr<std::istream> file, std::string name,
                             Limits limits = {});
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // The next record, its block unread; nothing at the end. What is left of the block before is
  // passed over.
  // Errors, with "FILE, offset N": damaged and limit (something there is no record; the next call
  // goes on behind it); disk (it stays).
  Result<std::optional<Record>> next();

  // The block of the record that next() gave, in pieces of at most 64 KiB, once.
  // Errors: as above; the record is damaged then, and `sink` may have had part of its block.
  using Sink = std::function<void(std::string_view piece)>;
  Result<void> read_block(const Sink& sink);
  // The same as a whole. Errors: as above; limit (it is longer, and passed over).
  Result<std::string> block(std::size_t limit = std::size_t{64} << 20);

  // What was found since the last call. A record's own are all there once its block has been read;
  // each Error of kind damaged or limit has one.
  std::vector<Finding> take_findings();

  bool is_packed() const;
  const std::string& name() const;  // of the file, as messages have it

 private:
  struct State;
  explicit Reader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsarc::warc
