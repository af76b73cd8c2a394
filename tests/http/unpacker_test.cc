// gzip members and zstd frames, piece by piece.

#include "http/unpacker.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include <algorithm>
#include <vector>

namespace newsarc::http {
namespace {

std::string zstd_frame(std::string_view bytes) {
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  frame.resize(ZSTD_compress(frame.data(), frame.size(), bytes.data(), bytes.size(), 3));
  return frame;
}

// The members' texts; `piece` bytes are given at a time.
Result<std::vector<std::string>> unpack(Packing packing, std::string_view packed,
                                        std::size_t piece) {
  auto unpacker = Unpacker::create(packing);
  if (!unpacker) return tl::unexpected(unpacker.error());
  std::vector<std::string> members(1);
  std::size_t at = 0;
  for (std::size_t end = std::min(piece, packed.size());;) {
    const auto step = unpacker->step(packed.substr(at, end - at));
    if (!step) return tl::unexpected(step.error());
    members.back() += step->made;
    at += step->taken;
    if (step->ended) {
      unpacker->reset();
      if (at == packed.size()) return members;
      members.emplace_back();
    }
    if (step->ended || !step->made.empty()) continue;
    if (end == packed.size()) return failure(Fault::decode, "cut");
    end = std::min(end + piece, packed.size());
  }
}

TEST(Unpacker, Spec_MembersOneAfterTheOther) {
  const std::string text(200'000, 'a');
  const std::string packed = gzip_member("one") + gzip_member("") + gzip_member(text);
  const std::string frames =
      zstd_frame("one") + std::string("\x50\x2a\x4d\x18\x02\0\0\0xx", 10) + zstd_frame(text);
  const std::vector<std::string> members{"one", "", text};
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20}) {
    EXPECT_EQ(unpack(Packing::gzip, packed, piece), members);
    EXPECT_EQ(unpack(Packing::zstd, frames, piece), members);
  }
}

TEST(Unpacker, House_DamageIsAnError) {
  std::string packed = gzip_member("one two three");
  packed[packed.size() - 6] ^= 1;  // the CRC
  EXPECT_EQ(unpack(Packing::gzip, packed, 9).error().fault, Fault::decode);
  EXPECT_FALSE(unpack(Packing::gzip, gzip_member("one").substr(0, 12), 99));
  EXPECT_FALSE(unpack(Packing::zstd, "no frame", 99));
  EXPECT_FALSE(unpack(Packing::zstd, zstd_frame("one").substr(0, 9), 99));
  EXPECT_FALSE(Unpacker::create(Packing::zstd, "\x37\xa4\x30\xec no dictionary"));
}

TEST(Unpacker, House_TheSameBytesGiveTheSameMember) {
  EXPECT_EQ(gzip_member("one"), gzip_member("one"));
  EXPECT_EQ(gzip_member("one").substr(4, 4), std::string(4, '\0')) << "no time of its own";
}

}  // namespace
}  // namespace newsarc::http
