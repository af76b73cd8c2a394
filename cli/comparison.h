#pragma once
// Comparison: what differs between two versions of an article, field by field, and how that is
// shown to people.

#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "dataset/json.h"
#include "store/read/reader.h"
#include "text/diff.h"

namespace newsarc::cli {

// Differences that are not to be told. Fields are brought to one form before they are compared, so
// what is shown has that form: simplified text, blanks only where they separate words, no glosses.
struct Ignored {
  bool script = false;
  bool space = false;
  bool gloss = false;
};

struct FieldChange {
  std::string field;  // "title", "published", "source", "section", "credits", "body"
  std::vector<text::Edit> edits;
  text::DiffSize size;
};

// Fields that differ, in a fixed order; none when the versions say the same.
std::vector<FieldChange> compare(const store::Record& before, const store::Record& after,
                                 const Ignored& ignored);

// An array of objects: field, chars_added, chars_removed and, on request, edits.
void write_changes(dataset::JsonWriter& json, const std::vector<FieldChange>& changes,
                   bool with_edits);

// [-removed-]{+added+}, in colours where there are some; lines of text without a change are only
// counted.
std::string marked(const std::vector<text::Edit>& edits, const Palette& colors);

}  // namespace newsarc::cli
