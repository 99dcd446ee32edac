// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <filesystem>
#include <functional>
#include <vector>

class QWidget;

namespace app {

/// \name Dialogs that ask for files
/// They do not wait: \a opened is called once something was chosen, never if not.
/// @{
void choosePictures(QWidget* window,
                    const std::function<void(const std::vector<std::filesystem::path>&)>& opened);
void chooseFolder(QWidget* window, const QString& title,
                  const std::function<void(const std::filesystem::path&)>& opened);
/// A session file that is there, or one to be written (its ending is added).
void chooseSession(QWidget* window,
                   const std::function<void(const std::filesystem::path&)>& opened);
void chooseNewSession(QWidget* window, const std::filesystem::path& usual,
                      const std::function<void(const std::filesystem::path&)>& chosen);
/// @}

}  // namespace app
