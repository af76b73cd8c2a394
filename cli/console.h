#pragma once
// Console: what people read, on stderr: errors, hints, progress. Nothing that comes from a page
// reaches a terminal with its control characters.

#include <string>
#include <string_view>

#include "cli/command.h"
#include "core/result.h"
#include "pipeline/crawl.h"
#include "pipeline/import.h"
#include "pipeline/reextract.h"

namespace newsarc::cli {

void print_error(const Error& error);  // "newsarc: WHERE: WHAT"
void print_hint(std::string_view hint);
void print_warning(std::string_view warning);

// The progress of long work: a bar on a terminal, at most ten frames a second and erased at the
// end; a line every five minutes elsewhere; JSON lines on request. Totals carry ~ while discovery
// still grows.
class ProgressPrinter {
 public:
  ProgressPrinter(const Globals& globals, const Clock& clock);
  ~ProgressPrinter();  // erases the bar
  ProgressPrinter(const ProgressPrinter&) = delete;
  ProgressPrinter& operator=(const ProgressPrinter&) = delete;

  void show(const pipeline::Progress& progress);
  void show(const pipeline::ReextractProgress& progress);
  void show(const pipeline::ImportProgress& progress);
  void erase();  // the bar, before other lines

 private:
  enum class Form { none, bar, plain, json };
  static Form form_of(const Globals& globals);
  template <class Progress>
  void show_any(const Progress& progress);

  Form form_;
  const Clock& clock_;
  Instant began_;
  Instant next_;
  bool drawn_ = false;
};

}  // namespace newsarc::cli
