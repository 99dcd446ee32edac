// SPDX-License-Identifier: GPL-3.0-or-later
// The attention kernel, once for each instruction set: a source of its own defines Arithmetic in an
// unnamed namespace and includes this. Nothing here calls an inline function of another header: the
// linker might choose this copy of it for a processor that cannot run it.
//
// A unit is 32 bits of one token or one column: a float32, or a pair of bfloat16 that one
// instruction multiplies and adds. Arithmetic has
//   Number, kPerUnit       what matrices hold, and how many of it a unit holds
//   kLanes, kRegisters     floats of a vector; accumulators that stay in registers
//   kScoreVectors          vectors of keys in a tile of scores
//   multiplyAdd(sum, units, unit)
//   narrow(vectors, to, count), narrowed(float)   float32 to what matrices hold

namespace {

using Number = Arithmetic::Number;
using Vector = Arithmetic::Vector;
using Head = engine::kernels::AttentionHead<Number>;
typedef float Unaligned __attribute__((vector_size(4 * Arithmetic::kLanes), aligned(4), may_alias));
typedef std::int32_t Integers __attribute__((vector_size(4 * Arithmetic::kLanes)));
typedef float Unit __attribute__((may_alias));

constexpr int kLanes = Arithmetic::kLanes, kPerUnit = Arithmetic::kPerUnit;
constexpr int kPanel = kLanes * Arithmetic::kScoreVectors;  // keys of a tile of scores
constexpr int kKeys = 256;                                  // of a block: scores stay in a cache
constexpr int kScoreRows = 6;
static_assert(kKeys % kPanel == 0);

inline int roundedUp(int n, int to) {
    return (n + to - 1) / to * to;
}
inline int unitsOf(int n) {
    return (n + kPerUnit - 1) / kPerUnit;
}
inline Vector load(const float* from) {
    return *reinterpret_cast<const Unaligned*>(from);
}
inline void store(float* to, Vector value) {
    *reinterpret_cast<Unaligned*>(to) = value;
}

/// 2^x for x <= 0, by a polynomial of degree 6 (Cephes' coefficients); NaN stays NaN.
inline Vector exponential(Vector x) {
    x = x < -126.0f ? Vector{} - 126.0f : x;
    const Vector magic = Vector{} + 12582912.0f;  // 1.5 * 2^23: adding it rounds to an integer
    const Vector n = (x + magic) - magic;
    const Vector r = x - n;
    Vector p = Vector{} + 1.535336188319500e-4f;
    p = p * r + 1.339887440266574e-3f;
    p = p * r + 9.618437357674640e-3f;
    p = p * r + 5.550332471162809e-2f;
    p = p * r + 2.402264791363012e-1f;
    p = p * r + 6.931472028550421e-1f;
    p = p * r + 1.0f;
    const Integers power = (__builtin_convertvector(n, Integers) + 127) << 23;
    return p * reinterpret_cast<Vector>(power);
}

/// Scores of \a Rows queries with a panel of keys.
template <int Rows>
inline void scoreTile(const Unit* q, std::ptrdiff_t stride, const float* panel, int units,
                      float* scores) {
    Vector sums[Rows][Arithmetic::kScoreVectors] = {};
    for (int p = 0; p < units; ++p) {
        Vector keys[Arithmetic::kScoreVectors];
#pragma GCC unroll 8
        for (int j = 0; j < Arithmetic::kScoreVectors; ++j) keys[j] = load(panel + j * kLanes);
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
            for (int j = 0; j < Arithmetic::kScoreVectors; ++j)
                sums[r][j] = Arithmetic::multiplyAdd(sums[r][j], keys[j], q[r * stride + p]);
        panel += kPanel;
    }
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
        for (int j = 0; j < Arithmetic::kScoreVectors; ++j)
            store(scores + r * kKeys + j * kLanes, sums[r][j]);
}

/// \a out = out * shrink + weights * values, for \a Rows queries and \a Vectors vectors of columns.
template <int Rows, int Vectors>
inline void valueTile(const Unit* weights, const float* values, int width, int units, float* out,
                      const float* shrink) {
    Vector sums[Rows][Vectors];
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
        for (int j = 0; j < Vectors; ++j)
            sums[r][j] = load(out + r * width + j * kLanes) * shrink[r];
    for (int p = 0; p < units; ++p) {
        Vector columns[Vectors];
#pragma GCC unroll 8
        for (int j = 0; j < Vectors; ++j) columns[j] = load(values + j * kLanes);
#pragma GCC unroll 8
        for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
            for (int j = 0; j < Vectors; ++j)
                sums[r][j] =
                    Arithmetic::multiplyAdd(sums[r][j], columns[j], weights[r * kKeys + p]);
        values += width;
    }
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 8
        for (int j = 0; j < Vectors; ++j) store(out + r * width + j * kLanes, sums[r][j]);
}

template <int Rows>
void scoreRows(int rows, const Unit* q, std::ptrdiff_t stride, const float* panel, int units,
               float* scores) {
    for (; rows >= Rows; rows -= Rows, q += Rows * stride, scores += Rows * kKeys)
        scoreTile<Rows>(q, stride, panel, units, scores);
    if constexpr (Rows > 1)
        if (rows > 0) scoreRows<Rows - 1>(rows, q, stride, panel, units, scores);
}

template <int Vectors, int Rows>
void valueRows(int rows, const Unit* weights, const float* values, int width, int units, float* out,
               const float* shrink) {
    for (; rows >= Rows; rows -= Rows, weights += Rows * kKeys, out += Rows * width, shrink += Rows)
        valueTile<Rows, Vectors>(weights, values, width, units, out, shrink);
    if constexpr (Rows > 1)
        if (rows > 0)
            valueRows<Vectors, Rows - 1>(rows, weights, values, width, units, out, shrink);
}

constexpr int kMostVectors = Arithmetic::kRegisters / 5;  // of columns: tiles at least five high
constexpr int rowsFor(int vectors) {
    return Arithmetic::kRegisters / vectors < 8 ? Arithmetic::kRegisters / vectors : 8;
}

/// All columns, in groups as even as can be.
template <int Vectors = kMostVectors>
void weighValues(int vectors, int rows, const Unit* weights, const float* values, int width,
                 int units, float* out, const float* shrink) {
    if (vectors == 0) return;
    if constexpr (Vectors > 1) {
        const int groups = (vectors + kMostVectors - 1) / kMostVectors;
        if ((vectors + groups - 1) / groups < Vectors)
            return weighValues<Vectors - 1>(vectors, rows, weights, values, width, units, out,
                                            shrink);
    }
    valueRows<Vectors, rowsFor(Vectors)>(rows, weights, values, width, units, out, shrink);
    weighValues<kMostVectors>(vectors - Vectors, rows, weights, values + Vectors * kLanes, width,
                              units, out + Vectors * kLanes, shrink);
}

struct Online {
    float top, total, shrink;
};

float largest(const float* scores, int count) {
    Vector top = load(scores);
    for (int k = kLanes; k < count; k += kLanes) {
        const Vector next = load(scores + k);
        top = next > top ? next : top;
    }
    float most = top[0];
    for (int i = 1; i < kLanes; ++i) most = top[i] > most ? top[i] : most;
    return most;
}

/// One row's scores become weights, as matrices hold numbers. \a count is a whole number of
/// vectors.
void weigh(float* scores, int count, float factor, Online& row) {
    const float block = largest(scores, count);
    const float top = block > row.top ? block : row.top;
    Vector total = {};
    for (int k = 0; k < count; k += 2 * kLanes) {
        const Vector a = exponential((load(scores + k) - top) * factor);
        const Vector b = exponential((load(scores + k + kLanes) - top) * factor);
        total += a;
        total += b;
        Arithmetic::narrow(a, b, scores + k / kPerUnit);
    }
    float sum = 0;
    for (int i = 0; i < kLanes; ++i) sum += total[i];
    row.shrink = exponential(Vector{} + (row.top - top) * factor)[0];
    row.total = row.total * row.shrink + sum;
    row.top = top;
}

std::size_t packedKeys(int keys, int width) {
    return std::size_t(roundedUp(keys, kPanel)) * std::size_t(unitsOf(width));
}
std::size_t packedSize(int keys, int width) {
    return packedKeys(keys, width) +
           std::size_t(unitsOf(roundedUp(keys, kPanel))) * std::size_t(roundedUp(width, kLanes));
}
std::size_t scratchSize(int width) {
    return std::size_t(engine::kernels::kAttentionRows) *
           std::size_t(kKeys + roundedUp(width, kLanes));
}

/// Keys [panel][unit of columns][key of the panel], then values [unit of keys][column]; nothing is
/// 0.
void pack(const Head& head, float* packed) {
    const int keys = roundedUp(head.keys, kPanel), width = roundedUp(head.width, kLanes);
    auto* to = reinterpret_cast<Number*>(packed);
    for (int panel = 0; panel < keys; panel += kPanel)
        for (int c = 0; c < unitsOf(head.width) * kPerUnit; c += kPerUnit)
            for (int k = panel; k < panel + kPanel; ++k)
                for (int i = 0; i < kPerUnit; ++i)
                    *to++ = k < head.keys && c + i < head.width ? head.k[k * head.stride + c + i]
                                                                : Number{};
    for (int k = 0; k < keys; k += kPerUnit)
        for (int c = 0; c < width; ++c)
            for (int i = 0; i < kPerUnit; ++i)
                *to++ = k + i < head.keys && c < head.width ? head.v[(k + i) * head.stride + c]
                                                            : Number{};
}

/// Scores of a block of keys; those of keys that do not exist can never be the largest.
void scoreBlock(const Head& head, const Unit* q, int rows, const float* packed, int first, int keys,
                float* scores) {
    const int units = unitsOf(head.width), exist = head.keys - first;
    for (int k = 0; k < keys; k += kPanel)
        scoreRows<kScoreRows>(rows, q, head.stride / kPerUnit,
                              packed + std::ptrdiff_t(first + k) * units, units, scores + k);
    for (int r = 0; r < rows; ++r)
        for (int k = exist; k < keys; ++k) scores[r * kKeys + k] = -__builtin_inff();
}

void attend(const Head& head, const float* packed, int first, int rows, float* scratch) {
    const int width = roundedUp(head.width, kLanes), padded = roundedUp(head.keys, kPanel);
    const float* values = packed + packedKeys(head.keys, head.width);
    float *scores = scratch, *sums = scratch + rows * kKeys;
    const float factor = 1.44269504088896341f / __builtin_sqrtf(float(head.width));  // log2(e)
    Online online[engine::kernels::kAttentionRows];
    float shrink[engine::kernels::kAttentionRows];
    for (int r = 0; r < rows; ++r) online[r] = {-__builtin_inff(), 0, 0};
    for (int i = 0; i < rows * width; ++i) sums[i] = 0;
    const auto* q = reinterpret_cast<const Unit*>(head.q + first * head.stride);
    for (int key = 0; key < padded; key += kKeys) {
        const int keys = padded - key < kKeys ? padded - key : kKeys;
        scoreBlock(head, q, rows, packed, key, keys, scores);
        for (int r = 0; r < rows; ++r) {
            weigh(scores + r * kKeys, keys, factor, online[r]);
            shrink[r] = online[r].shrink;
        }
        weighValues(width / kLanes, rows, scores, values + std::ptrdiff_t(key / kPerUnit) * width,
                    width, keys / kPerUnit, sums, shrink);
    }
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < head.width; ++c)
            head.out[(first + r) * head.stride + c] =
                Arithmetic::narrowed(sums[r * width + c] / online[r].total);
}

}  // namespace
