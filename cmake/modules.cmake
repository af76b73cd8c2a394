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

# Reads the headers that most files include once for all targets of a KIND, not once for each file:
# half of the time that building takes. KIND is module, program or test, as what is read must have been
# compiled as the file is. Files still include what they use; builds without say so. What few files
# include, as a parser of JSON, would cost GCC more time in all others than it saves in those.
function(newsarc_headers kind)  # LIBS ... HEADERS <...> ...
  cmake_parse_arguments(ARG "" "" "LIBS;HEADERS" ${ARGN})
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/headers_of_a_${kind}.cc CONTENT "")
  add_library(newsarc_${kind}_headers OBJECT ${PROJECT_BINARY_DIR}/headers_of_a_${kind}.cc)
  target_include_directories(newsarc_${kind}_headers PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(newsarc_${kind}_headers PRIVATE newsarc_flags ${ARG_LIBS})
  target_precompile_headers(newsarc_${kind}_headers PRIVATE
    <algorithm> <array> <atomic> <charconv> <chrono> <cstdint> <filesystem> <fstream> <functional> <map>
    <memory> <optional> <set> <span> <sstream> <string> <string_view> <thread> <utility> <variant>
    <vector> ${ARG_HEADERS})
  newsarc_compiled_as(${kind} newsarc_${kind}_headers)
endfunction()

# What a target of a KIND is compiled with.
function(newsarc_compiled_as kind target)
  if(kind STREQUAL "module")
    # Some go into the loadable extension, a shared library that shows its entry alone.
    set_target_properties(${target} PROPERTIES
      POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  endif()
  if(kind STREQUAL "test" AND (NEWSARC_SANITIZE OR CMAKE_BUILD_TYPE STREQUAL "Release"))
    target_compile_options(${target} PRIVATE -O0)  # what is tested is optimised; a test runs once
  endif()
  if(NOT NEWSARC_PRECOMPILE)
    return()
  endif()
  # So that ccache compares what the headers are, not when they were compiled, and compiles with them.
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(${target} PRIVATE -Xclang -fno-pch-timestamp)
  else()
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
  if(NOT target STREQUAL "newsarc_${kind}_headers")
    target_precompile_headers(${target} REUSE_FROM newsarc_${kind}_headers)
  endif()
endfunction()

set(NEWSARC_CORE_HEADERS <core/article.h> <core/capture.h> <core/page.h> <core/result.h> <core/site.h>
  <core/time.h>)
if(NEWSARC_PRECOMPILE)
  newsarc_headers(module HEADERS ${NEWSARC_CORE_HEADERS})
  newsarc_headers(program HEADERS ${NEWSARC_CORE_HEADERS})
  if(BUILD_TESTING)
    newsarc_headers(test LIBS GTest::gtest HEADERS ${NEWSARC_CORE_HEADERS} <gtest/gtest.h>)
  endif()
endif()

# newsarc_module(NAME SOURCES a.cc ... USES core ... LIBS PkgConfig::X ...)
# USES are the folders it may include from; LIBS stay private to it.
function(newsarc_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBS" ${ARGN})
  add_library(newsarc_${name} STATIC ${ARG_SOURCES})
  target_include_directories(newsarc_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  newsarc_compiled_as(module newsarc_${name})
  target_link_libraries(newsarc_${name} PRIVATE newsarc_flags ${ARG_LIBS})
  foreach(used IN LISTS ARG_USES)
    target_link_libraries(newsarc_${name} PUBLIC newsarc_${used})
  endforeach()
endfunction()

# newsarc_test(NAME SOURCES a_test.cc ... USES core ... LIBS ...): one GoogleTest binary, every test in CTest.
function(newsarc_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBS" ${ARGN})
  add_executable(${name}_test ${ARG_SOURCES})
  newsarc_compiled_as(test ${name}_test)
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name}_test PRIVATE NEWSARC_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name}_test PRIVATE newsarc_flags ${ARG_LIBS} GTest::gtest_main)
  foreach(used IN LISTS ARG_USES)
    target_link_libraries(${name}_test PRIVATE newsarc_${used})
  endforeach()
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
