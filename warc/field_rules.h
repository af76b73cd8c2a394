#pragma once
// Field rules: what ISO 28500:2017 §5 to §7 demand of a record's fields. Private to warc/.

#include <vector>

#include "warc/record.h"

namespace newsarc::warc {

// What is wrong with the fields of one record, seen by itself. Does not look at the block.
std::vector<Finding> check_fields(const Record& record);

}  // namespace newsarc::warc
