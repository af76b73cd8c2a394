#include "dataset/dataset_folder.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "core/version.h"
#include "dataset/data_file.h"
#include "dataset/gather.h"
#include "dataset/journal.h"
#include "dataset/papers.h"
#include "digest/digest.h"

namespace newsarc::dataset {
namespace {

namespace fs = std::filesystem;
using store::Record;
using store::RecordKey;

constexpr const char* manifest_name = "manifest-sha256.txt";

bool marks_alike(const FolderOptions& options) {
  return options.mark_alike || !options.splits.empty();
}

std::vector<Column> columns_of(const FolderOptions& options) {
  auto columns = sink_options(options.data).columns;
  if (marks_alike(options)) std::ranges::copy(likeness_columns(), std::back_inserter(columns));
  if (!options.splits.empty()) columns.push_back(split_column());
  return columns;
}

// Papers take the place of those of an earlier dataset, and of nothing else.
Result<void> check_folder(const fs::path& folder) {
  std::error_code none;
  if (fs::exists(folder / manifest_name, none) || Journal::is_in(folder)) return {};
  for (const char* name :
       {"README.md", "DATASHEET.md", "croissant.json", "datapackage.json", "bagit.txt",
        "bag-info.txt", "tagmanifest-sha256.txt", "tableschema.json"}) {
    if (fs::exists(folder / name, none))
      return failure(Fault::usage,
                     "is there and belongs to no dataset of newsarc; name an empty directory",
                     (folder / name).string());
  }
  return {};
}

// What the papers tell of the records as a whole.
void count(DatasetFacts& facts, const std::vector<RecordKey>& keys,
           const std::vector<Alike>& alike) {
  std::set<std::string> languages;
  std::unordered_map<std::int64_t, std::set<std::int64_t>> clusters;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!keys[i].language.empty()) languages.insert(keys[i].language);
    if (const auto& day = keys[i].published_date) {
      if (!facts.first_published || *day < *facts.first_published) facts.first_published = day;
      if (!facts.last_published || *day > *facts.last_published) facts.last_published = day;
    }
    if (alike.empty()) continue;
    if (alike[i].duplicate_of) ++facts.duplicates;
    clusters[alike[i].cluster].insert(keys[i].article_id);
  }
  facts.records = static_cast<std::int64_t>(keys.size());
  facts.languages.assign(languages.begin(), languages.end());
  facts.clusters = std::ranges::count_if(
      clusters, [](const auto& cluster) { return cluster.second.size() > 1; });
}

class Folder {
 public:
  Folder(const store::Reader& reader, const fs::path& archive, const FolderOptions& options,
         fs::path folder)
      : reader_(reader),
        archive_(archive),
        options_(options),
        folder_(std::move(folder)),
        sink_options_(sink_options(options.data)) {
    sink_options_.columns = columns_of(options);
  }

  Result<FolderReport> write() {
    if (auto free = check_folder(folder_); !free) return tl::unexpected(std::move(free).error());
    if (auto gathered = gather(); !gathered) return tl::unexpected(std::move(gathered).error());
    auto journal = Journal::open(folder_, fingerprint());
    if (!journal) return tl::unexpected(std::move(journal).error());
    auto written = write_data(*journal);
    if (!written) return tl::unexpected(std::move(written).error());
    if (auto still = check_state(); !still) return tl::unexpected(std::move(still).error());
    remove_others();
    if (auto told = write_papers(); !told) return tl::unexpected(std::move(told).error());
    journal->remove();
    report_.records = facts_.records;
    report_.files = std::move(facts_.files);
    return std::move(report_);
  }

 private:
  // The state first: what comes into the archive from then on is noticed at the end.
  Result<void> gather() {
    auto state = archive_state(archive_, options_.as_of);
    if (!state) return tl::unexpected(std::move(state).error());
    const auto keys = reader_.for_each_key(options_.data.filter, [&](const RecordKey& key) {
      keys_.push_back(key);
      return !is_interrupted();
    });
    if (!keys) return tl::unexpected(keys.error());
    if (is_interrupted()) return interrupted();
    if (marks_alike(options_)) find_likeness();
    auto sites = site_facts(archive_, options_.as_of, options_.data.filter.site);
    if (!sites) return tl::unexpected(std::move(sites).error());
    take_options();
    facts_.archive = *std::move(state);
    facts_.sites = *std::move(sites);
    count(facts_, keys_, alike_);
    if (facts_.description.empty()) facts_.description = described();
    return {};
  }

  // Records are read one by one, and a crawl may write between two of them.
  Result<void> check_state() const {
    const auto state = archive_state(archive_, options_.as_of);
    if (!state) return tl::unexpected(state.error());
    if (*state == facts_.archive) return {};
    return failure(Fault::busy,
                   "the archive was written to while its dataset was made; make it again when that "
                   "has ended, or with --as-of and a moment before it began",
                   archive_.string());
  }

  std::string described() const {
    std::string sites;
    for (const auto& site : facts_.sites) sites += (sites.empty() ? "" : ", ") + site.site;
    if (facts_.sites.size() != 1) sites = std::to_string(facts_.sites.size()) + " sites";
    const bool all = options_.data.filter.all_versions;
    return std::to_string(facts_.records) + (all ? " versions of" : "") + " news articles of " +
           sites + ", as newsarc archived them.";
  }

