#pragma once
// Author names: the persons that a byline of a script with capitals names, "By Jane Roe and John Q.
// Doe | 3 May". Private to extract/; plain code, linear time.

#include <string>
#include <string_view>
#include <vector>

#include "extract/person_names.h"

namespace newsarc::extract {

// The persons that `text` names, in order, each once; empty when it names something else.
// Outlets, desks and agencies are no persons.
std::vector<std::string> author_names(std::string_view text, NameForm form);

// The persons of a line that says "by" in one of the larger languages, at its beginning or behind
// one of its separators.
std::vector<std::string> names_in_byline(std::string_view line);

// A name and a date that share a line with nothing else: "Jane Roe | 3 May 2020".
std::vector<std::string> name_beside_date(std::string_view line);

// Whether two names are of the same thing but for case, blanks and punctuation: the outlet's own
// name is not its author's.
bool is_same_name(std::string_view a, std::string_view b);

}  // namespace newsarc::extract
