#include "cli/console.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "text/utf8.h"

namespace newsarc::cli {
namespace {

constexpr Span plain_interval = std::chrono::minutes(5);
constexpr Span bar_interval = std::chrono::milliseconds(100);

void print_line(std::string_view line) {
  const auto text = text::printable(line) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

std::string line_of(const pipeline::Progress& progress, Span took) {
  const auto seconds = std::max(1.0, static_cast<double>(took.count()) / 1000.0);
  const auto total = progress.fetched + progress.waiting + progress.in_flight;
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(),
                "run %lld: %lld of ~%lld pages, %lld articles, %.1f MB, %.1f pages/s",
                static_cast<long long>(progress.run), static_cast<long long>(progress.fetched),
                static_cast<long long>(total), static_cast<long long>(progress.articles),
                static_cast<double>(progress.bytes) / 1e6,
                static_cast<double>(progress.fetched) / seconds);
  return text.data();
}

std::string json_of(const pipeline::Progress& progress) {
  return "{\"run\":" + std::to_string(progress.run) +
         ",\"fetched\":" + std::to_string(progress.fetched) +
         ",\"waiting\":" + std::to_string(progress.waiting) +
         ",\"in_flight\":" + std::to_string(progress.in_flight) +
         ",\"articles\":" + std::to_string(progress.articles) +
         ",\"bytes\":" + std::to_string(progress.bytes) + "}";
}

std::string line_of(const pipeline::ReextractProgress& progress, Span took) {
  const auto seconds = std::max(1.0, static_cast<double>(took.count()) / 1000.0);
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(), "%lld of %lld versions, %.1f versions/s",
                static_cast<long long>(progress.read), static_cast<long long>(progress.versions),
                static_cast<double>(progress.read) / seconds);
  return text.data();
}

std::string json_of(const pipeline::ReextractProgress& progress) {
  return "{\"read\":" + std::to_string(progress.read) +
         ",\"versions\":" + std::to_string(progress.versions) + "}";
}

std::string line_of(const pipeline::ImportProgress& progress, Span took) {
  const auto seconds = std::max(1.0, static_cast<double>(took.count()) / 1000.0);
  const auto of_size = static_cast<double>(std::max<std::uint64_t>(progress.size, 1));
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(), "%.1f of %.1f MB (%.0f %%), %lld pages, %.1f pages/s",
                static_cast<double>(progress.read) / 1e6, of_size / 1e6,
                100.0 * static_cast<double>(progress.read) / of_size,
                static_cast<long long>(progress.archived),
                static_cast<double>(progress.archived) / seconds);
  return text.data();
}

std::string json_of(const pipeline::ImportProgress& progress) {
  return "{\"archived\":" + std::to_string(progress.archived) +
         ",\"known\":" + std::to_string(progress.known) +
         ",\"read\":" + std::to_string(progress.read) +
         ",\"size\":" + std::to_string(progress.size) + "}";
}

}  // namespace

void print_error(const Error& error) {
  print_line("newsarc: " + (error.where.empty() ? "" : error.where + ": ") + error.what);
}

void print_hint(std::string_view hint) { print_line("  " + std::string(hint)); }

void print_warning(std::string_view warning) {
  print_line("newsarc: warning: " + std::string(warning));
}

int exit_code(const Error& error) {
  switch (error.fault) {
    case Fault::usage:
      return usage;
    case Fault::config:
      return bad_config;
    case Fault::network:
    case Fault::http:
    case Fault::refused:
    case Fault::decode:
    case Fault::parse:
      return partial;
    case Fault::not_found:
      return nothing_found;
    case Fault::schema:
      return no_archive;
    case Fault::busy:
      return archive_busy;
    case Fault::damaged:
      return damaged;
    case Fault::disk:
      return disk;
    case Fault::limit:
      return stopped;
    case Fault::interrupted:
      return interrupted;
    case Fault::internal:
      break;
  }
  return internal_error;
}

ProgressPrinter::Form ProgressPrinter::form_of(const Globals& globals) {
  if (globals.progress == "none" || globals.quiet) return Form::none;
  if (globals.progress == "json") return Form::json;
  if (globals.progress == "bar") return Form::bar;
  if (globals.progress == "plain") return Form::plain;
  return isatty(STDERR_FILENO) != 0 ? Form::bar : Form::plain;
}

ProgressPrinter::ProgressPrinter(const Globals& globals, const Clock& clock)
    : form_(form_of(globals)), clock_(clock), began_(clock.now()) {
  next_ = form_ == Form::plain ? began_ + plain_interval : began_;
}

ProgressPrinter::~ProgressPrinter() { erase(); }

void ProgressPrinter::erase() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

template <class Progress>
void ProgressPrinter::show_any(const Progress& progress) {
  const auto now = clock_.now();
  if (form_ == Form::none || now < next_) return;
  next_ = now + (form_ == Form::plain ? plain_interval : bar_interval);
  if (form_ == Form::json) return print_line(json_of(progress));
  const auto line = line_of(progress, now - began_);
  if (form_ == Form::plain) return print_line(line);
  std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
  std::fflush(stderr);
  drawn_ = true;
}

void ProgressPrinter::show(const pipeline::Progress& progress) { show_any(progress); }
void ProgressPrinter::show(const pipeline::ReextractProgress& progress) { show_any(progress); }
void ProgressPrinter::show(const pipeline::ImportProgress& progress) { show_any(progress); }

}  // namespace newsarc::cli
