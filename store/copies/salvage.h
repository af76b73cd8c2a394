#pragma once
// Salvage: a new archive of what is whole in a damaged one. Rows are taken over as they are when
// their hashes hold; what refers to lost rows goes with them, chains and states are joined again,
// and everything lost is named. The damaged archive is only read; one thread.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "store/verify/verify.h"

namespace newsarc::store {

struct SalvageOptions {
  std::function<void(std::string_view)> step;      // what is done now
  const std::atomic<bool>* interrupted = nullptr;  // stops it
};

struct SalvagedTable {
  std::string name;
  std::int64_t kept = 0;  // rows
  std::int64_t lost = 0;  // rows; where a stretch cannot be read, the numbers it spans
};

struct SalvageReport {
  std::filesystem::path file;
  std::int64_t bytes = 0;
  std::vector<SalvagedTable> tables;
  std::vector<Damage> damage;       // what was lost, the first ten thousand
  std::int64_t damages = 0;         // all of it
  std::vector<Damage> left;         // what verify still names in the new archive
  std::vector<std::string> beside;  // not of the schema, and not taken over: "view mine"

  bool is_whole() const { return damages == 0 && left.empty(); }
};

// Errors leave no half file: usage (`file` is there, or is the archive), schema (no archive there,
// or one of a newer newsarc), damaged (nothing of it can be read), busy, disk, limit, interrupted.
Result<SalvageReport> salvage(const std::filesystem::path& archive,
                              const std::filesystem::path& file, const SalvageOptions& options);

}  // namespace newsarc::store
