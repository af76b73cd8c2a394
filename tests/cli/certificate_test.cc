// A host whose certificate nobody vouches for gets no request.

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>
#include <thread>

#include "tests/cli/program.h"

namespace newsarc::cli {
namespace {

template <auto free>
struct Freed {
  template <class T>
  void operator()(T* thing) const {
    free(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Freed<SSL_free>>;

// For 127.0.0.1, valid for an hour, signed by itself.
Certificate self_signed(EVP_PKEY* key) {
  Certificate certificate(X509_new());
  X509* x509 = certificate.get();
  X509_set_version(x509, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), -60);
  X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
  X509_set_pubkey(x509, key);
  X509_NAME* name = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
  X509_set_issuer_name(x509, name);
  X509_EXTENSION* hosts =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(x509, hosts, -1);
  X509_EXTENSION_free(hosts);
  X509_sign(x509, key, EVP_sha256());
  return certificate;
}

// Answers one connection; what it was asked for under TLS.
class TlsServer {
 public:
  TlsServer() : key_(EVP_EC_gen("P-256")), context_(SSL_CTX_new(TLS_server_method())) {
    const auto certificate = self_signed(key_.get());
    SSL_CTX_use_certificate(context_.get(), certificate.get());
    SSL_CTX_use_PrivateKey(context_.get(), key_.get());
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address_), size);
    ::listen(listener_, 8);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address_), &size);
    thread_ = std::thread([this] { answer(); });
  }

  std::string authority() const { return "127.0.0.1:" + std::to_string(ntohs(address_.sin_port)); }

  // Ends the server.
  std::string asked() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
    return asked_;
  }
  int connections() const { return connections_; }

 private:
  void answer() {
    for (int socket = 0; (socket = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(socket)) {
      ++connections_;
      const Session session(SSL_new(context_.get()));
      SSL_set_fd(session.get(), socket);
      if (SSL_accept(session.get()) != 1) continue;
      std::array<char, 1024> bytes{};
      const int size = SSL_read(session.get(), bytes.data(), bytes.size());
      if (size > 0) asked_.append(bytes.data(), static_cast<std::size_t>(size));
      constexpr std::string_view gone = "HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n";
      SSL_write(session.get(), gone.data(), static_cast<int>(gone.size()));
    }
  }

  Key key_;
  Context context_;
  int listener_ = -1;
  sockaddr_in address_{};
  std::thread thread_;
  std::string asked_;
  int connections_ = 0;
};

class CertificateTest : public ProgramTest {};

TEST_F(CertificateTest, AHostThatNobodyVouchesForGetsNoRequest) {
  TlsServer server;
  const auto ran =
      newsarc({"probe", "https://" + server.authority() + "/", "--allow", server.authority()});
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(ran.err.find("certificate"), std::string::npos) << ran.err;
  EXPECT_EQ(server.asked(), "");
  EXPECT_GT(server.connections(), 0);
}

}  // namespace
}  // namespace newsarc::cli
