// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log_dialog.h"

#include <canvas/geometry.h>

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <utility>

namespace app {

namespace {
constexpr QSize kSize(860, 520);
}

LogDialog::LogDialog(core::Log* log, Versions versions, QWidget* parent)
    : QDialog(parent),
      m_log(log),
      m_versions(std::move(versions)),
      m_filter(new QLineEdit(this)),
      m_level(new QComboBox(this)),
      m_text(new QPlainTextEdit(this)),
      m_copy(new QPushButton(tr("&Copy for a bug report"), this)) {
    setWindowTitle(tr("Log"));
    resize(kSize);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_level->setAccessibleName(tr("Least level"));
    m_level->addItems(
        {tr("Everything"), tr("From information on"), tr("From warnings on"), tr("Errors")});
    m_level->setCurrentIndex(int(core::LogLevel::Info));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setMaximumBlockCount(int(core::Log::kLinesKept));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Log"));
    m_copy->setToolTip(tr("Versions and the last 200 lines, without your name and home folder"));
    m_copy->setAutoDefault(false);
    auto* top = new QHBoxLayout;
    top->addWidget(m_filter, 1);
    top->addWidget(m_level);
    auto* box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    box->addButton(m_copy, QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(widgets::spacing::kSmall);
    layout->addLayout(top);
    layout->addWidget(m_text, 1);
    const auto file = QString::fromStdString(log->file().string());
    auto* place = new QLabel(
        file.isEmpty() ? tr("No file is written.") : tr("Written to %1").arg(file), this);
    place->setTextInteractionFlags(Qt::TextSelectableByMouse);
    place->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(place);
    layout->addWidget(box);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connectParts();
    showAll();
}

LogDialog::~LogDialog() {
    m_asked.waitForFinished();
}

void LogDialog::connectParts() {
    connect(m_filter, &QLineEdit::textChanged, this, &LogDialog::showAll);
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogDialog::showAll);
    connect(m_copy, &QPushButton::clicked, this, &LogDialog::copyReport);
    // Other threads log, too.
    connect(m_log, &core::Log::lineAdded, this, &LogDialog::showNew, Qt::QueuedConnection);
    connect(&m_asked, &QFutureWatcherBase::finished, this, [this] {
        QGuiApplication::clipboard()->setText(core::bugReport(m_asked.result(), m_log->lines()));
        m_copy->setEnabled(true);
        m_copy->setText(tr("Copied"));
        Q_EMIT copied();
    });
}

bool LogDialog::isShown(const core::LogLine& line) const {
    return int(line.level) >= m_level->currentIndex() &&
           core::logText(line).contains(m_filter->text(), Qt::CaseInsensitive);
}

void LogDialog::showAll() {
    m_seen = m_log->count();
    QStringList texts;
    for (const auto& line : m_log->lines())
        if (isShown(line)) texts << core::logText(line);
    m_text->setPlainText(texts.join(QLatin1Char('\n')));
    m_text->moveCursor(QTextCursor::End);
}

void LogDialog::showNew() {
    const auto count = m_log->count();
    const auto added = count - std::exchange(m_seen, count);
    for (const auto& line : m_log->lines(added))
        if (isShown(line)) m_text->appendPlainText(core::logText(line));
}

void LogDialog::copyReport() {
    if (m_asked.isRunning()) return;
    m_copy->setEnabled(false);
    m_copy->setText(tr("Asking for versions…"));
    m_asked.setFuture(QtConcurrent::run(m_versions));
}

}  // namespace app
