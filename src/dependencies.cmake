# Dependencies come from the system; where one is missing, a pinned release is fetched.
include(FetchContent)

# limcode_dependency(<package> <archive url> <sha256 or tag>): find_package, else FetchContent.
macro(limcode_dependency package repository tag)
  find_package(${package} QUIET)
  if(NOT ${package}_FOUND)
    message(STATUS "${package} is not installed: fetching ${tag}")
    FetchContent_Declare(${package} GIT_REPOSITORY ${repository} GIT_TAG ${tag} GIT_SHALLOW ON)
    FetchContent_MakeAvailable(${package})
  endif()
endmacro()

limcode_dependency(fmt https://github.com/fmtlib/fmt.git 9.1.0)
limcode_dependency(simdjson https://github.com/simdjson/simdjson.git v3.0.1)
if(LIMCODE_BUILD_CLI)
  limcode_dependency(CLI11 https://github.com/CLIUtils/CLI11.git v2.1.2)
  set(SPDLOG_FMT_EXTERNAL ON)
  limcode_dependency(spdlog https://github.com/gabime/spdlog.git v1.10.0)
endif()
if(LIMCODE_DEVELOPER_MODE)
  limcode_dependency(Catch2 https://github.com/catchorg/Catch2.git v2.13.10)
endif()
