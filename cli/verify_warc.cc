#include "cli/verify_warc.h"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "cli/damage_report.h"
#include "cli/interrupt.h"
#include "cli/json_lines.h"
#include "cli/output.h"
#include "cli/table.h"
#include "text/utf8.h"
#include "warc/check.h"
#include "warc/index_check.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_listed = 10'000;  // findings of a file in JSON

// Longer blocks than an import takes are read too; what is made to unpack for ever is not.
constexpr warc::Limits limits{.block = std::uint64_t{64} << 30};

// How findings of one file are told.
class FindingPrinter {
 public:
  FindingPrinter(std::string file, std::ostream* out) : file_(std::move(file)), out_(out) {}

  void take(const warc::Finding& finding) {
    if (finding.kind != warc::Kind::no_record) has_only_strays_ = false;
    ++kinds_[std::string(warc::name_of(finding.kind))];
    // What follows in this member all has its offset.
    if (finding.kind == warc::Kind::joined_members) joined_ = finding.place.offset;
    if (out_)
      *out_ << text::printable(line_of(finding)) << "\n";
    else if (listed_.size() < most_listed)
      listed_.push_back(json_of(finding));
  }

  bool has_only_strays() const { return has_only_strays_; }

  Json document(const warc::CheckReport& report) {
    Json types = Json::object();
    for (const auto& [type, count] : report.types) types[type] = count;
    return {{"file", file_},
            {"ok", report.defects == 0},
            {"records", report.records},
            {"types", types},
            {"defects", report.defects},
            {"notes", report.notes},
            {"findings", std::move(listed_)}};
  }

  std::string summary(const warc::CheckReport& report) const {
    const auto count = [](std::uint64_t number) { return static_cast<std::int64_t>(number); };
    std::string line = file_ + ": ";
    line += report.defects == 0 ? "whole" : counted(count(report.defects), "defect", "defects");
    if (report.notes > 0) line += " and " + counted(count(report.notes), "note", "notes");
    line += " in " + counted(count(report.records), "record", "records");
    std::string kinds;
    for (const auto& [kind, number] : kinds_)
      kinds += (kinds.empty() ? ": " : ", ") + kind + " " + std::to_string(number);
    return text::printable(line + kinds);
  }

 private:
  std::string line_of(const warc::Finding& finding) const {
    std::string line = file_ + ": offset " + std::to_string(finding.place.offset);
    if (joined_ == finding.place.offset)
      line += ", unpacked " + std::to_string(finding.place.unpacked);
    line += warc::is_note(finding.kind) ? ": note, " : ": ";
    line += std::string(warc::name_of(finding.kind)) + " (" +
            std::string(warc::section_of(finding.kind)) + "): " + finding.what;
    return finding.id.empty() ? line : line + " [" + finding.id + "]";
  }

  static Json json_of(const warc::Finding& finding) {
    return {{"offset", finding.place.offset},
            {"unpacked", finding.place.unpacked},
            {"id", finding.id.empty() ? Json() : Json(finding.id)},
            {"kind", warc::name_of(finding.kind)},
            {"section", warc::section_of(finding.kind)},
            {"note", warc::is_note(finding.kind)},
            {"what", finding.what}};
  }

  std::string file_;
  std::ostream* out_;  // null for JSON
  Json listed_ = Json::array();
  bool has_only_strays_ = true;
  std::map<std::string, std::int64_t> kinds_;  // how many of each
  std::optional<std::uint64_t> joined_;
};

// Faults as this command has them: a path that is wrong is a wrong word of the caller.
Error as_verify_error(Error error) {
  if (error.fault == Fault::not_found) error.fault = Fault::usage;
  if (error.fault == Fault::decode) error.fault = Fault::damaged;
  return error;
}

// How far it is, and whether to go on.
class Watch {
 public:
  explicit Watch(const Globals& globals) : steps_(globals) {}

  void open(const std::filesystem::path& file) {
    std::error_code ignored;
    size_ = std::filesystem::file_size(file, ignored);
    name_ = file.filename().string();
  }
  bool show(std::uint64_t offset) {
    const std::uintmax_t share = size_ > 0 ? 100 * offset / size_ : 0;
    if (share != std::exchange(share_, share))
      steps_.show(name_ + ": " + std::to_string(share) + " %");
    return goes_on();
  }
  void erase() { steps_.erase(); }
  bool goes_on() const { return !interrupts_.flag(); }
  int exit_code() const { return interrupts_.exit_code(); }

