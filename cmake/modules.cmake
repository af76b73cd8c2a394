# The house: one static library a folder, its flags on the target, its C libraries private.

add_library(newsarc_flags INTERFACE)
target_compile_features(newsarc_flags INTERFACE cxx_std_20)
target_compile_options(newsarc_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # When it optimises, GCC 12 sees overlaps and overflows in "literal" + std::string (GCC bug 105651)
  # and unset values in a std::optional that holds none (GCC bug 80635).
  target_compile_options(newsarc_flags INTERFACE
    -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds -Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(newsarc_flags INTERFACE -Wno-sign-conversion)  # not in GCC's -Wconversion
endif()
if(NEWSARC_WERROR)
  target_compile_options(newsarc_flags INTERFACE -Werror)
endif()
if(NEWSARC_SANITIZE)
  target_compile_options(newsarc_flags INTERFACE -fsanitize=${NEWSARC_SANITIZE}
                                                 -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(newsarc_flags INTERFACE -fsanitize=${NEWSARC_SANITIZE})
endif()

# Reads the headers that nearly every file includes once for a target, not once for each file: half
# of the time that building takes. Files still include what they use; builds without say so.
function(newsarc_precompile target)
  get_target_property(sources ${target} SOURCES)
  list(LENGTH sources number)
  if(NOT NEWSARC_PRECOMPILE OR number LESS 6)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE <algorithm> <array> <chrono> <cstdint> <filesystem> <functional>
    <map> <memory> <optional> <span> <string> <string_view> <utility> <variant> <vector> ${ARGN})
  # So that ccache compares what the headers are, not when they were compiled, and compiles with them.
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(${target} PRIVATE -Xclang -fno-pch-timestamp)
  else()
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()

# newsarc_module(NAME SOURCES a.cc ... USES core ... LIBS PkgConfig::X ...)
# USES are the folders it may include from; LIBS stay private to it.
function(newsarc_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBS" ${ARGN})
  add_library(newsarc_${name} STATIC ${ARG_SOURCES})
  target_include_directories(newsarc_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  # Some go into the loadable extension, a shared library that shows its entry alone.
  set_target_properties(newsarc_${name} PROPERTIES
    POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_link_libraries(newsarc_${name} PRIVATE newsarc_flags ${ARG_LIBS})
  foreach(used IN LISTS ARG_USES)
    target_link_libraries(newsarc_${name} PUBLIC newsarc_${used})
  endforeach()
  newsarc_precompile(newsarc_${name})
endfunction()

# newsarc_test(NAME SOURCES a_test.cc ... USES core ... LIBS ...): one GoogleTest binary, every test in CTest.
function(newsarc_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBS" ${ARGN})
  add_executable(${name}_test ${ARG_SOURCES})
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name}_test PRIVATE NEWSARC_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name}_test PRIVATE newsarc_flags ${ARG_LIBS} GTest::gtest_main)
  foreach(used IN LISTS ARG_USES)
    target_link_libraries(${name}_test PRIVATE newsarc_${used})
  endforeach()
  set(headers <gtest/gtest.h>)
  if("nlohmann_json::nlohmann_json" IN_LIST ARG_LIBS)
    list(APPEND headers <nlohmann/json.hpp>)
  endif()
  newsarc_precompile(${name}_test ${headers})
  # What is tested is optimised; a test itself runs once.
  if(NEWSARC_SANITIZE)
    target_compile_options(${name}_test PRIVATE -O0)
  elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(${name}_test PRIVATE -O1)
  endif()
  if(NEWSARC_SANITIZE)  # a process for each test would spend more time starting than testing
    foreach(shard RANGE 3)
      add_test(NAME ${name}.part_${shard} COMMAND ${name}_test)
      set_tests_properties(${name}.part_${shard} PROPERTIES TIMEOUT 1800
                           ENVIRONMENT "GTEST_TOTAL_SHARDS=4;GTEST_SHARD_INDEX=${shard}")
    endforeach()
  else()
    gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST
                         PROPERTIES TIMEOUT 120)
  endif()
endfunction()
