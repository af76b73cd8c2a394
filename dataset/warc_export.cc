#include "dataset/warc_export.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "core/version.h"
#include "dataset/capture_records.h"
#include "warc/writer.h"

namespace newsarc::dataset {
namespace {

// What one file says of itself. Nothing of the moment or the machine that it was made on.
warc::Draft warcinfo(const std::string& name, const std::string& selection, Instant first) {
  const std::string what = selection.empty() ? "All captures of a newsarc archive"
                                             : "Captures of a newsarc archive: " + selection;
  warc::Draft draft{"warcinfo",
                    first,
                    "",
                    "application/warc-fields",
                    warc::warc_fields({{"software", "newsarc/" + std::string(version())},
                                       {"format", "WARC File Format 1.1"},
                                       {"conformsTo",
                                        "http://iipc.github.io/warc-specifications/specifications/"
                                        "warc-format/warc-1.1/"},
                                       {"description", what}}),
                    {}};
  if (!name.empty()) draft.more.push_back({"WARC-Filename", name});
  return draft;
}

class WarcExport {
 public:
  WarcExport(const store::Reader& reader, const WarcOptions& options, WarcSink& sink)
      : reader_(reader), options_(options), sink_(sink) {}

  Result<WarcExported> run() {
    const auto tally =
        reader_.for_each_capture(options_.filter, [this](const store::CaptureGroup& group) {
          if (!interrupted()) done_ = take(group);
          return done_.has_value() && !interrupted();
        });
    if (interrupted()) return failure(Fault::interrupted, "the export was interrupted");
    if (!tally) return tl::unexpected(tally.error());
    if (!done_) return tl::unexpected(done_.error());
    if (exported_.files == 0)
      if (auto begun = begin_file({}); !begun) return tl::unexpected(begun.error());
    if (auto ended = end_file(); !ended) return tl::unexpected(ended.error());
    exported_.tally = *tally;
    return exported_;
  }

 private:
  Result<void> take(const store::CaptureGroup& group) {
    if (!writer_)
      if (auto begun = begin_file(group.front().answer.at); !begun) return begun;
    for (const auto& capture : group)
      if (auto written = write(capture); !written) return written;
    if (options_.file_size && writer_->size() >= *options_.file_size) return end_file();
    return {};
  }

  Result<void> begin_file(Instant first) {
    const auto file = sink_.begin(static_cast<int>(exported_.files++));
    if (!file) return tl::unexpected(file.error());
    file_ = *file;
    writer_.emplace(*file_.out, warc::Packed::gzip);
    return put(warcinfo(file_.name, options_.selection, first));
  }

  Result<void> end_file() {
    if (!writer_) return {};
    writer_.reset();
    return sink_.end();
  }

  Result<void> write(const store::StoredCapture& capture) {
    for (const auto& draft : capture_records(capture)) {
      if (!is_first(draft)) continue;
      if (auto written = put(draft); !written) return written;
    }
    exported_.latest = std::max(exported_.latest, capture.answer.at);
    return list(capture);
  }

  // Two answers of one second that are equal in everything WARC has a place for are one record: an
  // id stands for one only.
  bool is_first(const warc::Draft& draft) {
    if (draft.date != second_) ids_.clear();
    second_ = draft.date;
    return ids_.insert(warc::record_id(draft)).second;
  }

  Result<void> put(const warc::Draft& draft) {
    const auto written = writer_->write(draft);
    if (!*file_.out) return failure(Fault::disk, "cannot be written", file_.name);
    const auto entry = warc::index_entry(draft, written, file_.name);
    return entry ? sink_.index(*entry) : Result<void>();
  }

  Result<void> list(const store::StoredCapture& capture) {
    for (const auto& version : capture.versions) {
      const WarcPage page{
          std::to_string(version.article_id) + "@v" + std::to_string(version.version),
          capture.answer.url, capture.answer.at, version.title, version.body};
      if (auto listed = sink_.page(page); !listed) return listed;
    }
    return {};
  }

  bool interrupted() const { return options_.interrupted && *options_.interrupted; }

  const store::Reader& reader_;
  const WarcOptions& options_;
  WarcSink& sink_;
  WarcSink::File file_;
  std::optional<warc::Writer> writer_;  // of the file in hand
  Result<void> done_;
  WarcExported exported_;
  Instant second_{};
  std::set<std::string> ids_;  // of that second
};

}  // namespace

Result<WarcExported> write_warc(const store::Reader& reader, const WarcOptions& options,
                                WarcSink& sink) {
  return WarcExport(reader, options, sink).run();
}

std::string warc_name(int number, const std::string& ending) {
  const auto digits = std::to_string(number);
  const std::string zeros(digits.size() < 5 ? 5 - digits.size() : 0, '0');
  return "captures-" + zeros + digits + "." + ending;
}

}  // namespace newsarc::dataset