  void find_likeness() {
    std::vector<Likeness> likeness;
    likeness.reserve(keys_.size());
    for (const auto& key : keys_) likeness.push_back({key.article_id, key.text_id, key.simhash});
    alike_ = find_alike(likeness);
  }

  void take_options() {
    facts_.name = options_.name;
    facts_.title = options_.title;
    facts_.description = options_.description;
    facts_.license = options_.license;
    facts_.url = options_.url;
    facts_.creator = options_.creator;
    facts_.duplicates_sought = marks_alike(options_);
    facts_.format = ending_of(options_.data.format).substr(1);
    facts_.tool = "newsarc " + std::string(version());
    facts_.command = options_.command;
    facts_.columns = sink_options_.columns;
    for (const auto by : options_.partitions) facts_.partitions.emplace_back(name(by));
    if (options_.as_of) facts_.as_of = to_text(*options_.as_of);
  }

  std::string fingerprint() const {
    return digest::hex(
        digest::sha256(facts_.archive.fingerprint + "\n" + facts_.tool + "\n" + facts_.command));
  }

  std::vector<PlannedFile> plan() const {
    PlanOptions wanted;
    wanted.partitions = options_.partitions;
    wanted.splits = options_.splits;
    wanted.most_records = options_.most_records;
    wanted.view = sink_options_.view;
    wanted.ending = ending_of(options_.data.format);
    return make_plan(keys_, alike_, wanted);
  }

  Result<void> write_data(Journal& journal) {
    for (const auto& planned : plan()) {
      if (auto known = journal.find(planned.path)) {
        ++report_.kept;
        facts_.files.push_back(*std::move(known));
        continue;
      }
      if (auto begun = journal.begin(planned.path); !begun) return begun;
      auto file = write_file_of(planned);
      if (!file) {
        if (file.error().fault == Fault::disk)
          file.error().where = (folder_ / planned.path).string();
        return tl::unexpected(std::move(file).error());
      }
      if (auto noted = journal.add(*file); !noted) return noted;
      facts_.files.push_back(*std::move(file));
    }
    return {};
  }

  Result<DataFile> write_file_of(const PlannedFile& planned) {
    auto out = DataFileWriter::create(folder_, planned.path);
    if (!out) return tl::unexpected(std::move(out).error());
    const auto sink = make_sink(sink_options_, out->stream());
    for (const std::size_t i : planned.records) {
      if (auto added = add(*sink, i, planned.split); !added)
        return tl::unexpected(std::move(added).error());
      if (is_interrupted()) return interrupted();
    }
    if (auto finished = sink->finish(); !finished)
      return tl::unexpected(std::move(finished).error());
    auto file = out->finish();
    if (!file) return file;
    file->split = planned.split;
    file->records = static_cast<std::int64_t>(planned.records.size());
    return file;
  }

  Result<void> add(RecordSink& sink, std::size_t i, const std::string& split) {
    const auto record = reader_.record(keys_[i].version_id);
    if (!record) return tl::unexpected(record.error());
    Marks marks{split, std::nullopt, keys_[i].article_id};
    if (!alike_.empty()) {
      marks.duplicate_of = alike_[i].duplicate_of;
      marks.cluster = alike_[i].cluster;
    }
    if (options_.data.script == TextScript::original) return sink.add({*record, marks});
    const Record converted = in_script(*record, options_.data.script);
    return sink.add({converted, marks});
  }

  // Data of an earlier dataset here, as its manifest names it, that this one does not have.
  void remove_others() {
    std::ifstream manifest(folder_ / manifest_name);
    for (std::string line; std::getline(manifest, line);) {
      const auto blank = line.find("  ");
      if (blank != 64) continue;
      const auto path = line.substr(blank + 2);
      const bool is_ours =
          std::ranges::find(facts_.files, path, &DataFile::path) != facts_.files.end();
      if (!is_ours) remove_data(folder_, path);
    }
  }

  Result<void> write_papers() {
    auto papers = papers_of(facts_);
    for (const auto& manifest : manifests_of(facts_, papers, options_.bagit))
      papers.push_back(manifest);
    remove_other_papers(papers);
    for (const auto& [path, text] : papers) {
      if (auto written = write_file(folder_, path, text); !written)
        return tl::unexpected(std::move(written).error());
    }
    return {};
  }

  // What an earlier dataset here had besides would tell of that one: a bag's own papers, mostly.
  void remove_other_papers(const std::vector<Paper>& papers) {
    for (const char* name :
         {"bagit.txt", "bag-info.txt", "tagmanifest-sha256.txt", "tableschema.json"}) {
      std::error_code ignored;
      if (std::ranges::find(papers, name, &Paper::path) == papers.end())
        fs::remove(folder_ / name, ignored);
    }
  }

  bool is_interrupted() const { return options_.data.interrupted && *options_.data.interrupted; }
  static tl::unexpected<Error> interrupted() {
    return failure(Fault::interrupted, "the export was interrupted");
  }

  const store::Reader& reader_;
  const fs::path& archive_;
  const FolderOptions& options_;
  fs::path folder_;
  SinkOptions sink_options_;
  std::vector<RecordKey> keys_;
  std::vector<Alike> alike_;  // of the keys; none where nobody asked
  DatasetFacts facts_;
  FolderReport report_;
};

}  // namespace

Result<FolderReport> write_folder(const store::Reader& reader, const fs::path& archive,
                                  const FolderOptions& options, const fs::path& folder) {
  return Folder(reader, archive, options, folder).write();
}

}  // namespace newsarc::dataset
