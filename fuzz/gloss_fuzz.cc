// Glosses can be put back where they were, and what is left of valid text is valid text.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "text/forms.h"
#include "text/gloss.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc::text;
  const auto bytes = std::make_unique<char[]>(size);
  std::copy(data, data + size, bytes.get());
  const std::string_view text(bytes.get(), size);
  looks_glossed(text);
  has_torn_glosses(text);
  to_simplified(text);
  to_traditional(text);
  script_of(text);
  language_of(text);
  const Unglossed unglossed = drop_glosses(text);
  for (const Gloss& gloss : unglossed.removed) {
    if (gloss.offset >= size || gloss.reading.empty()) std::abort();
  }
  if (!find_malformed(text) && find_malformed(unglossed.text)) std::abort();
  return 0;
}
