#include "cli/line_editor.h"

#include <fcntl.h>
#include <histedit.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <fstream>
#include <string>
#include <system_error>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/table.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

constexpr int most_lines = 2000;         // of history, kept in memory
constexpr std::size_t most_shown = 200;  // completions

void speak_utf8() {
  std::setlocale(LC_CTYPE, "");
  if (std::string_view(::nl_langinfo(CODESET)) != "UTF-8") std::setlocale(LC_CTYPE, "C.UTF-8");
}

std::vector<std::string> last_lines(const fs::path& file) {
  std::ifstream stream(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);)
    if (!line.empty()) lines.push_back(line);
  if (lines.size() > most_lines) lines.erase(lines.begin(), lines.end() - most_lines);
  return lines;
}

// Queries may say what nobody else is to read.
void append_line(const fs::path& file, const std::string& line) {
  std::error_code problem;
  fs::create_directories(file.parent_path(), problem);
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor < 0) return;
  const auto text = line + '\n';
  // A line of history that cannot be kept is no reason to stop.
  [[maybe_unused]] const auto written = ::write(descriptor, text.data(), text.size());
  ::close(descriptor);
}

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') ||
         ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

// What all begin with, letters of either case taken for one.
std::size_t common_length(const std::vector<std::string>& words) {
  std::size_t length = words.front().size();
  for (const auto& word : words) {
    std::size_t same = 0;
    while (same < std::min(length, word.size()) &&
           std::tolower(static_cast<unsigned char>(word[same])) ==
               std::tolower(static_cast<unsigned char>(words.front()[same])))
      ++same;
    length = same;
  }
  return length;
}

void list(const std::vector<std::string>& words) {
  std::size_t widest = 0;
  for (const auto& word : words) widest = std::max(widest, display_width(word) + 2);
  const std::size_t columns =
      std::max<std::size_t>(static_cast<std::size_t>(terminal_width()) / widest, 1);
  std::string text = "\n";
  for (std::size_t i = 0; i < std::min(words.size(), most_shown); ++i) {
    text += one_line(words[i]) + std::string(widest - display_width(words[i]), ' ');
    if (i % columns == columns - 1) text += '\n';
  }
  if (words.size() > most_shown) text += "…";
  std::fputs((text + '\n').c_str(), stdout);
}

}  // namespace

struct LineEditor::State {
  EditLine* editor = nullptr;
  History* lines = nullptr;
  std::optional<fs::path> file;
  Complete complete;
  std::string prompt;
  sigset_t outside{};  // the signals that are blocked outside of read()

  static State& of(EditLine* editor) {
    void* state = nullptr;
    ::el_get(editor, EL_CLIENTDATA, &state);
    return *static_cast<State*>(state);
  }

  static char* show_prompt(EditLine* editor) { return of(editor).prompt.data(); }

  static unsigned char complete_word(EditLine* editor, wint_t) {
    const LineInfo* const line = ::el_line(editor);
    const std::string_view before(line->buffer,
                                  static_cast<std::size_t>(line->cursor - line->buffer));
    const auto words = of(editor).complete(before);
    if (words.empty()) return CC_REFRESH_BEEP;
    const auto typed = last_word(before);
    const auto length = common_length(words);
    if (words.size() > 1 && length <= typed.size()) {
      list(words);
      return CC_REDISPLAY;
    }
    const auto whole = words.front().substr(0, length) + (words.size() == 1 ? " " : "");
    ::el_deletestr(editor, static_cast<int>(typed.size()));
    return ::el_insertstr(editor, whole.c_str()) == 0 ? CC_REFRESH : CC_REFRESH_BEEP;
  }

  // Signals are let in while there is nothing to read, and only then: one that came a moment before
  // would not wake us otherwise.
  bool wait_for_key() const {
    // What is typed behind Ctrl-C is of the next line.
    sigset_t waiting{};
    ::sigpending(&waiting);
    if (::sigismember(&waiting, SIGINT) == 1 || ::sigismember(&waiting, SIGTERM) == 1) return false;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return ::ppoll(&input, 1, nullptr, &outside) > 0;
  }

