// The fold's tables: for each code point what fold() makes of it, or that ICU must be asked.

#include "text/generate/fold_tables.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "text/fold_table.h"
#include "text/generate/chinese_rules.h"
#include "text/generate/table_writer.h"

namespace newsarc::text::generate {
namespace {

const icu::Normalizer2& casefolding() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) {
    std::cerr << "text_tables: ICU has no NFKC_Casefold data\n";
    std::exit(1);
  }
  return *normalizer;
}

// The one code point that NFKC_Casefold makes of `c`, or fold_by_icu; that for all marks, as they
// change places with their neighbours (U+0345 folds to a letter, but is a mark).
std::uint32_t casefolded(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const auto point = static_cast<UChar32>(c);
  const icu::UnicodeString folded = casefolding().normalize(icu::UnicodeString(point), status);
  const bool is_one = U_SUCCESS(status) && folded.countChar32() == 1;
  if (!is_one || !casefolding().hasBoundaryBefore(point) || u_getCombiningClass(point) != 0)
    return fold_by_icu;
  return static_cast<std::uint32_t>(folded.char32At(0));
}

// Disjoint sets of characters that are taken for one another.
class Classes {
 public:
  void join(char32_t a, char32_t b) {
    const char32_t first = root(a);
    const char32_t second = root(b);
    if (first != second) parents_[first] = second;
    parents_.try_emplace(second, second);
  }
  std::map<char32_t, std::vector<char32_t>> members() {
    std::map<char32_t, std::vector<char32_t>> classes;
    for (const auto& [c, parent] : parents_) classes[root(c)].push_back(c);
    return classes;
  }

 private:
  char32_t root(char32_t c) {
    auto found = parents_.find(c);
    while (found != parents_.end() && found->second != c) {
      c = found->second;
      found = parents_.find(c);
    }
    return c;
  }
  std::map<char32_t, char32_t> parents_;
};

// Which member stands for a class: the common simplified one, so that plain SQL can ask for it.
class Preference {
 public:
  explicit Preference(const Rules& simplifying) {
    const std::vector<char32_t> common = common_simplified();
    common_.insert(common.begin(), common.end());
    known_ = gb2312_han();
    for (const auto& [from, to] : simplifying.characters) ++targets_[to];
  }
  char32_t best(const std::vector<char32_t>& members) const {
    return *std::ranges::max_element(members, {}, [this](char32_t c) { return rank(c); });
  }

 private:
  std::tuple<bool, bool, int, std::int64_t> rank(char32_t c) const {
    const auto found = targets_.find(c);
    const int sources = found == targets_.end() ? 0 : found->second;
    return {common_.contains(c), known_.contains(c), sources, -static_cast<std::int64_t>(c)};
  }
  std::set<char32_t> common_, known_;
  std::map<char32_t, int> targets_;
};

Characters representatives(const std::string& opencc_folder) {
  Classes classes;
  for (const auto& [a, b] : variant_pairs(opencc_folder)) {
    const std::uint32_t first = casefolded(a);
    const std::uint32_t second = casefolded(b);
    if (first != fold_by_icu && second != fold_by_icu) classes.join(first, second);
  }
  const Preference preference(simplifying_rules(opencc_folder));
  Characters chosen;
  for (const auto& [root, members] : classes.members()) {
    const char32_t best = preference.best(members);
    for (const char32_t c : members) chosen.emplace(c, best);
  }
  return chosen;
}

}  // namespace

void write_fold_tables(std::ostream& out, const std::string& opencc_folder) {
  const Characters representative = representatives(opencc_folder);
  CodePointMap folds;
  Fingerprint fingerprint;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::uint32_t folded = casefolded(c);
    const auto found = representative.find(folded);
    if (found != representative.end()) folded = found->second;
    if (folded == c) continue;
    folds.emplace(c, folded);
    fingerprint.add(static_cast<std::uint64_t>(c) << 32 | folded);
  }
  write_paged_table(out, "fold_table", folds);
  out << "constexpr int fold_fingerprint = " << (fingerprint.value() & 0x7FFFFFFF) << ";\n";
}

}  // namespace newsarc::text::generate
