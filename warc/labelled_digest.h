#pragma once
// Labelled digests, as in "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ" (ISO 28500:2017 §5.8): a method
// and the digest in base 16 or base 32, either case.

#include <optional>
#include <string>
#include <string_view>

#include "digest/digest.h"

namespace newsarc::warc {

struct LabelledDigest {
  std::optional<digest::Method> method;  // nothing: one that newsarc does not have
  std::string bytes;                     // empty then

  bool operator==(const LabelledDigest&) const = default;
};

// Nothing when it is no digest of its method. 32 letters of MD5 are base 16, as padding would stand
// behind base 32.
std::optional<LabelledDigest> parse_digest(std::string_view text);

// "sha1:…" in base 32, "sha256:…" and all others in base 16, as IIPC recommends.
std::string format_digest(digest::Method method, std::string_view bytes);

}  // namespace newsarc::warc
