// Text on one core: conversion and fold beside ICU's transliterator and OpenCC in the same run;
// glosses, script, terms and simhash. Bytes a second are of UTF-8 given.

#include <benchmark/benchmark.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <opencc/SimpleConverter.hpp>
#include <string>
#include <string_view>

#include "text/fold.h"
#include "text/forms.h"
#include "text/gloss.h"
#include "text/search.h"
#include "text/similar.h"

namespace newsarc::text {
namespace {

// Sentences as news has them, of our own making; a megabyte of them in turns, numbered, so that no
// two are the same.
constexpr std::array<std::string_view, 6> sentences{
    "本報記者昨日從市發展和改革委員會獲悉，全長約三十公里的環湖公路將於年底前完工通車，沿線十二"
    "個村莊的居民出行時間有望縮短一半。",
    "會議強調，要進一步優化營商環境，減輕企業負擔，落實好各項惠民政策，讓群眾在家門口就能辦成事。",
    "據氣象臺預報，受冷空氣影響，未來三天全省大部地區氣溫將下降六至八度，山區有小雪，請駕駛人員"
    "注意行車安全。",
    "這支由退休教師組成的樂團已經連續二十年義務演出，團長說，只要還有一個聽眾，他們就會繼續演奏"
    "下去。",
    "公司表示，新產品採用了自主研發的晶片，在相同電量下續航時間提高了百分之四十，預計明年第一季"
    "度上市。",
    "比賽進行到第八十七分鐘，替補上場的前鋒接應隊友傳中，頭球攻入全場唯一進球，主隊一比零戰勝對"
    "手。"};

std::string news(bool traditional) {
  std::string text;
  for (int number = 1; text.size() < (1U << 20); ++number)
    for (const auto sentence : sentences)
      text += std::to_string(number) + "、" + std::string(sentence) + "\n";
  return traditional ? text : to_simplified(text);
}

const std::string& traditional_news() {
  static const std::string text = news(true);
  return text;
}

const std::string& simplified_news() {
  static const std::string text = news(false);
  return text;
}

template <class Function>
void run(benchmark::State& state, const std::string& text, const Function& function) {
  for (auto each : state) benchmark::DoNotOptimize(function(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(text.size()));
}

void simplify(benchmark::State& state) { run(state, traditional_news(), to_simplified); }
BENCHMARK(simplify);

void simplify_by_icu(benchmark::State& state) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> converter(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  run(state, traditional_news(), [&](const std::string& text) {
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
    converter->transliterate(wide);
    std::string converted;
    return wide.toUTF8String(converted);
  });
}
BENCHMARK(simplify_by_icu)->Unit(benchmark::kMillisecond);

void simplify_by_opencc(benchmark::State& state) {
  const opencc::SimpleConverter converter("t2s.json");
  run(state, traditional_news(), [&](const std::string& text) { return converter.Convert(text); });
}
BENCHMARK(simplify_by_opencc)->Unit(benchmark::kMillisecond);

void traditionalise(benchmark::State& state) {
  run(state, simplified_news(), [](const std::string& text) { return to_traditional(text); });
}
BENCHMARK(traditionalise);

void traditionalise_by_opencc(benchmark::State& state) {
  const opencc::SimpleConverter converter("s2tw.json");
  run(state, simplified_news(), [&](const std::string& text) { return converter.Convert(text); });
}
BENCHMARK(traditionalise_by_opencc)->Unit(benchmark::kMillisecond);

void folding(benchmark::State& state) { run(state, traditional_news(), fold); }
BENCHMARK(folding);

void finding_the_script(benchmark::State& state) {
  run(state, traditional_news(), [](const std::string& text) { return script_of(text); });
}
BENCHMARK(finding_the_script);

void finding_the_language(benchmark::State& state) { run(state, traditional_news(), language_of); }
BENCHMARK(finding_the_language);

void looking_for_glosses(benchmark::State& state) { run(state, traditional_news(), looks_glossed); }
BENCHMARK(looking_for_glosses);

void making_terms(benchmark::State& state) { run(state, traditional_news(), terms); }
BENCHMARK(making_terms);

void hashing_for_likeness(benchmark::State& state) { run(state, traditional_news(), simhash); }
BENCHMARK(hashing_for_likeness);

}  // namespace
}  // namespace newsarc::text
