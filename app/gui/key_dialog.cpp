// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/key_dialog.h"

#include "gui/action_set.h"
#include "gui/fixed_keys.h"
#include "gui/key_bindings.h"

#include <canvas/geometry.h>
#include <models/key_list_model.h>

#include <QAction>
#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace app {

namespace {

constexpr QSize kSize(680, 560);

/// A fixed key that the window hears before any action, or null.
const FixedKey* reservedBy(const QKeySequence& keys) {
    for (const auto& fixed : fixedKeys())
        for (const auto& reserved : fixed.reserved)
            if (core::doClash(keys, reserved)) return &fixed;
    return nullptr;
}

QPushButton* button(const QString& text, const QString& tip, QWidget* parent) {
    auto* made = new QPushButton(text, parent);
    made->setToolTip(tip);
    made->setAutoDefault(false);  // Return belongs to the table and the field
    return made;
}

}  // namespace

KeyDialog::KeyDialog(KeyBindings* bindings, QHash<const QAction*, QString> places, QWidget* parent)
    : QDialog(parent),
      m_bindings(bindings),
      m_places(std::move(places)),
      m_model(new widgets::KeyListModel(this)),
      m_shown(new QSortFilterProxyModel(this)),
      m_filter(new QLineEdit(this)),
      m_table(new QTreeView(this)) {
    setWindowTitle(tr("Change keys"));
    resize(kSize);
    m_shown->setSourceModel(m_model);
    m_shown->setFilterKeyColumn(-1);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Filter by menu, action or key"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_table->setModel(m_shown);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setAccessibleName(tr("Keys of all actions"));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(widgets::spacing::kSmall);
    layout->addWidget(m_filter);
    layout->addWidget(m_table, 1);
    layout->addWidget(makeEditor());
    layout->addWidget(makeButtons());
    connect(m_filter, &QLineEdit::textChanged, m_shown,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_keys->clear();
        refreshEditor();
    });
    connect(bindings, &KeyBindings::changed, this, &KeyDialog::refresh);
    refresh();
    m_table->header()->setSectionResizeMode(widgets::KeyListModel::Name, QHeaderView::Stretch);
    m_table->resizeColumnToContents(widgets::KeyListModel::Menu);
    m_table->setCurrentIndex(m_shown->index(0, 0));
}

QWidget* KeyDialog::makeEditor() {
    auto* editor = new QWidget(this);
    auto* row = new QHBoxLayout;
    m_keys = new QKeySequenceEdit(editor);
    m_keys->installEventFilter(this);
    m_keys->setAccessibleName(tr("New keys"));
    m_keys->setToolTip(tr("Press the keys that the action is to have"));
    m_assign = button(tr("&Assign"), tr("These keys instead of those that it has"), editor);
    m_add = button(tr("A&dd"), tr("These keys beside those that it has"), editor);
    m_none = button(tr("&No keys"), tr("The action is to have no keys"), editor);
    m_reset = button(tr("&Reset"), tr("The keys that it came with"), editor);
    auto* label = new QLabel(tr("New &keys:"), editor);
    label->setBuddy(m_keys);
    for (auto* part :
         std::initializer_list<QWidget*>{label, m_keys, m_assign, m_add, m_none, m_reset})
        row->addWidget(part);
    m_note = new QLabel(editor);
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(2 * m_note->fontMetrics().height());  // nothing moves when it speaks
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* layout = new QVBoxLayout(editor);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_note);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &KeyDialog::refreshEditor);
    connect(m_assign, &QPushButton::clicked, this, [this] { assign(false); });
    connect(m_add, &QPushButton::clicked, this, [this] { assign(true); });
    connect(m_none, &QPushButton::clicked, this, [this] {
        if (auto* action = current()) m_bindings->setKeys(action, {});
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (auto* action = current()) m_bindings->reset(action);
    });
    return editor;
}

QWidget* KeyDialog::makeButtons() {
    auto* box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* all = button(tr("Reset a&ll"), tr("Every action has the keys that it came with"), this);
    box->addButton(all, QDialogButtonBox::ResetRole);
    connect(all, &QPushButton::clicked, m_bindings, &KeyBindings::resetAll);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return box;
}

void KeyDialog::refresh() {
    std::vector<widgets::KeyRow> rows;
    for (const auto* action : m_bindings->actions())
        rows.push_back({action->objectName(), m_places.value(action), plainText(*action),
                        keyNames(action->shortcuts()), action->statusTip(),
                        m_bindings->isChanged(*action)});
    for (const auto& fixed : fixedKeys())
        rows.push_back({{}, fixed.place, fixed.tip, fixed.keys, fixed.tip, false});
    m_model->setRows(std::move(rows));
    refreshEditor();
}

QAction* KeyDialog::current() const {
    const auto index = m_shown->mapToSource(m_table->currentIndex());
    return index.isValid() ? m_bindings->find(m_model->row(index.row()).id) : nullptr;
}

void KeyDialog::select(const QString& id) {
    m_filter->clear();
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->row(row).id == id)
            m_table->setCurrentIndex(m_shown->mapFromSource(m_model->index(row, 0)));
}

/// The field says that its keys changed a second after the last one, as more may follow.
bool KeyDialog::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_keys && event->type() == QEvent::KeyRelease) refreshEditor();
    return QDialog::eventFilter(watched, event);
}

/// What pressing the buttons would do, said before.
void KeyDialog::refreshEditor() {
    const auto* action = current();
    const auto keys = m_keys->keySequence();
    const auto* fixed = reservedBy(keys);
    QStringList owners;
    if (action)
        for (const auto* other : m_bindings->clashes(*action, keys))
            owners << tr("“%1” (%2)").arg(plainText(*other), m_places.value(other));
    const bool isUsable = action && !keys.isEmpty() && !fixed;
    m_keys->setEnabled(action != nullptr);
    m_assign->setEnabled(isUsable);
    m_add->setEnabled(isUsable && !action->shortcuts().isEmpty());
    m_assign->setText(owners.isEmpty() ? tr("&Assign") : tr("T&ake"));
    m_none->setEnabled(action && !action->shortcuts().isEmpty());
    m_reset->setEnabled(action && m_bindings->isChanged(*action));
    const auto name = keys.toString(QKeySequence::NativeText);
    if (!action)
        m_note->setText(tr("This key belongs to a part of the window and is fixed."));
    else if (fixed)
        m_note->setText(tr("%1 is fixed. %2").arg(name, fixed->tip));
    else if (!owners.isEmpty())
        m_note->setText(tr("%1 belongs to %2, which would lose it.")
                            .arg(name, owners.join(QStringLiteral(", "))));
    else
        m_note->setText(action->statusTip());
}

void KeyDialog::assign(bool isBeside) {
    auto* action = current();
    const auto keys = m_keys->keySequence();
    if (!action || keys.isEmpty() || reservedBy(keys)) return;
    m_keys->clear();
    if (isBeside)
        m_bindings->addKeys(action, keys);
    else
        m_bindings->setKeys(action, {keys});
}

}  // namespace app
