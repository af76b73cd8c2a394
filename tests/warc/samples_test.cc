// The sample files of other tools, where they lie beside the checkout: how many records each gives,
// and what of it is damaged.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "warc/check.h"
#include "warc/payload.h"

namespace newsarc::warc {
namespace {

struct Sample {
  std::string file;
  std::uint64_t records;
  std::map<std::string, int> found;  // kinds of findings
};

class Samples : public testing::TestWithParam<Sample> {};

std::filesystem::path path_of(const std::string& file) {
  return std::filesystem::path(NEWSARC_SOURCE_DIR) / ".." / "shared" / "conformance" / "warc" /
         file;
}

TEST_P(Samples, House_AreReadOrTheirDamageNamed) {
  const auto& sample = GetParam();
  const auto path = path_of(sample.file);
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  std::map<std::string, int> found;
  std::string told;
  const auto report = check(path, [&](const Finding& finding) {
    ++found[std::string(name_of(finding.kind))];
    told += std::to_string(finding.place.offset) + " " + std::string(name_of(finding.kind)) + ": " +
            finding.what + "\n";
  });
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->records, sample.records);
  EXPECT_EQ(found, sample.found) << told;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Samples,
    testing::Values(Sample{"20130729-heritrix-original.warc.gz", 1, {}},
                    Sample{"20130729-heritrix-revisit-with-http-headers.warc.gz",
                           1,
                           {{"missing-refers-to", 1}}},
                    Sample{"example-bad-non-chunked.warc.gz",
                           6,
                           {{"joined-members", 1}, {"wrong-block-digest", 1}}},
                    Sample{"example-bad.warc.gz.bad", 6, {{"joined-members", 1}}},
                    Sample{"example-digest.warc",
                           4,
                           {{"doubled-id", 3},
                            {"lost-concurrent-to", 4},
                            {"malformed-block-digest", 1},
                            {"malformed-payload-digest", 4}}},
                    Sample{"example-iana.org-chunked.warc", 3, {}},
                    Sample{"example-resource.warc.gz", 3, {}},
                    Sample{"example-space-in-target-uri.warc.gz", 2, {{"spaced-target-uri", 1}}},
                    Sample{"example-trunc.warc", 4, {{"wrong-length", 1}}},
                    Sample{"example-wget-bad-target-uri.warc.gz", 6, {{"bracketed-target-uri", 5}}},
                    Sample{"example-wrong-chunks.warc.gz",
                           2,
                           {{"joined-members", 1},
                            {"record-end", 1},
                            {"split-record", 1},
                            {"wrong-block-digest", 1}}},
                    Sample{"example.warc", 6, {}}, Sample{"example.warc.gz", 6, {}},
                    Sample{"hello-world.warc.gz", 6, {}}, Sample{"post-test.warc.gz", 6, {}}),
    [](const auto& row) {
      std::string name = row.param.file;
      for (char& c : name) {
        if (!isalnum(static_cast<unsigned char>(c))) c = '_';
      }
      return name;
    });

}  // namespace
}  // namespace newsarc::warc
