#include "cli/json_lines.h"

#include <fstream>
#include <istream>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/output.h"
#include "dataset/json.h"

namespace newsarc::cli {
namespace {

constexpr std::size_t longest_line = std::size_t{64} << 20;

// The next line without its end; false where there is none. One past the limit is cut there.
bool take_line(std::istream& stream, std::string& line) {
  line.clear();
  auto& bytes = *stream.rdbuf();
  constexpr int none = std::char_traits<char>::eof();
  int next = bytes.sbumpc();
  if (next == none) return false;
  for (; next != none && next != '\n' && line.size() <= longest_line; next = bytes.sbumpc())
    line += static_cast<char>(next);
  return true;
}

}  // namespace

Result<void> for_each_line(const std::filesystem::path& list, const EachLine& each) {
  std::ifstream stream(list, std::ios::binary);
  std::error_code unknown;
  if (std::filesystem::is_directory(list, unknown))
    return failure(Fault::disk, "this is a directory, and no list", list.string());
  if (!stream) return failure(Fault::disk, "cannot be read; does it exist?", list.string());
  std::string line;
  for (int number = 1; take_line(stream, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto where = list.string() + ":" + std::to_string(number);
    if (line.size() > longest_line)
      return failure(Fault::limit, "longer than " + std::to_string(longest_line) + " bytes", where);
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (auto done = each(json.is_object() ? json : nlohmann::json(), where); !done) return done;
  }
  return {};
}

Result<int> answer_each(const std::filesystem::path& list, const AnswerObject& answer) {
  auto output = Output::standard();
  const auto done = for_each_line(
      list, [&](const nlohmann::json& object, const std::string& where) -> Result<void> {
        if (object.is_null()) return failure(Fault::usage, "is no JSON object", where);
        const auto line = answer(object, where);
        if (!line) return tl::unexpected(line.error());
        output.stream() << *line << '\n';
        return {};
      });
  if (!done) return tl::unexpected(done.error());
  if (auto written = output.finish(); !written) return tl::unexpected(written.error());
  return ok;
}

std::string printed(const nlohmann::ordered_json& document, int indent) {
  using Json = nlohmann::ordered_json;
  return dataset::terminal_safe(document.dump(indent, ' ', false, Json::error_handler_t::replace));
}

std::optional<std::string> text_member(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

}  // namespace newsarc::cli
