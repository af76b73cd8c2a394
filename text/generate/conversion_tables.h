#pragma once
// The tables behind text/forms.h, made while newsarc is built.

#include <ostream>
#include <string>

namespace newsarc::text::generate {

// `opencc_folder` holds OpenCC's installed *.ocd2 dictionaries.
void write_conversion_tables(std::ostream& out, const std::string& opencc_folder);

}  // namespace newsarc::text::generate
