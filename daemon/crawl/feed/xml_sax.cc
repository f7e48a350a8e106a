// Well-formed XML by libxml2's callbacks. It never sees a DOCTYPE; should one slip through, the callbacks that would declare
// entities are not set and the one that reports the subset stops the parser.

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <cstring>
#include <memory>

#include "daemon/crawl/feed/xml_builder.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

// What the callbacks share. libxml2 interns names and URIs, so equal pointers mean equal URIs and are looked up once.
struct Reading {
  explicit Reading(size_t input_bytes) : builder(input_bytes) {}

  XmlSpace SpaceOf(const xmlChar* prefix, const xmlChar* uri) {
    if (uri == nullptr) return prefix == nullptr ? XmlSpace::kNone : SpaceOfPrefix(View(prefix));
    for (const Known& known : cache) {
      if (known.uri == uri) return known.space;
    }
    cache[next_slot] = {uri, SpaceOfUri(View(uri))};
    XmlSpace space = cache[next_slot].space;
    next_slot = (next_slot + 1) % kSlots;
    return space;
  }

  struct Known {
    const xmlChar* uri = nullptr;
    XmlSpace space = XmlSpace::kOther;
  };
  static constexpr size_t kSlots = 8;
  XmlBuilder builder;
  Known cache[kSlots];
  size_t next_slot = 0;
  xmlParserCtxtPtr context = nullptr;
};

Reading& Self(void* data) { return *static_cast<Reading*>(data); }

// Where nothing is expanded, libxml2 hands '&' in attributes over as "&#38;" for its own tree builder to undo.
std::string_view Plain(std::string_view value, std::string& room) {
  constexpr std::string_view kEscaped = "&#38;";
  size_t at = value.find(kEscaped);
  if (at == std::string_view::npos) return value;
  room.reserve(value.size());
  for (; at != std::string_view::npos; at = value.find(kEscaped)) {
    room.append(value.substr(0, at)).append("&");
    value.remove_prefix(at + kEscaped.size());
  }
  return room.append(value);
}

void OnStart(void* data, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri, int, const xmlChar**, int count, int,
             const xmlChar** attributes) {
  Reading& reading = Self(data);
  reading.builder.Start(View(name), reading.SpaceOf(prefix, uri));
  for (int i = 0; i < count; ++i) {  // five pointers each: name, prefix, URI, first byte, one past the last
    const xmlChar** a = attributes + ptrdiff_t{5} * i;
    XmlSpace space = a[1] == nullptr ? XmlSpace::kNone : reading.SpaceOf(a[1], a[2]);
    std::string_view value(reinterpret_cast<const char*>(a[3]), static_cast<size_t>(a[4] - a[3]));
    std::string room;
    reading.builder.Attribute(View(a[0]), space, Plain(value, room));
  }
}

void OnEnd(void* data, const xmlChar*, const xmlChar*, const xmlChar*) { Self(data).builder.End(); }

void OnText(void* data, const xmlChar* text, int size) {
  Self(data).builder.Text({reinterpret_cast<const char*>(text), static_cast<size_t>(size)});
}

void OnSubset(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  Self(data).builder.Fail("a document type declaration");
  xmlStopParser(Self(data).context);
}

void OnError(void* data, xmlErrorPtr error) {
  if (error == nullptr || error->level < XML_ERR_ERROR || error->domain == XML_FROM_NAMESPACE) return;
  std::string message = error->message == nullptr ? "ill-formed" : error->message;
  while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) message.pop_back();
  // Names in the message come from the document, cut by libxml2 wherever they are too long: it is text for people, one line and short.
  for (char& c : message) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  Self(data).builder.Fail("line " + std::to_string(error->line) + ": " + CutBytes(ToValidUtf8(message), 160, ""));
}

xmlParserInputPtr RefuseToLoad(const char*, const char*, xmlParserCtxtPtr) { return nullptr; }

xmlSAXHandler MakeHandler() {
  xmlSAXHandler handler;
  std::memset(&handler, 0, sizeof(handler));
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = OnStart;
  handler.endElementNs = OnEnd;
  handler.characters = OnText;
  handler.ignorableWhitespace = OnText;
  handler.cdataBlock = OnText;
  handler.internalSubset = OnSubset;
  handler.serror = OnError;
  return handler;
}

struct ContextCloser {
  void operator()(xmlParserCtxtPtr context) const {
    if (context->myDoc != nullptr) xmlFreeDoc(context->myDoc);
    xmlFreeParserCtxt(context);
  }
};

}  // namespace

void PrepareLibxml() {
  static const bool prepared = [] {
    xmlInitParser();
    xmlSetExternalEntityLoader(RefuseToLoad);
    return true;
  }();
  static_cast<void>(prepared);
}

XmlTree ReadWellFormed(std::string_view text) {
  PrepareLibxml();
  Reading reading(text.size());
  if (text.empty() || text.size() > 0x7FFFFFFF) {
    reading.builder.Fail(text.empty() ? "empty" : "larger than 2 GiB");
    return reading.builder.Finish();
  }
  std::unique_ptr<xmlParserCtxt, ContextCloser> context(
      xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size())));
  if (context == nullptr) {
    reading.builder.Fail("no memory");
    return reading.builder.Finish();
  }
  reading.context = context.get();
  xmlCtxtUseOptions(context.get(), XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  *context->sax = MakeHandler();
  context->userData = &reading;
  xmlParseDocument(context.get());
  if (context->wellFormed == 0) reading.builder.Fail("ill-formed");
  return reading.builder.Finish();
}

}  // namespace fenghuo
