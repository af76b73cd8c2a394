#include "extract/month_names.h"

#include <algorithm>
#include <iterator>

namespace newsarc::extract {

namespace {

struct Month {
  std::string_view name;
  int number;
};

// Folded names; an abbreviation may end in a dot. English, German, French, Spanish, Italian,
// Portuguese, Dutch, Polish, Russian and Turkish.
constexpr Month months[] = {
    {"january", 1},    {"januar", 1},     {"janvier", 1},   {"enero", 1},         {"gennaio", 1},
    {"janeiro", 1},    {"januari", 1},    {"stycznia", 1},  {"января", 1},        {"ocak", 1},
    {"jan", 1},        {"jänner", 1},     {"janv", 1},      {"ene", 1},           {"february", 2},
    {"februar", 2},    {"février", 2},    {"febrero", 2},   {"febbraio", 2},      {"fevereiro", 2},
    {"februari", 2},   {"lutego", 2},     {"февраля", 2},   {"şubat", 2},         {"feb", 2},
    {"févr", 2},       {"march", 3},      {"märz", 3},      {"mars", 3},          {"marzo", 3},
    {"março", 3},      {"maart", 3},      {"marca", 3},     {"марта", 3},         {"mart", 3},
    {"mar", 3},        {"mär", 3},        {"april", 4},     {"avril", 4},         {"abril", 4},
    {"aprile", 4},     {"kwietnia", 4},   {"апреля", 4},    {"nisan", 4},         {"apr", 4},
    {"avr", 4},        {"abr", 4},        {"may", 5},       {"mai", 5},           {"mayo", 5},
    {"maggio", 5},     {"maio", 5},       {"mei", 5},       {"maja", 5},          {"мая", 5},
    {"mayıs", 5},      {"june", 6},       {"juni", 6},      {"juin", 6},          {"junio", 6},
    {"giugno", 6},     {"junho", 6},      {"czerwca", 6},   {"июня", 6},          {"haziran", 6},
    {"jun", 6},        {"july", 7},       {"juli", 7},      {"juillet", 7},       {"julio", 7},
    {"luglio", 7},     {"julho", 7},      {"lipca", 7},     {"июля", 7},          {"temmuz", 7},
    {"jul", 7},        {"juil", 7},       {"august", 8},    {"août", 8},          {"agosto", 8},
    {"augustus", 8},   {"sierpnia", 8},   {"августа", 8},   {"ağustos", 8},       {"aug", 8},
    {"ago", 8},        {"september", 9},  {"septembre", 9}, {"septiembre", 9},    {"settembre", 9},
    {"setembro", 9},   {"września", 9},   {"сентября", 9},  {"eylül", 9},         {"sept", 9},
    {"sep", 9},        {"set", 9},        {"october", 10},  {"oktober", 10},      {"octobre", 10},
    {"octubre", 10},   {"ottobre", 10},   {"outubro", 10},  {"października", 10}, {"октября", 10},
    {"ekim", 10},      {"oct", 10},       {"okt", 10},      {"out", 10},          {"november", 11},
    {"novembre", 11},  {"noviembre", 11}, {"novembro", 11}, {"listopada", 11},    {"ноября", 11},
    {"kasım", 11},     {"nov", 11},       {"december", 12}, {"dezember", 12},     {"décembre", 12},
    {"diciembre", 12}, {"dicembre", 12},  {"dezembro", 12}, {"grudnia", 12},      {"декабря", 12},
    {"aralık", 12},    {"dec", 12},       {"dez", 12},      {"déc", 12},          {"dic", 12},
};

}  // namespace

std::optional<int> month_number(std::string_view word) {
  const auto* month = std::find_if(std::begin(months), std::end(months),
                                   [&](const Month& each) { return each.name == word; });
  if (month == std::end(months)) return std::nullopt;
  return month->number;
}

}  // namespace newsarc::extract
