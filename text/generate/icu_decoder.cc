#include "text/generate/icu_decoder.h"

#include <unicode/ucnv.h>

#include <cstdlib>
#include <iostream>

namespace newsarc::text::generate {

IcuDecoder::IcuDecoder(const std::string& name) : converter_(nullptr, &ucnv_close) {
  UErrorCode status = U_ZERO_ERROR;
  converter_.reset(ucnv_open(name.c_str(), &status));
  ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                      &status);
  if (U_FAILURE(status)) {
    std::cerr << "text_tables: ICU has no converter " << name << '\n';
    std::exit(1);
  }
}

char32_t IcuDecoder::decode(const std::string& bytes) {
  UErrorCode status = U_ZERO_ERROR;
  ucnv_reset(converter_.get());
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  const UChar32 c = ucnv_getNextUChar(converter_.get(), &at, end, &status);
  const bool is_whole = U_SUCCESS(status) && at == end;
  // A second code point may be waiting inside the converter.
  const bool is_alone = is_whole && ucnv_getNextUChar(converter_.get(), &at, end, &status) >= 0 &&
                        status == U_INDEX_OUTOFBOUNDS_ERROR;
  return is_alone ? static_cast<char32_t>(c) : 0;
}

bool is_private(char32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

}  // namespace newsarc::text::generate
