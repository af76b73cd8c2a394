#include "cli/damage_report.h"

#include <unistd.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/console.h"
#include "cli/output.h"
#include "text/utf8.h"

namespace newsarc::cli {
namespace {

constexpr std::chrono::seconds plain_interval{5};

}  // namespace

std::string line_of(const store::Damage& damage) {
  std::string line = damage.where + ": " + damage.what;
  if (damage.url) {
    line += " (" + *damage.url;
    if (damage.version) line += ", version " + std::to_string(*damage.version);
    line += ")";
  }
  return text::printable(line);
}

nlohmann::ordered_json json_of(const std::vector<store::Damage>& damage) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const auto& one : damage)
    list.push_back({{"what", one.what},
                    {"where", one.where},
                    {"url", one.url ? Json(*one.url) : Json()},
                    {"version", one.version ? Json(*one.version) : Json()}});
  return list;
}

StepPrinter::StepPrinter(const Globals& globals)
    : next_(std::chrono::steady_clock::now() + plain_interval) {
  if (globals.progress == "none" || globals.quiet) return;
  if (globals.progress == "json")
    form_ = Form::json;
  else if (globals.progress == "plain")
    form_ = Form::plain;
  else
    form_ = globals.progress == "bar" || is_terminal(STDERR_FILENO) ? Form::bar : Form::plain;
}

StepPrinter::~StepPrinter() { erase(); }

void StepPrinter::erase() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

void StepPrinter::show(std::string_view step) {
  const std::string words = text::printable(step);
  if (form_ == Form::json)
    return static_cast<void>(
        std::fputs((nlohmann::json{{"step", words}}.dump() + "\n").c_str(), stderr));
  if (form_ == Form::bar) {
    std::fprintf(stderr, "\r%s\x1b[K", words.c_str());
    std::fflush(stderr);
    drawn_ = true;
  }
  const auto now = std::chrono::steady_clock::now();
  if (form_ != Form::plain || now < next_) return;
  next_ = now + plain_interval;
  print_hint("checking " + words);
}

}  // namespace newsarc::cli
