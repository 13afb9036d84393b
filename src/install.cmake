# What `cmake --install` puts where, and the package that find_package(limcode) finds: limcode::limcode and
# limcode::core, with the libraries that a static limcode is linked with.
include(CMakePackageConfigHelpers)

set(limcode_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/limcode)

# Two sets: who asks for limcode::core alone need not have what limcode::limcode is linked with.
install(TARGETS limcode_core EXPORT limcode-core-targets)
install(TARGETS limcode EXPORT limcode-targets)
if(TARGET limcode_cli)
  install(TARGETS limcode_cli)
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/limcode DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/LICENSE-APACHE ${PROJECT_SOURCE_DIR}/LICENSE-MIT
        DESTINATION ${CMAKE_INSTALL_DOCDIR})

install(EXPORT limcode-core-targets NAMESPACE limcode:: DESTINATION ${limcode_package_dir})
install(EXPORT limcode-targets NAMESPACE limcode:: DESTINATION ${limcode_package_dir})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/limcode-config.cmake.in
                              ${PROJECT_BINARY_DIR}/limcode-config.cmake INSTALL_DESTINATION ${limcode_package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/limcode-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/limcode-config.cmake ${PROJECT_BINARY_DIR}/limcode-config-version.cmake
        DESTINATION ${limcode_package_dir})
