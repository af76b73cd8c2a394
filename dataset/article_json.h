#pragma once
// Values of an article as JSON: datasets and commands that print what was read from a page write
// them alike.

#include <optional>
#include <string>
#include <vector>

#include "core/article.h"
#include "core/time.h"
#include "dataset/json.h"

namespace newsarc::dataset {

std::optional<std::string> text_of(const std::optional<Stated>& stated);

// Each writes one array; its key is the caller's.
void write_texts(JsonWriter& json, const std::vector<std::string>& texts);
void write_credits(JsonWriter& json, const std::vector<Credit>& credits);
void write_images(JsonWriter& json, const std::vector<Image>& images);

}  // namespace newsarc::dataset
