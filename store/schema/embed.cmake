# Writes OUTPUT, a C++ source: for each of INPUTS ("name=file") the constant text of that file.
file(WRITE ${OUTPUT}.new "#include \"store/schema/schema.h\"\n\nnamespace newsarc::store {\n")
foreach(input IN LISTS INPUTS)
  string(REGEX MATCH "^([a-z_]+)=(.*)$" parts "${input}")
  file(READ ${CMAKE_MATCH_2} sql)
  file(APPEND ${OUTPUT}.new
       "\nstd::string_view ${CMAKE_MATCH_1}() {\n  return R\"schema(${sql})schema\";\n}\n")
endforeach()
file(APPEND ${OUTPUT}.new "\n}  // namespace newsarc::store\n")
file(RENAME ${OUTPUT}.new ${OUTPUT})
