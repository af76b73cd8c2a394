// A datasheet in the sense of Gebru et al., "Datasheets for Datasets" (2018): its seven groups of
// questions, answered as far as an archive knows the answers.

#include <string>

#include "dataset/paper.h"
#include "dataset/paper_facts.h"
#include "dataset/paper_text.h"

namespace newsarc::dataset {
namespace {

std::string number(std::int64_t count) { return std::to_string(count); }

std::string day_of(const std::optional<std::string>& instant) {
  return instant ? markdown_text(instant->substr(0, instant->find('T'))) : "";
}

std::int64_t sum(const DatasetFacts& facts, std::int64_t SiteFacts::*count) {
  std::int64_t total = 0;
  for (const auto& site : facts.sites) total += site.*count;
  return total;
}

std::string motivation(const DatasetFacts& facts) {
  return "## Motivation\n\n" + markdown_text(facts.description) +
         "\n\nThe archive does not know for which question the dataset was made, or who paid for "
         "it: "
         "whoever publishes it says so here.\n\n";
}

std::string languages(const DatasetFacts& facts) {
  std::string list;
  for (const auto& language : facts.languages)
    list += (list.empty() ? "" : ", ") + markdown_text(language);
  return list.empty() ? "" : "Languages: " + list + ".\n";
}

std::string days(const DatasetFacts& facts) {
  if (!facts.first_published || !facts.last_published) return {};
  return "Days of publication, where a page states one: " + markdown_text(*facts.first_published) +
         " to " + markdown_text(*facts.last_published) + ".\n";
}

std::string site_table(const DatasetFacts& facts) {
  if (facts.sites.empty()) return {};
  std::string table = "\nThe archive behind it has of each site:\n\n" +
                      markdown_row({"site", "name", "address", "articles", "versions", "gone",
                                    "first capture", "last capture"}) +
                      markdown_rule(8);
  for (const auto& site : facts.sites)
    table += markdown_row({markdown_code_cell(site.site), markdown_text(site.name),
                           markdown_code_cell(site.base_url), number(site.articles),
                           number(site.versions), number(site.gone), day_of(site.first),
                           day_of(site.last)});
  return table;
}

std::string composition(const DatasetFacts& facts) {
  const bool versions = table_name(facts) == "versions";
  return "## Composition\n\n" + number(facts.records) + " records, each " +
         (versions ? "one version of a news article: an edited article has several"
                   : "a news article in its latest version") +
         ". `README.md` lists the columns.\n\n" + languages(facts) + days(facts) +
         site_table(facts) +
         "\nThe texts name persons: those whom the news is about, and those who wrote it. Nothing "
         "was made anonymous.\n\n";
}

std::string collection_table(const DatasetFacts& facts) {
  if (facts.sites.empty()) return {};
  std::string table =
      markdown_row({"site", "crawls", "imports", "fetches", "failed", "noarchive", "refused"}) +
      markdown_rule(7);
  for (const auto& site : facts.sites)
    table += markdown_row({markdown_code_cell(site.site), number(site.runs), number(site.imports),
                           number(site.fetches), number(site.failed), number(site.noarchive),
                           number(site.refused)});
  return table + "\n";
}

std::string imports(const DatasetFacts& facts) {
  if (sum(facts, &SiteFacts::imports) == 0) return {};
  return "- Imports took pages out of WARC files that another crawler had written; each page has "
         "the "
         "date of its own capture. How politely that crawler asked, the files do not say.\n";
}

std::string collection(const DatasetFacts& facts) {
  return "## Collection\n\n" + collection_table(facts) +
         "- Crawls were made by newsarc. They obey robots.txt (RFC 9309) and wait between two "
         "requests to a host.\n"
         "- Answers that ask not to be archived (`noarchive`) were not kept. What had been "
         "captured "
         "before a page began to ask so is there until it is taken down. Such answers: " +
         number(sum(facts, &SiteFacts::noarchive)) + ".\n" + imports(facts) +
         "- Title, text, times and persons were read by rules; no person checked them one by "
         "one.\n\n";
}

std::string preprocessing() {
  return "## Preprocessing\n\n"
         "- Pages were decoded to Unicode (UTF-8, NFC).\n"
         "- Readings that converters leave behind Chinese characters, as in 創(chuàng), were taken "
         "out.\n"
         "- Titles and bodies are in the script of the page unless the command says `--script`; "
         "columns "
         "in `_simplified` have the same texts in simplified characters.\n"
         "- Advertisements, menus, captions and lists of other articles are left out of `body`.\n"
         "- The exact bytes of each page are in the archive, so each step can be done anew.\n\n";
}

std::string missing(const DatasetFacts& facts) {
  return "## What is missing\n\n"
         "- Articles that were gone before the first capture, or between two.\n"
         "- Fetches that failed and brought no page: " +
         number(sum(facts, &SiteFacts::failed)) +
         ".\n- Addresses refused by robots.txt or out of scope: " +
         number(sum(facts, &SiteFacts::refused)) +
         ".\n- Pages with `noarchive`: " + number(sum(facts, &SiteFacts::noarchive)) +
         ".\n- What the selection in the command leaves out.\n- Edits that were undone between two "
         "captures.\n\nArticles that were captured, and are gone from their site since, are not "
         "missing: "
         "the archive has " +
         number(sum(facts, &SiteFacts::gone)) + ".\n\n";
}

std::string uses() {
  return "## Uses\n\n"
         "The history of news texts, their language, search and summaries. It is no sample of all "
         "news: it has the sites above, over the time of their captures, as far as they were "
         "linked.\nIt is not fit for finding out about private persons.\n\n";
}

std::string distribution(const DatasetFacts& facts) {
  const auto license = facts.license.empty()
                           ? std::string(
                                 "No licence is stated. The texts belong to their publishers; "
                                 "whoever passes them on has to ask what the law allows.")
                           : "Licence: " + markdown_text(facts.license) + ".";
  const auto url = facts.url.empty() ? "" : "Published at " + markdown_code(facts.url) + ".\n";
  const auto by =
      facts.creator.empty() ? "" : "Published by " + markdown_text(facts.creator) + ".\n";
  return "## Distribution\n\n" + license + "\n" + by + url + "\n";
}

std::string maintenance(const DatasetFacts& facts) {
  return "## Maintenance\n\nVersion " + version_of(facts) +
         ": the first number counts the runs of the archive. A later run of the archive gives a "
         "new "
         "version; this one does not change. A page that is taken down (`newsarc forget`) is "
         "missing "
         "in the versions after.\n\n";
}

std::string checks(const DatasetFacts& facts) {
  const auto& archive = facts.archive;
  return "## Checks\n\n`manifest-sha256.txt` has the SHA-256 of each file: `sha256sum -c "
         "manifest-sha256.txt`.\n\nMade by " +
         markdown_text(facts.tool) + ":\n" + markdown_block("sh", facts.command) +
         "out of an archive of schema " + number(archive.schema) + " with " +
         number(archive.articles) + " articles, " + number(archive.versions) + " versions, " +
         number(archive.fetches) + " fetches and " + number(archive.runs) + " runs" +
         (archive.last_run ? ", the last of which ended at " + markdown_text(*archive.last_run)
                           : "") +
         (facts.as_of ? ", as it stood at " + markdown_text(*facts.as_of) : "") +
         ". Its fingerprint: " + markdown_code(archive.fingerprint) +
         ".\nAn archive with the same fingerprint gives the same bytes.\n";
}

}  // namespace

std::string datasheet_text(const DatasetFacts& facts) {
  const auto title = markdown_text(facts.title.empty() ? facts.name : facts.title);
  return "# Datasheet: " + title + "\n\n" + motivation(facts) + composition(facts) +
         collection(facts) + preprocessing() + missing(facts) + uses() + distribution(facts) +
         maintenance(facts) + checks(facts);
}

}  // namespace newsarc::dataset
