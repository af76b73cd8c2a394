// newsarc import, as the built program does it: what it prints and how it exits.

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

std::string record(const std::string& url, const std::string& message,
                   const std::string& type = "response") {
  return "WARC/1.0\r\nWARC-Type: " + type +
         "\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
         "WARC-Date: 2020-10-13T05:25:26Z\r\nWARC-Target-URI: " +
         url + "\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: " +
         std::to_string(message.size()) + "\r\n\r\n" + message + "\r\n\r\n";
}

std::string page(const std::string& title) {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>" +
         title + "</title></head><body><h1>" + title +
         "</h1><p>2020-10-13 13:25</p><div class='content'><p>The council decided on Tuesday to "
         "open the new library in spring, after years of debate about its costs and its place."
         "</p><p>Readers will find forty thousand books there, and a room for concerts.</p>"
         "</div></body></html>";
}

class ImportTest : public ArchiveTest {
 protected:
  ImportTest() {
    write("news.warc", record("http://other.example/a/1.html", page("A library opens")) +
                           record("http://other.example/conv", "x", "conversion"));
    write("damaged.warc",
          record("http://other.example/a/2.html", page("A bridge closes")) + "rubbish\r\n\r\n");
    write("page.html", "<p>no WARC</p>");
  }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(directory_ / name, std::ios::binary) << text;
  }
};

TEST_F(ImportTest, TellsWhatCameOfEachFileAndSite) {
  const auto ran = newsarc({"import", "news.warc"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("news.warc: 1 capture archived, 0 known already; passed over: "
                         "conversion records 1\n"),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("other.example: 1 seen, 1 new"), std::string::npos) << ran.out;
  EXPECT_NE(newsarc({"show", "http://other.example/a/1.html"}).out.find("A library opens"),
            std::string::npos);
  const auto status = Json::parse(newsarc({"--json", "status"}).out);
  EXPECT_EQ(status.at("runs").at(0).at("import"), true);
  EXPECT_EQ(status.at("runs").at(1).at("import"), false);
}

TEST_F(ImportTest, SaysWhenNothingGoesIntoTheSiteAskedFor) {
  const auto ran = newsarc({"import", "news.warc", "--site", "other.exmple"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.err.find("nothing in these files goes into a site \"other.exmple\""),
            std::string::npos)
      << ran.err;
  EXPECT_EQ(newsarc({"import", "news.warc", "--site", "other.example"}).err.find("nothing in"),
            std::string::npos);
}

TEST_F(ImportTest, TellsItAsJson) {
  const auto first = Json::parse(newsarc({"--json", "import", "news.warc"}).out);
  EXPECT_EQ(first.at("files").at(0).at("archived"), 1);
  EXPECT_EQ(first.at("files").at(0).at("passed").at("conversion records"), 1);
  EXPECT_EQ(first.at("sites").at(0).at("site"), "other.example");
  const auto second = Json::parse(newsarc({"--json", "import", "news.warc"}).out);
  EXPECT_EQ(second.at("run"), nullptr);
  EXPECT_EQ(second.at("files").at(0).at("known"), 1);
}

TEST_F(ImportTest, MakesTheArchiveWhenThereIsNone) {
  const auto ran = newsarc({"-A", "fresh.db", "import", "news.warc"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(std::filesystem::exists(directory_ / "fresh.db"));
}

TEST_F(ImportTest, NamesADamagedRecordAndExitsWith3) {
  const auto ran = newsarc({"import", "damaged.warc", "news.warc"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(ran.err.find("damaged.warc, offset "), std::string::npos) << ran.err;
  EXPECT_NE(ran.out.find("1 capture archived, 0 known already, 1 record damaged"),
            std::string::npos)
      << ran.out;
}

TEST_F(ImportTest, RefusesWhatIsNoWarcBeforeAnyArchiveIsMade) {
  for (const char* file : {"page.html", "none.warc", "."}) {
    const auto ran = newsarc({"-A", "fresh.db", "import", file});
    EXPECT_TRUE(ran.code == 2 || ran.code == 12) << file << ran.code;
    EXPECT_NE(ran.err.find(file), std::string::npos) << ran.err;
    EXPECT_FALSE(std::filesystem::exists(directory_ / "fresh.db")) << file;
  }
  EXPECT_EQ(newsarc({"import"}).code, 2);
}

}  // namespace
}  // namespace newsarc::cli
