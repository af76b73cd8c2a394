#include "store/tables/tokens.h"

#include <algorithm>
#include <array>

namespace newsarc::store {

struct Tokenizer::State {
  fts5_tokenizer methods{};
  Fts5Tokenizer* tokenizer = nullptr;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (tokenizer != nullptr) methods.xDelete(tokenizer);
  }
};

namespace {

// https://www.sqlite.org/fts5.html#extending_fts5: a connection gives its FTS5 interface away by a
// pointer bound to a function call.
fts5_api* interface_of(Database& database) {
  fts5_api* interface = nullptr;
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(database.handle(), "SELECT fts5(?1)", -1, &prepared, nullptr) != SQLITE_OK)
    return nullptr;
  const Prepared statement(prepared);
  sqlite3_bind_pointer(prepared, 1, &interface, "fts5_api_ptr", nullptr);
  sqlite3_step(prepared);
  return interface;
}

// FTS5 itself cuts a longer one there (FTS5_MAX_TOKEN_SIZE), whatever its tokenizer gives.
constexpr std::size_t longest_token = 32768;

int give(void* sink, int, const char* token, int size, int, int) {
  (*static_cast<const std::function<void(std::string_view)>*>(sink))(
      std::string_view(token, std::min(static_cast<std::size_t>(size), longest_token)));
  return SQLITE_OK;
}

}  // namespace

Tokenizer::Tokenizer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Result<Tokenizer> Tokenizer::create(Database& database) {
  auto state = std::make_unique<State>();
  fts5_api* interface = interface_of(database);
  void* context = nullptr;
  if (interface == nullptr ||
      interface->xFindTokenizer(interface, "unicode61", &context, &state->methods) != SQLITE_OK)
    return failure(Fault::internal, "this SQLite has no FTS5");
  std::array<const char*, 2> options{"remove_diacritics", "0"};
  if (state->methods.xCreate(context, options.data(), static_cast<int>(options.size()),
                             &state->tokenizer) != SQLITE_OK)
    return failure(Fault::internal, "this SQLite has no tokenizer unicode61");
  return Tokenizer(std::move(state));
}

void Tokenizer::each(std::string_view text,
                     const std::function<void(std::string_view)>& token) const {
  const char* data = text.data() != nullptr ? text.data() : "";
  auto* sink = const_cast<std::function<void(std::string_view)>*>(&token);
  state_->methods.xTokenize(state_->tokenizer, sink, FTS5_TOKENIZE_DOCUMENT, data,
                            static_cast<int>(text.size()), give);
}

}  // namespace newsarc::store
