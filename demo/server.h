#pragma once
// DemoServer: a NewsSite served on a free port of 127.0.0.1 as long as the object lives. Threads
// are its own and joined by the destructor; every member may be called from any thread.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "demo/site.h"

namespace newsarc::demo {

// One request as the server saw it.
struct Asked {
  int night = 0;
  std::string target;
  int status = 0;  // what it was answered

  bool operator==(const Asked&) const = default;
};

class DemoServer {
 public:
  // `site` must outlive the server. Error: network, when no port of loopback can be had.
  static Result<DemoServer> start(const NewsSite& site);
  DemoServer(DemoServer&&) noexcept;
  DemoServer& operator=(DemoServer&&) noexcept;
  ~DemoServer();

  int port() const;
  std::string authority() const;  // "127.0.0.1:40123"
  std::string origin() const;     // "http://127.0.0.1:40123"

  void set_night(int night);       // the first at the start
  std::vector<Asked> log() const;  // in order of arrival

 private:
  struct State;
  explicit DemoServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsarc::demo
