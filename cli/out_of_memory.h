#pragma once
// What the program does when memory has run out, or no thread can be started: no exception, no half
// answer; it ends at once with words, as if it had been killed there. What was committed is whole,
// and a crawl goes on when it is called again.

namespace newsarc::cli {

// From now on, in all threads. To be called once, before there are others.
void end_when_memory_runs_out();

}  // namespace newsarc::cli
