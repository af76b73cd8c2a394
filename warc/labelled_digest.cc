#include "warc/labelled_digest.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/ascii.h"

namespace newsarc::warc {
namespace {

using digest::Method;

constexpr std::array<std::pair<std::string_view, Method>, 7> labels{{{"md5", Method::md5},
                                                                     {"sha1", Method::sha1},
                                                                     {"sha-1", Method::sha1},
                                                                     {"sha256", Method::sha256},
                                                                     {"sha-256", Method::sha256},
                                                                     {"sha512", Method::sha512},
                                                                     {"sha-512", Method::sha512}}};

// A token, but Base32 may be padded.
bool is_value(std::string_view text) {
  return is_token(text.substr(0, text.find_last_not_of('=') + 1));
}

}  // namespace

std::optional<LabelledDigest> parse_digest(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto label = lower_case(text.substr(0, colon));
  const auto value = text.substr(colon + 1);
  if (!is_token(label) || !is_value(value)) return std::nullopt;
  const auto known = std::ranges::find(labels, label, &decltype(labels)::value_type::first);
  if (known == labels.end()) return LabelledDigest{};
  const auto size = digest::size_of(known->second);
  auto bytes = value.size() == 2 * size ? digest::from_hex(value) : digest::from_base32(value);
  if (!bytes || bytes->size() != size) return std::nullopt;
  return LabelledDigest{known->second, *std::move(bytes)};
}

std::string format_digest(digest::Method method, std::string_view bytes) {
  const auto label = std::ranges::find(labels, method, &decltype(labels)::value_type::second);
  return std::string(label->first) + ":" +
         (method == Method::sha1 ? digest::base32(bytes) : digest::hex(bytes));
}

}  // namespace newsarc::warc
