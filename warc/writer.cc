#include "warc/writer.h"

#include <algorithm>

#include "digest/digest.h"
#include "http/unpacker.h"
#include "warc/date.h"
#include "warc/labelled_digest.h"
#include "warc/payload.h"

namespace newsarc::warc {
namespace {

constexpr std::string_view line_end = "\r\n";

// A value on one line: what would end it becomes a space.
std::string one_line(std::string_view value) {
  std::string line(value);
  std::ranges::replace_if(
      line, [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return line;
}

std::string percent_encoded(char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'%', digits[byte >> 4], digits[byte & 15]};
}

void add_field(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(": ").append(value).append(line_end);
}

std::string sha256_of(std::string_view bytes) {
  return format_digest(digest::Method::sha256, digest::sha256(bytes));
}

const std::string* stated_digest(const Draft& draft) {
  const auto found = std::ranges::find(draft.more, "WARC-Payload-Digest", &Field::name);
  return found == draft.more.end() ? nullptr : &found->value;
}

// §5.9: records with a payload of their own. The digest is over the body as it stands in the block,
// which is how readers compute it that do not look into transfer codings.
std::optional<std::string_view> payload_of(const Draft& draft) {
  if (draft.type == "resource" || draft.type == "conversion") return draft.block;
  const bool is_message = draft.content_type.starts_with("application/http");
  if ((draft.type != "response" && draft.type != "request") || !is_message) return std::nullopt;
  return std::string_view(draft.block).substr(http_header_size(draft.block));
}

std::string text_of(const Draft& draft, std::string_view id) {
  std::string text = "WARC/1.1\r\n";
  add_field(text, "WARC-Type", draft.type);
  add_field(text, "WARC-Record-ID", id);
  add_field(text, "WARC-Date", format_date(draft.date));
  if (!draft.target_uri.empty()) add_field(text, "WARC-Target-URI", as_uri(draft.target_uri));
  for (const auto& field : draft.more) add_field(text, field.name, one_line(field.value));
  add_field(text, "WARC-Block-Digest", sha256_of(draft.block));
  if (const auto digest = payload_digest(draft); !digest.empty() && !stated_digest(draft))
    add_field(text, "WARC-Payload-Digest", digest);
  if (!draft.content_type.empty()) add_field(text, "Content-Type", one_line(draft.content_type));
  add_field(text, "Content-Length", std::to_string(draft.block.size()));
  return text.append(line_end).append(draft.block).append("\r\n\r\n");
}

}  // namespace

// RFC 3986 §2.1 for what a URI may not have, as archives find it in links.
std::string as_uri(std::string_view text) {
  constexpr std::string_view refused = "<>\"{}|\\^`";
  std::string uri;
  for (const char c : text) {
    const bool is_plain = c > ' ' && c < 127 && refused.find(c) == std::string_view::npos;
    uri += is_plain ? std::string(1, c) : percent_encoded(c);
  }
  return uri;
}

std::string record_id(const Draft& draft) {
  digest::Digester digester(digest::Method::sha256);
  const auto add = [&digester](std::string_view part) {
    digester.add(std::to_string(part.size()) + ":");  // so that no two drafts add up to the same
    digester.add(part);
  };
  for (const std::string& part :
       {draft.type, format_date(draft.date), draft.target_uri, draft.content_type})
    add(part);
  for (const auto& field : draft.more) {
    add(field.name);
    add(field.value);
  }
  add(draft.block);
  std::string uuid = digester.finish().substr(0, 16);
  uuid[6] = static_cast<char>((uuid[6] & 0x0f) | 0x80);  // version 8
  uuid[8] = static_cast<char>((uuid[8] & 0x3f) | 0x80);  // variant 10
  auto digits = digest::hex(uuid);
  for (const std::size_t hyphen : {8, 13, 18, 23}) digits.insert(hyphen, 1, '-');
  return "<urn:uuid:" + digits + ">";
}

std::string payload_digest(const Draft& draft) {
  if (const auto* stated = stated_digest(draft)) return *stated;
  const auto payload = payload_of(draft);
  return payload ? sha256_of(*payload) : std::string();
}

std::string record_text(const Draft& draft) { return text_of(draft, record_id(draft)); }

Writer::Written Writer::write(const Draft& draft) {
  auto id = record_id(draft);
  auto bytes = text_of(draft, id);
  if (packed_ == Packed::gzip) bytes = http::gzip_member(bytes);
  const Written written{std::move(id), size_, bytes.size()};
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  size_ += bytes.size();
  return written;
}

std::string warc_fields(const std::vector<Field>& fields) {
  std::string text;
  for (const auto& field : fields) add_field(text, field.name, one_line(field.value));
  return text;
}

}  // namespace newsarc::warc
