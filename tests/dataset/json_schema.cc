#include "tests/dataset/json_schema.h"

#include <functional>
#include <map>
#include <regex>

namespace newsarc::dataset {
namespace {

using Json = nlohmann::json;
using Objections = std::vector<std::string>;

class Validator {
 public:
  explicit Validator(const Json& root) : root_(root) {}

  Objections check(const Json& schema, const Json& value, const std::string& at) const {
    if (schema.contains("$ref")) return check(resolve(schema["$ref"]), value, at);
    Objections found;
    for (const auto& [keyword, wanted] : schema.items()) {
      const auto rule = rules().find(keyword);
      if (rule == rules().end()) {
        found.push_back("no such keyword: " + keyword);
      } else {
        rule->second(*this, schema, value, at, found);
      }
    }
    return found;
  }

 private:
  using Rule = std::function<void(const Validator&, const Json& schema, const Json& value,
                                  const std::string& at, Objections& found)>;

  const Json& resolve(const std::string& reference) const {
    return root_.at(Json::json_pointer(reference.substr(1)));
  }

  std::size_t matches(const Json& alternatives, const Json& value, const std::string& at) const {
    std::size_t count = 0;
    for (const auto& schema : alternatives) count += check(schema, value, at).empty();
    return count;
  }

  static bool has_type(const std::string& type, const Json& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    return type == "boolean" && value.is_boolean();
  }

  static void note(Objections& found, bool fine, const std::string& at, const std::string& why) {
    if (!fine) found.push_back(at + ": " + why);
  }

  static void pass(const Validator&, const Json&, const Json&, const std::string&, Objections&) {}

  static void check_properties(const Validator& self, const Json& schema, const Json& value,
                               const std::string& at, Objections& found) {
    if (!value.is_object()) return;
    for (const auto& [name, wanted] : schema["properties"].items()) {
      if (!value.contains(name)) continue;
      const auto inner = self.check(wanted, value[name], at + "/" + name);
      found.insert(found.end(), inner.begin(), inner.end());
    }
  }

  static void check_others(const Validator&, const Json& schema, const Json& value,
                           const std::string& at, Objections& found) {
    if (!value.is_object()) return;
    for (const auto& [name, member] : value.items())
      note(found, schema["properties"].contains(name), at, "unknown member " + name);
  }

  static void check_items(const Validator& self, const Json& schema, const Json& value,
                          const std::string& at, Objections& found) {
    if (!value.is_array()) return;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto inner = self.check(schema["items"], value[i], at + "/" + std::to_string(i));
      found.insert(found.end(), inner.begin(), inner.end());
    }
  }

  static const std::map<std::string, Rule>& rules() {
    using Given = const Json&;
    using Place = const std::string&;
    static const std::map<std::string, Rule> all = {
        {"$schema", pass},
        {"title", pass},
        {"definitions", pass},
        {"properties", check_properties},
        {"additionalProperties", check_others},
        {"items", check_items},
        {"type",
         [](const Validator&, Given schema, Given value, Place at, Objections& found) {
           note(found, has_type(schema["type"], value), at, "no " + schema["type"].dump());
         }},
        {"const",
         [](const Validator&, Given schema, Given value, Place at, Objections& found) {
           note(found, schema["const"] == value, at, "not " + schema["const"].dump());
         }},
        {"enum",
         [](const Validator&, Given schema, Given value, Place at, Objections& found) {
           const auto& all_of = schema["enum"];
           note(found, std::find(all_of.begin(), all_of.end(), value) != all_of.end(), at,
                "none of " + all_of.dump());
         }},
        {"pattern",
         [](const Validator&, Given schema, Given value, Place at, Objections& found) {
           if (!value.is_string()) return;
           const std::regex pattern(schema["pattern"].get<std::string>());
           note(found, std::regex_search(value.get<std::string>(), pattern), at,
                "not like " + schema["pattern"].dump());
         }},
        {"minLength",
         [](const Validator&, Given schema, Given value, Place at, Objections& found) {
           if (!value.is_string()) return;
           note(found, value.get<std::string>().size() >= schema["minLength"], at, "too short");
         }},
        {"minimum",
         [](const Validator&, Given schema, Given value, Place at, Objections& found) {
           note(found, !value.is_number() || value >= schema["minimum"], at, "too small");
         }},
        {"minItems",
         [](const Validator&, Given schema, Given value, Place at, Objections& found) {
           note(found, !value.is_array() || value.size() >= schema["minItems"], at, "too few");
         }},
        {"required",
         [](const Validator&, Given schema, Given value, Place at, Objections& found) {
           if (!value.is_object()) return;
           for (const auto& name : schema["required"])
             note(found, value.contains(name.get<std::string>()), at, "lacks " + name.dump());
         }},
        {"oneOf",
         [](const Validator& self, Given schema, Given value, Place at, Objections& found) {
           note(found, self.matches(schema["oneOf"], value, at) == 1, at, "not one of its kinds");
         }},
        {"anyOf",
         [](const Validator& self, Given schema, Given value, Place at, Objections& found) {
           note(found, self.matches(schema["anyOf"], value, at) > 0, at, "none of its kinds");
         }},
    };
    return all;
  }

  const Json& root_;
};

}  // namespace

std::vector<std::string> objections(const Json& schema, const Json& document) {
  return Validator(schema).check(schema, document, "");
}

}  // namespace newsarc::dataset
