// From paths to sources to modules.
#include "schema/loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "schema/builtin_sources.hpp"
#include "schema/diagnostics.hpp"
#include "schema/item_parser.hpp"
#include "schema/manifest.hpp"
#include "schema/names.hpp"
#include "schema/words.hpp"

namespace limcode::schema {

namespace {

namespace fs = std::filesystem;

constexpr unsigned max_file_nesting = 64;

std::unexpected<Error> io_error(const fs::path& path, std::string_view what) {
  Error error;
  error.code = Errc::io;
  error.detail = fmt::format("{}: {}", path.string(), what);
  return std::unexpected(std::move(error));
}

Result<std::string> read_file(const fs::path& path, std::size_t limit_bytes) {
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  if (status.type() == fs::file_type::not_found) return io_error(path, "no such file");
  if (failure) return io_error(path, failure.message());
  if (!fs::is_regular_file(status)) return io_error(path, "not a regular file");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return io_error(path, "cannot be opened");
  std::string text;
  const std::uintmax_t size = fs::file_size(path, failure);
  if (failure) return io_error(path, failure.message());
  if (size > limit_bytes) {
    return io_error(path,
                    fmt::format("it has {} bytes; {} more are the most that a schema may hold", size, limit_bytes));
  }
  text.resize(static_cast<std::size_t>(size));
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
  if (stream.bad()) return io_error(path, "cannot be read");
  return text;
}

// A name that Rust text can say and no other crate of the user has.
std::string crate_name_of(const Database& database, std::string name) {
  for (char& c : name) {
    const bool allowed = is_digit(c) || is_lower(c) || is_upper(c) || static_cast<unsigned char>(c) >= 0x80;
    if (!allowed) c = '_';
  }
  if (name.empty() || is_digit(name.front())) name.insert(0, 1, '_');
  const auto taken = [&](const std::string& candidate) {
    return std::any_of(database.crates().begin(), database.crates().end(),
                       [&](const Crate& crate) { return crate.origin != Origin::library && crate.name == candidate; });
  };
  std::string unique = name;
  for (unsigned number = 2; taken(unique); ++number) unique = fmt::format("{}_{}", name, number);
  return unique;
}

bool has_file(const fs::path& path) {
  std::error_code failure;
  return fs::exists(path, failure);
}

// What a folder holds, sorted; what cannot be listed is left out.
std::vector<fs::path> entries_of(const fs::path& folder, std::error_code& failure) {
  std::vector<fs::path> entries;
  for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    entries.push_back(at->path());
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

bool is_folder(const fs::path& path) {
  std::error_code failure;
  return fs::is_directory(path, failure);
}

Result<void> as_result(Database& database, const Outcome<void>& outcome) {
  if (outcome) return {};
  return std::unexpected(to_error(outcome.error(), SourceSet(nullptr, &database.sources())));
}

class Loader {
 public:
  explicit Loader(Database& database) : database_(database) {}

  Result<void> load(const fs::path& path) {
    if (path.filename() == "Cargo.toml") return manifest(path);
    if (is_folder(path)) return folder(path);
    return crate(path.stem().string(), Origin::file, path, path.has_parent_path() ? path.parent_path() : ".");
  }

 private:
  // What is known of a module whose file is being read.
  struct Home {
    fs::path folder;                  // where its file stands
    std::vector<fs::path> children;   // where its submodules' files may stand, the likeliest first
    std::vector<fs::path> ancestors;  // its file and those above it
  };

  Result<void> folder(const fs::path& path) {
    if (has_file(path / "Cargo.toml")) return manifest(path / "Cargo.toml");
    std::error_code failure;
    const std::string name = fs::weakly_canonical(path, failure).filename().string();
    for (const char* const entry : {"src/lib.rs", "src/main.rs", "lib.rs", "main.rs", "mod.rs"}) {
      if (has_file(path / entry)) return crate(name, Origin::crate, path / entry, path);
    }
    return loose_files(name, path);
  }

  Result<void> manifest(const fs::path& path) {
    LIMCODE_TRY(text, read_file(path, max_source_bytes));
    const Manifest facts = parse_manifest(text);
    const fs::path root = path.has_parent_path() ? path.parent_path() : ".";
    if (facts.package_name.empty()) return workspace(root, facts, path);
    const std::string& name = facts.lib_name.empty() ? facts.package_name : facts.lib_name;
    if (!facts.lib_path.empty()) return crate(name, Origin::crate, root / facts.lib_path, root);
    for (const char* const entry : {"src/lib.rs", "src/main.rs"}) {
      if (has_file(root / entry)) return crate(name, Origin::crate, root / entry, root);
    }
    return io_error(path, "the crate has neither src/lib.rs nor src/main.rs");
  }

  Result<void> workspace(const fs::path& root, const Manifest& facts, const fs::path& path) {
    std::vector<fs::path> manifests;
    for (const std::string& member : facts.members) {
      if (!member.ends_with('*')) {
        manifests.push_back(root / member / "Cargo.toml");
        continue;
      }
      std::error_code failure;
      for (const fs::path& entry : entries_of((root / member).parent_path(), failure)) {
        manifests.push_back(entry / "Cargo.toml");
      }
    }
    std::erase_if(manifests, [](const fs::path& candidate) { return !has_file(candidate); });
    if (manifests.empty()) return io_error(path, "it names neither a package nor members of a workspace");
    for (const fs::path& member : manifests) {
      if (!is_inside(member, root)) return io_error(member, "it is outside of the folder of the schema");
      LIMCODE_TRY_VOID(this->manifest(member));
    }
    return {};
  }

  static bool is_inside(const fs::path& path, const fs::path& root) {
    std::error_code failure;
    const fs::path real = fs::weakly_canonical(path, failure);
    const fs::path real_root = fs::canonical(root, failure);
    if (failure) return false;
    const auto [end, unused] = std::mismatch(real_root.begin(), real_root.end(), real.begin(), real.end());
    return end == real_root.end();
  }

  Result<void> crate(const std::string& name, Origin origin, const fs::path& entry, const fs::path& root) {
    root_ = root;
    Module& module = database_.add_module({}, nullptr, {});
    database_.crates().push_back({crate_name_of(database_, name), origin, &module});
    Home home;
    home.folder = entry.parent_path();
    const std::string stem = entry.stem().string();
    const bool is_entry = stem == "lib" || stem == "main" || stem == "mod" || origin == Origin::crate;
    if (!is_entry) home.children.push_back(home.folder / stem);
    home.children.push_back(home.folder);
    return file(entry, module, std::move(home));
  }

  // Each file of a folder without a crate's shape is a module of its own.
  Result<void> loose_files(const std::string& name, const fs::path& path) {
    root_ = path;
    std::error_code failure;
    std::vector<fs::path> files = entries_of(path, failure);
    std::erase_if(files, [](const fs::path& entry) { return entry.extension() != ".rs"; });
    if (failure) return io_error(path, failure.message());
    if (files.empty()) return io_error(path, "the folder holds no Rust files");
    Module& root = database_.add_module({}, nullptr, {});
    database_.crates().push_back({crate_name_of(database_, name), Origin::file, &root});
    for (const fs::path& path_of_file : files) {
      // The name has to outlive the module; a source's own name does.
      Source& holder = database_.add_source(path_of_file.string(), path_of_file.stem().string());
      Module& module = database_.add_module(holder.text, &root, {});
      root.types.try_emplace(module.name, Entry{nullptr, &module, Cfg::on});
      root.globs.push_back({{}, false, {"self", module.name}, {}});
      Home home;
      home.folder = path;
      home.children = {path / path_of_file.stem(), path};
      LIMCODE_TRY_VOID(file(path_of_file, module, std::move(home)));
    }
    return {};
  }

  Result<void> file(const fs::path& path, Module& module, Home home) {
    if (!is_inside(path, root_)) return io_error(path, "it is outside of the folder of the schema");
    std::error_code failure;
    const fs::path real = fs::weakly_canonical(path, failure);
    const bool again = std::find(home.ancestors.begin(), home.ancestors.end(), real) != home.ancestors.end();
    if (again || home.ancestors.size() >= max_file_nesting) return io_error(path, "this file includes itself");
    home.ancestors.push_back(real);
    if (++files_ > max_schema_files) {
      return io_error(path, fmt::format("a schema holds at most {} files", max_schema_files));
    }
    LIMCODE_TRY(text, read_file(path, max_schema_bytes - bytes_));
    bytes_ += text.size();
    module.missing_file = false;
    Source& source = database_.add_source(path.string(), std::move(text));
    std::vector<PendingModule> pending;
    LIMCODE_TRY_VOID(as_result(database_, parse_source(database_, source, module, pending)));
    for (const PendingModule& child : pending) LIMCODE_TRY_VOID(submodule(child, home));
    return {};
  }

  Result<void> submodule(const PendingModule& pending, const Home& parent) {
    fs::path inner;
    for (const std::string_view name : pending.inline_parents) inner /= name;
    const fs::path name(pending.module->name);
    std::vector<fs::path> candidates;
    if (pending.path) {
      const fs::path base = pending.inline_parents.empty() ? parent.folder : parent.children.front() / inner;
      candidates.push_back(base / *pending.path);
    } else {
      for (const fs::path& base : parent.children) {
        candidates.push_back(base / inner / fs::path(name).concat(".rs"));
        candidates.push_back(base / inner / name / "mod.rs");
      }
    }
    const auto found = std::find_if(candidates.begin(), candidates.end(), has_file);
    if (found == candidates.end()) return {};  // an error only if something in it is needed
    Home home;
    home.folder = found->parent_path();
    home.ancestors = parent.ancestors;
    const bool owns_folder = found->stem() == "mod" || pending.path.has_value();
    home.children = {owns_folder ? home.folder : home.folder / name};
    return file(*found, *pending.module, std::move(home));
  }

  Database& database_;
  fs::path root_;
  std::size_t files_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

Result<void> load_path(Database& database, const fs::path& path) { return Loader(database).load(path); }

Result<void> add_text(Database& database, std::string crate_name, std::string file_name, std::string text) {
  Module& module = database.add_module({}, nullptr, {});
  database.crates().push_back({crate_name_of(database, std::move(crate_name)), Origin::file, &module});
  Source& source = database.add_source(std::move(file_name), std::move(text));
  std::vector<PendingModule> pending;
  return as_result(database, parse_source(database, source, module, pending));
}

Result<void> add_builtin_sources(Database& database) {
  for (const BuiltinSource& builtin : builtin_sources()) {
    auto& crates = database.crates();
    auto crate = std::find_if(crates.begin(), crates.end(),
                              [&](const Crate& candidate) { return candidate.name == builtin.module; });
    if (crate == crates.end()) {
      crates.push_back({std::string(builtin.module), Origin::library, &database.add_module({}, nullptr, {})});
      crate = crates.end() - 1;
    }
    Source& source = database.add_source(std::string(builtin.file), std::string(builtin.text));
    std::vector<PendingModule> pending;
    LIMCODE_TRY_VOID(as_result(database, parse_source(database, source, *crate->root, pending)));
  }
  attach_impls(database);
  return {};
}

}  // namespace limcode::schema
