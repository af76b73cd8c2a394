#include "cli/comparison.h"

#include <array>
#include <optional>
#include <utility>

#include "cli/table.h"
#include "core/capture.h"
#include "text/forms.h"
#include "text/gloss.h"
#include "text/utf8.h"

namespace newsarc::cli {
namespace {

using store::Record;
using text::Edit;
using text::EditKind;

// One blank at most, and none beside a character of a script that is written without them.
std::string without_needless_blanks(std::string_view line) {
  const auto collapsed = text::collapse_blanks(line);
  std::string kept;
  for (std::size_t at = 0; at < collapsed.size();) {
    const auto point = text::code_point_at(collapsed, at);
    const auto next = at + point.length;
    const bool needless =
        point.value == ' ' &&
        (text::is_cjk(text::code_point_before(collapsed, at).value) ||
         (next < collapsed.size() && text::is_cjk(text::code_point_at(collapsed, next).value)));
    if (!needless) kept += collapsed.substr(at, point.length);
    at = next;
  }
  return kept;
}

std::string by_line(std::string_view text, std::string (*each)(std::string_view)) {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (at > 0) out += '\n';
    out += each(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// `script` is the article's: a short field may have no character that tells.
std::string normalised(std::string text, const std::string& script, const Ignored& ignored) {
  if (ignored.gloss) text = text::drop_glosses(text).text;
  if (ignored.script && script == name(Script::hant)) text = text::to_simplified(text);
  if (ignored.space) text = by_line(text, without_needless_blanks);
  return text;
}

std::string credits_text(const Record& record) {
  std::string lines;
  for (const auto& credit : record.credits) {
    if (!lines.empty()) lines += '\n';
    lines += credit.label + ' ' + credit.name;
  }
  return lines;
}

using Fields = std::array<std::pair<std::string_view, std::string>, 6>;

Fields fields_of(const Record& record, const Ignored& ignored) {
  const auto form = [&](std::string text) {
    return normalised(std::move(text), record.script, ignored);
  };
  return {{{"title", form(record.title)},
           {"published", record.published.value_or("")},
           {"section", form(record.section.value_or(""))},
           {"source", form(record.source.value_or(""))},
           {"credits", form(credits_text(record))},
           {"body", form(record.body)}}};
}

bool is_blank_text(std::string_view text) { return text::trim(text).empty(); }

// Where paragraphs end is space too: as `after` has it.
std::vector<Edit> without_blank_edits(const std::vector<Edit>& edits) {
  std::vector<Edit> kept;
  for (const auto& edit : edits) {
    const bool blank = edit.kind != EditKind::same && is_blank_text(edit.text);
    if (blank && edit.kind == EditKind::removed) continue;
    const auto kind = blank ? EditKind::same : edit.kind;
    if (!kept.empty() && kept.back().kind == kind) {
      kept.back().text += edit.text;
    } else {
      kept.push_back({kind, edit.text});
    }
  }
  return kept;
}

bool says_nothing(const text::DiffSize& size) { return size.added == 0 && size.removed == 0; }

// Lines as they are built up from edits.
class MarkedLines {
 public:
  explicit MarkedLines(const Palette& colors) : colors_(colors) {}

  void add(const Edit& edit) {
    for (std::size_t at = 0; at <= edit.text.size();) {
      const auto end = std::min(edit.text.find('\n', at), edit.text.size());
      const bool line_ends = end < edit.text.size();
      add_piece(edit.kind, edit.text.substr(at, end - at), line_ends);
      if (line_ends) end_line();
      at = end + 1;
    }
  }

  std::string text() {
    end_line();
    count_unchanged();
    return std::move(out_);
  }

 private:
  void add_piece(EditKind kind, std::string_view piece, bool line_ends) {
    changed_ = changed_ || (kind != EditKind::same && (line_ends || !piece.empty()));
    auto shown = one_line(piece);
    if (kind == EditKind::same) {
      line_ += shown;
      return;
    }
    if (line_ends) shown += "⏎";
    if (shown.empty()) return;
    const bool removed = kind == EditKind::removed;
    line_ += removed ? colors_.red : colors_.green;
    line_ += removed ? "[-" : "{+";
    line_ += shown;
    line_ += removed ? "-]" : "+}";
    line_ += colors_.plain;
  }

  void end_line() {
    if (changed_) {
      count_unchanged();
      out_ += line_ + '\n';
    } else if (!line_.empty()) {
      ++unchanged_;
    }
    line_.clear();
    changed_ = false;
  }

  void count_unchanged() {
    if (unchanged_ == 0) return;
    out_.append(colors_.dim).append("… ").append(std::to_string(unchanged_));
    out_.append(unchanged_ == 1 ? " line unchanged" : " lines unchanged");
    out_.append(colors_.plain) += '\n';
    unchanged_ = 0;
  }

  const Palette& colors_;
  std::string out_;
  std::string line_;
  bool changed_ = false;
  std::size_t unchanged_ = 0;
};

void write_edits(dataset::JsonWriter& json, const std::vector<Edit>& edits) {
  constexpr std::array<std::string_view, 3> kinds{"same", "removed", "added"};
  json.key("edits");
  json.begin_array();
  for (const auto& edit : edits) {
    json.begin_object();
    json.member("kind", kinds[static_cast<std::size_t>(edit.kind)]);
    json.member("text", edit.text);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::vector<FieldChange> compare(const Record& before, const Record& after,
                                 const Ignored& ignored) {
  const auto old_fields = fields_of(before, ignored);
  const auto new_fields = fields_of(after, ignored);
  std::vector<FieldChange> changes;
  for (std::size_t i = 0; i < old_fields.size(); ++i) {
    if (old_fields[i].second == new_fields[i].second) continue;
    auto edits = text::diff(old_fields[i].second, new_fields[i].second);
    if (ignored.space) edits = without_blank_edits(edits);
    const auto size = text::size_of(edits);
    if (says_nothing(size)) continue;
    changes.push_back({std::string(old_fields[i].first), std::move(edits), size});
  }
  return changes;
}

void write_changes(dataset::JsonWriter& json, const std::vector<FieldChange>& changes,
                   bool with_edits) {
  json.begin_array();
  for (const auto& change : changes) {
    json.begin_object();
    json.member("field", change.field);
    json.member("chars_added", change.size.added);
    json.member("chars_removed", change.size.removed);
    if (with_edits) write_edits(json, change.edits);
    json.end_object();
  }
  json.end_array();
}

std::string marked(const std::vector<Edit>& edits, const Palette& colors) {
  MarkedLines lines(colors);
  for (const auto& edit : edits) lines.add(edit);
  return lines.text();
}

}  // namespace newsarc::cli
