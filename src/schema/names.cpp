// Name resolution. Each (module, name) is visited once a lookup, so that import cycles and webs of globs end.
#include "schema/names.hpp"

#include <algorithm>

namespace limcode::schema {

namespace {

// Longer chains of imports are not followed.
constexpr unsigned max_import_depth = 200;

Target external(const std::vector<std::string_view>& path) {
  Target target;
  target.external = path;
  return target;
}

Namespace space_at(const std::vector<std::string_view>& path, std::size_t index, Namespace last) {
  return index + 1 == path.size() ? last : Namespace::types;
}

}  // namespace

Target Names::resolve(const Module* scope, bool global, const std::vector<std::string_view>& path, Namespace space,
                      std::vector<const Item*>* ambiguous) {
  visited_.clear();
  if (scope != nullptr) return follow(*scope, global, path, space, 0);
  return outermost(path, space, ambiguous);
}

Target Names::outermost(const std::vector<std::string_view>& path, Namespace space,
                        std::vector<const Item*>* ambiguous) {
  Target best;
  for (const Crate& crate : database_.crates()) {
    if (crate.origin == Origin::library) continue;
    visited_.clear();
    Target first = find(*crate.root, path.front(), space_at(path, 0, space), 0);
    if (!first.found()) continue;
    Target target = continue_from(std::move(first), path, 1, space, 0);
    if (target.item != nullptr && best.item != nullptr && target.item != best.item && ambiguous != nullptr) {
      if (ambiguous->empty()) ambiguous->push_back(best.item);
      ambiguous->push_back(target.item);
    }
    const bool better = best.item == nullptr && (target.item != nullptr || !best.found());
    if (better) best = std::move(target);
  }
  if (best.found()) return best;
  if (const Module* root = crate_root(path.front()); root != nullptr) {
    visited_.clear();
    Target target;
    target.module = root;
    return continue_from(std::move(target), path, 1, space, 0);
  }
  return external(path);
}

Target Names::follow(const Module& scope, bool global, const std::vector<std::string_view>& path, Namespace space,
                     unsigned depth) {
  if (depth > max_import_depth || path.empty()) return {};
  Target target;
  std::size_t next = 1;
  if (global) {
    target.module = crate_root(path.front());
    return target.module == nullptr ? external(path) : continue_from(std::move(target), path, next, space, depth);
  }
  if (path.front() == "crate") {
    target.module = scope.root;
  } else if (path.front() == "self") {
    target.module = &scope;
  } else if (path.front() == "super") {
    const Module* module = &scope;
    for (next = 0; next < path.size() && path[next] == "super"; ++next) {
      if (module->parent == nullptr) {
        Target failed;
        failed.failed_in = module;
        return failed;
      }
      module = module->parent;
    }
    target.module = module;
  } else {
    target = find(scope, path.front(), space_at(path, 0, space), depth);
    if (!target.found()) {
      target.module = crate_root(path.front());
      if (target.module == nullptr) return external(path);
    }
  }
  return continue_from(std::move(target), path, next, space, depth);
}

Target Names::continue_from(Target target, const std::vector<std::string_view>& path, std::size_t next, Namespace space,
                            unsigned depth) {
  for (; next < path.size(); ++next) {
    const Namespace here = space_at(path, next, space);
    if (!target.external.empty()) {
      target.external.push_back(path[next]);
    } else if (target.module != nullptr) {
      const Module* module = target.module;
      target = find(*module, path[next], here, depth + 1);
      if (!target.found() && target.failed_in == nullptr) target.failed_in = module;
    } else if (target.item != nullptr && here == Namespace::constants) {
      const auto& constants = target.item->constants;
      const auto constant = constants.find(path[next]);
      target = {};
      if (constant != constants.end()) target.item = constant->second;
    } else {
      return {};  // a variant, an associated type
    }
    if (!target.found()) break;
  }
  return target;
}

Target Names::find(const Module& module, std::string_view name, Namespace space, unsigned depth) {
  if (depth > max_import_depth || !visited_.insert({&module, name, space}).second) return {};
  const auto& entries = space == Namespace::types ? module.types : module.constants;
  if (const auto entry = entries.find(name); entry != entries.end()) {
    Target target;
    target.item = entry->second.item;
    target.module = entry->second.module;
    return target;
  }
  if (const auto import = module.imports.find(name); import != module.imports.end()) {
    // `use a::b as b;` must not find itself while it looks for `b`.
    Target target = follow(module, import->second.global, import->second.path, space, depth + 1);
    if (target.found() || target.failed_in != nullptr) return target;
  }
  for (const Import& glob : module.globs) {
    const Target from = follow(module, glob.global, glob.path, Namespace::types, depth + 1);
    if (from.module == nullptr) continue;
    Target target = find(*from.module, name, space, depth + 1);
    if (target.found()) return target;
  }
  return {};
}

const Module* Names::crate_root(std::string_view name) const {
  const Module* library = nullptr;
  for (const Crate& crate : database_.crates()) {
    if (crate.name != name) continue;
    if (crate.origin != Origin::library) return crate.root;
    library = crate.root;
  }
  return library;
}

const Item* Names::unique(std::string_view name) const {
  const Item* only = nullptr;
  for (const Item* item : database_.items_named(name)) {
    if (database_.crate_of(*item->module).origin == Origin::library) continue;
    if (only != nullptr) return nullptr;
    only = item;
  }
  return only;
}

bool Names::is_module(std::string_view name) const {
  return std::ranges::any_of(database_.crates(), [&](const Crate& crate) {
    const auto entry = crate.root->types.find(name);
    return crate.origin != Origin::library && entry != crate.root->types.end() && entry->second.module != nullptr;
  });
}

const Item* Names::in_library(std::string_view crate_name, std::string_view name) const {
  for (const Crate& crate : database_.crates()) {
    const bool belongs = crate_name.empty() || crate_name == crate.name ||
                         (crate_name.starts_with(crate.name) && crate_name.substr(crate.name.size()).starts_with('_'));
    if (crate.origin != Origin::library || !belongs) continue;
    const auto entry = crate.root->types.find(name);
    if (entry != crate.root->types.end() && entry->second.item != nullptr) return entry->second.item;
  }
  return nullptr;
}

void attach_impls(Database& database) {
  Names names(database);
  for (Module& module : database.modules()) {
    for (ImplSyntax& impl : module.impls) {
      const Target target = names.resolve(&module, impl.self_type.global, impl.self_type.names(), Namespace::types);
      if (target.item == nullptr) continue;
      Item& item = database.item(target.item->index);
      if (impl.trait == "Serialize" || impl.trait == "Deserialize") item.manual_serde = impl.span;
      if (impl.trait == "Ord") item.manual_order = true;
      for (Item* constant : impl.constants) {
        constant->owner = &item;
        item.constants.try_emplace(constant->name, constant);
      }
    }
  }
}

}  // namespace limcode::schema
