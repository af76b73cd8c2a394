#pragma once
// Datasets of every shape, small and whole: their facts and the bytes of their files. Tests look at
// the papers of each; the program paper_cases writes them for programs of others to read.

#include <map>
#include <string>
#include <vector>

#include "dataset/facts.h"

namespace newsarc::dataset {

struct PaperCase {
  std::string name;
  DatasetFacts facts;
  std::map<std::string, std::string> data;  // bytes by path, as facts.files names them
};

// Each format; with splits, with partitions, with both; articles and versions; no file; a thousand
// files; names that quote, escape and break lines.
const std::vector<PaperCase>& paper_cases();

PaperCase paper_case(const std::string& name);

// The text of one of its papers; "" where there is none of that path.
std::string paper_text(const DatasetFacts& facts, const std::string& path);

// Files of which nothing is known but where they are.
std::vector<DataFile> files_at(const std::vector<std::string>& paths);

// What a site or a user may call something, each meant for another form.
const std::vector<std::string>& hostile_names();

}  // namespace newsarc::dataset
