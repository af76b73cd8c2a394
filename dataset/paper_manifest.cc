// BagIt: RFC 8493. Without it, a list that sha256sum -c reads.

#include <algorithm>
#include <map>
#include <string>

#include "dataset/paper_facts.h"
#include "dataset/paper_text.h"
#include "dataset/papers.h"
#include "digest/digest.h"

namespace newsarc::dataset {
namespace {

using Hashes = std::map<std::string, std::string>;  // by path, so that lists are sorted

constexpr const char* manifest_path = "manifest-sha256.txt";

std::string hash_of(const Paper& paper) { return digest::hex(digest::sha256(paper.text)); }

Hashes hashes_of(const std::vector<Paper>& papers) {
  Hashes hashes;
  for (const auto& paper : papers) hashes.emplace(paper.path, hash_of(paper));
  return hashes;
}

Hashes hashes_of(const DatasetFacts& facts) {
  Hashes hashes;
  for (const auto& file : facts.files) hashes.emplace(file.path, file.sha256);
  return hashes;
}

// RFC 8493 §2.1.3: line ends and '%' in their percent-encoding, all else as it is.
std::string bag_line(const std::string& hash, const std::string& path) {
  std::string encoded;
  for (const char c : path) {
    if (c == '\n') {
      encoded += "%0A";
    } else if (c == '\r') {
      encoded += "%0D";
    } else {
      encoded += c == '%' ? std::string("%25") : std::string(1, c);
    }
  }
  return hash + "  " + encoded + "\n";
}

// As sha256sum writes it: a line that begins with '\' has line ends and '\' escaped.
std::string sum_line(const std::string& hash, const std::string& path) {
  if (path.find_first_of("\n\r") == std::string::npos) return hash + "  " + path + "\n";
  std::string escaped;
  for (const char c : path) {
    const std::string_view escape = c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\\' ? "\\\\" : "";
    escaped += escape.empty() ? std::string(1, c) : std::string(escape);
  }
  return "\\" + hash + "  " + escaped + "\n";
}

template <class Line>
std::string lines_of(const Hashes& hashes, Line line) {
  std::string lines;
  for (const auto& [path, hash] : hashes) lines += line(hash, path);
  return lines;
}

// §2.2.2. A label, a colon, a value of one line.
std::string info_line(std::string_view label, std::string_view value) {
  const auto line = one_line(value);
  return line.empty() ? "" : std::string(label) + ": " + line + "\n";
}

std::string bag_info(const DatasetFacts& facts) {
  return info_line("Source-Organization", facts.creator) +
         info_line("External-Description", facts.description) +
         info_line("External-Identifier", facts.name + " " + version_of(facts)) +
         info_line("Bagging-Date", state_day(facts).value_or("")) +
         info_line("Bag-Software-Agent", facts.tool) +
         info_line("Payload-Oxum",
                   std::to_string(total_bytes(facts)) + "." + std::to_string(facts.files.size())) +
         info_line("Internal-Sender-Identifier", facts.archive.fingerprint);
}

// Every file but the payload and the tag manifest itself is named in the tag manifest (§2.2.1).
std::vector<Paper> bag_of(const DatasetFacts& facts, const std::vector<Paper>& papers) {
  std::vector<Paper> bag{
      {"bag-info.txt", bag_info(facts)},
      {"bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"},
      {manifest_path, lines_of(hashes_of(facts), bag_line)},
  };
  auto tags = hashes_of(papers);
  tags.merge(hashes_of(bag));
  bag.push_back({"tagmanifest-sha256.txt", lines_of(tags, bag_line)});
  return bag;
}

}  // namespace

std::vector<Paper> manifests_of(const DatasetFacts& facts, const std::vector<Paper>& papers,
                                bool bagit) {
  if (bagit) return bag_of(facts, papers);
  auto hashes = hashes_of(facts);
  hashes.merge(hashes_of(papers));
  return {{manifest_path, lines_of(hashes, sum_line)}};
}

}  // namespace newsarc::dataset
