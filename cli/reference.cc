#include "cli/reference.h"

#include <charconv>
#include <utility>

namespace newsarc::cli {
namespace {

std::optional<int> version_number(std::string_view text) {
  if (!text.starts_with('v')) return std::nullopt;
  text.remove_prefix(1);
  int number = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc() || rest != end || number < 0) return std::nullopt;
  return number;
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text) {
  if (const auto number = version_number(text)) return Moment(*number);
  if (const auto instant = parse_instant(text)) return Moment(*instant);
  return std::nullopt;
}

Reference parse_reference(std::string_view text) {
  const auto at = text.rfind('@');
  if (at != std::string_view::npos && at > 0) {
    if (const auto moment = parse_moment(text.substr(at + 1))) {
      return {std::string(text.substr(0, at)), *moment};
    }
  }
  return {std::string(text), Latest{}};
}

Result<store::Reader> open_reader(const Globals& globals, std::optional<Instant> as_of) {
  const auto path = archive_path(globals);
  if (!path) return tl::unexpected(path.error());
  return store::Reader::open(*path, as_of);
}

Result<store::Archive> open_archive(const Globals& globals, const std::string& command) {
  const auto path = archive_path(globals);
  if (!path) return tl::unexpected(path.error());
  return store::Archive::open(*path, {command, false});
}

Result<void> require_site(const store::Reader& reader, const std::optional<std::string>& site) {
  return site ? reader.require_site(*site) : Result<void>();
}

Result<store::Record> find_version(const store::Reader& reader, std::int64_t article,
                                   const Moment& moment) {
  if (const auto* number = std::get_if<int>(&moment)) return reader.version(article, *number);
  if (const auto* at = std::get_if<Instant>(&moment)) return reader.version_at(article, *at);
  return reader.latest(article);
}

Result<store::Record> find_version(const store::Reader& reader, const std::string& reference) {
  if (const auto whole = reader.find_article(reference)) return reader.latest(*whole);
  const auto [article, moment] = parse_reference(reference);
  const auto id = reader.find_article(article);
  if (!id) return tl::unexpected(id.error());
  return find_version(reader, *id, moment);
}

}  // namespace newsarc::cli
