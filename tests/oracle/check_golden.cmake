# Fails unless the golden files that the oracle writes now are the committed ones.
execute_process(COMMAND ${ORACLE} golden ${FOLDER} COMMAND_ERROR_IS_FATAL ANY)
foreach(name IN ITEMS values.tsv frames.tsv texts.tsv)
  execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${FOLDER}/${name} ${COMMITTED}/${name} RESULT_VARIABLE differ)
  if(differ)
    message(FATAL_ERROR "${name} is not what the oracle writes: run `oracle golden testdata/golden` and look at the diff")
  endif()
endforeach()
