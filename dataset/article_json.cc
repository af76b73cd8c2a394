#include "dataset/article_json.h"

namespace newsarc::dataset {

std::optional<std::string> text_of(const std::optional<Stated>& stated) {
  if (!stated) return std::nullopt;
  return to_text(*stated);
}

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
  json.begin_array();
  for (const auto& text : texts) json.value(text);
  json.end_array();
}

void write_credits(JsonWriter& json, const std::vector<Credit>& credits) {
  json.begin_array();
  for (const auto& credit : credits) {
    json.begin_object();
    json.member("role", name(credit.role));
    json.member("label", credit.label);
    json.member("name", credit.name);
    json.end_object();
  }
  json.end_array();
}

void write_images(JsonWriter& json, const std::vector<Image>& images) {
  json.begin_array();
  for (const auto& image : images) {
    json.begin_object();
    json.member("url", image.url);
    json.member("alt", image.alt);
    json.end_object();
  }
  json.end_array();
}

}  // namespace newsarc::dataset
