#include "warc/reader.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <system_error>

#include "warc/text.h"

namespace newsarc::warc {
namespace {

using More = Text::More;

constexpr std::string_view record_mark = "WARC/";
constexpr std::string_view right_end = "\r\n\r\n";
constexpr std::size_t longest_end = 8;  // line ends behind a block that are taken for its end

// What of one member may be no record before the rest of it is not unpacked: bombs end here.
constexpr std::uint64_t stray_limit = std::uint64_t{64} << 20;

bool is_line_end(char c) { return c == '\r' || c == '\n'; }

bool is_mark(std::string_view text) {
  return text.size() > record_mark.size() && text.starts_with(record_mark) &&
         text[record_mark.size()] >= '0' && text[record_mark.size()] <= '9';
}

std::string bytes(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

}  // namespace

struct Reader::State {
  State(Text given, std::string given_name, Limits given_limits)
      : text(std::move(given)), name(std::move(given_name)), limits(given_limits) {}

  Text text;
  std::string name;
  Limits limits;
  std::vector<Finding> findings;

  Record record{};         // the one in hand
  std::uint64_t left = 0;  // of its block
  bool in_block = false;
  bool fits = true;                          // false: Content-Length leads to where no record ends
  bool told_split = false;                   // of the record
  std::optional<std::uint64_t> told_joined;  // the member of which it was told last
  std::uint64_t stray_of_member = 0;         // bytes of it that are no record, so far

  tl::unexpected<Error> failed(Fault fault, const Finding& finding) const {
    return failure(fault, finding.what, name + ", offset " + std::to_string(finding.place.offset));
  }
  tl::unexpected<Error> disk() const { return tl::unexpected(text.error()); }

  // A finding about the record in hand.
  const Finding& tell(Kind kind, std::string what) {
    findings.push_back({kind, record.place, record.id(), std::move(what)});
    return findings.back();
  }
  tl::unexpected<Error> tell_damage(Kind kind, std::string what) {
    in_block = false;
    return failed(Fault::damaged, tell(kind, std::move(what)));
  }

  // What cannot be unpacked.
  tl::unexpected<Error> lose() {
    in_block = false;
    findings.push_back(text.damage());
    if (findings.back().place.offset == record.place.offset) {
      findings.back().place = record.place;
      findings.back().id = record.id();
    }
    text.skip_damage();
    return failed(Fault::damaged, findings.back());
  }

  bool begins_record() {
    while (text.buffered().size() <= record_mark.size() && text.more() == More::some) {
    }
    return is_mark(text.buffered());
  }

  // Drops the line in hand and all others up to one that begins a record; how many bytes.
  std::uint64_t drop_stray() {
    std::uint64_t dropped = 0;
    bool at_line = false;
    for (bool first = true; text.ensure() == More::some; first = false) {
      const bool at_member = text.is_packed() && text.at_member_start();
      if (at_member) stray_of_member = 0;
      if (!first && (at_line || at_member) && begins_record()) break;
      const auto ahead = text.ahead();
      const auto end = ahead.find('\n');
      at_line = end != std::string_view::npos;
      const auto size = at_line ? end + 1 : ahead.size();
      text.drop(size);
      dropped += size;
      stray_of_member += size;
      if (text.is_packed() && stray_of_member > stray_limit) text.abandon_member();
    }
    return dropped;
  }

  Result<std::optional<Record>> stray(Fault fault, Kind kind, std::string what) {
    findings.push_back({kind, text.place(), {}, std::move(what)});
    const auto at = findings.size() - 1;
    auto dropped = drop_stray();
    if (kind != Kind::no_record) return failed(fault, findings[at]);
    while (text.ensure() == More::some && begins_record() && seek_header().breaks_off)
      dropped += drop_stray();  // the same finding
    findings[at].what = bytes(dropped) + " that are no record";
    return failed(fault, findings[at]);
  }

  struct Sought {
    std::size_t size = 0;  // of the header at the cursor, its blank line included; 0: without end
    bool breaks_off = false;  // another record begins before it ends
    More got = More::some;
  };

  // Looks at the lines behind the first, of which those before `from` were looked at.
  static Sought header_in(std::string_view text, std::size_t from) {
    for (auto end = text.find('\n', from); end != std::string_view::npos;
         end = text.find('\n', end + 1)) {
      const auto rest = text.substr(end + 1);
      if (rest.starts_with('\n')) return {end + 2};
      if (rest.starts_with("\r\n")) return {end + 3};
      if (is_mark(rest)) return {0, true};
    }
    return {};
  }

