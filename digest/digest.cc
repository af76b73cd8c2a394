#include "digest/digest.h"

#include <openssl/evp.h>

#include <array>

namespace newsarc::digest {
namespace {

struct Free {
  void operator()(EVP_MD* method) const { EVP_MD_free(method); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Fetched = std::unique_ptr<EVP_MD, Free>;

Fetched fetch(const char* name) { return Fetched(EVP_MD_fetch(nullptr, name, nullptr)); }

// Looked up once: a row's few bytes are hashed in less time than OpenSSL takes to find SHA-256.
const EVP_MD* method_of(Method method) {
  static const std::array<Fetched, 4> methods{fetch("MD5"), fetch("SHA1"), fetch("SHA256"),
                                              fetch("SHA512")};
  return methods[static_cast<std::size_t>(method)].get();
}

unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace

std::string sha256(std::string_view bytes) {
  std::string digest(size_of(Method::sha256), '\0');
  EVP_Digest(bytes.data(), bytes.size(), raw(digest), nullptr, method_of(Method::sha256), nullptr);
  return digest;
}

struct Digester::State {
  Method method;
  std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};

  void begin() { EVP_DigestInit_ex(context.get(), method_of(method), nullptr); }
};

Digester::Digester(Method method) : state_(new State{method}) { state_->begin(); }
Digester::~Digester() = default;
Digester::Digester(Digester&&) noexcept = default;
Digester& Digester::operator=(Digester&&) noexcept = default;

void Digester::add(std::string_view bytes) {
  EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
}

std::string Digester::finish() {
  std::string digest(size_of(state_->method), '\0');
  EVP_DigestFinal_ex(state_->context.get(), raw(digest), nullptr);
  state_->begin();
  return digest;
}

}  // namespace newsarc::digest
