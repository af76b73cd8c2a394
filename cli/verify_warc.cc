#include "cli/verify_warc.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <system_error>

#include "cli/output.h"
#include "cli/table.h"
#include "text/utf8.h"
#include "warc/check.h"

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
    return text::printable(line);
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
  std::optional<std::uint64_t> joined_;
};

// Faults as this command has them: a path that is wrong is a wrong word of the caller.
Error as_verify_error(Error error) {
  if (error.fault == Fault::not_found) error.fault = Fault::usage;
  if (error.fault == Fault::decode) error.fault = Fault::damaged;
  return error;
}

Result<warc::CheckReport> check_file(const std::filesystem::path& file, FindingPrinter& printer) {
  auto report = warc::check(
      file, [&](const warc::Finding& finding) { printer.take(finding); }, limits);
  if (!report) return tl::unexpected(as_verify_error(report.error()));
  if (report->records == 0 && printer.has_only_strays())
    return failure(Fault::usage, "holds no WARC record", file.string());
  return report;
}

Result<void> check_paths(const std::vector<std::filesystem::path>& files) {
  for (const auto& file : files) {
    auto reader = warc::Reader::open(file);
    if (!reader) return tl::unexpected(as_verify_error(reader.error()));
  }
  return {};
}

}  // namespace

Result<int> verify_warc(const std::vector<std::filesystem::path>& files, const Globals& globals) {
  if (auto there = check_paths(files); !there) return tl::unexpected(there.error());
  auto output = Output::standard();
  Json documents = Json::array();
  bool is_whole = true;
  for (const auto& file : files) {
    FindingPrinter printer(file.string(), globals.json ? nullptr : &output.stream());
    const auto report = check_file(file, printer);
    if (!report) {
      if (auto finished = output.finish(); !finished) return tl::unexpected(finished.error());
      return tl::unexpected(report.error());
    }
    is_whole = is_whole && report->defects == 0;
    if (globals.json)
      documents.push_back(printer.document(*report));
    else
      output.stream() << printer.summary(*report) << "\n";
  }
  if (globals.json)
    output.stream() << Json{{"ok", is_whole}, {"files", documents}}.dump(
                           2, ' ', false, Json::error_handler_t::replace)
                    << "\n";
  if (auto finished = output.finish(); !finished) return tl::unexpected(finished.error());
  return is_whole ? Exit::ok : Exit::damaged;
}

}  // namespace newsarc::cli
