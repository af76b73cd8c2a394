// What is left of valid text without its glosses, or in the other script, is valid text.

#include "fuzz/input.h"
#include "text/forms.h"
#include "text/gloss.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc;
  const fuzz::Input input(data, size);
  const std::string_view utf8 = input.text();
  text::looks_glossed(utf8);
  text::has_torn_glosses(utf8);
  text::script_of(utf8);
  text::language_of(utf8);
  const text::Unglossed unglossed = text::drop_glosses(utf8);
  for (const text::Gloss& gloss : unglossed.removed) {
    fuzz::require(gloss.offset < utf8.size() && !gloss.reading.empty());
  }
  if (text::find_malformed(utf8)) return 0;
  fuzz::require(!text::find_malformed(unglossed.text));
  fuzz::require(!text::find_malformed(text::to_simplified(utf8)));
  fuzz::require(!text::find_malformed(text::to_traditional(utf8)));
  return 0;
}
