#include "cli/interrupt.h"

#include <csignal>

#include "cli/command.h"

namespace newsarc::cli {
namespace {

// A signal handler is given nothing, so what it writes to must be found without being given.
std::atomic<bool> raised = false;
std::atomic<int> received = 0;

extern "C" void note_signal(int signal) {
  received = signal;
  raised = true;
}

void handle(int signal, struct sigaction& before) {
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(signal, &action, &before);
}

// As they were before: the shell of newsarc sql lives through the moments between two watches.
struct sigaction interrupt_before {};
struct sigaction termination_before {};

}  // namespace

InterruptWatch::InterruptWatch() {
  raised = false;
  handle(SIGINT, interrupt_before);
  handle(SIGTERM, termination_before);
}

InterruptWatch::~InterruptWatch() {
  ::sigaction(SIGINT, &interrupt_before, nullptr);
  ::sigaction(SIGTERM, &termination_before, nullptr);
}

const std::atomic<bool>& InterruptWatch::flag() const { return raised; }

int InterruptWatch::exit_code() const {
  return received == SIGTERM ? Exit::terminated : Exit::interrupted;
}

}  // namespace newsarc::cli
