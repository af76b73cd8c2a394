// A 30 KB news page, half of it markup, out of each charset; and ICU's gb18030 beside ours.

#include <benchmark/benchmark.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <memory>
#include <string>

#include "text/charset.h"
#include "text/charset_codec.h"

namespace {

using namespace newsarc;

std::string page() {
  constexpr const char* traditional =
      "本報訊 昨日上午，市府召開創新工作會議，總結今年以來各項工作，部署下一階段任務。"
      "會議指出，要堅持問題導向，認真抓好專案建設，確保全年目標如期完成。";
  std::string text = "<html><head><title>t</title></head><body>";
  while (text.size() < 30'000) {
    text += "<p class=\"article-text\" style=\"margin: 0 auto; line-height: 1.8em\" data-id=\"1\">";
    text += traditional;
    text +=
        "</p>\n<div class=\"clear\"></div><span class=\"share\"><a href=\"/a/b.html\"></a></span>";
  }
  return text + "</body></html>";
}

void decode(benchmark::State& state, const char* charset) {
  const std::string bytes = text::encode_for_query(page(), charset);
  for (auto _ : state) benchmark::DoNotOptimize(text::decode_html(bytes, charset));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

void guess(benchmark::State& state, const char* charset) {
  const std::string bytes = text::encode_for_query(page(), charset);
  for (auto _ : state) benchmark::DoNotOptimize(text::decode_html(bytes, {}));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

// The decoder alone, which is what ICU is measured by.
void bare(benchmark::State& state, const char* charset) {
  const std::string bytes = text::encode_for_query(page(), charset);
  for (auto _ : state) {
    std::string utf8;
    utf8.reserve(bytes.size() * 3 / 2);
    text::decode_by_name(charset, bytes, utf8);
    benchmark::DoNotOptimize(utf8);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

// Into UTF-16 and on to UTF-8.
void icu(benchmark::State& state, const char* name) {
  const std::string bytes = text::encode_for_query(page(), "gb18030");
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name, &status),
                                                                     &ucnv_close);
  for (auto _ : state) {
    std::string utf8;
    icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(),
                       status)
        .toUTF8String(utf8);
    benchmark::DoNotOptimize(utf8);
  }
  if (U_FAILURE(status)) state.SkipWithError("ICU cannot");
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

BENCHMARK_CAPTURE(decode, utf_8, "utf-8");
BENCHMARK_CAPTURE(decode, gb18030, "gb18030");
BENCHMARK_CAPTURE(decode, big5, "big5");
BENCHMARK_CAPTURE(bare, gb18030, "gb18030");
BENCHMARK_CAPTURE(icu, gb18030, "gb18030");
BENCHMARK_CAPTURE(guess, utf_8, "utf-8");
BENCHMARK_CAPTURE(guess, gb18030, "gb18030");
BENCHMARK_CAPTURE(guess, big5, "big5");

}  // namespace
