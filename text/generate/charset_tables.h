#pragma once
// The tables behind the decoders of legacy charsets, made while newsarc is built.

#include <ostream>

namespace newsarc::text::generate {

void write_chinese_charset_tables(std::ostream& out);      // gb18030, big5
void write_japanese_charset_tables(std::ostream& out);     // JIS X 0208 with its extensions, 0212
void write_korean_charset_tables(std::ostream& out);       // euc-kr
void write_single_byte_charset_tables(std::ostream& out);  // names, and an upper half for each

}  // namespace newsarc::text::generate
