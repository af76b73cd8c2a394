#include "warc/text.h"

#include <algorithm>

#include "http/decoders.h"

namespace newsarc::warc {
namespace {

constexpr std::size_t piece = std::size_t{64} << 10;

// A member that does not unpack is searched for others from its second byte on. Files that are made
// to be read again and again that way are not: behind this many bytes search goes forward only.
constexpr std::uint64_t reread_limit = std::uint64_t{256} << 20;

// RFC 8878 §3.1.1.2.4: a block has at most 128 KiB; this much shows what a frame begins with.
constexpr std::size_t candidate_size = std::size_t{192} << 10;

constexpr std::string_view gzip_magic = "\x1f\x8b\x08";
constexpr std::string_view zstd_magic = "\x28\xb5\x2f\xfd";
constexpr std::string_view dictionary_magic = "\x5d\x2a\x4d\x18";
constexpr std::size_t dictionary_limit = std::size_t{8} << 20;  // Window and dictionary limits

// RFC 8878 §3.1.2: 0x184D2A50 to 0x184D2A5F.
bool is_skippable(std::string_view bytes) {
  return bytes.size() >= 4 && (static_cast<unsigned char>(bytes[0]) & 0xf0) == 0x50 &&
         bytes.substr(1, 3) == dictionary_magic.substr(1);
}

bool begins_member(http::Packing packing, std::string_view bytes) {
  if (packing == http::Packing::zstd) return bytes.starts_with(zstd_magic) || is_skippable(bytes);
  // RFC 1952 §2.3.1.2: the upper three flags are zero.
  return bytes.size() > 3 && bytes.starts_with(gzip_magic) &&
         (static_cast<unsigned char>(bytes[3]) & 0xe0) == 0;
}

std::size_t find_magic(http::Packing packing, std::string_view bytes) {
  return bytes.find(packing == http::Packing::zstd ? zstd_magic : gzip_magic);
}

std::size_t little_endian(std::string_view bytes) {
  std::size_t number = 0;
  for (std::size_t i = 4; i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

}  // namespace

Text::Text(std::unique_ptr<std::istream> file, std::string name)
    : file_(std::move(file)), name_(std::move(name)), rereads_left_(reread_limit) {}

Result<Text> Text::over(std::unique_ptr<std::istream> file, std::string name) {
  Text text(std::move(file), std::move(name));
  auto opened = text.open();
  if (!opened) return tl::unexpected(std::move(opened).error());
  return text;
}

Result<void> Text::open() {
  read_file();
  if (file_->bad()) return tl::unexpected(error_);
  const std::string_view first = std::string_view(raw_).substr(raw_begin_);
  std::string dictionary;
  if (first.starts_with(dictionary_magic)) {
    auto taken = take_dictionary();
    if (!taken) return tl::unexpected(std::move(taken).error());
    dictionary = *std::move(taken);
    packing_ = http::Packing::zstd;
  } else if (first.starts_with(zstd_magic) || is_skippable(first)) {
    packing_ = http::Packing::zstd;
  } else if (!first.starts_with(gzip_magic.substr(0, 2))) {
    members_.push_back({});
    return {};
  }
  auto unpacker = http::Unpacker::create(packing_, dictionary);
  if (!unpacker) return failure(Fault::decode, unpacker.error().what, name_);
  unpacker_.emplace(*std::move(unpacker));
  return {};
}

// "Dictionary frame format": the dictionary itself, or one frame that holds it.
Result<std::string> Text::take_dictionary() {
  constexpr std::size_t head = 8;
  while (raw_.size() < head && read_file()) {
  }
  const auto refused = [this](const char* why) {
    return failure(Fault::decode, std::string("zstd dictionary: ") + why, name_);
  };
  if (raw_.size() < head) return refused("cut before its end");
  const std::size_t size = little_endian(std::string_view(raw_).substr(4));
  if (size > dictionary_limit) return refused("longer than 8 MiB");
  while (raw_.size() < head + size && read_file()) {
  }
  if (raw_.size() < head + size) return refused("cut before its end");
  auto dictionary = raw_.substr(head, size);
  raw_begin_ = head + size;
  if (!dictionary.starts_with(zstd_magic)) return dictionary;
  auto unpacked = http::decode_zstd(dictionary, dictionary_limit);
  if (!unpacked) return refused(unpacked.error().what.c_str());
  return unpacked;
}

bool Text::read_file() {
  if (file_ended_) return false;
  raw_offset_ += raw_begin_;
  raw_.erase(0, raw_begin_);
  raw_begin_ = 0;
  const std::size_t old = raw_.size();
  raw_.resize(old + piece);
  file_->read(raw_.data() + old, static_cast<std::streamsize>(piece));
  const auto count = static_cast<std::size_t>(file_->gcount());
  raw_.resize(old + count);
  if (count < piece) file_ended_ = true;
  if (file_->bad()) error_ = {Fault::disk, "cannot be read", name_};
  return count > 0;
}

void Text::seek(std::uint64_t offset) {
  raw_.clear();
  raw_begin_ = 0;
  raw_offset_ = offset;
  file_ended_ = false;
  file_->clear();
  file_->seekg(static_cast<std::streamoff>(offset));
}

std::string_view Text::ahead() const {
  const auto all = buffered();
  if (members_.size() < 2) return all;
  const auto until = std::min<std::uint64_t>(members_[1].unpacked - position_, all.size());
  return all.substr(0, static_cast<std::size_t>(until));
}

Place Text::place() const {
  if (!is_packed()) return {position_, position_};
  return {members_.empty() ? raw_offset_ + raw_begin_ : members_.front().offset, position_};
}

bool Text::at_member_start() const {
  return !is_packed() || members_.empty() || members_.front().unpacked == position_;
}

// The first member is the one of the cursor, and of those at its place the last: others are empty.
void Text::settle() {
  while (members_.size() > 1 && members_[1].unpacked <= position_) members_.pop_front();
}

void Text::drop(std::size_t bytes) {
  begin_ += bytes;
  position_ += bytes;
  settle();
  if (begin_ < piece && begin_ < buffer_.size()) return;
  buffer_.erase(0, begin_);
  begin_ = 0;
}

Text::More Text::report(Kind kind, std::string what) {
  is_damaged_ = true;
  damage_ = {kind, place(), {}, std::move(what)};
  if (!members_.empty()) damage_.place = members_.back();
  return More::damage;
}

// Between two members, with what may be the next one's first bytes at hand.
bool Text::is_member_at_hand() {
  while (raw_.size() - raw_begin_ < 4 && read_file()) {
  }
  return begins_member(packing_, std::string_view(raw_).substr(raw_begin_));
}

bool Text::begin_member() {
  if (!is_member_at_hand()) return false;
  const Place start{raw_offset_ + raw_begin_, position_ + buffered().size()};
  if (!members_.empty() && members_.back().unpacked == start.unpacked) members_.pop_back();
  members_.push_back(start);
  settle();
  unpacker_->reset();
  in_member_ = true;
  return true;
}

Text::More Text::unpack_some() {
  for (;;) {
    if (!in_member_) {
      if (!begin_member()) {
        if (raw_begin_ == raw_.size()) return error_.what.empty() ? More::end : More::disk;
        members_.push_back({raw_offset_ + raw_begin_, position_ + buffered().size()});
        return report(Kind::no_record, "what follows is no packed record");
      }
    }
    const auto step = unpacker_->step(std::string_view(raw_).substr(raw_begin_));
    if (!step) return report(Kind::broken_member, step.error().what);
    raw_begin_ += step->taken;
    buffer_.append(step->made);
    if (step->ended) in_member_ = false;
    if (!step->made.empty()) return More::some;
    if (step->ended || read_file()) continue;
    if (!error_.what.empty()) return More::disk;
    return report(Kind::broken_member, "the file ends within what is packed");
  }
}

Text::More Text::more() {
  if (is_damaged_) return More::damage;
  if (!error_.what.empty()) return More::disk;
  if (is_packed()) return unpack_some();
  if (raw_begin_ == raw_.size() && !read_file())
    return error_.what.empty() ? More::end : More::disk;
  buffer_.append(raw_, raw_begin_);
  raw_begin_ = raw_.size();
  return More::some;
}

Text::More Text::ensure() {
  while (ahead().empty()) {
    const auto got = more();
    if (got != More::some) return got;
  }
  return More::some;
}

Text::More Text::skip(std::uint64_t bytes) {
  const auto here = std::min<std::uint64_t>(bytes, buffered().size());
  drop(static_cast<std::size_t>(here));
  if (here == bytes) return More::some;
  position_ += bytes - here;
  seek(position_);
  return More::some;
}

std::optional<std::string> Text::peek(std::uint64_t distance, std::size_t count) {
  while (buffered().size() < distance + count && distance < piece) {
    if (more() != More::some) break;
  }
  if (distance <= buffered().size() && distance < piece)
    return std::string(buffered().substr(static_cast<std::size_t>(distance), count));
  const auto behind = position_ + buffered().size();
  std::string bytes(count, '\0');
  file_->clear();
  file_->seekg(0, std::ios::end);
  const auto size = static_cast<std::uint64_t>(std::max<std::streamoff>(file_->tellg(), 0));
  if (position_ + distance <= size) {
    file_->seekg(static_cast<std::streamoff>(position_ + distance));
    file_->read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(file_->gcount()));
  }
  seek(behind);
  if (position_ + distance > size) return std::nullopt;
  return bytes;
}

void Text::skip_damage() {
  const auto failed_at = raw_offset_ + raw_begin_;
  const auto begun_at = members_.empty() ? failed_at : members_.back().offset;
  const auto again = failed_at - std::min(begun_at, failed_at);
  const bool may_reread = again <= rereads_left_;
  if (may_reread) rereads_left_ -= again;
  forget();
  seek_member((may_reread ? begun_at : failed_at) + 1);
}

void Text::abandon_member() {
  forget();
  seek_member(raw_offset_ + raw_begin_);
}

void Text::forget() {
  is_damaged_ = false;
  in_member_ = false;
  position_ += buffered().size();
  buffer_.clear();
  begin_ = 0;
  members_.clear();
}

// A candidate is a magic number whose member unpacks to what begins as a record does.
void Text::seek_member(std::uint64_t from) {
  constexpr std::string_view record = "WARC/";
  for (seek(from);;) {
    while (raw_.size() - raw_begin_ < candidate_size && read_file()) {
    }
    const auto found = find_magic(packing_, std::string_view(raw_).substr(raw_begin_));
    if (found == std::string_view::npos) {
      raw_begin_ = raw_.size() - (file_ended_ ? 0 : std::min<std::size_t>(3, raw_.size()));
      if (file_ended_) return;
      continue;
    }
    raw_begin_ += found;
    unpacker_->reset();
    const auto step = unpacker_->step(std::string_view(raw_).substr(raw_begin_));
    if (step && step->made.starts_with(record)) return;  // more() begins it once again
    raw_begin_ += 1;
  }
}

}  // namespace newsarc::warc
