#pragma once
// Made files: WARC files written field by field, so that a test can spoil one thing of them.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "warc/reader.h"

namespace newsarc::warc {

struct MadeRecord {
  std::string version = "WARC/1.1";
  std::vector<std::pair<std::string, std::string>> fields;  // without Content-Length
  std::string block;
  std::string length;  // "" for that of the block
  std::string line_end = "\r\n";
  std::string end = "\r\n\r\n";

  MadeRecord& set(const std::string& name, const std::string& value);  // the first of that name
  MadeRecord& drop(const std::string& name);
  MadeRecord& add(const std::string& name, const std::string& value);
  std::string text() const;
};

// Right in every way: of type `type`, of http://news.example/N, its own id.
MadeRecord made(const std::string& type, int number = 1);
std::string made_id(int number);

// warcinfo, request, response, revisit, metadata, resource, conversion and two segments.
std::vector<MadeRecord> good_records();

enum class Form { plain, gzip, gzip_whole, zstd, zstd_dictionary };
std::string in_form(Form form, const std::vector<std::string>& records);
std::string zstd_frame(std::string_view bytes, std::string_view dictionary = {});
std::string dictionary_for_zstd();

Reader reader_over(std::string file, Limits limits = {});

}  // namespace newsarc::warc
