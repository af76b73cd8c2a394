#pragma once
// The text of each paper; papers.cc puts them together. Pure functions of the facts.

#include <string>

#include "dataset/facts.h"

namespace newsarc::dataset {

// The front matter of a Hugging Face dataset card, with its two lines of dashes.
std::string card_text(const DatasetFacts& facts);

std::string readme_text(const DatasetFacts& facts);       // card included
std::string croissant_text(const DatasetFacts& facts);    // Croissant 1.1
std::string datapackage_text(const DatasetFacts& facts);  // Data Package 2.0
std::string datasheet_text(const DatasetFacts& facts);

// A Table Schema that the resources of datapackage.json name; "" where the only one holds its own.
std::string table_schema_text(const DatasetFacts& facts);

inline constexpr const char* table_schema_path = "tableschema.json";

}  // namespace newsarc::dataset
