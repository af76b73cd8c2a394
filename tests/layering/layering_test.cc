// The house rules that a compiler does not keep, checked over the source tree.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "tests/file_bytes.h"
#include "tests/layering/include_rules.h"

namespace newsarc::layering {
namespace {

const std::filesystem::path top = NEWSARC_SOURCE_DIR;

bool is_source(const std::filesystem::path& file) {
  return file.extension() == ".cc" || file.extension() == ".h";
}

std::vector<std::filesystem::path> sources_under(std::string_view folder) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::exists(top / folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(top / folder)) {
    if (entry.is_regular_file() && is_source(entry.path())) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

using Check = std::function<void(std::string_view folder, const std::filesystem::path& file)>;

// Calls `check` for every source of the product, and says so when there was none.
void for_each_source(const Check& check) {
  std::size_t count = 0;
  for (const Folder& folder : folders()) {
    for (const auto& file : sources_under(folder.name)) {
      check(folder.name, file);
      ++count;
    }
  }
  EXPECT_GT(count, 0u) << "no source under " << top;
}

TEST(Layering, House_EveryIncludeFollowsTheArrows) {
  for_each_source([](std::string_view folder, const std::filesystem::path& file) {
    const std::string name = file.lexically_relative(top).string();
    for (const std::string& found : objections(folder, name, bytes_of(file))) {
      ADD_FAILURE() << found;
    }
  });
}

TEST(Layering, House_ArrowsMakeNoCycle) {
  std::vector<const Folder*> left;
  for (const Folder& folder : folders()) left.push_back(&folder);
  // Take away, again and again, the folders that use none of those that are left.
  for (bool taken = true; taken;) {
    const auto before = left;
    taken = std::erase_if(left, [&before](const Folder* folder) {
              return std::ranges::none_of(
                  before, [folder](const Folder* other) { return uses(*folder, *other); });
            }) > 0;
  }
  EXPECT_TRUE(left.empty()) << left.front()->name << " is in a cycle";
}

// store/ has rooms; a file beside them would be in none, and no rule would hold for it.
TEST(Layering, House_EverySourceLiesInAFolder) {
  for (const Folder& folder : folders()) {
    const std::filesystem::path parent = std::filesystem::path(folder.name).parent_path();
    for (const auto& file : sources_under(parent.empty() ? folder.name : parent.string())) {
      const std::string name = file.lexically_relative(top).string();
      EXPECT_TRUE(std::ranges::any_of(folders(), [&name](const Folder& other) {
        return lies_in(name, other.name);
      })) << name;
    }
  }
}

struct IncludeCase {
  const char* name;
  std::string_view folder, target;
};

std::string name_of(const testing::TestParamInfo<IncludeCase>& row) { return row.param.name; }

class BadInclude : public testing::TestWithParam<IncludeCase> {};

TEST_P(BadInclude, House_IsFound) {
  const std::string source =
      "#pragma once\n  #  include <" + std::string(GetParam().target) + ">  // why\n";
  const auto found = objections(GetParam().folder, "x.cc", source);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].starts_with("x.cc:2: ")) << found[0];
}

INSTANTIATE_TEST_SUITE_P(
    Cases, BadInclude,
    testing::Values(
        IncludeCase{"upwards", "core", "text/utf8.h"},
        IncludeCase{"sideways", "http", "text/utf8.h"},
        IncludeCase{"store_to_crawler", "store/write", "crawler/fetch.h"},
        IncludeCase{"behind_the_doors", "cli", "store/sqlite/sqlite.h"},
        IncludeCase{"between_rooms", "store/read", "store/write/archive.h"},
        IncludeCase{"dataset_to_url", "dataset", "url/parse.h"},
        IncludeCase{"into_cli", "pipeline", "cli/command.h"},
        IncludeCase{"demo_to_cli", "demo", "cli/command.h"},
        IncludeCase{"tests", "core", "tests/fakes/clock.h"},
        IncludeCase{"climbing", "core", "../text/utf8.h"},
        IncludeCase{"curl", "store/read", "curl/curl.h"},
        IncludeCase{"gumbo", "crawler", "gumbo.h"}, IncludeCase{"sqlite", "cli", "sqlite3.h"},
        IncludeCase{"sqlite_in_another_room", "store/write", "sqlite3.h"},
        IncludeCase{"openssl", "store/blobs", "openssl/sha.h"},
        IncludeCase{"icu", "url", "unicode/idna.h"}, IncludeCase{"zlib", "crawler", "zlib.h"},
        IncludeCase{"libarchive", "cli", "archive.h"}, IncludeCase{"zstd", "text", "zstd.h"},
        IncludeCase{"cli11", "core", "CLI/CLI.hpp"},
        IncludeCase{"editline", "pipeline", "editline/readline.h"},
        IncludeCase{"httplib", "crawler", "httplib.h"}, IncludeCase{"toml", "cli", "toml++/toml.h"},
        IncludeCase{"json", "text", "nlohmann/json.hpp"}),
    name_of);

class GoodInclude : public testing::TestWithParam<IncludeCase> {};

TEST_P(GoodInclude, House_Passes) {
  const std::string source = "#include \"" + std::string(GetParam().target) + "\"\n";
  EXPECT_TRUE(objections(GetParam().folder, "x.cc", source).empty());
}

INSTANTIATE_TEST_SUITE_P(
    Cases, GoodInclude,
    testing::Values(IncludeCase{"own_folder", "core", "core/url.h"},
                    IncludeCase{"along_an_arrow", "url", "text/idna.h"},
                    IncludeCase{"standard", "core", "vector"},
                    IncludeCase{"system", "crawler", "sys/socket.h"},
                    IncludeCase{"generated", "text", "fold_tables.inc"},
                    IncludeCase{"library_at_home", "extract", "gumbo.h"},
                    IncludeCase{"zstd_in_store", "store/blobs", "zstd.h"},
                    IncludeCase{"down_a_room", "store/read", "store/sqlite/rows.h"},
                    IncludeCase{"from_above", "pipeline", "store/read/reader.h"},
                    IncludeCase{"json_in_warc", "warc", "nlohmann/json.hpp"}),
    name_of);

TEST(Layering, House_AnIncludeByMacroIsFound) {
  EXPECT_EQ(objections("core", "x.cc", "#include TABLES\n").size(), 1u);
  EXPECT_TRUE(objections("core", "x.cc", "// #include <zlib.h>\nint include;\n").empty());
}

// STYLE: sources of 100 to 400 lines; what is longer holds two ideas.
TEST(Sources, House_NoFileIsOver400Lines) {
  for_each_source([](std::string_view, const std::filesystem::path& file) {
    const std::string text = bytes_of(file);
    EXPECT_LE(std::ranges::count(text, '\n'), 400) << file;
  });
}

// A header is a contract: it opens with a paragraph that says what it is.
bool opens_as_a_contract(std::string_view header) {
  return header.starts_with("#pragma once\n// ");
}

TEST(Sources, House_HeadersOpenWithTheirPurpose) {
  for_each_source([](std::string_view, const std::filesystem::path& file) {
    if (file.extension() != ".h") return;
    EXPECT_TRUE(opens_as_a_contract(bytes_of(file))) << file;
  });
  EXPECT_FALSE(opens_as_a_contract("#pragma once\n\n#include <vector>\n"));
  EXPECT_FALSE(opens_as_a_contract("// What this is.\n#ifndef GUARD\n"));
}

}  // namespace
}  // namespace newsarc::layering
