#pragma once
// What the installed ICU and OpenCC say of traditional and simplified Chinese, as plain maps, and
// what we correct in it. Read while newsarc is built; an exception of ours has its reason beside
// it.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace newsarc::text::generate {

using Characters = std::map<char32_t, char32_t>;
using Phrases = std::map<std::u32string, std::u32string>;

// Whose forms of traditional characters. OpenCC's own standard is a third: 爲 裏 羣 喫.
enum class Region { taiwan, hongkong };

struct Rules {
  Characters characters;
  Phrases phrases;  // of two characters and more
};

// The rules of one of ICU's transliterators: "Traditional-Simplified". Exits when ICU has none.
Rules icu_rules(const char* transliterator);

// One of OpenCC's installed dictionaries: "TSCharacters" -> all values of each key, best first.
std::map<std::u32string, std::vector<std::u32string>> opencc_dictionary(const std::string& folder,
                                                                        std::string_view name);

// Both sources joined and corrected: what to_simplified(), to_traditional() and to_region() do.
Rules simplifying_rules(const std::string& opencc_folder);
Rules traditionalising_rules(const std::string& opencc_folder, Region region);
Rules regional_rules(const std::string& opencc_folder, Region region);

// The code points that GB2312 lists in rows 16 to 55, its level 1: the common simplified ones; in
// its order, which is that of their Pinyin.
std::vector<char32_t> common_simplified();
// All Han of GB2312, level 2 too.
std::set<char32_t> gb2312_han();
// All Han of Big5 as Taiwan defined it, both levels, without Hong Kong's.
std::set<char32_t> big5_han();

// Characters that any source takes for one another: the pairs of which the fold's classes are made.
std::vector<std::pair<char32_t, char32_t>> variant_pairs(const std::string& opencc_folder);

}  // namespace newsarc::text::generate
