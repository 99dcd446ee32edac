# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian package, by CPack: packaging/deb configures the preset that asks for it.
set(debian_dir ${PROJECT_SOURCE_DIR}/packaging/debian)
install(FILES ${debian_dir}/changelog ${debian_dir}/copyright DESTINATION share/doc/denoscope)
install(FILES ${debian_dir}/lintian-overrides DESTINATION share/lintian/overrides RENAME denoscope)
install(CODE [[
    set(root "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/share")
    execute_process(COMMAND gzip -9nf ${root}/doc/denoscope/changelog ${root}/man/man1/denoscope.1
                    COMMAND_ERROR_IS_FATAL ANY)
]])

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME denoscope)
set(CPACK_PACKAGE_VENDOR "Denoscope")
set(CPACK_PACKAGE_CONTACT "Denoscope developers <denoscope@users.noreply.github.com>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# A fast BLAS, without which libtorch's matrix products are 35 times slower; the font of figures.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libopenblas0-openmp, fonts-dejavu-core")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-translations-l10n, qt6-wayland")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "look inside diffusion models, token by token")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Denoscope runs a Stable Diffusion model on a picture and shows the picture
beside norm heatmaps of every layer and, under the pointer, the similarity
of one token to all others. Anomalies can be labelled as patches of tokens,
figures say how they were made, and everything the window shows can be
computed in batch from the command line.

A small trained model and photographs to try it on are included.")
include(CPack)
