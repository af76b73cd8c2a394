// text_tables KIND OPENCC_FOLDER OUTPUT: writes the generated tables of one kind. Run by the build.

#include <fstream>
#include <iostream>
#include <string_view>

#include "text/generate/charset_tables.h"
#include "text/generate/conversion_tables.h"
#include "text/generate/fold_tables.h"
#include "text/generate/reading_tables.h"

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: text_tables KIND OPENCC_FOLDER OUTPUT\n";
    return 2;
  }
  const std::string_view kind = argv[1];
  const std::string opencc_folder = argv[2];
  std::ofstream out(argv[3]);
  using namespace newsarc::text::generate;
  if (kind == "fold") {
    write_fold_tables(out, opencc_folder);
  } else if (kind == "chinese_charset") {
    write_chinese_charset_tables(out);
  } else if (kind == "japanese_charset") {
    write_japanese_charset_tables(out);
  } else if (kind == "korean_charset") {
    write_korean_charset_tables(out);
  } else if (kind == "single_byte_charset") {
    write_single_byte_charset_tables(out);
  } else if (kind == "conversion") {
    write_conversion_tables(out, opencc_folder);
  } else if (kind == "reading") {
    write_reading_tables(out);
  } else {
    std::cerr << "text_tables: no tables called " << kind << '\n';
    return 2;
  }
  out.flush();
  return out ? 0 : 1;
}
