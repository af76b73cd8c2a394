#pragma once
// The vocabulary of the demo site: invented places, people and sentences, in traditional script,
// and what the site does to them: simplified characters, machine-made glosses.

#include <array>
#include <string>
#include <string_view>

namespace newsarc::demo {

// Sentences and headlines hold {places} that the writer fills: see writer.cc.
extern const std::array<std::string_view, 26> sentences;
extern const std::array<std::string_view, 12> headlines;

extern const std::array<std::string_view, 10> cities;
extern const std::array<std::string_view, 10> districts;
extern const std::array<std::string_view, 12> offices;
extern const std::array<std::string_view, 14> projects;
extern const std::array<std::string_view, 14> fields;
extern const std::array<std::string_view, 10> problems;
extern const std::array<std::string_view, 18> surnames;
extern const std::array<std::string_view, 20> given_names;
extern const std::array<std::string_view, 8> outlets;
extern const std::array<std::string_view, 8> readers;   // who comments
extern const std::array<std::string_view, 8> comments;  // and what

// The simplified form, character by character: enough for this vocabulary, whose characters each
// have one. (The archive's own conversion is text/'s; the site's truth must not depend on it.)
std::string simplified(std::string_view traditional);

// What the converters of cloned sites leave behind: a reading in parentheses after characters of a
// small table, 創(chuàng)新, never two in a row.
std::string glossed(std::string_view traditional);

// What they do to punctuation: ，：（）； become ASCII.
std::string with_ascii_punctuation(std::string_view text);

}  // namespace newsarc::demo
