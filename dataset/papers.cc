#include "dataset/papers.h"

#include "dataset/paper.h"

namespace newsarc::dataset {

std::vector<Paper> papers_of(const DatasetFacts& facts) {
  std::vector<Paper> papers{
      {"DATASHEET.md", datasheet_text(facts)},
      {"README.md", readme_text(facts)},
      {"croissant.json", croissant_text(facts)},
      {"datapackage.json", datapackage_text(facts)},
  };
  if (auto schema = table_schema_text(facts); !schema.empty())
    papers.push_back({table_schema_path, std::move(schema)});
  return papers;
}

}  // namespace newsarc::dataset
