#pragma once
// Thrift's compact protocol, as far as writing goes: what the headers and the footer of a Parquet
// file are made of (thrift-compact-protocol.md of the Thrift project). Never fails.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsarc::dataset {

// ULEB128: seven bits a byte, the lowest first.
void append_varint(std::string& out, std::uint64_t value);

// Small numbers of either sign become small ones: 0, -1, 1, -2 are 0, 1, 2, 3.
constexpr std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

// One struct, field by field, to the end of a string; stop() ends it. Fields are given by rising
// id. The caller keeps begin and end paired and gives a list as many elements as it said.
class ThriftWriter {
 public:
  enum class Element : std::uint8_t { boolean = 1, i32 = 5, i64 = 6, binary = 8, structure = 12 };

  explicit ThriftWriter(std::string& out) : out_(out) {}

  void boolean(int id, bool value);
  void i16(int id, std::int16_t value);
  void i32(int id, std::int32_t value);
  void i64(int id, std::int64_t value);
  void binary(int id, std::string_view bytes);
  void begin_struct(int id);
  void end_struct();
  void empty_struct(int id);  // what a union holds that only says which
  void stop() { end_struct(); }

  void begin_list(int id, Element element, std::size_t size);
  void element(bool value);
  void element(std::int32_t value);
  void element(std::int64_t value);
  void element(std::string_view bytes);
  void begin_element();  // a struct; end_struct() ends it

 private:
  void field(int id, std::uint8_t type);

  std::string& out_;
  std::vector<int> last_ids_{0};  // of each open struct, innermost last
};

}  // namespace newsarc::dataset
