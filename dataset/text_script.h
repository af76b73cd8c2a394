#pragma once
// The script that a dataset is asked for in.

#include <string_view>

#include "store/read/reader.h"

namespace newsarc::dataset {

enum class TextScript { original, simplified, traditional };

std::string_view name(TextScript script);  // "original"

// The record with title and body in that script. What is traditional already stays, as does a page
// in neither script.
store::Record in_script(const store::Record& record, TextScript script);

}  // namespace newsarc::dataset
