#include "store/sha256.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <memory>

#include "store/freed.h"

namespace newsarc::store {

namespace {

// Looked up once: a row's few bytes are hashed in less time than OpenSSL takes to find SHA-256.
const EVP_MD* sha256_method() {
  static const std::unique_ptr<EVP_MD, Freed<EVP_MD_free>> method(
      EVP_MD_fetch(nullptr, "SHA256", nullptr));
  return method.get();
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
             sha256_method(), nullptr);
  return digest;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4];
    text += digits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

}  // namespace newsarc::store
