#pragma once
// A part of JSON Schema (draft 7), enough for tests/fixtures/schemas/: type, const, enum, pattern,
// minLength, minimum, required, properties, additionalProperties false, items, minItems, oneOf,
// anyOf and $ref within the document. Independent programs read the same schemas in tests/peers/.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace newsarc::dataset {

// What the document breaks, each with the place; a keyword that is not known is named too.
std::vector<std::string> objections(const nlohmann::json& schema, const nlohmann::json& document);

}  // namespace newsarc::dataset
