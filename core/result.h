#pragma once
// Result: a value, or the Error that took its place. Every function that can fail for a reason
// outside the program returns one; newsarc throws no exceptions.

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace newsarc {

// What kind of thing went wrong. The command line turns each into an exit code.
enum class Fault {
  usage,        // the caller's words make no sense: options, SQL, queries
  config,       // newsarc.toml or a site profile
  network,      // no answer, or one cut short
  http,         // an answer that HTTP does not allow, or a status that is no page
  refused,      // we may not: robots.txt, scope, address guard
  decode,       // content coding or charset
  parse,        // a document that cannot be read
  not_found,    // no such article, file or version
  schema,       // no archive, or one of a newer newsarc
  busy,         // another writer holds the archive
  damaged,      // the archive contradicts itself
  disk,         // full, read-only, I/O
  limit,        // a limit of time, memory or size was reached
  interrupted,  // the user said stop
  internal,     // our own mistake
};

struct Error {
  Fault fault = Fault::internal;
  std::string what;   // one clause a person can act on
  std::string where;  // the thing in hand: URL, "file:line:column", table; may be empty

  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(Fault fault, std::string what, std::string where = {}) {
  return tl::unexpected(Error{fault, std::move(what), std::move(where)});
}

}  // namespace newsarc