 private:
  InterruptWatch interrupts_;
  StepPrinter steps_;
  std::uintmax_t size_ = 0;
  std::uintmax_t share_ = 0;  // of it that is done, in percent
  std::string name_;
};

bool is_index(const std::filesystem::path& file) { return file.extension() == ".cdxj"; }

Result<warc::CheckReport> check_file(const std::filesystem::path& file, FindingPrinter& printer,
                                     Watch& watch) {
  const auto take = [&](const warc::Finding& finding) {
    watch.erase();
    printer.take(finding);
  };
  auto report = warc::check(file, take, limits,
                            [&](const warc::Place& place) { return watch.show(place.offset); });
  if (!report) return tl::unexpected(as_verify_error(report.error()));
  if (report->records == 0 && printer.has_only_strays())
    return failure(Fault::usage, "holds no WARC record", file.string());
  return report;
}

// How findings of an index are told.
Result<bool> check_index(const std::filesystem::path& file, std::ostream& out, Json* documents,
                         Watch& watch) {
  Json findings = Json::array();
  const auto tell = [&](const warc::IndexFinding& finding) {
    watch.erase();
    if (documents == nullptr)
      out << text::printable(file.string() + ": line " + std::to_string(finding.line) + ": " +
                             finding.what)
          << "\n";
    else if (findings.size() < most_listed)
      findings.push_back({{"line", finding.line}, {"what", finding.what}});
  };
  const auto report = warc::check_index(file, tell, [&] { return !watch.goes_on(); });
  if (!report) return tl::unexpected(as_verify_error(report.error()));
  const bool is_whole = report->defects == 0;
  if (documents != nullptr) {
    documents->push_back({{"file", file.string()},
                          {"ok", is_whole},
                          {"lines", report->lines},
                          {"defects", report->defects},
                          {"findings", std::move(findings)}});
    return is_whole;
  }
  const auto count = [](std::uint64_t number) { return static_cast<std::int64_t>(number); };
  out << text::printable(
             file.string() + ": " +
             (is_whole ? "whole" : counted(count(report->defects), "defect", "defects")) + " in " +
             counted(count(report->lines), "line", "lines"))
      << "\n";
  return is_whole;
}

Result<void> check_paths(const std::vector<std::filesystem::path>& files) {
  for (const auto& file : files) {
    if (is_index(file)) continue;  // it is read as lines
    auto reader = warc::Reader::open(file);
    if (!reader) return tl::unexpected(as_verify_error(reader.error()));
  }
  return {};
}

}  // namespace

namespace {

Result<bool> check_warc(const std::filesystem::path& file, std::ostream& out, Json* documents,
                        Watch& watch) {
  FindingPrinter printer(file.string(), documents == nullptr ? &out : nullptr);
  const auto report = check_file(file, printer, watch);
  if (!report) return tl::unexpected(report.error());
  watch.erase();
  if (documents != nullptr)
    documents->push_back(printer.document(*report));
  else
    out << printer.summary(*report) << "\n";
  return report->defects == 0;
}

// Whether all are whole.
Result<bool> check_all(const std::vector<std::filesystem::path>& files, std::ostream& out,
                       Json* documents, Watch& watch) {
  bool are_whole = true;
  for (const auto& file : files) {
    watch.open(file);
    const auto is_whole = is_index(file) ? check_index(file, out, documents, watch)
                                         : check_warc(file, out, documents, watch);
    if (!is_whole) return is_whole;
    are_whole = are_whole && *is_whole;
  }
  return are_whole;
}

}  // namespace

Result<int> verify_warc(const std::vector<std::filesystem::path>& files, const Globals& globals) {
  if (auto there = check_paths(files); !there) return tl::unexpected(there.error());
  auto output = Output::standard();
  Json documents = Json::array();
  Watch watch(globals);
  const auto are_whole =
      check_all(files, output.stream(), globals.json ? &documents : nullptr, watch);
  if (!are_whole && are_whole.error().fault == Fault::interrupted) {
    static_cast<void>(output.finish());
    return watch.exit_code();
  }
  if (are_whole && globals.json)
    output.stream() << printed(Json{{"ok", *are_whole}, {"files", documents}}, 2) << "\n";
  if (auto finished = output.finish(); !finished) return tl::unexpected(finished.error());
  if (!are_whole) return tl::unexpected(are_whole.error());
  return *are_whole ? Exit::ok : Exit::damaged;
}

}  // namespace newsarc::cli
