# Writes the built-in types, *.rs here, into a C++ source: `cmake -DOUT=... -DFILES=a.rs,b.rs -P embed.cmake` at build
# time. GCC 12 has no #embed.
string(REPLACE "," ";" FILES "${FILES}")
set(entries)
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  file(READ ${file} text)
  string(APPEND entries "    {\"solana/${name}\", \"solana\", R\"rust(${text})rust\"},\n")
endforeach()
file(WRITE ${OUT}.new "// Written by src/solana/embed.cmake from src/solana/*.rs.
#include \"schema/builtin_sources.hpp\"

namespace limcode::schema {

std::span<const BuiltinSource> builtin_sources() {
  static constexpr BuiltinSource sources[] = {
${entries}  };
  return sources;
}

}  // namespace limcode::schema
")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
