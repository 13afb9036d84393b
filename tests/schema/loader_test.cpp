// Schemas from files: single files, crates, folders of loose files, Cargo.toml, and what must not be read.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "schema/describe.hpp"
#include "schema/manifest.hpp"

namespace {

namespace fs = std::filesystem;
using limcode::test::describe;

// A folder for one test case, removed afterwards.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "limcode-schema-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
  }
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string path() const { return path_.string(); }

  [[nodiscard]] std::string type(const std::string& what, const std::string& expression) const {
    limcode::Schema schema;
    const auto failed = [&](const limcode::Error& error) {
      std::string detail = error.detail;
      for (std::size_t at = detail.find(path()); at != std::string::npos; at = detail.find(path())) {
        detail.replace(at, path().size(), "DIR");
      }
      return std::string(to_string(error.code)) + " " + detail;
    };
    if (const auto loaded = schema.load(*this / what); !loaded) return failed(loaded.error());
    const auto type = schema.type(expression);
    return type ? describe(*type) : failed(type.error());
  }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("loader: a single file and the modules beside it") {
  const Folder folder;
  folder.write("state.rs", "mod inner; pub mod other; struct A(inner::X, other::Y);");
  folder.write("state/inner.rs", "pub struct X(u8);");
  folder.write("other.rs", "pub struct Y(u16);");
  CHECK(folder.type("state.rs", "A") == "(=u8, =u16)");
}

TEST_CASE("loader: a crate's tree of modules") {
  const Folder folder;
  folder.write("Cargo.toml",
               "[package]\nname = \"my-crate\" # the name\nversion = \"1.0.0\"\n[dependencies]\nserde = \"1\"\n");
  folder.write("src/lib.rs",
               "mod a; pub mod b; mod c { pub mod d; mod e { pub mod f; } pub use e::f::F; } #[cfg(test)] mod gone;\n"
               "#[path = \"elsewhere/x.rs\"] mod moved;\n"
               "struct A(a::X, b::Y, c::d::D, c::F, moved::M, my_crate::a::X);");
  folder.write("src/a.rs", "pub mod deep; pub use deep::X;");
  folder.write("src/a/deep.rs", "pub struct X(u8);");
  folder.write("src/b/mod.rs", "mod inner; pub use inner::Y;");
  folder.write("src/b/inner.rs", "pub struct Y(u16);");
  folder.write("src/c/d.rs", "pub struct D(u32);");
  folder.write("src/c/e/f.rs", "pub struct F(u64);");
  folder.write("src/elsewhere/x.rs", "mod sub; pub struct M(sub::S);");
  folder.write("src/elsewhere/sub.rs", "pub struct S(i8);");
  const std::string expected = "(=u8, =u16, =u32, =u64, ==i8, =u8)";
  CHECK(folder.type("Cargo.toml", "A") == expected);
  CHECK(folder.type("", "A") == expected);
  CHECK(folder.type("src/lib.rs", "A") == expected);
  CHECK(folder.type("Cargo.toml", "my_crate::A") == expected);
}

TEST_CASE("loader: a module whose file is missing matters only when it is used") {
  const Folder folder;
  folder.write("src/lib.rs", "mod generated; struct A(u8); struct B(generated::X);");
  CHECK(folder.type("", "A") == "=u8");
  CHECK(folder.type("", "B") == "schema_unknown_type cannot find type `generated::X`");
}

TEST_CASE("loader: main.rs, lib paths, workspaces") {
  const Folder folder;
  folder.write("bin/Cargo.toml", "[package]\nname = 'bin'\n");
  folder.write("bin/src/main.rs", "struct A(u8); fn main() {}");
  CHECK(folder.type("bin", "A") == "=u8");
  folder.write("lib/Cargo.toml", "[package]\nname = \"x\"\n[lib]\nname = \"y\"\npath = \"code/root.rs\"\n");
  folder.write("lib/code/root.rs", "mod m; struct A(y::m::X);");
  folder.write("lib/code/m.rs", "pub struct X(u8);");
  CHECK(folder.type("lib/Cargo.toml", "A") == "==u8");
  folder.write("Cargo.toml", "[workspace]\nmembers = [\n  \"bin\", # a program\n  \"crates/*\",\n]\n");
  folder.write("crates/one/Cargo.toml", "[package]\nname = \"one\"\n");
  folder.write("crates/one/src/lib.rs", "pub struct One(two::Two);");
  folder.write("crates/two/Cargo.toml", "[package]\nname = \"two\"\n");
  folder.write("crates/two/src/lib.rs", "pub struct Two(u8);");
  CHECK(folder.type("Cargo.toml", "One") == "==u8");
  CHECK(folder.type("Cargo.toml", "two::Two") == "=u8");
  CHECK(folder.type("", "A") == "=u8");
}

