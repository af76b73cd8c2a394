#pragma once
// LoopbackServer: a web server for the fetcher's tests, on plain sockets, that can be as bad as a
// script wants: each path has a function that writes to the connection what it likes. One thread a
// connection; all end with the server.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace newsarc::fakes {

// One accepted connection, as a script sees it.
class Connection {
 public:
  explicit Connection(int socket) : socket_(socket) {}

  // False when the other side has gone.
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  void reset() const {  // a TCP reset instead of an orderly end
    const linger at_once{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }

  void wait_until_left() const {  // silence, until the other side goes
    char byte = 0;
    while (recv(socket_, &byte, 1, 0) > 0) {
    }
  }

  // The next request's header block; empty when there is none.
  std::string read_request() const {
    std::string request;
    char byte = 0;
    while (!request.ends_with("\r\n\r\n")) {
      if (recv(socket_, &byte, 1, 0) != 1) return {};
      request += byte;
    }
    return request;
  }

 private:
  int socket_;
};

class LoopbackServer {
 public:
  using Script = std::function<void(Connection&)>;

  LoopbackServer() {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    bind(listener_, plain, size);
    listen(listener_, 64);
    getsockname(listener_, plain, &size);
    port_ = ntohs(address.sin_port);
    accepting_ = std::thread([this] { accept_connections(); });
  }

  ~LoopbackServer() {
    shutdown(listener_, SHUT_RDWR);
    accepting_.join();
    {
      const std::lock_guard lock(mutex_);
      for (const int open : open_) shutdown(open, SHUT_RDWR);
    }
    for (auto& thread : threads_) thread.join();
    close(listener_);
  }

  std::uint16_t port() const { return port_; }
  std::string url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }

  // Before the first request for it. A script that ends keeps the connection when `keep`.
  void serve(std::string path, Script script, bool keep = false) {
    const std::lock_guard lock(mutex_);
    scripts_[std::move(path)] = {std::move(script), keep};
  }
  void serve(std::string path, std::string answer, bool keep = false) {
    serve(
        std::move(path), [answer](Connection& to) { to.send(answer); }, keep);
  }

  std::vector<std::string> requests() const {  // their header blocks, in order
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  int connections() const {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(threads_.size());
  }
  std::size_t open_connections() const {
    const std::lock_guard lock(mutex_);
    return open_.size();
  }

 private:
  void accept_connections() {
    while (true) {
      const int accepted = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) return;
      const std::lock_guard lock(mutex_);
      open_.push_back(accepted);
      threads_.emplace_back([this, accepted] { talk(accepted); });
    }
  }

  void talk(int accepted) {
    Connection connection(accepted);
    bool keep = true;
    while (keep) {
      std::string request = connection.read_request();
      if (request.empty()) break;
      const auto begin = request.find(' ') + 1;
      const auto path = request.substr(begin, request.find(' ', begin) - begin);
      const auto [script, keeps] = note(std::move(request), path);
      script(connection);
      keep = keeps;
    }
    const std::lock_guard lock(mutex_);
    open_.erase(std::find(open_.begin(), open_.end(), accepted));
    close(accepted);
  }

  std::pair<Script, bool> note(std::string request, const std::string& path) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(std::move(request));
    const auto found = scripts_.find(path);
    if (found != scripts_.end()) return found->second;
    return {[](Connection& to) { to.send("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"); }, false};
  }

  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, std::pair<Script, bool>> scripts_;
  std::vector<std::string> requests_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;
  std::thread accepting_;
};

}  // namespace newsarc::fakes