  Sought seek_header() {
    std::size_t searched = 0;
    while (true) {
      const auto have = text.buffered().size();
      auto sought = header_in(text.buffered(), searched);
      if (sought.size != 0 || sought.breaks_off || have > limits.header) return sought;
      searched = have - std::min(have, record_mark.size() + 2);  // a mark may be cut at the end
      sought.got = text.more();
      if (sought.got != More::some) return sought;
    }
  }

  Result<std::optional<Record>> read_header() {
    const auto sought = seek_header();
    if (sought.got == More::disk) return disk();
    if (sought.got == More::damage) return lose();
    if (sought.breaks_off) return stray(Fault::damaged, Kind::no_record, {});
    if (sought.got == More::end) {
      text.drop(text.buffered().size());
      return tell_damage(Kind::cut_record, "the file ends within its header");
    }
    if (sought.size == 0 || sought.size > limits.header)
      return stray(Fault::limit, Kind::header_too_long,
                   "the header is longer than " + bytes(limits.header));
    return take_header(sought.size);
  }

  Result<std::optional<Record>> take_header(std::size_t size) {
    const auto place = text.place();
    std::vector<Finding> lapses;
    auto header = parse_header(text.buffered().substr(0, size), lapses);
    if (!header) return stray(Fault::damaged, Kind::no_record, {});
    record = *std::move(header);
    record.place = place;
    stray_of_member = 0;
    for (auto& lapse : lapses) tell(lapse.kind, std::move(lapse.what));
    tell_of_members(size);
    const auto length = record.field("Content-Length");
    if (!length) return lose_block(Kind::missing_length, "no Content-Length");
    if (!parse_number(*length))
      return lose_block(Kind::malformed_length,
                        "no number: " + std::string(length->substr(0, 100)));
    text.drop(size);
    in_block = true;
    left = record.length;
    fits = text.is_packed() || ends_there();
    return record;
  }

  void tell_of_members(std::size_t header) {
    told_split = false;
    if (!text.is_packed()) return;
    if (!text.at_member_start() && told_joined != record.place.offset) {
      told_joined = record.place.offset;
      tell(Kind::joined_members, "more than one record in what is packed as one");
    }
    if (text.ahead().size() < header) tell_split();
  }

  // zstd's own rules let a record have several frames.
  void tell_split() {
    if (told_split || text.packing() == http::Packing::zstd) return;
    told_split = true;
    tell(Kind::split_record, "it goes on in the next gzip member");
  }

  // Whether a record of a plain file can end where Content-Length says.
  bool ends_there() {
    const auto behind = text.peek(left, longest_end + record_mark.size() + 1);
    if (!behind) return false;
    const auto rest = std::string_view(*behind).substr(
        std::min(behind->find_first_not_of("\r\n"), behind->size()));
    return rest.empty() || is_mark(rest) || behind->starts_with(right_end);
  }

  tl::unexpected<Error> lose_block(Kind kind, std::string what) {
    in_block = false;
    drop_stray();
    return tell_damage(kind, std::move(what));
  }

  tl::unexpected<Error> lose_misfit() {
    const bool is_past_end = !text.peek(left, 0);
    const auto length = std::to_string(record.length);
    const auto had = drop_stray();
    if (is_past_end && text.ensure() == More::end)
      return tell_damage(Kind::cut_record,
                         "the file ends after " + bytes(had) + " of a block of " + length);
    return tell_damage(Kind::wrong_length, "Content-Length is " + length +
                                               ", but the next record begins " + bytes(had) +
                                               " behind the header");
  }

  Result<void> pass_over_long_block() {
    const Finding finding = tell(
        Kind::block_too_long, "a block of " + bytes(record.length) +
                                  " is not read to its end, the limit is " + bytes(limits.block));
    in_block = false;
    if (text.is_packed()) {
      text.abandon_member();
    } else {
      text.skip(left);
      if (auto ended = end_record(); !ended) return ended;
    }
    return failed(Fault::limit, finding);
  }

