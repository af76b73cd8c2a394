#pragma once
// Memory that runs out at one allocation: linked into a program, it stands before malloc and its
// kin, which operator new and all C libraries call.

namespace newsarc::faults {

// From now on allocations are counted, in all threads; the one numbered `at`, from 1, fails, and
// with `all_after` all after it. 0: none fails.
void fail_allocation(long at, bool all_after);

// How many there were since.
long allocations();

}  // namespace newsarc::faults
