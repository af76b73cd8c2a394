#include "dataset/thrift_compact.h"

namespace newsarc::dataset {
namespace {

// Field types, "Struct encoding" of the protocol.
constexpr std::uint8_t type_true = 1;
constexpr std::uint8_t type_false = 2;
constexpr std::uint8_t type_i16 = 4;
constexpr std::uint8_t type_i32 = 5;
constexpr std::uint8_t type_i64 = 6;
constexpr std::uint8_t type_binary = 8;
constexpr std::uint8_t type_list = 9;
constexpr std::uint8_t type_struct = 12;

void append_bytes(std::string& out, std::string_view bytes) {
  append_varint(out, bytes.size());
  out += bytes;
}

}  // namespace

void append_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7F) | 0x80);
  out += static_cast<char>(value);
}

// The distance from the last id in the type's byte where it fits, else the id itself after it.
void ThriftWriter::field(int id, std::uint8_t type) {
  const int distance = id - last_ids_.back();
  last_ids_.back() = id;
  if (distance > 0 && distance <= 15) {
    out_ += static_cast<char>((distance << 4) | type);
    return;
  }
  out_ += static_cast<char>(type);
  append_varint(out_, zigzag(id));
}

void ThriftWriter::boolean(int id, bool value) { field(id, value ? type_true : type_false); }

void ThriftWriter::i16(int id, std::int16_t value) {
  field(id, type_i16);
  append_varint(out_, zigzag(value));
}

void ThriftWriter::i32(int id, std::int32_t value) {
  field(id, type_i32);
  append_varint(out_, zigzag(value));
}

void ThriftWriter::i64(int id, std::int64_t value) {
  field(id, type_i64);
  append_varint(out_, zigzag(value));
}

void ThriftWriter::binary(int id, std::string_view bytes) {
  field(id, type_binary);
  append_bytes(out_, bytes);
}

void ThriftWriter::begin_struct(int id) {
  field(id, type_struct);
  begin_element();
}

void ThriftWriter::end_struct() {
  out_ += '\0';
  last_ids_.pop_back();
}

void ThriftWriter::empty_struct(int id) {
  begin_struct(id);
  end_struct();
}

void ThriftWriter::begin_list(int id, Element element, std::size_t size) {
  field(id, type_list);
  const auto type = static_cast<unsigned>(element);
  if (size < 15) {
    out_ += static_cast<char>((size << 4) | type);
    return;
  }
  out_ += static_cast<char>(0xF0 | type);
  append_varint(out_, size);
}

void ThriftWriter::element(bool value) {
  out_ += static_cast<char>(value ? type_true : type_false);
}
void ThriftWriter::element(std::int32_t value) { append_varint(out_, zigzag(value)); }
void ThriftWriter::element(std::int64_t value) { append_varint(out_, zigzag(value)); }
void ThriftWriter::element(std::string_view bytes) { append_bytes(out_, bytes); }
void ThriftWriter::begin_element() { last_ids_.push_back(0); }

}  // namespace newsarc::dataset
