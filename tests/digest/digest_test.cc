// Digests of known texts, whole and in pieces; and the alphabets they are written in.

#include "digest/digest.h"

#include <gtest/gtest.h>

namespace newsarc::digest {
namespace {

// RFC 1321 §A.5, FIPS 180-4's own examples.
TEST(Digest, Spec_KnownTexts) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Digester md5(Method::md5);
  md5.add("abc");
  EXPECT_EQ(hex(md5.finish()), "900150983cd24fb0d6963f7d28e17f72");
  Digester sha1(Method::sha1);
  sha1.add("abc");
  EXPECT_EQ(hex(sha1.finish()), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

TEST(Digest, House_PiecesAreOneText) {
  Digester pieces(Method::sha256);
  pieces.add("a");
  pieces.add("");
  pieces.add("bc");
  EXPECT_EQ(pieces.finish(), sha256("abc"));
  pieces.add("abc");
  EXPECT_EQ(pieces.finish(), sha256("abc")) << "finish() begins anew";
}

struct Written {
  const char *bytes, *letters;
};

// RFC 4648 §10.
TEST(Digest, Spec_Base32) {
  for (const auto& [bytes, letters] :
       {Written{"", ""}, Written{"f", "MY======"}, Written{"fo", "MZXQ===="},
        Written{"foo", "MZXW6==="}, Written{"foob", "MZXW6YQ="}, Written{"fooba", "MZXW6YTB"},
        Written{"foobar", "MZXW6YTBOI======"}}) {
    EXPECT_EQ(base32(bytes), letters);
    EXPECT_EQ(from_base32(letters), bytes);
  }
  EXPECT_EQ(from_base32("mzxw6"), "foo");
  for (const char* bad : {"M", "MZX", "M1======", "MZ=XQ"}) EXPECT_FALSE(from_base32(bad)) << bad;
}

TEST(Digest, Spec_Base16) {
  EXPECT_EQ(hex("\x01\xfe"), "01fe");
  EXPECT_EQ(from_hex("01Fe"), "\x01\xfe");
  for (const char* bad : {"0", "0g", "01 "}) EXPECT_FALSE(from_hex(bad)) << bad;
}

}  // namespace
}  // namespace newsarc::digest
