// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN  // moc stumbles over <compare> where it comes first
#include <annotation/label_project.h>
#include <base/result.h>
#include <representation/norm_map.h>
#endif

#include <QObject>

#include <filesystem>
#include <memory>
#include <vector>

namespace core {

/// Where the labeler's norm maps come from: files, or a model that computes ahead of the user.
///
/// Pictures are named by their position in the queue. Main thread; nothing here waits.
class NormMaps : public QObject {
    Q_OBJECT
public:
    using Map = std::shared_ptr<const engine::NormMap>;
    using QObject::QObject;

    /// The map, or null while it is not there.
    virtual Map find(int index) const = 0;
    /// Gets these next, in this order; what was asked before and is not among them may come later.
    virtual void want(const std::vector<int>& indices) = 0;
    /// Nothing more is computed of what was wanted; the next want() is heard again.
    virtual void cancel() {}
    /// While paused nothing is computed: the model is needed elsewhere.
    virtual void setPaused(bool) {}
    /// Norms in the activation's unit; else 8-bit pictures, normalised one by one.
    virtual bool isRaw() const = 0;
    /// How many maps are there.
    virtual int known() const = 0;

    /// How many of those wanted are still to be computed; 0 where nothing is computed.
    virtual int waiting() const { return 0; }

Q_SIGNALS:
    void ready(int index);
    /// The picture cannot be read, is another one than was labelled, or the model failed on it.
    void failed(int index, const engine::Error& error);
};

}  // namespace core
