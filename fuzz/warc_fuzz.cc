// Any bytes as a WARC file: read to its end, checked, and what was read written and read again.

#include <memory>
#include <sstream>

#include "fuzz/input.h"
#include "http/unpacker.h"
#include "warc/check.h"
#include "warc/exchange.h"
#include "warc/payload.h"
#include "warc/writer.h"

namespace {

using namespace newsarc;

constexpr warc::Limits limits{.header = 4096, .block = 100'000};

warc::Reader reader_over(std::string file) {
  return *warc::Reader::over(std::make_unique<std::istringstream>(std::move(file)), "f", limits);
}

// A record that was read, written again.
void require_round_trip(const warc::Record& record, const std::string& block) {
  const auto date = record.date();
  if (!date) return;
  const warc::Draft draft{record.type() == "" ? "resource" : "metadata",
                          date->instant(),
                          record.target_uri(),
                          std::string(record.field("Content-Type").value_or("")),
                          block,
                          {{"X-Title", std::string(record.field("X-Title").value_or(""))}}};
  auto reader = reader_over(warc::record_text(draft));
  const auto again = reader.next();
  fuzz::require(again && *again && (*again)->date()->instant() == draft.date);
  fuzz::require("<" + (*again)->id() + ">" == warc::record_id(draft));
  fuzz::require(reader.block() == block);
  fuzz::require(!*reader.next());
}

void read_all(const std::string& file) {
  auto opened = warc::Reader::over(std::make_unique<std::istringstream>(file), "f", limits);
  if (!opened) return;
  std::uint64_t last = 0;
  for (std::size_t turns = 0;; ++turns) {
    fuzz::require(turns <= file.size() + 1);  // each turn takes something of the file
    const auto record = opened->next();
    if (!record) fuzz::require(!opened->take_findings().empty());
    if (!record) continue;
    if (!*record) break;
    fuzz::require((*record)->place.unpacked >= last);
    last = (*record)->place.unpacked;
    const auto block = opened->block();
    if (!block) continue;
    fuzz::require(block->size() == (*record)->length);
    const auto message = warc::split_http(*block);
    fuzz::require(message.header_block.size() + message.body.size() <= block->size());
    require_round_trip(**record, *block);
  }
}

// What exchanges are made of is there, and no more than once.
void read_exchanges(const std::string& file) {
  auto opened = warc::Reader::over(std::make_unique<std::istringstream>(file), "f", limits);
  if (!opened) return;
  warc::ExchangeFilter filter;
  filter.answer = [](const warc::Exchange& one) { return one.body.empty(); };
  warc::ExchangeReader reader(*std::move(opened), filter, 10'000);
  std::uint64_t given = 0;
  for (std::size_t turns = 0;; ++turns) {
    fuzz::require(turns <= 2 * file.size() + 2);
    const auto exchange = reader.next();
    if (!exchange) continue;
    if (!*exchange) break;
    fuzz::require(++given <= reader.records());
    fuzz::require((*exchange)->body.size() <= 10'000);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const bool pack = input.choose(4) == 1;
  std::string file(input.text());
  if (pack) file = http::gzip_member(file) + http::gzip_member(file);
  read_all(file);
  read_exchanges(file);
  auto reader = warc::Reader::over(std::make_unique<std::istringstream>(file), "f", limits);
  if (!reader) return 0;
  std::uint64_t found = 0;
  const auto report = warc::check(*std::move(reader), [&](const warc::Finding& finding) {
    fuzz::require(finding.what.size() <= 500 && !finding.what.empty());
    ++found;
  });
  fuzz::require(report && report->defects + report->notes == found);
  return 0;
}
