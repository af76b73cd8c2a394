#pragma once
// Person names: whether a few words name a person, in the scripts with capitals and in Hangul.
// Private to extract/; plain code, linear time.

#include <string>
#include <string_view>
#include <vector>

namespace newsarc::extract {

// How much of a name is asked for: a line of the page must name somebody in full; an element that
// the markup calls the author's may hold a pen name.
enum class NameForm { full, any };

bool is_person(std::string_view name, NameForm form);

// "Political Editor Jane Roe" without her job.
std::string_view without_job(std::string_view name);

// "Political correspondent, London": a short line that names a job and is no sentence.
bool tells_job(std::string_view line);

// 김민수·이영희 기자: the names before the word of their trade; empty when the text does not begin
// with such.
std::vector<std::string> korean_names(std::string_view text);

}  // namespace newsarc::extract
