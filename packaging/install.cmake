# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` copies. Everything is found relative to the executable, so a prefix can be moved: the engine and
# the reader of pictures in ../lib/denoscope, the demo in ../share/denoscope. Both libraries are opened by their path, so
# the program itself needs no run path.
include(GNUInstallDirs)

set(app_id io.github.denoscope.Denoscope)
set(doc_dir ${CMAKE_INSTALL_DATADIR}/doc/denoscope)
set(desktop_dir ${PROJECT_SOURCE_DIR}/packaging/desktop)
set(drawing ${PROJECT_SOURCE_DIR}/resources/icons/${app_id}.svg)

install(TARGETS denoscope RUNTIME)
install(TARGETS engine codecs LIBRARY DESTINATION lib/denoscope NAMELINK_SKIP)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/datasets/demo DESTINATION ${CMAKE_INSTALL_DATADIR}/denoscope/datasets)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/schemas DESTINATION ${CMAKE_INSTALL_DATADIR}/denoscope)
install(FILES ${PROJECT_SOURCE_DIR}/README.md DESTINATION ${doc_dir})
if(NOT DENOSCOPE_DEBIAN)  # whose copyright file says it, with the licences of everything else
    install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${doc_dir})
endif()

configure_file(${desktop_dir}/denoscope.1 ${CMAKE_BINARY_DIR}/denoscope.1 @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/denoscope.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${desktop_dir}/${app_id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${desktop_dir}/${app_id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${desktop_dir}/${app_id}.mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages
        RENAME ${app_id}.xml)

set(icons_dir ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
install(FILES ${drawing} DESTINATION ${icons_dir}/scalable/apps)
install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/${app_id}-symbolic.svg DESTINATION ${icons_dir}/symbolic/apps)
add_executable(render_icon ${PROJECT_SOURCE_DIR}/resources/icons/render_icon.cpp)
target_link_libraries(render_icon PRIVATE build_flags qt_flags Qt6::Svg)
set_target_properties(render_icon PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/icons)
foreach(side 16 22 24 32 48 64 128 256 512)
    set(picture ${CMAKE_BINARY_DIR}/icons/${side}.png)
    add_custom_command(OUTPUT ${picture} COMMAND render_icon ${drawing} ${side} ${picture} DEPENDS ${drawing} VERBATIM)
    install(FILES ${picture} DESTINATION ${icons_dir}/${side}x${side}/apps RENAME ${app_id}.png)
    list(APPEND icon_pictures ${picture})
endforeach()
add_custom_target(icons DEPENDS ${icon_pictures})
add_dependencies(denoscope icons)  # to install, denoscope is all that needs to be built
