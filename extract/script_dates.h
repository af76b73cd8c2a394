#pragma once
// Script dates: when a page's own scripts say that it was published, for pages that print their
// date by script: {"publishDate":"2020-10-13T13:25:26Z"}, var ct = "1602566726". Private to
// extract/.

#include <optional>

#include "core/time.h"
#include "extract/dom.h"

namespace newsarc::extract {

// The first name that is there decides, and only when all its values are of one day: a script with
// the dates of several articles says nothing. A count of seconds comes out in UTC.
std::optional<Stated> date_in_scripts(const Document& document);

}  // namespace newsarc::extract
