#include "crawler/xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <mutex>

#include "core/memory.h"
#include "crawler/xml_text.h"

namespace newsarc::crawler {
namespace {

constexpr std::string_view xml_space = "http://www.w3.org/XML/1998/namespace";

std::string text_of(const xmlChar* text) {
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

// An attribute's value. Where entities are not replaced, libxml2 leaves an ampersand in it as the
// reference "&#38;", so that it can be told from the beginning of one; everything else is text.
std::string value_between(const xmlChar* begin, const xmlChar* end) {
  constexpr std::string_view ampersand = "&#38;";
  std::string value(reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin));
  for (std::size_t at = value.find(ampersand); at != std::string::npos;
       at = value.find(ampersand, at + 1))
    value.replace(at, ampersand.size(), "&");
  return value;
}

// What libxml2 hands back to its callbacks.
struct Reading {
  explicit Reading(std::string_view utf8, const XmlEvents& given) : text(utf8), events(given) {}

  XmlText text;
  const XmlEvents& events;
  xmlParserCtxtPtr parser = nullptr;
  std::size_t depth = 0;
  bool closed = false;   // the root was
  bool stopped = false;  // by the caller, or by the root's end
  XmlElement element;    // the one that starts: kept for its room
};

void stop(Reading& reading) {
  reading.stopped = true;
  xmlStopParser(reading.parser);
}

// libxml2 gives five pointers an attribute: local name, prefix, namespace, and the value's ends.
void fill_attributes(std::vector<XmlAttribute>& filled, int count, const xmlChar** attributes) {
  filled.resize(static_cast<std::size_t>(count));
  for (auto& attribute : filled) {
    attribute.name = text_of(attributes[0]);
    attribute.space = text_of(attributes[2]);
    attribute.value = value_between(attributes[3], attributes[4]);
    attributes += 5;
  }
}

void on_start(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* space, int,
              const xmlChar**, int attribute_count, int, const xmlChar** attributes) {
  auto& reading = *static_cast<Reading*>(context);
  if (reading.stopped) return;
  ++reading.depth;
  reading.element.name = text_of(name);
  reading.element.prefix = text_of(prefix);
  reading.element.space = text_of(space);
  fill_attributes(reading.element.attributes, attribute_count, attributes);
  if (!reading.events.start(reading.element)) stop(reading);
}

void on_end(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  auto& reading = *static_cast<Reading*>(context);
  if (reading.stopped || reading.depth == 0) return;
  reading.events.end();
  if (--reading.depth > 0) return;
  reading.closed = true;
  stop(reading);
}

void on_text(void* context, const xmlChar* text, int length) {
  auto& reading = *static_cast<Reading*>(context);
  if (reading.stopped) return;
  reading.events.text(
      {reinterpret_cast<const char*>(text), static_cast<std::size_t>(std::max(length, 0))});
}

int on_read(void* context, char* room, int size) {
  auto& reading = *static_cast<Reading*>(context);
  return static_cast<int>(reading.text.read(room, static_cast<std::size_t>(size)));
}

void on_error(void*, xmlErrorPtr) {}  // libxml2 would print it

// No handler of entities or of the DTD: none is kept, so none can be expanded.
xmlSAXHandler handlers() {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = on_start;
  sax.endElementNs = on_end;
  sax.characters = on_text;
  sax.ignorableWhitespace = on_text;
  sax.cdataBlock = on_text;
  sax.serror = on_error;
  return sax;
}

struct FreeParser {
  void operator()(xmlParserCtxtPtr parser) const { xmlFreeParserCtxt(parser); }
};

void initialise() {  // before the first of several threads reads, says libxml2
  static std::once_flag once;
  std::call_once(once, [] {
    xmlMemSetup(std::free, sure_malloc, sure_realloc, sure_strdup);
    xmlInitParser();
  });
}

}  // namespace

std::optional<std::string_view> XmlElement::attribute(std::string_view local_name) const {
  for (const auto& each : attributes) {
    if (each.space.empty() && each.name == local_name) return each.value;
  }
  return std::nullopt;
}

std::optional<std::string_view> XmlElement::xml_attribute(std::string_view local_name) const {
  for (const auto& each : attributes) {
    if (each.space == xml_space && each.name == local_name) return each.value;
  }
  return std::nullopt;
}

bool read_xml(std::string_view utf8, const XmlEvents& events) {
  initialise();
  Reading reading(utf8, events);
  xmlSAXHandler sax = handlers();
  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(
      xmlCreateIOParserCtxt(&sax, &reading, on_read, nullptr, &reading, XML_CHAR_ENCODING_UTF8));
  if (!parser) return false;
  reading.parser = parser.get();
  xmlCtxtUseOptions(parser.get(), XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOCDATA);
  xmlParseDocument(parser.get());
  return reading.closed;
}

std::optional<char32_t> html_entity(std::string_view name) {
  constexpr std::size_t longest = 8;  // "thetasym"
  if (name.size() > longest) return std::nullopt;
  const std::string terminated(name);
  const auto* found = htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
  if (found == nullptr) return std::nullopt;
  return static_cast<char32_t>(found->value);
}

}  // namespace newsarc::crawler
