#include "tests/warc/made_files.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <sstream>

#include "http/unpacker.h"

namespace newsarc::warc {
namespace {

const std::string response_block =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>hello</html>\r\n";

std::string sized_frame(std::string_view magic, std::string_view content) {
  std::string frame(magic);
  for (int i = 0; i < 4; ++i) frame += static_cast<char>(content.size() >> (8 * i) & 0xff);
  return frame += content;
}

}  // namespace

MadeRecord& MadeRecord::set(const std::string& name, const std::string& value) {
  const auto found = std::ranges::find(fields, name, &decltype(fields)::value_type::first);
  if (found == fields.end()) return add(name, value);
  found->second = value;
  return *this;
}

MadeRecord& MadeRecord::drop(const std::string& name) {
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
  return *this;
}

MadeRecord& MadeRecord::add(const std::string& name, const std::string& value) {
  fields.emplace_back(name, value);
  return *this;
}

std::string MadeRecord::text() const {
  std::string out = version + line_end;
  for (const auto& [name, value] : fields) out += name + ": " + value + line_end;
  const auto size = length.empty() ? std::to_string(block.size()) : length;
  if (size != "none") out += "Content-Length: " + size + line_end;
  return out + line_end + block + end;
}

std::string made_id(int number) {
  const auto digits = std::to_string(1000 + number);
  return "<urn:uuid:00000000-0000-4000-8000-00000000" + digits + ">";
}

MadeRecord made(const std::string& type, int number) {
  MadeRecord record;
  record.add("WARC-Type", type);
  record.add("WARC-Record-ID", made_id(number));
  record.add("WARC-Date", "2020-10-13T05:25:26Z");
  if (type == "warcinfo") {
    record.add("Content-Type", "application/warc-fields");
    record.block = "software: newsarc\r\n";
    return record;
  }
  record.add("WARC-Target-URI", "http://news.example/" + std::to_string(number));
  const bool is_http = type == "response" || type == "request" || type == "revisit";
  record.block = "<html>hello</html>\r\n";
  if (is_http) record.block = response_block;
  if (type == "request") record.block = "GET / HTTP/1.1\r\nHost: news.example\r\n\r\n";
  record.add("Content-Type", !is_http            ? "text/html"
                             : type == "request" ? "application/http; msgtype=request"
                                                 : "application/http; msgtype=response");
  return record;
}

std::vector<MadeRecord> good_records() {
  std::vector<MadeRecord> records;
  int number = 0;
  for (const char* type : {"warcinfo", "request", "response", "revisit", "metadata", "resource",
                           "conversion", "resource", "continuation"})
    records.push_back(made(type, ++number));
  records[1].add("WARC-Concurrent-To", made_id(3)).add("WARC-IP-Address", "192.0.2.7");
  records[2]
      .add("WARC-Concurrent-To", made_id(2))
      .add("WARC-Concurrent-To", made_id(5))
      .add("WARC-IP-Address", "2001:db8::7")
      .add("WARC-Warcinfo-ID", made_id(1));
  records[3]
      .add("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest")
      .add("WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ")
      .add("WARC-Refers-To", made_id(3))
      .add("WARC-Truncated", "length")
      .set("WARC-Date", "2020-10-13T05:25:26.123456789Z");
  records[4].add("WARC-Refers-To", made_id(3));
  records[7].add("WARC-Segment-Number", "1");
  records[8]
      .add("WARC-Segment-Number", "2")
      .add("WARC-Segment-Origin-ID", made_id(8))
      .add("WARC-Segment-Total-Length", "40");
  return records;
}

std::string zstd_frame(std::string_view bytes, std::string_view dictionary) {
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                     &ZSTD_freeCCtx);
  ZSTD_CCtx_loadDictionary(context.get(), dictionary.data(), dictionary.size());
  frame.resize(
      ZSTD_compress2(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size()));
  return frame;
}

std::string dictionary_for_zstd() {
  std::string samples;
  std::vector<std::size_t> sizes;
  for (int i = 0; i < 200; ++i) {
    const auto text = made("response", i).text() + std::to_string(i * i);
    samples += text;
    sizes.push_back(text.size());
  }
  std::string dictionary(2048, '\0');
  dictionary.resize(ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples.data(),
                                          sizes.data(), static_cast<unsigned>(sizes.size())));
  return dictionary;
}

std::string in_form(Form form, const std::vector<std::string>& records) {
  std::string file;
  const auto dictionary = form == Form::zstd_dictionary ? dictionary_for_zstd() : std::string();
  if (form == Form::zstd_dictionary) file = sized_frame("\x5d\x2a\x4d\x18", dictionary);
  for (const auto& record : records) {
    if (form == Form::gzip)
      file += http::gzip_member(record);
    else if (form == Form::zstd || form == Form::zstd_dictionary)
      file += zstd_frame(record, dictionary);
    else
      file += record;
  }
  return form == Form::gzip_whole ? http::gzip_member(file) : file;
}

Reader reader_over(std::string file, Limits limits) {
  return *Reader::over(std::make_unique<std::istringstream>(std::move(file)), "made.warc", limits);
}

}  // namespace newsarc::warc
