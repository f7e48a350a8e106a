#include "daemon/crawl/page/xpath.h"

#include <libxml/xpath.h>

#include <algorithm>
#include <optional>

#include "daemon/crawl/feed/html_text.h"

namespace fenghuo {
namespace {

// Steps of libxml2 for one question: enough for a few passes over what lies below the element, or over the page.
constexpr size_t kStepsAtLeast = 20'000;
constexpr size_t kStepsPerNode = 50;

using Context = std::unique_ptr<xmlXPathContext, void (*)(xmlXPathContextPtr)>;
using Object = std::unique_ptr<xmlXPathObject, void (*)(xmlXPathObjectPtr)>;

// libxml2 would print its complaint. The place of the first one is kept: what is wrong it says in no words of its own.
void KeepPlace(void* kept, xmlErrorPtr error) {
  auto& place = *static_cast<std::optional<int>*>(kept);
  if (!place && error != nullptr) place = error->int1;
}

std::string Text(xmlChar* owned) {
  std::unique_ptr<xmlChar, void (*)(void*)> text(owned, xmlFree);
  return text == nullptr ? std::string() : CollapseSpaces(reinterpret_cast<const char*>(text.get()));
}

Object Evaluate(_xmlXPathCompExpr* compiled, const HtmlPage& page, size_t scope) {
  // libxml2 takes its tree without const and does not change it.
  auto* node = const_cast<xmlNode*>(page.node(scope).origin);
  Context context(xmlXPathNewContext(node->doc), xmlXPathFreeContext);
  if (context == nullptr) return {nullptr, xmlXPathFreeObject};
  std::optional<int> ignored;
  context->error = KeepPlace;
  context->userData = &ignored;
  context->opLimit = kStepsAtLeast + kStepsPerNode * (page.node(scope).end - scope);
  context->node = node;
  return {xmlXPathCompiledEval(compiled, context.get()), xmlXPathFreeObject};
}

// The selected nodes, as libxml2 gives them: in document order.
std::vector<xmlNode*> NodesOf(const Object& object) {
  if (object == nullptr || object->type != XPATH_NODESET || object->nodesetval == nullptr) return {};
  return {object->nodesetval->nodeTab, object->nodesetval->nodeTab + object->nodesetval->nodeNr};
}

}  // namespace

Result<XPath> XPath::Parse(const std::string& text) {
  Context context(xmlXPathNewContext(nullptr), xmlXPathFreeContext);
  if (context == nullptr) return Unavailable("no memory for an XPath");
  std::optional<int> place;
  context->error = KeepPlace;
  context->userData = &place;
  XPath parsed;
  parsed.compiled_.reset(xmlXPathCtxtCompile(context.get(), reinterpret_cast<const xmlChar*>(text.c_str())), xmlXPathFreeCompExpr);
  if (parsed.compiled_ != nullptr) return parsed;
  std::string why = text.empty() ? "it is empty" : "it is not understood at byte " + std::to_string(place.value_or(0));
  return Invalid("must be an XPath, is \"" + text + "\": " + why);
}

std::vector<size_t> XPath::Find(const HtmlPage& page, size_t scope) const {
  std::vector<size_t> found;
  Object object = Evaluate(compiled_.get(), page, scope);
  for (const xmlNode* node : NodesOf(object)) {
    std::optional<size_t> index = node->type == XML_ELEMENT_NODE ? page.IndexOf(node) : std::nullopt;
    if (index) found.push_back(*index);
  }
  return found;
}

std::string XPath::Value(const HtmlPage& page, size_t scope) const {
  Object object = Evaluate(compiled_.get(), page, scope);
  if (object == nullptr) return {};
  if (object->type != XPATH_NODESET) return Text(xmlXPathCastToString(object.get()));
  for (xmlNode* node : NodesOf(object)) {
    std::optional<size_t> index = node->type == XML_ELEMENT_NODE ? page.IndexOf(node) : std::nullopt;
    std::string value = index ? page.LineOf(*index) : Text(xmlNodeGetContent(node));
    if (!value.empty()) return value;
  }
  return {};
}

}  // namespace fenghuo
