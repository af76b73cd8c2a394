#pragma once
// XML: the one door to libxml2. A document is told as events, element by element, never built as a
// tree: it costs what its longest tag costs. Nothing is fetched, no DTD is read, no entity that a
// document declares is ever expanded; damage is mended as far as XmlText goes, and what libxml2
// still objects to is stepped over (its recovery mode). Private to crawler/. Thread-safe.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsarc::crawler {

struct XmlAttribute {
  std::string space;  // namespace URI; "" for none
  std::string name;   // local name
  std::string value;
};

struct XmlElement {
  std::string space;   // namespace URI; "" for none
  std::string prefix;  // as written: all there is to tell by where a namespace is not declared
  std::string name;    // local name
  std::vector<XmlAttribute> attributes;

  // Of no namespace.
  std::optional<std::string_view> attribute(std::string_view local_name) const;
  // xml:base, xml:lang.
  std::optional<std::string_view> xml_attribute(std::string_view local_name) const;
};

struct XmlEvents {
  std::function<bool(const XmlElement&)> start;  // false: enough, read no more
  std::function<void(std::string_view)> text;    // UTF-8, in pieces; CDATA is text
  std::function<void()> end;                     // of the innermost open element
};

// True when the document's root was closed; what follows it is not looked at. Elements that the
// document leaves open at its end have no end event.
bool read_xml(std::string_view utf8, const XmlEvents& events);

// The character of a named reference of HTML 4, "eacute"; names are case-sensitive.
std::optional<char32_t> html_entity(std::string_view name);

}  // namespace newsarc::crawler
