#pragma once
// What one of ICU's converters says of a sequence of bytes. Used only while newsarc is built.

#include <memory>
#include <string>

struct UConverter;

namespace newsarc::text::generate {

class IcuDecoder {
 public:
  // Ends the program when ICU has no converter of that name.
  explicit IcuDecoder(const std::string& name);

  // The one code point that `bytes` are; 0 when they are none, or more than one.
  char32_t decode(const std::string& bytes);

 private:
  std::unique_ptr<UConverter, void (*)(UConverter*)> converter_;
};

bool is_private(char32_t c);

}  // namespace newsarc::text::generate
