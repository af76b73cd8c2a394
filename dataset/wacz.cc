#include "dataset/wacz.h"

#include <sstream>
#include <utility>
#include <vector>

#include "core/version.h"
#include "dataset/json.h"
#include "dataset/scratch_file.h"
#include "dataset/sorted_lines.h"
#include "dataset/zip.h"
#include "digest/digest.h"
#include "http/unpacker.h"

namespace newsarc::dataset {
namespace {

// Lines of the index in a block, each of which is unpacked for a look-up; as pywb's ZipNum has it.
constexpr std::size_t lines_in_block = 1024;

std::string labelled(std::string_view sha256) { return "sha256:" + digest::hex(sha256); }

struct Resource {
  std::string path;
  std::string hash;
  std::uint64_t bytes = 0;
};

// A ZIP file whose entries are remembered for its manifest.
class Package {
 public:
  explicit Package(std::ostream& out) : zip_(out) {}

  Result<void> add(const std::string& path, Packing packing, std::istream& in, std::uint64_t size) {
    digest::Digester digester(digest::Method::sha256);
    auto added = zip_.add(path, packing, in, size,
                          [&digester](std::string_view piece) { digester.add(piece); });
    if (!added) return added;
    resources_.push_back({path, labelled(digester.finish()), size});
    return {};
  }

  Result<void> add(const std::string& path, Packing packing, ScratchFile& file) {
    const auto size = file.rewind();
    if (!size) return tl::unexpected(size.error());
    return add(path, packing, file.in(), *size);
  }

  Result<void> add(const std::string& path, const std::string& bytes) {
    std::istringstream in(bytes);
    return add(path, Packing::deflated, in, bytes.size());
  }

  // Manifest, its own digest, directory.
  Result<void> finish(const std::string& title, Instant latest) {
    const auto manifest = manifest_text(title, latest);
    if (auto added = add("datapackage.json", manifest); !added) return added;
    std::string digest;
    JsonWriter json(digest);
    json.begin_object();
    json.member("path", "datapackage.json");
    json.member("hash", labelled(digest::sha256(manifest)));
    json.end_object();
    if (auto added = add("datapackage-digest.json", digest + "\n"); !added) return added;
    return zip_.finish();
  }

 private:
  std::string manifest_text(const std::string& title, Instant latest) const {
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    json.member("profile", "data-package");
    json.member("wacz_version", "1.1.1");
    json.member("title", title);
    json.member("software", "newsarc/" + std::string(version()));
    // Of the last capture: a clock would make every package another.
    json.member("created", to_text(latest));
    json.key("resources");
    json.begin_array();
    for (const auto& resource : resources_) {
      json.begin_object();
      json.member("name", resource.path.substr(resource.path.rfind('/') + 1));
      json.member("path", resource.path);
      json.member("hash", resource.hash);
      json.member("bytes", resource.bytes);
      json.end_object();
    }
    json.end_array();
    json.end_object();
    return text + "\n";
  }

  ZipWriter zip_;
  std::vector<Resource> resources_;
};

// An index in blocks that are packed each by itself, and the first key of each block (ZipNum): who
// looks for one capture reads one block.
class BlockIndex {
 public:
  explicit BlockIndex(std::ostream& blocks) : blocks_(blocks) {}

  void add(std::string_view line) {
    if (count_ == 0) key_ = line.substr(0, line.find(" {"));
    block_ += line;
    if (++count_ == lines_in_block) end_block();
  }

  std::string keys() {
    if (count_ > 0) end_block();
    return "!meta 0 {\"format\":\"cdxj-gzip-1.0\",\"filename\":\"index.cdx.gz\"}\n" + keys_;
  }

 private:
  void end_block() {
    const auto packed = http::gzip_member(block_);
    blocks_ << packed;
    keys_ += key_ + " ";
    JsonWriter json(keys_);
    json.begin_object();
    json.member("offset", offset_);
    json.member("length", packed.size());
    json.member("digest", labelled(digest::sha256(packed)));
    json.member("filename", "index.cdx.gz");
    json.end_object();
    keys_ += '\n';
    offset_ += packed.size();
    block_.clear();
    count_ = 0;
  }

  std::ostream& blocks_;
  std::uint64_t offset_ = 0;
  std::string key_;
  std::string block_;
  std::size_t count_ = 0;
  std::string keys_;
};

class WaczSink final : public WarcSink {
 public:
  WaczSink(Package& package, std::filesystem::path scratch, ScratchFile pages)
      : package_(package),
        scratch_(std::move(scratch)),
        lines_(scratch_),
        pages_(std::move(pages)) {
    pages_.out() << R"({"format":"json-pages-1.0","id":"pages","title":"All Pages","hasText":true})"
                 << '\n';
  }

  Result<File> begin(int number) override {
    auto file = ScratchFile::in(scratch_);
    if (!file) return tl::unexpected(std::move(file).error());
    file_.emplace(*std::move(file));
    name_ = warc_name(number);
    return File{name_, &file_->out()};
  }

  // "Not modified" is not listed: players take the capture nearest to the time asked for, and would
  // show its emptiness in place of the page that it speaks of.
  Result<void> index(const warc::IndexEntry& entry) override {
    return entry.status == 304 ? Result<void>() : lines_.add(warc::cdxj_line(entry));
  }

  Result<void> page(const WarcPage& page) override {
    std::string line;
    JsonWriter json(line);
    json.begin_object();
    json.member("id", page.id);
    json.member("url", page.url);
    json.member("ts", to_text(page.at));
    json.member("title", page.title);
    json.member("text", page.text);
    json.end_object();
    pages_.out() << line << '\n';
    return {};
  }

  Result<void> end() override {
    auto added = package_.add("archive/" + name_, Packing::stored, *file_);
    file_.reset();
    return added;
  }

  // What comes behind the WARC files.
  Result<void> finish() {
    auto blocks = ScratchFile::in(scratch_);
    if (!blocks) return tl::unexpected(std::move(blocks).error());
    BlockIndex index(blocks->out());
    const auto taken = lines_.take([&index](std::string_view line) { index.add(line); });
    if (!taken) return taken;
    const auto keys = index.keys();
    if (auto added = package_.add("indexes/index.cdx.gz", Packing::stored, *blocks); !added)
      return added;
    if (auto added = package_.add("indexes/index.idx", keys); !added) return added;
    return package_.add("pages/pages.jsonl", Packing::deflated, pages_);
  }

 private:
  Package& package_;
  std::filesystem::path scratch_;
  SortedLines lines_;
  ScratchFile pages_;
  std::optional<ScratchFile> file_;  // the WARC file in hand
  std::string name_;
};

}  // namespace

Result<WarcExported> write_wacz(const store::Reader& reader, const WaczOptions& options,
                                std::ostream& out) {
  auto pages = ScratchFile::in(options.scratch);
  if (!pages) return tl::unexpected(std::move(pages).error());
  Package package(out);
  WaczSink sink(package, options.scratch, *std::move(pages));
  const auto exported = write_warc(reader, options.warc, sink);
  if (!exported) return exported;
  if (auto finished = sink.finish(); !finished) return tl::unexpected(finished.error());
  const auto& selection = options.warc.selection;
  const auto title = "newsarc archive" + (selection.empty() ? "" : ": " + selection);
  if (auto finished = package.finish(title, exported->latest); !finished)
    return tl::unexpected(finished.error());
  return exported;
}

}  // namespace newsarc::dataset
