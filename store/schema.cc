#include "store/schema.h"

#include "store/rows.h"
#include "store/sha256.h"
#include "text/fold.h"
#include "text/forms.h"
#include "url/key.h"

namespace newsarc::store {
namespace {

// While user_version is 0 the schema may still change: an archive remembers which draft made it.
std::string draft() { return hex(sha256(schema_sql())).substr(0, 16); }

void write_facts(Database& database, std::string_view tool_version) {
  save_meta(database, "schema", draft());
  save_meta(database, "tool", std::string(tool_version));
  save_meta(database, "fold_version", std::to_string(text::fold_version()));
  save_meta(database, "forms_version", text::forms_version());
  save_meta(database, "url_key_version", std::to_string(url::key_version()));
}

}  // namespace

bool is_blank_database(Database& database) {
  return database.number("SELECT count(*) FROM sqlite_schema") == 0 && !database.failed();
}

Result<void> create_schema(Database& database, std::string_view tool_version) {
  database.script("BEGIN IMMEDIATE");
  database.script(std::string(schema_sql()));
  database.script("PRAGMA application_id = " + std::to_string(application_id) +
                  "; PRAGMA user_version = " + std::to_string(schema_version));
  write_facts(database, tool_version);
  database.script("COMMIT");
  return database.check();
}

Result<void> check_schema(Database& database, std::string_view file) {
  const std::int64_t application = database.number("PRAGMA application_id");
  const std::int64_t version = database.number("PRAGMA user_version");
  if (auto read = database.check(); !read) {
    if (read.error().fault != Fault::schema) return read;
    return failure(Fault::schema, "this file is no newsarc archive", std::string(file));
  }
  if (application != application_id)
    return failure(Fault::schema, "this file is no newsarc archive", std::string(file));
  if (version > schema_version) {
    return failure(Fault::schema,
                   "this archive was made by a newer newsarc (schema " + std::to_string(version) +
                       ", this one knows " + std::to_string(schema_version) +
                       "); upgrade newsarc to open it",
                   std::string(file));
  }
  if (meta(database, "schema").value_or("") != draft()) {
    return failure(Fault::schema,
                   "this archive was made by a development version of newsarc whose schema has "
                   "changed since; crawl into a new file",
                   std::string(file));
  }
  return database.check();
}

}  // namespace newsarc::store
