// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/agreement_dialog.h"

#include <canvas/geometry.h>

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>

#include <cmath>

namespace app {

QString textOf(const core::Estimate& e) {
    if (std::isnan(e.value)) return QStringLiteral("—");
    const auto number = [](double value) { return QString::number(value, 'f', 3); };
    if (std::isnan(e.low) || std::isnan(e.high)) return number(e.value);
    return QStringLiteral("%1 (95 % %2–%3)").arg(number(e.value), number(e.low), number(e.high));
}

AgreementDialog::AgreementDialog(const core::AgreementReport& report, const QString& other,
                                 QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Agreement with %1").arg(other));
    auto* form = new QFormLayout(this);
    const auto row = [&](const QString& name, const QString& value, const QString& tip) {
        auto* label = new QLabel(value, this);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setToolTip(tip);
        form->addRow(name, label);
    };
    row(tr("Pictures"), tr("%1 compared, %2 left out").arg(report.pictures).arg(report.unseen),
        tr("Pictures that one of the two has not decided yet are left out"));
    row(tr("Labels"),
        tr("%1 here, %2 there, %3 the same, %4 within one patch")
            .arg(report.firstLabels)
            .arg(report.secondLabels)
            .arg(report.exact)
            .arg(report.near),
        tr("Matched one to one"));
    row(tr("F1, same patch"), textOf(report.f1Exact), tr("Same upper left token"));
    row(tr("F1, within one patch"), textOf(report.f1Near), tr("Rows and columns each"));
    row(tr("Cohen's kappa"), textOf(report.kappa),
        tr("Over all aligned patches: holds a label or not"));
    row(tr("Krippendorff's alpha"), textOf(report.alpha), tr("Nominal, over the same patches"));

    auto* table = new QTableWidget(int(report.disagreements.size()), 4, this);
    table->setHorizontalHeaderLabels({tr("Picture"), tr("x"), tr("y"), tr("Marked")});
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);
    table->setAccessibleName(tr("Patches on which the two differ"));
    for (int i = 0; i < table->rowCount(); ++i) {
        const auto& d = report.disagreements[std::size_t(i)];
        const QString who = d.isInFirst ? tr("here") : tr("there");
        const QStringList cells = {QString::number(d.image), QString::number(d.token.col),
                                   QString::number(d.token.row),
                                   d.isNear ? tr("%1, the other one patch away").arg(who) : who};
        for (int column = 0; column < int(cells.size()); ++column)
            table->setItem(i, column, new QTableWidgetItem(cells[column]));
    }
    connect(table, &QTableWidget::currentCellChanged, this,
            [this, differences = report.disagreements](int at) {
                if (at >= 0) Q_EMIT chosen(differences[std::size_t(at)].image);
            });
    form->addRow(table);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
    resize(480, 520);
}

}  // namespace app