  static int read_character(EditLine* editor, wchar_t* character) {
    std::mbstate_t state{};
    while (of(editor).wait_for_key()) {
      char byte = 0;
      if (::read(STDIN_FILENO, &byte, 1) != 1) return 0;
      const auto length = std::mbrtowc(character, &byte, 1, &state);
      // A Ctrl-D typed before the terminal was set comes as a NUL, and no query has one.
      if (length == 0) continue;
      if (length == 1) return 1;
      constexpr auto is_begun = static_cast<std::size_t>(-2);
      if (length != is_begun) state = {};  // no UTF-8: passed over
    }
    return -1;
  }

  void enter(const std::string& line) {
    HistEvent event{};
    ::history(lines, &event, H_ENTER, line.c_str());
  }
};

LineEditor::LineEditor(std::optional<fs::path> history, Complete complete)
    : state_(std::make_unique<State>()) {
  speak_utf8();
  state_->file = std::move(history);
  state_->complete = std::move(complete);
  state_->editor = ::el_init("newsarc", stdin, stdout, stderr);
  state_->lines = ::history_init();
  HistEvent event{};
  ::history(state_->lines, &event, H_SETSIZE, most_lines);
  ::history(state_->lines, &event, H_SETUNIQUE, 1);
  if (state_->file)
    for (const auto& line : last_lines(*state_->file)) state_->enter(line);
  EditLine* const editor = state_->editor;
  ::el_set(editor, EL_CLIENTDATA, static_cast<void*>(state_.get()));
  ::el_set(editor, EL_PROMPT, State::show_prompt);
  ::el_set(editor, EL_GETCFN, State::read_character);
  ::el_set(editor, EL_EDITOR, "emacs");
  ::el_set(editor, EL_HIST, ::history, state_->lines);
  // In the wide form, since el_set() copies both texts and keeps the copies for ever.
  ::el_wset(editor, EL_ADDFN, L"complete", L"Complete a name", State::complete_word);
  ::el_set(editor, EL_BIND, "^I", "complete", nullptr);
  ::el_set(editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  ::el_source(editor, nullptr);  // ~/.editrc: how this person edits elsewhere
}

LineEditor::~LineEditor() {
  ::el_end(state_->editor);
  ::history_end(state_->lines);
}

LineEditor::Line LineEditor::read(const std::string& prompt) {
  const InterruptWatch interrupts;
  state_->prompt = prompt;
  ::el_resize(state_->editor);
  sigset_t ending{};
  ::sigemptyset(&ending);
  ::sigaddset(&ending, SIGINT);
  ::sigaddset(&ending, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &ending, &state_->outside);
  int size = 0;
  const char* const line = ::el_gets(state_->editor, &size);
  ::pthread_sigmask(SIG_SETMASK, &state_->outside, nullptr);
  if (interrupts.flag().load()) {
    ::el_reset(state_->editor);
    std::fputs("^C\n", stdout);
    std::fflush(stdout);
    const bool is_told_to_end = interrupts.exit_code() == Exit::terminated;
    return {is_told_to_end ? Ended::terminated : Ended::interrupted, ""};
  }
  if (line == nullptr || size <= 0) return {Ended::closed, ""};
  std::string text(line, static_cast<std::size_t>(size));
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return {Ended::line, std::move(text)};
}

void LineEditor::remember(const std::string& line) {
  if (line.find_first_not_of(" \t") == std::string::npos) return;
  state_->enter(line);
  if (state_->file) append_line(*state_->file, line);
}

std::optional<fs::path> history_file(const std::string& name) {
  const auto directory = [](const char* variable) -> fs::path {
    const char* value = std::getenv(variable);
    return value != nullptr ? value : "";
  };
  auto state = directory("XDG_STATE_HOME");
  // A relative path counts for nothing there, says the specification.
  if (!state.is_absolute()) {
    const auto home = directory("HOME");
    if (!home.is_absolute()) return std::nullopt;
    state = home / ".local" / "state";
  }
  return state / "newsarc" / (name + "_history");
}

std::string_view last_word(std::string_view line) {
  std::size_t begin = line.size();
  while (begin > 0 && is_word_byte(line[begin - 1])) --begin;
  // A command of the shell: the dot is its first letter where nothing but blanks is before it.
  if (begin > 0 && line[begin - 1] == '.' &&
      line.substr(0, begin - 1).find_first_not_of(' ') == std::string_view::npos)
    --begin;
  return line.substr(begin);
}

}  // namespace newsarc::cli
