// A crawl whose disk fails at some call: nothing that was acknowledged is lost, nothing is corrupt,
// and the next one goes on to the same end. NEWSARC_EVERY_FAULT=1 tries every call instead of some.

#include <gtest/gtest.h>

#include <cstdio>
#include <set>
#include <sstream>

#include "store/read/query.h"
#include "store/verify/verify.h"
#include "store/write/archive.h"
#include "tests/faults/faulty_run.h"

namespace newsarc::faults {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::string>;

std::string value_text(const store::Value& value) {
  struct Printer {
    std::string operator()(std::monostate) const { return "NULL"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return std::to_string(number); }
    std::string operator()(std::string_view text) const { return std::string(text); }
    std::string operator()(const store::Blob& blob) const { return std::string(blob.bytes); }
  };
  return std::visit(Printer{}, value);
}

Rows sql(const fs::path& file, const std::string& query) {
  Rows rows;
  const store::RowSink sink{[](const auto&) { return true; },
                            [&](const std::vector<store::Value>& row) {
                              std::string line;
                              for (const auto& value : row) line += value_text(value) + "|";
                              rows.push_back(std::move(line));
                              return true;
                            }};
  const auto asked = store::run_query(file, query, {}, sink);
  if (!asked) rows.push_back("error: " + asked.error().what);
  return rows;
}

// Every row of every table, hashes included; of bytes, what they are and not how they are packed.
Rows everything(const fs::path& file) {
  Rows rows;
  for (auto table : sql(file,
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                        "'sqlite%' AND name NOT LIKE 'search%' AND name NOT LIKE 'dict%'")) {
    table.pop_back();
    const std::string columns = table == "blob" ? "id, sha256, kind, raw_len" : "*";
    for (const auto& row : sql(file, "SELECT " + columns + " FROM \"" + table + "\""))
      rows.push_back(table + ": " + row);
  }
  for (const auto& row : sql(file, "SELECT rowid FROM search WHERE search MATCH '\"创 新\"'"))
    rows.push_back("search: " + row);
  return rows;
}

class House_Faults : public testing::TestWithParam<const char*> {
 protected:
  House_Faults() : base_(temporary_directory()), below_(base_ / "disk"), file_(below_ / "news.db") {
    crawl_ = {NEWSARC_SMALL_CRAWL, file_.string()};
    clear();
  }
  ~House_Faults() override { fs::remove_all(base_); }

  void clear() const {
    fs::remove_all(below_);
    fs::create_directory(below_);
  }

  Rows files() const {
    Rows names;
    for (const auto& entry : fs::directory_iterator(below_))
      names.push_back(entry.path().filename().string());
    return names;
  }

  // At once, but for the moment when a file is made over for one writer or for many readers.
  void expect_readable(const std::string& trace) const {
    const auto rows = sql(file_, "SELECT count(*) > 0 FROM crawls");
    const bool waits = rows.back().find("puts it in order") != std::string::npos &&
                       fs::exists(file_.string() + "-journal");
    EXPECT_TRUE(rows == Rows{"1|"} || waits) << trace << ": " << rows.back();
  }

  // What a crawl said is acknowledged is there once the archive is open again.
  void expect_acknowledged(const std::string& out, const std::string& trace) const {
    std::istringstream lines(out);
    for (std::string word, night, url; lines >> word >> night;) {
      if (word == "acked") lines >> url;
      const std::string at = "'2026-01-0" + std::to_string(4 + std::stoi(night)) + "T02:00:00Z'";
      const std::string query =
          word == "acked" ? "SELECT count(*) > 0 FROM fetches WHERE at = " + at + " AND url = '" +
                                url + "' AND length(html(sha256)) > 0"
          : word == "begun" ? "SELECT count(*) FROM crawls WHERE started = " + at
                            : "SELECT count(*) FROM crawls WHERE finished = " + at;
      EXPECT_EQ(sql(file_, query), Rows{"1|"})
          << trace << ": " << word << ' ' << night << ' ' << url;
      if (word == "error:") break;
    }
  }

  // The lines up to an error.
  static std::string acknowledged(const std::string& out) {
    return out.substr(0, std::min(out.find("error:"), out.size()));
  }

  fs::path base_, below_, file_;
  std::vector<std::string> crawl_;
};

TEST_P(House_Faults, LoseNothingAcknowledgedAndCorruptNothing) {
  const std::string kind = GetParam();
  const auto calls = calls_of(crawl_, below_);
  ASSERT_GT(calls.size(), 100U) << "the shim does not see what SQLite writes";
  const auto wanted = everything(file_);
  ASSERT_GT(wanted.size(), 50U);
  const auto chosen = chosen_calls(calls.size(), 10);
  for (const long at : chosen) {
    clear();
    const auto trace =
        kind + " at call " + std::to_string(at) + ", " + calls[static_cast<std::size_t>(at - 1)];
    const auto broken = run(crawl_, below_, {kind, at});
    const bool ends = kind == "kill" || kind == "torn" || kind == "power";
    if (ends) {
      ASSERT_EQ(broken.code, 128 + 9) << trace;
    } else {
      ASSERT_TRUE(broken.code == 12 || broken.code == 0) << trace << broken.out << broken.err;
    }
    const auto said = acknowledged(broken.out);
    if (!said.empty()) {
      expect_readable(trace);
      ASSERT_TRUE(store::Archive::open(file_, {"test", false})) << trace;
      EXPECT_EQ(sql(file_, "PRAGMA integrity_check"), Rows{"ok|"}) << trace;
      expect_acknowledged(said, trace);
    }
    if (broken.code == 12) {
      EXPECT_NE(broken.out.find("error: " + file_.string()), std::string::npos)
          << trace << ": " << broken.out;
    }
    const auto resumed = run_undisturbed(crawl_, below_);
    ASSERT_EQ(resumed.code, 0) << trace << ": " << resumed.out;
    EXPECT_TRUE(everything(file_) == wanted) << trace;
    EXPECT_EQ(sql(file_, "PRAGMA integrity_check"), Rows{"ok|"}) << trace;
    EXPECT_EQ(files(), Rows{"news.db"}) << trace;
  }
  std::printf("%s: %zu of %zu calls\n", kind.c_str(), chosen.size(), calls.size());
}

// A full look, as newsarc verify has it: what it finds, or why it cannot look.
std::string damage_of(const fs::path& file) {
  std::string found;
  store::VerifyOptions options;
  options.found = [&](const store::Damage& damage) {
    found += damage.where + ": " + damage.what + "\n";
  };
  const auto report = store::verify(file, options);
  return report ? found : report.error().what;
}

TEST_P(House_Faults, InTheMakingLeaveAWholeArchiveOrNone) {
  const std::string kind = GetParam();
  const auto calls = calls_of(crawl_, below_);
  for (const long at : chosen_calls(calls.size(), 16)) {
    clear();
    const auto broken = run(crawl_, below_, {kind, at});
    if (!acknowledged(broken.out).empty()) break;
    const auto trace = kind + " at call " + std::to_string(at);
    if (!fs::exists(file_)) continue;
    const auto damage = damage_of(file_);
    const bool is_none = damage.starts_with("this archive holds nothing yet");
    const bool waits = fs::exists(file_.string() + "-journal");
    EXPECT_TRUE(damage.empty() || is_none || waits) << trace << ": " << damage;
  }
}

INSTANTIATE_TEST_SUITE_P(OfTheDisk, House_Faults,
                         testing::Values("kill", "torn", "power", "full", "full-once", "broken",
                                         "broken-once"),
                         [](const auto& row) {
                           std::string name = row.param;
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace newsarc::faults
