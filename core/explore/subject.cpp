// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/subject.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace core {

double Subject::timestepAt(int at) const {
    if (!isGeneration) return at;
    const bool isKnown = at >= 0 && std::size_t(at) < steps.size();
    return isKnown ? steps[std::size_t(at)]->timestep : std::nan("");
}

QString Subject::momentText(int at) const {
    if (!isGeneration) return QStringLiteral("t %1").arg(at);
    const auto step = QStringLiteral("step %1 of %2")
                          .arg(at + 1)
                          .arg(steps.empty() ? task.request.steps : steps.front()->count);
    const double timestep = timestepAt(at);
    return std::isnan(timestep) ? step
                                : QStringLiteral("%1 · t %2").arg(step).arg(timestep, 0, 'g', 6);
}

std::shared_ptr<const Picture> Subject::pictureAt(int at) const {
    const bool isKnown = isGeneration && at >= 0 && std::size_t(at) < steps.size();
    if (!isKnown) return picture;
    const auto& step = steps[std::size_t(at)];
    return {step, &step->picture};
}

engine::PixelSize Subject::size() const {
    if (isGeneration) return task.request.size;
    return picture ? picture->size : engine::PixelSize{};
}

int SubjectList::addPhoto(const QString& name) {
    bringBack(m_last + 1, name, std::nullopt);
    return m_last;
}

int SubjectList::addGeneration(const QString& name, const GenerationTask& task) {
    bringBack(m_last + 1, name, task);
    return m_last;
}

void SubjectList::bringBack(int id, const QString& name,
                            const std::optional<GenerationTask>& task) {
    if (find(id)) return;
    Subject subject;
    subject.id = id;
    subject.name = name;
    if (task) {
        subject.isGeneration = true;
        subject.task = *task;
        subject.column = 0;
    }
    m_subjects.push_back(std::move(subject));
    m_last = std::max(m_last, id);
}

Subject* SubjectList::find(int id) {
    return const_cast<Subject*>(std::as_const(*this).find(id));
}

const Subject* SubjectList::find(int id) const {
    const auto at = std::find_if(m_subjects.begin(), m_subjects.end(),
                                 [id](const Subject& s) { return s.id == id; });
    return at == m_subjects.end() ? nullptr : &*at;
}

void SubjectList::remove(int id) {
    std::erase_if(m_subjects, [id](const Subject& s) { return s.id == id; });
}

}  // namespace core
