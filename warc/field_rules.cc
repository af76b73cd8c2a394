#include "warc/field_rules.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "core/ascii.h"
#include "warc/labelled_digest.h"

namespace newsarc::warc {
namespace {

// Types of records, or other words, a space behind each.
using Words = std::string_view;

bool contains(Words words, std::string_view word) {
  const auto at = words.find(std::string(word) + ' ');
  return !word.empty() && at != Words::npos && (at == 0 || words[at - 1] == ' ');
}

constexpr Words known_types =
    "warcinfo response resource request metadata revisit conversion continuation ";
constexpr Words with_target = "response resource request revisit conversion continuation ";
constexpr Words derived = "warcinfo conversion continuation ";
constexpr Words without_payload = "warcinfo metadata ";
constexpr Words all_but_warcinfo =
    "response resource request metadata revisit conversion continuation ";
constexpr Words all_but_revisit =
    "warcinfo response resource request metadata conversion continuation ";
constexpr Words all_but_continuation =
    "warcinfo response resource request metadata revisit conversion ";

// A field of §5, and the types of records that shall not have it.
struct FieldRule {
  std::string_view name;  // in lower case
  std::string_view section;
  Words refused;
  bool may_repeat = false;
};

constexpr std::array<FieldRule, 21> field_rules{{
    {"warc-record-id", "5.2", {}},
    {"content-length", "5.3", {}},
    {"warc-date", "5.4", {}},
    {"warc-type", "5.5", {}},
    {"content-type", "5.6", {}},
    {"warc-concurrent-to", "5.7", derived, true},
    {"warc-block-digest", "5.8", {}},
    {"warc-payload-digest", "5.9", without_payload},
    {"warc-ip-address", "5.10", derived},
    {"warc-refers-to", "5.11", "warcinfo response resource request continuation "},
    {"warc-refers-to-target-uri", "5.12", all_but_revisit},
    {"warc-refers-to-date", "5.13", all_but_revisit},
    {"warc-target-uri", "5.14", "warcinfo "},
    {"warc-truncated", "5.15", {}},
    {"warc-warcinfo-id", "5.16", "warcinfo "},
    {"warc-filename", "5.17", all_but_warcinfo},
    {"warc-profile", "5.18", all_but_revisit},
    {"warc-identified-payload-type", "5.19", without_payload},
    {"warc-segment-number", "5.20", {}},
    {"warc-segment-origin-id", "5.21", all_but_continuation},
    {"warc-segment-total-length", "5.22", all_but_continuation},
}};

// RFC 3986 §2: characters that a URI may have, and a scheme before them.
bool is_uri(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
  const auto is_letter = [](char c) { return to_lower(c) >= 'a' && to_lower(c) <= 'z'; };
  const auto of_scheme = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  constexpr std::string_view refused = "<>\"{}|\\^`";
  return is_letter(text[0]) && std::ranges::all_of(text.substr(0, colon), of_scheme) &&
         std::ranges::all_of(text.substr(colon), [&](char c) {
           return c > ' ' && c < 127 && refused.find(c) == std::string_view::npos;
         });
}

// "<" uri ">"
bool is_bracketed_uri(std::string_view text) {
  return text.starts_with('<') && text.ends_with('>') && is_uri(without_brackets(text));
}

bool is_ip_address(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return inet_pton(AF_INET, text.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
}

// type "/" subtype *( ";" attribute "=" value )
bool is_media_type(std::string_view text) {
  const auto essence = text.substr(0, text.find_first_of("; \t"));
  const auto slash = essence.find('/');
  if (slash == std::string_view::npos || !is_token(essence.substr(0, slash)) ||
      !is_token(essence.substr(slash + 1)))
    return false;
  const auto rest = text.substr(essence.size());
  const auto first = rest.find_first_not_of(" \t");
  return first == std::string_view::npos ||
         (rest[first] == ';' && rest.find('=', first) != std::string_view::npos);
}

class FieldCheck {
 public:
  explicit FieldCheck(const Record& record) : record_(record), type_(record.type()) {}

  std::vector<Finding> run() {
    places();
    identity();
    date();
    type();
    target();
    digests();
    references();
    if (type_ == "revisit") revisit();
    segments();
    return std::move(findings_);
  }

 private:
  void tell(Kind kind, std::string_view what, std::string_view value = {}) {
    std::string text(what);
    if (!value.empty()) text += ": " + std::string(value.substr(0, 200));
    findings_.push_back({kind, record_.place, record_.id(), std::move(text)});
  }

  // Calls `wrong` for each field of that name.
  template <class Wrong>
  void each(std::string_view name, Wrong wrong) {
    for (const auto& field : record_.fields) {
      if (lower_case(field.name) == name) wrong(field.value);
    }
  }
  template <class Right>
  void demand(std::string_view name, Kind kind, std::string_view what, Right is_right) {
    each(name, [&](const std::string& value) {
      if (!is_right(value)) tell(kind, what, value.empty() ? "(empty)" : value);
    });
  }

  void places() {
    std::set<std::string> seen;
    for (const auto& field : record_.fields) {
      const auto name = lower_case(field.name);
      const auto rule = std::ranges::find(field_rules, name, &FieldRule::name);
      if (rule == field_rules.end()) continue;
      if (!seen.insert(name).second && !rule->may_repeat)
        tell(Kind::doubled_field, "more than once", field.name);
      if (contains(rule->refused, type_))
        tell(Kind::misplaced_field, field.name + " in a record of type " + type_ + " (" +
                                        std::string(rule->section) + ")");
    }
  }

  void identity() {
    if (!record_.field("WARC-Record-ID")) return tell(Kind::missing_id, "no WARC-Record-ID");
    demand("warc-record-id", Kind::malformed_id, "no URI in angle brackets", is_bracketed_uri);
  }

  // 1.0 and before: to the second, no more and no less.
  void date() {
    const auto is_right = [this](const std::string& value) {
      const auto date = parse_date(value);
      return date && (record_.version == "1.1" || date->precision == DatePrecision::second);
    };
    if (!record_.field("WARC-Date")) tell(Kind::missing_date, "no WARC-Date");
    demand("warc-date", Kind::malformed_date, "no date of WARC/" + record_.version, is_right);
    demand("warc-refers-to-date", Kind::malformed_date, "no date in WARC-Refers-To-Date",
           [](const std::string& value) { return parse_date(value).has_value(); });
  }

  void type() {
    if (!record_.field("WARC-Type")) {
      tell(Kind::missing_type, "no WARC-Type");
    } else if (!contains(known_types, type_)) {
      tell(Kind::unknown_type, "a type that the standard does not have", type_);
    }
    if (!record_.field("Content-Type") && record_.length > 0 && type_ != "continuation")
      tell(Kind::missing_content_type, "no Content-Type for a block that is not empty");
    demand("content-type", Kind::malformed_content_type, "no media type", is_media_type);
    demand("warc-identified-payload-type", Kind::malformed_content_type, "no media type",
           is_media_type);
  }

  void target() {
    if (!record_.field("WARC-Target-URI") && contains(with_target, type_))
      tell(Kind::missing_target_uri, "no WARC-Target-URI");
    each("warc-target-uri", [this](const std::string& value) {
      const auto uri = without_brackets(value);
      if (uri.size() < value.size()) tell(Kind::bracketed_target_uri, "in angle brackets", value);
      if (uri.find(' ') != std::string_view::npos)
        tell(Kind::spaced_target_uri, "has spaces", value);
      else if (!is_uri(uri))
        tell(Kind::malformed_target_uri, "no URI of RFC 3986", value.empty() ? "(empty)" : value);
    });
  }

  void digests() {
    const auto check = [this](std::string_view name, Kind malformed) {
      each(name, [&](const std::string& value) {
        const auto digest = parse_digest(value);
        if (!digest)
          tell(malformed, "no digest of its method", value);
        else if (!digest->method)
          tell(Kind::unknown_digest, "not compared, the method is not known", value);
      });
    };
    check("warc-block-digest", Kind::malformed_block_digest);
    check("warc-payload-digest", Kind::malformed_payload_digest);
  }

  void references() {
    demand("warc-concurrent-to", Kind::malformed_concurrent_to, "no URI in angle brackets",
           is_bracketed_uri);
    demand("warc-refers-to", Kind::malformed_refers_to, "no URI in angle brackets",
           is_bracketed_uri);
    demand("warc-warcinfo-id", Kind::malformed_warcinfo_id, "no URI in angle brackets",
           is_bracketed_uri);
    demand("warc-ip-address", Kind::malformed_ip_address, "no IP address", is_ip_address);
    demand("warc-truncated", Kind::unknown_truncation, "no reason that the standard has",
           [](const std::string& value) {
             return contains("length time disconnect unspecified ", value);
           });
  }

  void revisit() {
    const auto has = [this](std::string_view name) { return record_.field(name).has_value(); };
    if (!has("WARC-Refers-To") && !(has("WARC-Refers-To-Target-URI") && has("WARC-Refers-To-Date")))
      tell(Kind::missing_refers_to, "names neither a record nor a URI and date that it repeats");
    const auto profile = without_brackets(record_.field("WARC-Profile").value_or(""));
    if (profile.empty()) return tell(Kind::missing_profile, "a revisit without WARC-Profile");
    const auto name = profile.substr(profile.rfind('/') + 1);
    const bool by_digest = name.ends_with("identical-payload-digest");
    if (by_digest && !has("WARC-Payload-Digest"))
      tell(Kind::missing_payload_digest, "a revisit by digest without WARC-Payload-Digest");
    if (!by_digest && name != "server-not-modified")
      tell(Kind::unknown_profile, "a profile that is not known", profile);
  }

  // §7: the first of a series is number 1, continuations count on from 2.
  void segments() {
    const bool continues = type_ == "continuation";
    if (continues && !record_.field("WARC-Segment-Number"))
      tell(Kind::missing_segment_number, "a continuation without WARC-Segment-Number");
    if (continues && !record_.field("WARC-Segment-Origin-ID"))
      tell(Kind::missing_segment_origin, "a continuation without WARC-Segment-Origin-ID");
    demand("warc-segment-number", Kind::malformed_segment_number,
           continues ? "no number from 2 on" : "other than 1 in a first segment",
           [continues](const std::string& value) {
             const auto number = parse_number(value);
             return number && (continues ? *number > 1 : *number == 1);
           });
    demand("warc-segment-origin-id", Kind::malformed_segment_origin, "no URI in angle brackets",
           is_bracketed_uri);
    demand("warc-segment-total-length", Kind::malformed_segment_total, "no number",
           [](const std::string& value) { return parse_number(value).has_value(); });
  }

  const Record& record_;
  std::string type_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_fields(const Record& record) { return FieldCheck(record).run(); }

}  // namespace newsarc::warc
