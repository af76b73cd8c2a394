#pragma once
// The tables behind text/gloss.h, made while newsarc is built: creating ICU's Han-Latin
// transliterator alone takes 99 ms.

#include <ostream>

namespace newsarc::text::generate {

void write_reading_tables(std::ostream& out);

}  // namespace newsarc::text::generate
