#pragma once
// Tokens: what SQLite's own tokenizer makes of a text, as the search index keeps them: a token of
// more than 32 KiB cut there. Private to store/.

#include <functional>
#include <memory>
#include <string_view>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

class Tokenizer {
 public:
  // With the options of the table `search`. Errors: internal, in a SQLite without FTS5.
  static Result<Tokenizer> create(Database& database);
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;
  ~Tokenizer();

  void each(std::string_view text, const std::function<void(std::string_view)>& token) const;

 private:
  struct State;
  explicit Tokenizer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsarc::store
