// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/map_controller.h"

#include <explore/map_definition.h>
#include <explore/place.h>
#include <model/model_info.h>

#include <QObject>

#include <optional>

namespace app {

class ExplorePage;
class ReferenceController;

/// Keeps the definition of the active tile's map true: the sentence that a paper needs.
class DefinitionController : public QObject {
    Q_OBJECT

public:
    DefinitionController(ExplorePage* page, const ReferenceController* reference,
                         const MapController* maps, const ExploreSources& sources,
                         QObject* parent = nullptr);

    void setModel(const engine::ModelInfo& model) { m_model = model; }
    void setSettings(const engine::ExtractionRequest& settings) { m_settings = settings; }
    void setWords(const QStringList& words) { m_words = words; }
    /// While it is seen.
    void refresh();
    /// Also while it is not: it is going to be copied.
    void renew();
    /// What \a tile's map is, or would be; the range is that of a map that is shown. \param
    /// reference of a similarity or of self-attention.
    core::DefinedMap describe(const core::TileSpec& tile,
                              const std::optional<core::Place>& reference) const;

private:
    QString definition() const;
    QString facts() const;
    void describeSubject(core::DefinedMap& map, const core::Subject& subject, int column) const;
    void describeReference(core::DefinedMap& map, const core::TileSpec& tile,
                           const std::optional<core::Place>& place) const;
    void describeOther(core::DefinedMap& map, const core::TileSpec& tile) const;

    ExplorePage* m_page;
    const ReferenceController* m_reference;
    const MapController* m_maps;
    ExploreSources m_sources;
    engine::ModelInfo m_model;
    engine::ExtractionRequest m_settings;
    QStringList m_words;
};

}  // namespace app
