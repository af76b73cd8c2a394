#pragma once
// Made records: those of an archive of made articles, as the reader would give them.

#include "store/read/reader.h"

namespace newsarc::bench {

// The n-th, with a body of 2 KB of Chinese. No two are alike.
store::Record record(int number);

// Bytes of its texts, credits and times left out.
std::size_t text_bytes(const store::Record& record);

}  // namespace newsarc::bench
