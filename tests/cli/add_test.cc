#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/site.h"
#include "tests/cli/program.h"
#include "tests/cli/served_site.h"

namespace newsarc::cli {
namespace {

class AddTest : public ProgramTest {
 protected:
  Ran add(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"add", "--allow", site_.authority()});
    return newsarc(arguments);
  }

  // What a person at a terminal sees who types `answer` and Enter.
  std::string at_terminal(const std::vector<std::string>& arguments, const std::string& answer) {
    std::vector<std::string> words{NEWSARC_BINARY};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    int terminal = -1;
    const pid_t process = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (process == 0) {
      if (::chdir(directory_.c_str()) != 0) ::_exit(127);
      ::execv(argv[0], argv.data());
      ::_exit(127);
    }
    const auto typed = answer + "\n";
    EXPECT_EQ(::write(terminal, typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
    std::string shown;
    char bytes[4096];
    for (ssize_t size = 0; (size = ::read(terminal, bytes, sizeof bytes)) > 0;)
      shown.append(bytes, static_cast<std::size_t>(size));
    int status = 0;
    ::waitpid(process, &status, 0);
    ::close(terminal);
    return shown;
  }

  ServedSite site_;
};

TEST_F(AddTest, WithoutATerminalPrintsTheProfileAndWritesNothing) {
  const auto ran = add({site_.url("/list/"), "--name", "river"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  const auto profile = parse_site(ran.out, "out");
  ASSERT_TRUE(profile) << profile.error().where << ": " << profile.error().what;
  EXPECT_EQ(profile->key, "river");
  EXPECT_EQ(profile->start, std::vector<std::string>{site_.url("/list/")});
  EXPECT_EQ(profile->title, "臨江新聞網");
  EXPECT_NE(ran.err.find("--yes writes sites.d/river.toml"), std::string::npos) << ran.err;
  EXPECT_EQ(files(), std::vector<std::string>{});
}

TEST_F(AddTest, ShowsThreeArticlesWithTitleTimeAuthorsAndFirstLine) {
  const auto ran = add({site_.url("/list/")});
  for (const auto* number : {"1", "3", "5"}) {
    EXPECT_NE(ran.err.find("水務公司部署防汛準備工作第" + std::string(number)), std::string::npos);
    EXPECT_NE(ran.err.find("2020-10-1" + std::string(number) + "T13:25"), std::string::npos);
  }
  EXPECT_NE(ran.err.find("易成章"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("市水務公司昨日召開會議"), std::string::npos);
  EXPECT_EQ(site_.asked(), (std::vector<std::string>{"/robots.txt", "/list/", "/news/1001.html",
                                                     "/news/1003.html", "/news/1005.html"}));
}

TEST_F(AddTest, GivesAReasonWithEveryLine) {
  std::istringstream lines(add({site_.url("/list/")}).out);
  int settings = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find(" = ") == std::string::npos || line.starts_with("# Made by")) continue;
    ++settings;
    EXPECT_NE(line.find("  # ", 2), std::string::npos) << line;
  }
  EXPECT_GE(settings, 5);
}

TEST_F(AddTest, WritesAProfileThatCanBeCrawledAtOnce) {
  const auto ran = add({site_.url("/list/"), "--name", "river", "--yes"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "sites.d/river.toml written\n");
  EXPECT_EQ(files(), (std::vector<std::string>{"newsarc.toml", "sites.d"}));
  EXPECT_EQ(newsarc({"site", "check"}).code, 0);
  const auto crawl = newsarc({"crawl", "river", "--allow", site_.authority(), "--max-pages", "2"});
  EXPECT_EQ(crawl.code, 11) << crawl.err;
  EXPECT_NE(crawl.out.find("1 new"), std::string::npos) << crawl.out;
}

TEST_F(AddTest, NeverReplacesAProfile) {
  write("newsarc.toml", "");
  write("sites.d/river.toml", "mine");
  write("sites.d/other.toml", "[site]\nname = 'stream'\nstart = 'http://a.example/'\n");
  for (const auto* name : {"river", "stream"}) {
    const auto ran = add({site_.url("/list/"), "--name", name, "--yes"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_NE(ran.err.find("--name"), std::string::npos) << ran.err;
  }
  EXPECT_EQ(read("sites.d/river.toml"), "mine");
  EXPECT_EQ(site_.asked(), std::vector<std::string>{});
}

TEST_F(AddTest, WritesIntoTheWorkspaceAbove) {
  write("newsarc.toml", "");
  write("deep/down/x", "");
  const auto ran = add({"-C", "deep/down", site_.url("/list/"), "--name", "river", "--yes"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(read("sites.d/river.toml"), "");
}

TEST_F(AddTest, AsksAtATerminal) {
  const std::vector<std::string> arguments{"add",    "--allow", site_.authority(),
                                           "--name", "river",   site_.url("/list/")};
  const auto refused = at_terminal(arguments, "n");
  EXPECT_NE(refused.find("Write sites.d/river.toml? [Y/n]"), std::string::npos) << refused;
  EXPECT_EQ(files(), std::vector<std::string>{});
  const auto agreed = at_terminal(arguments, "");
  EXPECT_NE(agreed.find("sites.d/river.toml written"), std::string::npos) << agreed;
  EXPECT_NE(read("sites.d/river.toml"), "");
}

TEST_F(AddTest, TellsProgramsAsJson) {
  const auto ran = add({site_.url("/list/"), "--name", "river", "--json"});
  const auto told = nlohmann::json::parse(ran.out);
  EXPECT_EQ(told["name"], "river");
  EXPECT_EQ(told["written"], false);
  EXPECT_EQ(told["articles"].size(), 5);
  EXPECT_EQ(told["samples"].size(), 3);
  EXPECT_TRUE(parse_site(told["profile"].get<std::string>(), "out"));
  EXPECT_EQ(files(), std::vector<std::string>{});
}

TEST_F(AddTest, PassesOverLinksThatAreNoArticles) {
  site_.serve("/news/1001.html", "<html><body>404 not found</body></html>");
  site_.serve("/news/1003.html", "gone", 410);
  const auto ran = add({site_.url("/list/"), "--json"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(nlohmann::json::parse(ran.out)["samples"].size(), 3);
  EXPECT_NE(ran.err.find("/news/1003.html: status 410"), std::string::npos) << ran.err;
}

TEST_F(AddTest, TakesSamplesFromTheSectionsOfAFrontPageThatHasNoArticles) {
  site_.serve("/",
              "<html><body><div class=nav><a href='/list/'>要聞</a> <a href='/sports/'>體育</a>"
              "</div></body></html>");
  const auto ran = add({site_.url("/"), "--json"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  const auto told = nlohmann::json::parse(ran.out);
  EXPECT_EQ(told["start"], site_.url("/"));
  EXPECT_EQ(told["articles"].size(), 0);
  EXPECT_EQ(told["samples"].size(), 3);
}

TEST_F(AddTest, APageWithoutArticlesIsNoStartPage) {
  site_.serve("/empty/", "<html><body><p>nothing here</p></body></html>");
  const auto ran = add({site_.url("/empty/"), "--yes"});
  EXPECT_EQ(ran.code, 10);
  EXPECT_NE(ran.err.find("no link to an article"), std::string::npos) << ran.err;
  EXPECT_EQ(files(), std::vector<std::string>{});
}

TEST_F(AddTest, APageThatCannotBeHadIsACodeOfItsOwn) {
  EXPECT_EQ(add({site_.url("/missing/")}).code, 5);
  EXPECT_EQ(newsarc({"add", site_.url("/list/")}).code, 5);
  EXPECT_EQ(add({"news.example/list/"}).code, 2);
  EXPECT_EQ(add({site_.url("/list/"), "--name", "../x"}).code, 2);
}

}  // namespace
}  // namespace newsarc::cli
