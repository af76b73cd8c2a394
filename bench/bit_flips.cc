// bit_flips ARCHIVE [FLIPS] [SEED]: flips single bits of an archive, one at a time, and counts what
// `verify` makes of each. The judge is a plain dump of all that the archive says: every table by
// every index, the schema, the terms of the search index, and SQLite's and FTS5's own checks. A
// flip that changes the dump must be found and located; one that does not must go unmentioned.
// Exits with 1 when one is not. Re-extraction is left out: it has no part in finding rot.

#include <openssl/evp.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "store/verify/verify.h"

namespace {

namespace fs = std::filesystem;
using newsarc::store::VerifyReport;

struct Closed {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  void operator()(EVP_MD_CTX* digest) const { EVP_MD_CTX_free(digest); }
};

// The judge: one digest over all that a file says; any error is part of it.
class Dump {
 public:
  explicit Dump(fs::path file) : file_(std::move(file)), digest_(EVP_MD_CTX_new()) {
    EVP_DigestInit_ex(digest_.get(), EVP_sha256(), nullptr);
    open(file_, SQLITE_OPEN_READONLY);
  }

  std::string take() {
    say_all();
    say_whether_terms_can_be_found();
    std::string hash(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    EVP_DigestFinal_ex(digest_.get(), reinterpret_cast<unsigned char*>(hash.data()), &size);
    hash.resize(size);
    return hash;
  }

 private:
  void say_all() {
    for (const char* pragma : {"application_id", "user_version", "encoding"})
      say(std::string("PRAGMA ") + pragma);
    say("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
    say("PRAGMA integrity_check");
    for (const auto& table : column("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql "
                                    "LIKE '%row_hash%' ORDER BY name")) {
      say("SELECT * FROM " + table + " NOT INDEXED");
      for (const auto& index : column("SELECT name FROM sqlite_schema WHERE type = 'index' AND "
                                      "tbl_name = '" +
                                      table + "' ORDER BY name"))
        say_by_index(table, index);
    }
    say("SELECT * FROM frontier");
    say("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, instance)");
    say("SELECT term, doc, col, offset FROM temp.terms");
    say("SELECT id, sz FROM search_docsize");
    say("SELECT block FROM search_data WHERE id = 1");
    say("SELECT k, v FROM search_config");
  }

  // The lists by which FTS5 finds a term within a page are read by no query that reads all of them.
  // Its check is a write to SQLite: the file is another one.
  void say_whether_terms_can_be_found() {
    const fs::path copy = file_.string() + "-checked";
    fs::copy_file(file_, copy, fs::copy_options::overwrite_existing);
    open(copy, SQLITE_OPEN_READWRITE);
    say("INSERT INTO search(search) VALUES('integrity-check')");
    connection_.reset();
    fs::remove(copy);
  }

  void open(const fs::path& file, int mode) {
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &connection, mode, nullptr);
    connection_.reset(connection);
    if (code != SQLITE_OK) add("cannot be opened");
  }

  // An index alone, in its own order: what it covers, and the whole rows it leads to.
  void say_by_index(const std::string& table, const std::string& index) {
    const auto where = column(
        "SELECT substr(sql, instr(sql, ' WHERE ')) FROM sqlite_schema WHERE "
        "name = '" +
        index + "' AND sql LIKE '% WHERE %'");
    say("SELECT * FROM " + table + " INDEXED BY " + index +
        (where.empty()
             ? " ORDER BY " +
                   column("SELECT name FROM pragma_index_info('" + index + "') LIMIT 1").front()
             : where.front()));
  }

  std::unique_ptr<sqlite3_stmt, Closed> prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection_.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
      add(std::string("error: ") + sqlite3_errmsg(connection_.get()));
    return std::unique_ptr<sqlite3_stmt, Closed>(statement);
  }

