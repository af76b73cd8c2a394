#pragma once
// JSON lines as commands take them: a file of one JSON object a line, answered a line each.

#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "core/result.h"

namespace newsarc::cli {

// Called for each line that is not blank, with the value and where it stands, "pages.jsonl:12"; a
// line that is no JSON object is given as null. Stops at the first failure and gives it. Errors:
// disk (the file), limit (a line of more than 64 MiB).
using EachLine = std::function<Result<void>(const nlohmann::json&, const std::string& where)>;
Result<void> for_each_line(const std::filesystem::path& list, const EachLine& each);

// Prints what each object is answered by, a line each, as they come. Gives the exit code. Errors:
// usage (a line that is no object).
using AnswerObject =
    std::function<Result<std::string>(const nlohmann::json&, const std::string& where)>;
Result<int> answer_each(const std::filesystem::path& list, const AnswerObject& answer);

// A whole document as it is printed: malformed UTF-8 becomes U+FFFD, and what a terminal might obey
// is escaped. On one line, or indented by so many blanks.
std::string printed(const nlohmann::ordered_json& document, int indent = -1);

// A member that is a string; nothing where it is missing, null or of another type.
std::optional<std::string> text_member(const nlohmann::json& object, const char* name);

}  // namespace newsarc::cli
