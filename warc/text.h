#pragma once
// Text: what a WARC file unpacks to, from its beginning to its end in a sliding window. Plain, gzip
// (ISO 28500:2017 Annex D) and zstd (IIPC's "Zstandard Compression for WARC Files", with or without
// a dictionary), told apart by their first bytes. Private to warc/.

#include <cstdint>
#include <deque>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "http/unpacker.h"
#include "warc/finding.h"

namespace newsarc::warc {

// For one thread at a time. Holds what was asked for and not yet dropped, 128 KiB of the file and
// what an Unpacker holds. The "cursor" is the first byte not dropped.
class Text {
 public:
  // Errors: disk; decode (a dictionary that cannot be read).
  static Result<Text> over(std::unique_ptr<std::istream> file, std::string name);

  bool is_packed() const { return unpacker_.has_value(); }
  http::Packing packing() const { return packing_; }  // where it is
  std::string_view buffered() const { return std::string_view(buffer_).substr(begin_); }
  // Of what is buffered, that of the member in which the cursor stands.
  std::string_view ahead() const;

  enum class More { some, end, damage, disk };
  // Unpacks some more behind what is buffered, of one member. After damage() it gives nothing more
  // until skip_damage(); after `end` and `disk` never.
  More more();
  // ahead() has at least one byte then, if the answer is `some`.
  More ensure();

  void drop(std::size_t bytes);  // of what is buffered
  // Drops bytes that may lie ahead of what is buffered. Plain files alone.
  More skip(std::uint64_t bytes);

  Place place() const;           // of the cursor
  bool at_member_start() const;  // always in a plain file
  const Finding& damage() const { return damage_; }
  const Error& error() const { return error_; }  // of the disk

  // Goes to the next member that can be unpacked and begins as a record does. What is buffered, and
  // the rest of the member in hand, is lost.
  void skip_damage();

  // The same for a member that unpacks and is not wanted, without unpacking the rest of it.
  void abandon_member();

  // Plain files alone: the bytes that stand that far from the cursor, up to `count`; nothing when
  // that is past the end.
  std::optional<std::string> peek(std::uint64_t distance, std::size_t count);

 private:
  Text(std::unique_ptr<std::istream> file, std::string name);
  Result<void> open();
  Result<std::string> take_dictionary();
  bool read_file();  // false: no more of it, or an error
  void seek(std::uint64_t offset);
  bool begin_member();
  void seek_member(std::uint64_t from);
  void forget();
  void settle();
  bool is_member_at_hand();
  More report(Kind kind, std::string what);
  More unpack_some();

  std::unique_ptr<std::istream> file_;
  std::string name_;
  std::optional<http::Unpacker> unpacker_;
  http::Packing packing_ = http::Packing::gzip;

  std::string raw_;  // of the file, read and not yet unpacked, from raw_begin_
  std::size_t raw_begin_ = 0;
  std::uint64_t raw_offset_ = 0;  // in the file, of raw_'s beginning
  bool file_ended_ = false;

  std::string buffer_;  // unpacked, from begin_
  std::size_t begin_ = 0;
  std::uint64_t position_ = 0;  // of the cursor in the whole text
  std::deque<Place> members_;   // the one of the cursor and those behind it
  bool in_member_ = false;
  bool is_damaged_ = false;
  std::uint64_t rereads_left_;  // how much more may be read twice in search of members
  Finding damage_;
  Error error_;
};

}  // namespace newsarc::warc
