// Any text as a reference on a page: what comes out is a URL that reads as itself, and whose keys
// are stable.

#include <algorithm>
#include <array>
#include <string>

#include "fuzz/input.h"
#include "url/key.h"
#include "url/parse.h"

namespace {

using namespace newsarc;

void check(const Url& url) {
  fuzz::require(std::ranges::all_of(url.href(), [](char c) { return c > ' ' && c < 0x7f; }));
  fuzz::require(!url.host().empty() && url.path().starts_with('/'));
  const auto again = url::parse(url.href());
  fuzz::require(again && *again == url && again->path() == url.path());
  const auto key = url::parse(url::archive_key(url));
  fuzz::require(key && key->href() == url::archive_key(url));
  fuzz::require(url::archive_key(*key) == key->href() && !key->fragment());
  fuzz::require(!key->has_credentials());
  fuzz::require(url::loose_key(*key) == url::loose_key(url));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr std::array<std::string_view, 3> charsets = {"", "gbk", "big5"};
  fuzz::Input input(data, size);
  const std::string_view charset = charsets[input.choose(charsets.size())];
  const auto base = url::parse("http://reader@news.example:8080/a/b/c.html?d#e");
  if (const auto url = url::resolve(input.text(), *base, charset)) check(*url);
  if (const auto url = url::parse(input.text())) check(*url);
  return 0;
}
