# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes pca.npz: tokens, and what numpy's exact eigenvectors make of them.

From this folder: python3 make_pca.py (numpy 1.24, OpenBLAS). Every case has
activation [1, C, H, W] float32, axes [3, C], variances [3] (population), total [] float64,
rgb [H, W, 3] uint8. Definitions: reference/activations.md, section 3.
"""
import numpy as np

rng = np.random.default_rng(7)


def axes_of(tokens):
    centred = tokens - tokens.mean(axis=0)
    _, s, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:3]
    for a in axes:
        a *= np.sign(a[np.argmax(np.abs(a))])
    return axes, (s**2 / len(tokens))[:3], (s**2).sum() / len(tokens)


def colours(tokens, every, axes):
    projected = (tokens - every.mean(axis=0)) @ axes.T
    reach = (every - every.mean(axis=0)) @ axes.T
    low, high = reach.min(axis=0), reach.max(axis=0)
    return ((projected - low) / (high - low) * 255).astype(np.uint8)


def tokens_of(activation):
    return activation[0].reshape(activation.shape[1], -1).T.astype(np.float64)


def activation(channels, height, width, offset=0.0):
    scale = 1 / (1 + np.arange(channels))
    mixed = rng.standard_normal((channels, channels)) * scale
    values = mixed @ rng.standard_normal((channels, height * width)) + offset
    return values.astype(np.float32).reshape(1, channels, height, width)


arrays = {}
cases = {
    "covariance": activation(12, 5, 7),
    "gram": activation(80, 6, 6),
    "large_covariance": activation(61, 13, 11),
    "large_gram": activation(150, 9, 9),
    "offset": activation(20, 8, 8, offset=500.0),
}
for name, a in cases.items():
    t = tokens_of(a)
    axes, variances, total = axes_of(t)
    arrays[f"{name}/activation"] = a
    arrays[f"{name}/axes"] = axes
    arrays[f"{name}/variances"] = variances
    arrays[f"{name}/total"] = np.array(total)
    arrays[f"{name}/rgb"] = colours(t, t, axes).reshape(a.shape[2], a.shape[3], 3)

# Two pictures that share their axes.
pair = [activation(24, 6, 5), activation(24, 4, 7, offset=0.5)]
every = np.concatenate([tokens_of(a) for a in pair])
axes, variances, total = axes_of(every)
for i, a in enumerate(pair):
    arrays[f"shared{i}/activation"] = a
    arrays[f"shared{i}/rgb"] = colours(tokens_of(a), every, axes).reshape(*a.shape[2:], 3)
arrays["shared/axes"], arrays["shared/variances"] = axes, variances

# Percentiles of float32 numbers, some equal.
values = np.round(rng.standard_normal(77) * 4).astype(np.float32) / 3
arrays["percentiles/values"] = values
arrays["percentiles/at"] = np.percentile(values.astype(np.float64), [0.5, 5, 25, 50, 75, 95, 99.5])
np.savez("pca.npz", **arrays)
