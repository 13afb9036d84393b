// The database of items.
#include "schema/items.hpp"

#include <algorithm>

namespace limcode::schema {

bool Item::derived(std::string_view trait) const {
  return std::find(derives.begin(), derives.end(), trait) != derives.end();
}

std::string Module::path() const {
  if (parent == nullptr) return {};
  const std::string outer = parent->path();
  return outer.empty() ? std::string(name) : outer + "::" + std::string(name);
}

Source& Database::add_source(std::string name, std::string text) {
  auto source = std::make_unique<Source>();
  source->file = static_cast<std::uint32_t>(sources_.size() + 1);
  source->name = std::move(name);
  source->set_text(std::move(text));
  sources_.push_back(std::move(source));
  return *sources_.back();
}

Module& Database::add_module(std::string_view name, Module* parent, Span span) {
  Module& module = modules_.emplace_back();
  module.name = name;
  module.parent = parent;
  module.root = parent == nullptr ? &module : parent->root;
  module.span = span;
  return module;
}

Item& Database::add_item() {
  Item& item = items_.emplace_back();
  item.index = static_cast<std::uint32_t>(items_.size() - 1);
  return item;
}

void Database::enter(Item& item, Module& module) {
  item.module = &module;
  const Cfg cfg = item.attributes.cfg;
  if (cfg == Cfg::off) return;
  auto& names = item.is_type() ? module.types : module.constants;
  const auto [entry, fresh] = names.try_emplace(item.name, Entry{&item, nullptr, cfg});
  if (!fresh) {
    if (cfg <= entry->second.cfg) return;
    if (item.is_type()) std::erase(module.items, entry->second.item);
    entry->second = {&item, nullptr, cfg};
  }
  if (!item.is_type()) return;
  module.items.push_back(&item);
  by_name_[item.name].push_back(&item);
}

std::span<const Item* const> Database::items_named(std::string_view name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return {};
  return found->second;
}

const Crate& Database::crate_of(const Module& module) const {
  return *std::find_if(crates_.begin(), crates_.end(), [&](const Crate& crate) { return crate.root == module.root; });
}

}  // namespace limcode::schema
