// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <annotation/agreement.h>
#endif

#include <QDialog>

#include <cstdint>

namespace app {

/// How far two annotators agree, and every patch on which they differ; a row leads to its picture.
/// Not modal: it stays beside the window while one goes through the list.
class AgreementDialog : public QDialog {
    Q_OBJECT

public:
    AgreementDialog(const core::AgreementReport& report, const QString& other, QWidget* parent);

Q_SIGNALS:
    void chosen(std::int64_t number);  ///< of a picture
};

/// "0.873 (95 % 0.841–0.902)"; "—" where it is not defined.
QString textOf(const core::Estimate& estimate);

}  // namespace app
