# fenghuo_embed(TARGET NAMESPACE_NAME HEADER_PATH FILES…): turns files into constants of the program.
#
#   fenghuo_embed(fenghuo_demo DemoFiles daemon/demo/demo_files.h scenario.json config/fenghuo.yml)
#
# The generated .cc defines `const std::vector<EmbeddedFile>& DemoFiles()`, which the header declares (daemon/embedded_file.h).
function(fenghuo_embed target function header base)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${function}.cc)
  set(inputs)
  foreach(file IN LISTS ARGN)
    list(APPEND inputs ${base}/${file})
  endforeach()
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DFUNCTION=${function} -DHEADER=${header} -DBASE=${base} "-DFILES=${ARGN}"
            -P ${CMAKE_SOURCE_DIR}/daemon/embed_files.cmake
    DEPENDS ${inputs} ${CMAKE_SOURCE_DIR}/daemon/embed_files.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
