# Writes OUTPUT, a C++ source whose one function gives the SQL of INPUTS, joined.
file(WRITE ${OUTPUT}.new "#include \"store/schema.h\"\n\nnamespace newsarc::store {\n\n")
file(APPEND ${OUTPUT}.new "std::string_view schema_sql() {\n  return R\"schema(")
foreach(input IN LISTS INPUTS)
  file(READ ${input} sql)
  file(APPEND ${OUTPUT}.new "${sql}")
endforeach()
file(APPEND ${OUTPUT}.new ")schema\";\n}\n\n}  // namespace newsarc::store\n")
file(RENAME ${OUTPUT}.new ${OUTPUT})
