#pragma once
// Known captures: what an archive has of an address at a moment, while others write to it. For
// imports, which ask before they do work that is done already, and for revisits, which name an
// earlier capture in place of its bytes. Sees what is committed. One thread at a time.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "core/capture.h"
#include "core/page.h"
#include "core/result.h"

namespace newsarc::store {

struct KnownPage {
  Page page;
  bool is_cut = false;  // only a part of it came (cut_short)
};

// What is known of an answer: none from its address in that second with that status, the same, or
// one with another body.
enum class Acquaintance { none, same, other_bytes };

class KnownCaptures {
 public:
  // Errors: those of Reader::open.
  static Result<KnownCaptures> open(const std::filesystem::path& file);
  KnownCaptures(KnownCaptures&&) noexcept;
  KnownCaptures& operator=(KnownCaptures&&) noexcept;
  ~KnownCaptures();

  // Of such an answer from the address, itself or at the end of redirects, in that second. Without
  // a status any is meant, without a body its bytes do not count.
  Result<Acquaintance> look_up(const Url& url, Instant at, std::optional<int> status,
                               std::optional<std::string_view> body) const;

  // Of the pages with a body that came from there at that time or before, the last that is
  // accepted; of the same bytes the last is asked about, of others some dozens. Errors: damaged.
  Result<std::optional<KnownPage>> page_at(
      const Url& url, Instant at, const std::function<bool(const Page&)>& is_accepted) const;

  // Whether what an address gave last by that time are the bytes that another, or the same, gave in
  // the second `then`.
  Result<bool> gave_the_same(const Url& url, Instant by, const Url& other, Instant then) const;

  // What the last answer before was read as; nothing where none is known.
  Result<std::optional<PageKind>> kind_before(const Url& url, Instant at) const;

 private:
  struct State;
  explicit KnownCaptures(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsarc::store
