// Whole pages of ../shared/eval/extract, encoded anew in each charset of Chinese and declared
// rightly, wrongly, late or not at all, with and without damage: every one is read as the text that
// it is.

#include <gtest/gtest.h>

#include <algorithm>
#include <unordered_map>

#include "tests/text/shared_file.h"
#include "text/charset.h"
#include "text/forms.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

std::vector<std::string> real_pages() {
  std::vector<std::string> pages;
  std::error_code absent;
  for (const auto& file :
       std::filesystem::directory_iterator(shared_path("eval/extract/html/zh-news"), absent)) {
    pages.push_back(*read_shared("eval/extract/html/zh-news/" + file.path().filename().string()));
  }
  return pages;
}

// A page's text, with whatever it says of its own charset made unreadable.
std::string undeclared(const std::string& page) {
  std::string utf8 = decode_html(page, {}).utf8;
  for (const std::string_view word : {"charset", "CHARSET", "Charset", "encoding"}) {
    for (std::size_t at = 0; (at = utf8.find(word, at)) != std::string::npos;) utf8[at] = 'x';
  }
  return utf8;
}

// One charset's encoder, which looks each character up once.
class Encoder {
 public:
  explicit Encoder(std::string_view charset) : charset_(charset) {}

  const std::string& encode(std::string_view character) {
    auto& bytes = known_[std::string(character)];
    if (bytes.empty()) bytes = encode_for_query(character, charset_);
    return bytes;
  }

 private:
  std::string_view charset_;
  std::unordered_map<std::string, std::string> known_;
};

struct Damage {
  std::string_view bytes, text;
};

// A byte that is no character in any of the charsets, and a lead byte whose trail was lost.
constexpr Damage damages[] = {{"\xFF", "\uFFFD"}, {"\xC5<", "\uFFFD<"}};

struct Page {
  std::string bytes, text;
};

// The characters at the beginning that are one byte, the same, in every charset here.
std::string_view ascii_at(std::string_view utf8) {
  const auto* const end = std::ranges::find_if(utf8, [](char byte) { return byte < 0; });
  return utf8.substr(0, static_cast<std::size_t>(end - utf8.begin()));
}

// What the charset cannot say becomes a reference, as whoever converts such a page writes it.
// Damaged, it has one of `damages` before a character in each 20 KB.
Page encoded(std::string_view utf8, Encoder& encoder, bool is_damaged) {
  constexpr std::size_t stretch = 20 * 1024;
  Page page;
  for (std::size_t at = 0, parts = 1; at < utf8.size();) {
    if (is_damaged && page.bytes.size() > parts * stretch) {
      page.bytes += damages[parts % 2].bytes;
      page.text += damages[parts % 2].text;
      ++parts;
    }
    const std::size_t room = is_damaged ? parts * stretch + 1 - page.bytes.size() : utf8.size();
    if (const auto run = ascii_at(utf8.substr(at, room)); !run.empty()) {
      page.bytes += run;
      page.text += run;
      at += run.size();
      continue;
    }
    const std::string_view character = utf8.substr(at, code_point_at(utf8, at).length);
    const std::string& bytes = encoder.encode(character);
    page.bytes += bytes;
    page.text += bytes.starts_with("&#") ? std::string_view(bytes) : character;
    at += character.size();
  }
  return page;
}

struct Declaration {
  std::string name;
  std::string header;  // "" for none
  std::string meta;
};

std::string meta(std::string_view charset) {
  return "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + std::string(charset) +
         "\">";
}

std::string after(std::size_t size, const std::string& tag) {
  return "<script>" + std::string(size, ';') + "</script>" + tag;
}

std::vector<Declaration> declarations_of(const std::string& charset) {
  std::vector<Declaration> all = {{"none", "", ""},
                                  {"unknown", "x-none", meta("x-none")},
                                  {"header", charset, ""},
                                  {"meta", "", meta(charset)},
                                  {"meta after 1 KB", "", after(1024, meta(charset))},
                                  {"meta after 4 KB", "", after(4096, meta(charset))},
                                  {"meta after 100 KB", "", after(100 * 1024, meta(charset))}};
  for (const char* wrong :
       {"utf-8", "gb2312", "gb18030", "big5", "iso-8859-1", "utf-16", "hz-gb-2312"}) {
    const std::string name = wrong;
    all.push_back({"header " + name, name, ""});
    all.push_back({"header " + name + ", right meta", name, meta(charset)});
    all.push_back({"meta " + name, "", meta(name)});
    all.push_back({"meta " + name + " after 4 KB", "", after(4096, meta(name))});
    all.push_back({"both " + name, name, meta(name)});
  }
  return all;
}

struct Count {
  std::size_t right = 0, all = 0;
};

void read_in_every_case(const Page& page, const std::string& charset, Count& count) {
  for (const Declaration& declaration : declarations_of(charset)) {
    const std::string& head = declaration.meta;
    const auto header = declaration.header.empty()
                            ? std::nullopt
                            : std::optional<std::string_view>(declaration.header);
    const Decoded decoded = decode_html(head + page.bytes, header);
    const bool is_right = decoded.utf8 == head + page.text;
    ++count.all;
    count.right += is_right ? 1 : 0;
    EXPECT_TRUE(is_right) << charset << ", declared: " << declaration.name << "; read as "
                          << decoded.decoding.charset << " by " << decoded.decoding.reason << ": "
                          << printable(page.text.substr(0, 60));
  }
}

struct Writing {
  const char* charset;
  bool is_traditional;
};

class CharsetPages : public testing::TestWithParam<Writing> {};

TEST_P(CharsetPages, House_AreReadRightHoweverTheyAreDeclared) {
  const auto pages = real_pages();
  if (pages.empty()) GTEST_SKIP() << "../shared/eval/extract is not here";
  const auto [charset, is_traditional] = GetParam();
  Encoder encoder(charset);
  Count count;
  for (const std::string& page : pages) {
    const std::string utf8 = undeclared(page);
    const std::string text = is_traditional ? to_traditional(utf8) : utf8;
    for (const bool is_damaged : {false, true}) {
      read_in_every_case(encoded(text, encoder, is_damaged), charset, count);
    }
  }
  EXPECT_EQ(count.right, count.all);
  RecordProperty("read_right", std::to_string(count.right) + " of " + std::to_string(count.all));
}

INSTANTIATE_TEST_SUITE_P(In, CharsetPages,
                         testing::Values(Writing{"utf-8", false}, Writing{"gb18030", false},
                                         Writing{"gbk", false}, Writing{"gbk", true},
                                         Writing{"big5", true}),
                         [](const auto& row) {
                           const std::string script = row.param.is_traditional ? "_hant" : "_hans";
                           std::string name = row.param.charset + script;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace newsarc::text
