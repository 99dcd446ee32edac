// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/capture_key.h"
#include "io/picture.h"
#include "session/extraction_worker.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace core {

/// What the explorer looks into: an opened picture, or a picture being generated. A plain value.
struct Subject {
    int id = 0;
    QString name;
    /// As the model sees it; of a generation the latest step's. Null while it is being loaded.
    std::shared_ptr<const Picture> picture;
    int column = 50;  ///< that is looked at: \sa Moment
    bool isGeneration = false;
    GenerationTask task;  ///< of a generation; its layers are the runner's
    std::vector<std::shared_ptr<const GeneratedStep>> steps;  ///< of a generation, as far as it is

    Moment moment() const { return {id, column}; }
    /// The timestep of a column: of a photo the column itself.
    double timestepAt(int at) const;
    /// "t 50", or "step 3 of 25 · t 801". English in every language, as all of the read-out is.
    QString momentText(int at) const;
    /// What is seen at the column: a photo is always itself. Null while it is being loaded.
    std::shared_ptr<const Picture> pictureAt(int at) const;
    engine::PixelSize size() const;
};

/// All subjects there are, by id, in the order in which they came. A plain value.
class SubjectList {
public:
    int addPhoto(const QString& name);
    int addGeneration(const QString& name, const GenerationTask& task);
    /// One that was there before, or comes from another place, under a number of its own. Does
    /// nothing where that is taken.
    void bringBack(int id, const QString& name, const std::optional<GenerationTask>& task);
    /// The largest number that was ever given.
    int lastId() const { return m_last; }
    /// Null for an id that is not there (any more).
    Subject* find(int id);
    const Subject* find(int id) const;
    void remove(int id);
    const std::vector<Subject>& all() const { return m_subjects; }

private:
    std::vector<Subject> m_subjects;
    int m_last = 0;
};

}  // namespace core
