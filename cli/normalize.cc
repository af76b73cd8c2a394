// newsarc normalize: text on standard input, in one form on standard output. Needs no archive.

#include <algorithm>
#include <array>
#include <iostream>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/workspace.h"
#include "text/charset.h"
#include "text/fold.h"
#include "text/forms.h"
#include "text/gloss.h"
#include "text/utf8.h"

namespace newsarc::cli {
namespace {

enum class Form { original, simplified, traditional, taiwan, hongkong, fold };

struct NamedForm {
  std::string_view name;
  Form form;
};

constexpr std::array forms = std::to_array<NamedForm>({{"original", Form::original},
                                                       {"simplified", Form::simplified},
                                                       {"traditional", Form::traditional},
                                                       {"taiwan", Form::taiwan},
                                                       {"hongkong", Form::hongkong},
                                                       {"fold", Form::fold}});

std::vector<std::string> names_of_forms() {
  std::vector<std::string> names;
  for (const auto& form : forms) names.emplace_back(form.name);
  return names;
}

struct Wanted {
  Form form = Form::original;
  bool keep_glosses = false;
  bool lossy = false;
};

Wanted wanted_of(const Command& command) {
  Wanted wanted;
  const auto form = command.text("--to").value_or(std::string(forms.front().name));
  wanted.form = std::ranges::find(forms, form, &NamedForm::name)->form;
  wanted.keep_glosses = command.given("--keep-glosses");
  wanted.lossy = command.given("--lossy");
  return wanted;
}

// `offset`: where the text begins in the input.
Result<std::string> valid_utf8(std::string bytes, std::size_t offset, bool lossy) {
  const auto malformed = text::find_malformed(bytes);
  if (!malformed) return bytes;
  if (lossy) return text::well_formed(bytes);
  return failure(
      Fault::usage,
      "byte " + std::to_string(offset + *malformed) + " is not UTF-8; --lossy replaces what is not",
      "standard input");
}

std::string in_region(const std::string& text, text::Region region) {
  return text::script_of(text) == Script::hans ? text::to_traditional(text, region)
                                               : text::to_region(text, region);
}

std::string in_form(std::string text, Form form) {
  switch (form) {
    case Form::original:
      break;
    case Form::simplified:
      return text::script_of(text) == Script::hant ? text::to_simplified(text) : text;
    case Form::traditional:
      return text::script_of(text) == Script::hans ? text::to_traditional(text) : text;
    case Form::taiwan:
      return in_region(text, text::Region::taiwan);
    case Form::hongkong:
      return in_region(text, text::Region::hongkong);
    case Form::fold:
      return text::fold(text);
  }
  return text;
}

Result<std::string> normalised(std::string bytes, std::size_t offset, const Wanted& wanted) {
  auto decoded = valid_utf8(std::move(bytes), offset, wanted.lossy);
  if (!decoded) return decoded;
  auto text = text::nfc(*decoded);
  if (!wanted.keep_glosses && text::looks_glossed(text)) text = text::drop_glosses(text).text;
  return in_form(std::move(text), wanted.form);
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Result<void> normalise_whole(const Wanted& wanted, std::ostream& out) {
  const auto input = read_standard_input(std::numeric_limits<std::size_t>::max());
  if (!input) return tl::unexpected(input.error());
  const std::string_view bytes = *input;
  const std::size_t begin = bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  const auto text = normalised(std::string(bytes.substr(begin)), begin, wanted);
  if (!text) return tl::unexpected(text.error());
  out << *text;
  return {};
}

Result<void> normalise_lines(const Wanted& wanted, std::istream& in, std::ostream& out) {
  std::size_t offset = 0;
  std::string line;
  while (out && std::getline(in, line)) {
    const bool ended = !in.eof();
    const auto next = offset + line.size() + (ended ? 1 : 0);
    if (offset == 0 && line.starts_with(byte_order_mark)) {
      offset = byte_order_mark.size();
      line.erase(0, offset);
    }
    const auto text = normalised(std::move(line), offset, wanted);
    if (!text) return tl::unexpected(text.error());
    out << *text;
    if (ended) out << '\n';
    offset = next;
  }
  return {};
}

Result<int> normalize(const Command& command, const Globals&) {
  const auto wanted = wanted_of(command);
  std::ios::sync_with_stdio(false);
  auto output = Output::standard();
  const auto done = command.given("--lines") ? normalise_lines(wanted, std::cin, output.stream())
                                             : normalise_whole(wanted, output.stream());
  const auto written = output.finish();
  if (!done) return tl::unexpected(done.error());
  if (!written) return tl::unexpected(written.error());
  if (std::cin.bad()) return failure(Fault::disk, "cannot be read", "standard input");
  return Exit::ok;
}

}  // namespace

void add_normalize(CommandLine& commands) {
  const Command command = commands.add(
      "normalize", "Text on standard input in one form on standard output; no archive needed",
      normalize);
  command
      .option("--to",
              "original (the default: NFC, glosses removed), simplified, traditional, "
              "taiwan or hongkong, or fold, the key that search compares by")
      .one_of(names_of_forms())
      .type("FORM");
  command.flag("--keep-glosses", "Leave pinyin glosses, 創(chuàng)新, in place");
  command.flag("--lossy", "Replace malformed UTF-8 instead of refusing it");
  command.flag("--lines", "Each line is a text of its own, judged by itself; in constant memory");
}

}  // namespace newsarc::cli
