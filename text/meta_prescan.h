#pragma once
// The <meta> prescan of the HTML Standard (§13.2.3.2): which charset a page's own markup names.
// Private to text/. Thread-safe.

#include <optional>
#include <string>
#include <string_view>

namespace newsarc::text {

// The WHATWG name of the first charset that markup at the page's beginning names and that we know;
// utf-16 becomes utf-8, since markup that can be read so is none (but for an XML declaration in
// UTF-16 itself), and x-user-defined windows-1252.
std::optional<std::string> charset_from_meta(std::string_view bytes);

}  // namespace newsarc::text
