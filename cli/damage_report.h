#pragma once
// Damage report: what verify and salvage found, for people and as JSON, and how far they are.

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "store/verify/verify.h"

namespace newsarc::cli {

// "table text, row 17: its body does not have its SHA-256 (http://…, version 2)"
std::string line_of(const store::Damage& damage);

nlohmann::ordered_json json_of(const std::vector<store::Damage>& damage);

// What is looked at now, on stderr: drawn over on a terminal, a line every few seconds elsewhere.
class StepPrinter {
 public:
  explicit StepPrinter(const Globals& globals);
  ~StepPrinter();  // erases what it drew
  StepPrinter(const StepPrinter&) = delete;
  StepPrinter& operator=(const StepPrinter&) = delete;

  void show(std::string_view step);
  void erase();  // what it drew, before other lines

 private:
  enum class Form { none, bar, plain, json };
  Form form_ = Form::none;
  std::chrono::steady_clock::time_point next_;
  bool drawn_ = false;
};

}  // namespace newsarc::cli
