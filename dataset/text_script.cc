#include "dataset/text_script.h"

#include <string>

#include "text/forms.h"

namespace newsarc::dataset {
namespace {

using store::Record;

std::string in_script(const Record& record, const std::string& original,
                      const std::string& simplified, TextScript script) {
  if (script == TextScript::simplified) return simplified;
  // Converting what is traditional already would spoil it; a page in neither script has nothing
  // to convert.
  return record.script == name(Script::hans) ? text::to_traditional(original) : original;
}

}  // namespace

std::string_view name(TextScript script) {
  if (script == TextScript::original) return "original";
  return script == TextScript::simplified ? "simplified" : "traditional";
}

Record in_script(const Record& record, TextScript script) {
  Record converted = record;
  if (script == TextScript::original) return converted;
  converted.title = in_script(record, record.title, record.title_simplified, script);
  converted.body = in_script(record, record.body, record.body_simplified, script);
  return converted;
}

}  // namespace newsarc::dataset
