#pragma once
// ICU's memory: where it gets none it leaves text as it was, and dates without their zone.

namespace newsarc::text {

// From now on memory that ICU does not get is out_of_memory() (core/memory.h). For the whole
// process; to be called before anything uses ICU and before there are other threads.
void guard_memory();

}  // namespace newsarc::text