  std::vector<std::string> column(const std::string& sql) {
    std::vector<std::string> values;
    const auto statement = prepare(sql);
    while (statement && sqlite3_step(statement.get()) == SQLITE_ROW) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0));
      values.emplace_back(text != nullptr ? text : "");
    }
    return values;
  }

  void say(const std::string& sql) {
    add(sql);
    const auto statement = prepare(sql);
    if (!statement) return;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
        const int type = sqlite3_column_type(statement.get(), i);
        const auto* bytes = static_cast<const char*>(
            type == SQLITE_NULL ? nullptr : sqlite3_column_blob(statement.get(), i));
        const int size = sqlite3_column_bytes(statement.get(), i);
        add(std::to_string(type) + ":" + std::to_string(size) + ":");
        if (bytes != nullptr) add(std::string(bytes, static_cast<std::size_t>(size)));
      }
    }
    if (code != SQLITE_DONE) add(std::string("error: ") + sqlite3_errmsg(connection_.get()));
  }

  void add(const std::string& words) {
    EVP_DigestUpdate(digest_.get(), words.data(), words.size());
  }

  fs::path file_;
  std::unique_ptr<sqlite3, Closed> connection_;
  std::unique_ptr<EVP_MD_CTX, Closed> digest_;
};

struct Counts {
  int found = 0;
  int missed = 0;
  int unchanged = 0;
  int false_alarms = 0;
  int unlocated = 0;
  int with_url = 0;
};

// Whether verify exits with 9, and says where.
struct Judged {
  bool is_damaged = false;
  bool is_located = true;
  bool has_url = false;
  std::string words;
};

Judged judge(const fs::path& file) {
  const auto report = newsarc::store::verify(file, {});
  if (!report) return {false, false, false, "error: " + report.error().what};
  Judged judged{!report->is_whole(), true, false, ""};
  for (const auto& damage : report->damage) {
    judged.is_located = judged.is_located && !damage.where.empty();
    judged.has_url = judged.has_url || damage.url.has_value();
    if (judged.words.size() < 300) judged.words += damage.where + ": " + damage.what + "; ";
  }
  return judged;
}

void flip(std::fstream& file, std::uint64_t bit) {
  const auto place = static_cast<std::streamoff>(bit / 8);
  file.seekg(place);
  const int byte = file.get();
  file.seekp(place);
  file.put(static_cast<char>(byte ^ (1 << (bit % 8))));
  file.flush();
}

void count(Counts& counts, std::uint64_t bit, bool is_changed, const Judged& judged) {
  if (is_changed && judged.is_damaged) {
    ++counts.found;
    counts.unlocated += judged.is_located ? 0 : 1;
    counts.with_url += judged.has_url ? 1 : 0;
  } else if (is_changed) {
    ++counts.missed;
    std::cout << "missed: byte " << bit / 8 << " bit " << bit % 8 << " " << judged.words << '\n';
  } else if (judged.is_damaged || !judged.words.empty()) {
    ++counts.false_alarms;
    std::cout << "without cause: byte " << bit / 8 << " bit " << bit % 8 << ": " << judged.words
              << '\n';
  } else {
    ++counts.unchanged;
  }
}

int run(const fs::path& archive, int flips, std::uint64_t seed) {
  const fs::path copy = fs::path("/dev/shm") / ("newsarc-flips-" + std::to_string(getpid()));
  fs::copy_file(archive, copy, fs::copy_options::overwrite_existing);
  const std::string whole = Dump(copy).take();
  if (const auto first = judge(copy); first.is_damaged || !first.words.empty()) {
    std::cout << "the archive is damaged already: " << first.words << '\n';
    return 1;
  }
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<std::uint64_t> bits(0, fs::file_size(copy) * 8 - 1);
  Counts counts;
  std::chrono::duration<double> verifying{};
  std::fstream file(copy, std::ios::in | std::ios::out | std::ios::binary);
  for (int i = 0; i < flips; ++i) {
    const std::uint64_t bit = bits(random);
    flip(file, bit);
    const bool is_changed = Dump(copy).take() != whole;
    const auto began = std::chrono::steady_clock::now();
    const auto judged = judge(copy);
    verifying += std::chrono::steady_clock::now() - began;
    count(counts, bit, is_changed, judged);
    flip(file, bit);
  }
  fs::remove(copy);
  std::cout << flips << " flips: " << counts.found << " changed content and were found ("
            << counts.with_url << " with a URL), " << counts.missed << " were missed, "
            << counts.unlocated << " without a place; " << counts.unchanged
            << " changed nothing and went unmentioned, " << counts.false_alarms
            << " were reported without cause; " << verifying.count() / flips * 1e3
            << " ms a verify\n";
  return counts.missed + counts.unlocated + counts.false_alarms == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::fputs("bit_flips ARCHIVE [FLIPS] [SEED]\n", stderr);
    return 2;
  }
  return run(words[1], count > 2 ? std::atoi(words[2]) : 2000,
             count > 3 ? std::strtoull(words[3], nullptr, 10) : 1);
}
