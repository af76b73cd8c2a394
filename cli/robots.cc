// newsarc robots: what a robots.txt allows an agent, and by which line.

#include "crawler/robots.h"

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_lines.h"
#include "cli/output.h"
#include "cli/workspace.h"
#include "dataset/json.h"
#include "text/utf8.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;
using crawler::Robots;

std::string bytes_of_latin1(std::string_view utf8) {
  std::string bytes;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto point = text::code_point_at(utf8, at);
    bytes += static_cast<char>(point.value);
    at += point.length;
  }
  return bytes;
}

// As it would be sent, where it is a URL or a path: what is beyond ASCII is percent-encoded.
std::string target_of(const std::string& text) {
  const auto url = url::parse(text.starts_with('/') ? "http://any.invalid" + text : text);
  return crawler::robots_target(url ? url->href() : text);
}

// {"robots_latin1":…, "cases":[[agent, path, …], …]}: bytes as the characters U+0000 to U+00FF.
Result<std::string> answer_case(const nlohmann::json& object, const std::string& where) {
  constexpr auto shape = R"(not {"robots_latin1":…, "cases":[[agent, path], …]})";
  const auto file = text_member(object, "robots_latin1");
  const auto cases = object.find("cases");
  if (!file || cases == object.end() || !cases->is_array())
    return failure(Fault::usage, shape, where);
  const auto bytes = bytes_of_latin1(*file);
  std::string line;
  dataset::JsonWriter json(line);
  json.begin_object();
  json.key("allowed");
  json.begin_array();
  for (const auto& one : *cases) {
    if (!one.is_array() || one.size() < 2 || !one[0].is_string() || !one[1].is_string())
      return failure(Fault::usage, shape, where);
    const auto robots = Robots::parse(bytes, one[0].get<std::string>());
    json.value(robots.allows(crawler::robots_target(one[1].get<std::string>())));
  }
  json.end_array();
  json.end_object();
  return line;
}

std::string for_people(const std::string& url, const Robots::Verdict& verdict) {
  std::string line = verdict.allowed ? "allowed     " : "disallowed  ";
  line += text::printable(url) + "  ";
  if (verdict.line == 0) return line + "(no line speaks of it)\n";
  return line + "(line " + std::to_string(verdict.line) + ": " + text::printable(verdict.text) +
         ")\n";
}

void append_json(std::string& out, const std::string& url, const Robots::Verdict& verdict) {
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("url", url);
  json.member("allowed", verdict.allowed);
  json.key("line");
  verdict.line == 0 ? json.null() : json.value(verdict.line);
  json.key("text");
  verdict.line == 0 ? json.null() : json.value(verdict.text);
  json.end_object();
}

Result<int> robots(const Command& command, const Globals& globals) {
  const fs::path directory = globals.directory;
  if (const auto list = command.text("--cases")) return answer_each(directory / *list, answer_case);
  const auto name = command.text("file");
  const auto urls = command.texts("urls");
  if (!name || urls.empty())
    return failure(Fault::usage, "a robots.txt and URLs are needed, or --cases FILE.jsonl");
  const auto bytes = read_file(directory / *name);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto rules = Robots::parse(*bytes, command.text("--agent").value_or("newsarc"));
  std::string list, lines;
  for (const auto& url : urls) {
    const auto verdict = rules.verdict(target_of(url));
    list += list.empty() ? "[" : ",\n ";
    append_json(list, url, verdict);
    lines += for_people(url, verdict);
  }
  return print(globals.json ? list + "]\n" : lines);
}

}  // namespace

void add_robots(CommandLine& commands) {
  const Command command =
      commands.add("robots", "What a robots.txt allows, and which of its lines decides", robots);
  command.option("file", "The robots.txt").type("FILE");
  const Option urls =
      command.option("urls", "URLs, or paths and queries as they are sent").list().type("URL");
  command.option("--agent", "For whom: a product token; newsarc unless given").type("NAME");
  command.option("--cases", "A list: {\"robots_latin1\",\"cases\":[[agent, path]]} a line")
      .excludes(urls)
      .type("FILE");
}

}  // namespace newsarc::cli
