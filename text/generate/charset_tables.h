#pragma once
// The tables behind the decoders of gb18030 and big5, made while newsarc is built.

#include <ostream>

namespace newsarc::text::generate {

void write_charset_tables(std::ostream& out);

}  // namespace newsarc::text::generate
