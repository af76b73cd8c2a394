#pragma once
// Digests: MD5, SHA-1 and the SHA-2 that archives name their bytes by, and the two alphabets that
// they are written in. The door to OpenSSL. Digests are raw bytes, not their digits. Nothing fails
// while there is memory: digest/memory.h.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace newsarc::digest {

std::string sha256(std::string_view bytes);  // 32 bytes

enum class Method { md5, sha1, sha256, sha512 };

constexpr std::size_t size_of(Method method) {
  return method == Method::md5      ? 16
         : method == Method::sha1   ? 20
         : method == Method::sha256 ? 32
                                    : 64;
}

// A digest of bytes that come piece by piece. For one thread at a time.
class Digester {
 public:
  explicit Digester(Method method);
  ~Digester();
  Digester(Digester&&) noexcept;
  Digester& operator=(Digester&&) noexcept;

  void add(std::string_view bytes);
  std::string finish();  // and begins anew

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string hex(std::string_view bytes);                           // lower case
std::optional<std::string> from_hex(std::string_view digits);      // either case
std::string base32(std::string_view bytes);                        // RFC 4648 §6, padded
std::optional<std::string> from_base32(std::string_view letters);  // either case, padded or not

}  // namespace newsarc::digest
