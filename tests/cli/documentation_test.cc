// docs/cli.md against the program: every command, every option, every command line shown.

#include <map>
#include <sstream>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"
#include "tests/file_bytes.h"

namespace newsarc::cli {
namespace {

std::string documentation() { return bytes_of(NEWSARC_SOURCE_DIR "/docs/cli.md"); }

// Sections by their heading: "## newsarc show" is "newsarc show".
std::map<std::string, std::string> sections() {
  std::map<std::string, std::string> texts;
  std::istringstream lines(documentation());
  std::string heading;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) heading = line.substr(3);
    texts[heading] += line + '\n';
  }
  return texts;
}

// "--site" of each line that begins an option in a --help text.
std::vector<std::string> options_in(const std::string& help) {
  std::vector<std::string> options;
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) {
    const auto begin = line.find_first_not_of(' ');
    if (begin == std::string::npos || begin == 0 || line[begin] != '-') continue;
    const auto dashes = line.find("--");
    if (dashes == std::string::npos) continue;
    options.push_back(line.substr(dashes, line.find_first_of(" ,:", dashes) - dashes));
  }
  return options;
}

std::vector<std::string> commands_in(const std::string& help) {
  std::vector<std::string> commands;
  std::istringstream lines(help.substr(help.find("Subcommands:")));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line) && line.starts_with("  ")) {
    if (line[2] != ' ') commands.push_back(line.substr(2, line.find(' ', 2) - 2));
  }
  return commands;
}

// Whether the text names the option, and not only a longer one.
bool names(const std::string& text, const std::string& option) {
  for (auto at = text.find(option); at != std::string::npos; at = text.find(option, at + 1)) {
    const auto next = text[at + option.size()];
    if (next != '-' && std::isalnum(static_cast<unsigned char>(next)) == 0) return true;
  }
  return false;
}

class DocumentationTest : public ArchiveTest {
 protected:
  // The --help of a command and, where it is a group, of those in it.
  std::string help_of(const std::string& command) const {
    auto help = newsarc({command, "--help"}).out;
    if (help.find("Subcommands:") == std::string::npos) return help;
    for (const auto& each : commands_in(help)) help += newsarc({command, each, "--help"}).out;
    return help;
  }
};

TEST_F(DocumentationTest, NamesEveryGlobalOption) {
  const auto text = sections()["Options of every command"];
  const auto options = options_in(newsarc({"--help"}).out);
  EXPECT_GE(options.size(), 8);
  for (const auto& option : options) EXPECT_TRUE(names(text, option)) << option;
}

TEST_F(DocumentationTest, NamesEveryCommandAndEachOfItsOptions) {
  auto texts = sections();
  const auto commands = commands_in(newsarc({"--help"}).out);
  EXPECT_GE(commands.size(), 12);
  for (const auto& command : commands) {
    const auto& text = texts["newsarc " + command];
    EXPECT_NE(text, "") << command;
    for (const auto& option : options_in(help_of(command))) {
      if (option == "--help" || option == "--help-all") continue;
      EXPECT_TRUE(names(text, option)) << command << ' ' << option;
    }
  }
}

TEST_F(DocumentationTest, ShowsOnlyOptionsThatAreThere) {
  for (const auto& [heading, text] : sections()) {
    if (!heading.starts_with("newsarc ")) continue;
    const auto help = help_of(heading.substr(8)) + newsarc({"--help"}).out;
    for (auto at = text.find("`--"); at != std::string::npos; at = text.find("`--", at + 1)) {
      const auto option = text.substr(at + 1, text.find_first_of(" `=", at + 1) - at - 1);
      EXPECT_TRUE(option == "--" || names(help, option)) << heading << ' ' << option;
    }
  }
}

// Lines that begin "$ " in console blocks run beside the sample archive.
TEST_F(DocumentationTest, EveryCommandShownRuns) {
  std::istringstream lines(documentation());
  int shown = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("$ ")) continue;
    ++shown;
    const auto ran = shell(line.substr(2));
    EXPECT_EQ(ran.code, 0) << line << '\n' << ran.err;
    EXPECT_EQ(ran.err, "") << line;
  }
  EXPECT_GE(shown, 10);
}

}  // namespace
}  // namespace newsarc::cli
