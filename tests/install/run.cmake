# Builds and runs tests/install/<way> in a scratch directory; for `found`, against a fresh install tree in there.
file(REMOVE_RECURSE ${scratch})
file(MAKE_DIRECTORY ${scratch})

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "${command}\nfailed (${status}):\n${output}")
  endif()
endfunction()

set(configure ${CMAKE_COMMAND} -G ${generator} -S ${source}/tests/install/${way} -B ${scratch}/build
    -D CMAKE_CXX_COMPILER=${compiler} -D CMAKE_CXX_COMPILER_LAUNCHER=${launcher})

if(way STREQUAL "found")
  run(${CMAKE_COMMAND} --install ${build} --prefix ${scratch}/prefix)
  run(${configure} -D CMAKE_PREFIX_PATH=${scratch}/prefix)
else()
  # An embedder's own strictness must not matter either: limcode is built here as someone else's debug build.
  run(${configure} -D LIMCODE_CHECKOUT=${source} -D CMAKE_BUILD_TYPE=Debug -D CMAKE_CXX_FLAGS_DEBUG=-O0 -D LIMCODE_BUILD_ONCE=ON)
endif()
run(${CMAKE_COMMAND} --build ${scratch}/build)
execute_process(COMMAND ${scratch}/build/consumer OUTPUT_VARIABLE said)
if(NOT said STREQUAL "14 bytes\nalice and bob\n")
  message(FATAL_ERROR "the program says:\n${said}")
endif()
if(EXISTS ${scratch}/prefix/bin/limcode)
  run(${scratch}/prefix/bin/limcode --version)
endif()