TEST_CASE("loader: a folder of loose files") {
  const Folder folder;
  folder.write("a.rs", "pub struct A(b::B);");
  folder.write("b.rs", "pub struct B(u8);");
  folder.write("notes.txt", "nothing");
  CHECK(folder.type("", "A") == "==u8");
  CHECK(folder.type("", "b::B") == "=u8");
}

TEST_CASE("loader: errors name the file") {
  const Folder folder;
  folder.write("bad.rs", "struct A(u8);\nstruct B { x }\n");
  limcode::Schema schema;
  const auto loaded = schema.load(folder / "bad.rs");
  REQUIRE(!loaded);
  CHECK(loaded.error().file == folder / "bad.rs");
  CHECK(loaded.error().line == 2);
  CHECK(loaded.error().column == 14);
  CHECK(folder.type("none.rs", "A") == "io DIR/none.rs: no such file");
  fs::create_directories(folder / "empty");
  CHECK(folder.type("empty", "A") == "io DIR/empty: the folder holds no Rust files");
  folder.write("no_lib/Cargo.toml", "[package]\nname = \"x\"\n");
  CHECK(folder.type("no_lib", "A") == "io DIR/no_lib/Cargo.toml: the crate has neither src/lib.rs nor src/main.rs");
  folder.write("nothing/Cargo.toml", "[profile]\n");
  CHECK(folder.type("nothing", "A") ==
        "io DIR/nothing/Cargo.toml: it names neither a package nor members of a workspace");
}

TEST_CASE("loader: nothing outside of the folder is read") {
  const Folder folder;
  folder.write("outside.rs", "pub struct X(u8);");
  folder.write("crate/src/lib.rs", "#[path = \"../../outside.rs\"] mod x; struct A(x::X);");
  CHECK(folder.type("crate", "A") == "io DIR/crate/src/../../outside.rs: it is outside of the folder of the schema");
  folder.write("linked/src/lib.rs", "mod x; struct A(x::X);");
  fs::create_symlink(folder / "outside.rs", folder / "linked/src/x.rs");
  CHECK(folder.type("linked", "A") == "io DIR/linked/src/x.rs: it is outside of the folder of the schema");
  folder.write("absolute/src/lib.rs", "#[path = \"/etc/hostname\"] mod x;");
  CHECK(folder.type("absolute", "A") == "io /etc/hostname: it is outside of the folder of the schema");
  folder.write("space/Cargo.toml", "[workspace]\nmembers = [\"../crate\"]\n");
  folder.write("crate/Cargo.toml", "[package]\nname = \"c\"\n");
  CHECK(folder.type("space", "A") == "io DIR/space/../crate/Cargo.toml: it is outside of the folder of the schema");
}

TEST_CASE("loader: files that include themselves, and what is no file") {
  const Folder folder;
  folder.write("src/lib.rs", "#[path = \"lib.rs\"] mod again;");
  CHECK(folder.type("", "A") == "io DIR/src/lib.rs: this file includes itself");
  folder.write("device/src/lib.rs", "mod x;");
  fs::create_directories(folder / "device/src/x.rs");
  CHECK(folder.type("device", "A") == "io DIR/device/src/x.rs: not a regular file");
}

TEST_CASE("manifest: what is read of TOML") {
  using limcode::schema::parse_manifest;
  const auto manifest = parse_manifest(
      "# name = \"no\"\n[package]\r\nname=\"a#b\" # c\nedition = \"2021\"\n[package.metadata]\nname = \"other\"\n"
      "[[bin]]\nname = \"bin\"\n[lib]\npath = 'src/x.rs'\n[workspace]\nmembers = [ \"a\",\n 'b', ]\nexclude = "
      "[\"c\"]\n");
  CHECK(manifest.package_name == "a#b");
  CHECK(manifest.lib_name.empty());
  CHECK(manifest.lib_path == "src/x.rs");
  CHECK(manifest.members == std::vector<std::string>{"a", "b"});
  CHECK(parse_manifest("").package_name.empty());
  CHECK(parse_manifest("[").package_name.empty());
  CHECK(parse_manifest("[package]\nname = \"open").package_name.empty());
  CHECK(parse_manifest("[workspace]\nmembers = [\"a\",").members == std::vector<std::string>{"a"});
}
