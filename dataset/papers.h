#pragma once
// Papers: what stands beside the data of a dataset, each a pure function of its facts. Texts are
// UTF-8; what came from pages is escaped as each form needs.

#include <string>
#include <vector>

#include "dataset/facts.h"

namespace newsarc::dataset {

struct Paper {
  std::string path;  // relative to the dataset
  std::string text;
};

// README.md with the front matter of a Hugging Face dataset card (configs, splits, features, size
// category, language, license), croissant.json (Croissant 1.1 as JSON-LD), datapackage.json
// (Frictionless Data Package) and DATASHEET.md (what was crawled, how, when, robots.txt, what is
// missing).
std::vector<Paper> papers_of(const DatasetFacts& facts);

// The manifests, over the data and the papers: manifest-sha256.txt; with `bagit` also bagit.txt,
// bag-info.txt and tagmanifest-sha256.txt (RFC 8493).
std::vector<Paper> manifests_of(const DatasetFacts& facts, const std::vector<Paper>& papers,
                                bool bagit);

}  // namespace newsarc::dataset
