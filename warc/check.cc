#include "warc/check.h"

#include <unordered_set>
#include <vector>

#include "core/ascii.h"
#include "warc/field_rules.h"
#include "warc/payload.h"

namespace newsarc::warc {
namespace {

// Of a million ids, two are taken for one with a chance of one in thirty million.
std::size_t fingerprint(std::string_view id) { return std::hash<std::string_view>()(id); }

class FileCheck {
 public:
  FileCheck(Reader reader, const Found& found, const GoOn& go_on)
      : reader_(std::move(reader)), found_(found), go_on_(go_on) {}

  Result<CheckReport> run() {
    for (;;) {
      const auto record = reader_.next();
      tell_all(reader_.take_findings());
      if (!record && record.error().fault == Fault::disk) return tl::unexpected(record.error());
      if (!record) continue;
      if (!*record) break;
      if (go_on_ && !go_on_((*record)->place))
        return failure(Fault::interrupted, "interrupted", reader_.name());
      auto read = take(**record);
      if (!read) return tl::unexpected(read.error());
    }
    for (const auto& [target, finding] : awaited_) {
      if (!ids_.contains(target)) tell(finding);
    }
    return report_;
  }

 private:
  void tell(const Finding& finding) {
    ++(is_note(finding.kind) ? report_.notes : report_.defects);
    found_(finding);
  }
  void tell_all(const std::vector<Finding>& findings) {
    for (const auto& finding : findings) tell(finding);
  }

  Result<void> take(const Record& record) {
    ++report_.records;
    ++report_.types[record.type()];
    tell_all(check_fields(record));
    remember(record);
    return check_block(record);
  }

  void remember(const Record& record) {
    const auto id = record.id();
    if (!id.empty() && !ids_.insert(fingerprint(id)).second)
      tell({Kind::doubled_id, record.place, id, "an id that an earlier record has"});
    for (const auto& field : record.fields) {
      if (lower_case(field.name) != "warc-concurrent-to") continue;
      const auto target = fingerprint(without_brackets(field.value));
      if (!ids_.contains(target))
        awaited_.push_back({target,
                            {Kind::lost_concurrent_to, record.place, id,
                             "names no record of this file: " + field.value.substr(0, 200)}});
    }
  }

  // Of a revisit the digest is that of the record it repeats, of a segment that of the whole.
  static bool has_own_payload(const Record& record) {
    const auto type = record.type();
    return type != "revisit" && type != "continuation" && !record.field("WARC-Segment-Number");
  }

  Result<void> check_block(const Record& record) {
    BlockCheck block(record.field("WARC-Block-Digest").value_or(""));
    PayloadCheck payload(record, has_own_payload(record)
                                     ? record.field("WARC-Payload-Digest").value_or("")
                                     : std::string_view());
    const auto read = reader_.read_block([&](std::string_view piece) {
      block.add(piece);
      payload.add(piece);
    });
    tell_all(reader_.take_findings());
    if (!read && read.error().fault == Fault::disk) return read;
    if (!read) return {};  // told already
    if (!block.matches())
      tell({Kind::wrong_block_digest, record.place, record.id(), "the block has " + block.found()});
    if (!payload.matches())
      tell({Kind::wrong_payload_digest, record.place, record.id(),
            "the payload does not have " +
                std::string(record.field("WARC-Payload-Digest").value_or(""))});
    return {};
  }

  struct Awaited {
    std::size_t target;
    Finding finding;
  };

  Reader reader_;
  const Found& found_;
  const GoOn& go_on_;
  CheckReport report_;
  std::unordered_set<std::size_t> ids_;
  std::vector<Awaited> awaited_;
};

}  // namespace

Result<CheckReport> check(Reader reader, const Found& found, const GoOn& go_on) {
  return FileCheck(std::move(reader), found, go_on).run();
}

Result<CheckReport> check(const std::filesystem::path& file, const Found& found, Limits limits,
                          const GoOn& go_on) {
  auto reader = Reader::open(file, limits);
  if (!reader) return tl::unexpected(std::move(reader).error());
  return check(*std::move(reader), found, go_on);
}

}  // namespace newsarc::warc
