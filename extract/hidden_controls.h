#pragma once
// gumbo makes U+FFFD of control characters, but archived text keeps every character: they pass
// through it in the last rows of the last private plane. Private to extract/.

#include <string>
#include <string_view>

namespace newsarc::extract {

// The page with its control characters hidden; empty where it has none, blanks and NUL aside.
std::string hide_controls(std::string_view html);
std::string show_controls(std::string_view text);

}  // namespace newsarc::extract
