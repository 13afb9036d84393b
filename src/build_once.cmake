# For a build from nothing, which bootstrap asks for: precompiled headers, and many files compiled as one. Off otherwise,
# as both make small changes dear, and hide a missing #include from whoever writes one.
#
# Without lines in the stacks of the sanitizers' findings, which are up to a fifth of a file: the preset alone has them.
target_compile_options(limcode_flags INTERFACE -g0)
# With one unit of many files GCC 12 believes of std::string what it does not believe without.
target_compile_options(limcode_flags INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds$<SEMICOLON>-Wno-stringop-overflow$<SEMICOLON>-Wno-stringop-overread>)
target_precompile_headers(limcode PRIVATE <algorithm> <expected> <memory> <optional> <span> <string> <string_view>
                          <vector> <fmt/format.h>)

# Of those that differ in their options each is compiled by itself anyway.
set_target_properties(limcode PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
set_target_properties(limcode_schema PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)
set_target_properties(limcode_core PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 32)
if(TARGET limcode_io)
  set_target_properties(limcode_io PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
endif()
if(TARGET limcode_bench)
  set_target_properties(limcode_bench PROPERTIES UNITY_BUILD ON)
endif()
if(TARGET limcode_cli)
  # A fuzz target takes all objects of the command but this one.
  set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/cli/main.cpp TARGET_DIRECTORY limcode_cli
                              PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  foreach(target IN ITEMS limcode_arguments limcode_cli)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 32)
  endforeach()
endif()

# All tests share one, which needs a target with a source.
function(limcode_precompile_tests directory)
  get_property(targets DIRECTORY ${directory} PROPERTY BUILDSYSTEM_TARGETS)
  list(FILTER targets INCLUDE REGEX "^limcode_test_")
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(NOT type STREQUAL "EXECUTABLE")
      continue()
    endif()
    # Here files have their own functions of one name.
    if(NOT target MATCHES "_corpus$")
      set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    endif()
    target_precompile_headers(${target} REUSE_FROM limcode_precompiled)
  endforeach()
  if(TARGET limcode_peers)
    set_target_properties(limcode_peers PROPERTIES UNITY_BUILD ON)
  endif()
  get_property(below DIRECTORY ${directory} PROPERTY SUBDIRECTORIES)
  foreach(each IN LISTS below)
    limcode_precompile_tests(${each})
  endforeach()
endfunction()
if(TARGET limcode_fuzz_support)
  target_precompile_headers(limcode_fuzz_support PRIVATE <algorithm> <memory> <optional> <string> <vector>
                            <limcode/limcode.hpp>)
  get_property(fuzz_targets DIRECTORY ${PROJECT_SOURCE_DIR}/tests/fuzz PROPERTY BUILDSYSTEM_TARGETS)
  list(REMOVE_ITEM fuzz_targets limcode_fuzz_support)
  foreach(target IN LISTS fuzz_targets)
    target_precompile_headers(${target} REUSE_FROM limcode_fuzz_support)
  endforeach()
endif()

if(LIMCODE_DEVELOPER_MODE)
  set(empty ${PROJECT_BINARY_DIR}/empty.cpp)
  file(GENERATE OUTPUT ${empty} CONTENT "")
  add_library(limcode_precompiled OBJECT ${empty})
  set_target_properties(limcode_precompiled PROPERTIES CXX_EXTENSIONS ON)
  target_link_libraries(limcode_precompiled PRIVATE limcode_test_main)
  target_precompile_headers(limcode_precompiled PRIVATE <algorithm> <array> <expected> <filesystem> <fstream> <map>
                            <memory> <optional> <random> <span> <sstream> <string> <string_view> <variant> <vector>
                            <catch2/catch.hpp> <fmt/format.h> <limcode/limcode.hpp>)
  limcode_precompile_tests(${PROJECT_SOURCE_DIR}/tests)
endif()