  Result<void> read_block(const Sink& sink) {
    if (!in_block) return {};
    if (!fits) return lose_misfit();
    if (left > limits.block && !text.is_packed()) return pass_over_long_block();
    while (left > 0) {
      const auto got = text.ensure();
      if (got == More::disk) return disk();
      if (got == More::damage) return lose();
      if (got == More::end)
        return tell_damage(Kind::cut_record, "the file ends " + bytes(left) + " before its block");
      if (text.is_packed() && text.at_member_start()) {
        if (begins_record())
          return tell_damage(Kind::wrong_length, "Content-Length is " +
                                                     std::to_string(record.length) + ", " +
                                                     bytes(left) + " more than there are");
        tell_split();
      }
      if (record.length - left > limits.block) return pass_over_long_block();
      const auto ahead = text.ahead();
      const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left, ahead.size()));
      if (sink) sink(ahead.substr(0, size));
      text.drop(size);
      left -= size;
    }
    return end_record();
  }

  // Takes the line ends behind a block.
  Result<void> end_record() {
    in_block = false;
    std::string ends;
    auto got = text.ensure();
    for (; got == More::some && ends.size() < longest_end; got = text.ensure()) {
      if (!is_line_end(text.ahead()[0])) break;
      if (text.is_packed() && text.at_member_start() && ends.size() < right_end.size())
        tell_split();
      ends += text.ahead()[0];
      text.drop(1);
    }
    if (got == More::disk) return disk();
    if (got == More::damage && text.damage().place == record.place)
      return lose();  // its own member
    const bool goes_on =
        got == More::some && !(text.is_packed() && text.at_member_start()) && !begins_record();
    if (goes_on && ends != right_end) {
      const auto more = drop_stray();
      return tell_damage(Kind::wrong_length, "Content-Length is " + std::to_string(record.length) +
                                                 ", but " + bytes(more + ends.size()) + " follow");
    }
    if (ends != right_end)
      tell(Kind::record_end, bytes(ends.size()) + " of line ends behind the block, not two CRLF");
    return {};
  }

  Result<std::optional<Record>> next() {
    if (in_block) {
      const auto passed = read_block({});
      if (!passed && passed.error().fault == Fault::disk) return tl::unexpected(passed.error());
    }
    record = {};
    record.place.offset = std::numeric_limits<std::uint64_t>::max();  // none in hand
    switch (text.ensure()) {
      case More::end:
        return std::nullopt;
      case More::disk:
        return disk();
      case More::damage:
        return lose();
      case More::some:
        break;
    }
    record.place = text.place();
    if (!begins_record()) return stray(Fault::damaged, Kind::no_record, {});
    return read_header();
  }
};

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Result<Reader> Reader::open(const std::filesystem::path& file, Limits limits) {
  std::error_code none;
  if (!std::filesystem::exists(file, none))
    return failure(Fault::not_found, "no such file", file.string());
  if (std::filesystem::is_directory(file, none))
    return failure(Fault::disk, "is a directory", file.string());
  if (!std::filesystem::is_regular_file(file, none))  // to open a pipe would wait for its writer
    return failure(Fault::disk, "is no regular file", file.string());
  auto stream = std::make_unique<std::ifstream>(file, std::ios::binary);
  if (!*stream) return failure(Fault::disk, "cannot be read", file.string());
  return over(std::move(stream), file.string(), limits);
}

Result<Reader> Reader::over(std::unique_ptr<std::istream> file, std::string name, Limits limits) {
  auto text = Text::over(std::move(file), name);
  if (!text) return tl::unexpected(std::move(text).error());
  return Reader(std::make_unique<State>(*std::move(text), std::move(name), limits));
}

Result<std::optional<Record>> Reader::next() { return state_->next(); }
Result<void> Reader::read_block(const Sink& sink) { return state_->read_block(sink); }

Result<std::string> Reader::block(std::size_t limit) {
  std::string whole;
  const auto length = state_->record.length;
  if (state_->in_block && state_->fits && length <= limit)
    whole.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(length, 1 << 20)));
  const bool is_wanted = length <= limit;
  const auto read = read_block([&](std::string_view piece) {
    if (is_wanted) whole += piece;
  });
  if (!read) return tl::unexpected(read.error());
  if (is_wanted) return whole;
  return failure(Fault::limit, "a block of " + bytes(length),
                 state_->name + ", offset " + std::to_string(state_->record.place.offset));
}

std::vector<Finding> Reader::take_findings() { return std::exchange(state_->findings, {}); }
const std::string& Reader::name() const { return state_->name; }
bool Reader::is_packed() const { return state_->text.is_packed(); }

}  // namespace newsarc::warc
