#pragma once
// Article values as JSON, for the commands that print what was read from a page: the same values
// look the same everywhere.

#include <optional>
#include <string>
#include <vector>

#include "core/article.h"
#include "core/time.h"
#include "dataset/json.h"

namespace newsarc::cli {

std::optional<std::string> text_of(const std::optional<Stated>& stated);

// Each writes one array; its key is the caller's.
void write_texts(dataset::JsonWriter& json, const std::vector<std::string>& texts);
void write_credits(dataset::JsonWriter& json, const std::vector<Credit>& credits);
void write_images(dataset::JsonWriter& json, const std::vector<Image>& images);

}  // namespace newsarc::cli
