// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_layout.h"

#include "figure/figure_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::Result;
using Box = Figure::Box;

constexpr double kMargin = 1;  // points, as the next
constexpr double kSmallestPanel = 12;
constexpr double kWideEnoughToStand = 90;  // a panel that can spare the room of a bar of its own
constexpr double kLongestBar = 240;
constexpr double kHighest = 5000;
constexpr int kRefinements = 3;  // bars and panels depend on each other's sizes

/// One way to lay out the bars.
struct Plan {
    bool isStanding = true;
    BarWords words = BarWords::OneLine;
};

std::string tenths(double value) {
    const int whole = int(value * 10 + 0.5);
    return std::to_string(whole / 10) + "." + std::to_string(whole % 10);
}

bool hasText(const std::vector<std::string>& texts) {
    return std::any_of(texts.begin(), texts.end(), [](const auto& t) { return !t.empty(); });
}

/// The layout that follows from one plan.
class PlannedLayout {
public:
    PlannedLayout(const FigureSpec& spec, const std::vector<PanelContent>& contents,
                  const std::vector<FigureBar>& bars, Plan plan)
        : m_spec(spec), m_contents(contents), m_plan(plan), m_size(spec.textSize) {
        for (const auto& panel : spec.panels) {
            m_rowCount = std::max(m_rowCount, panel.row + 1);
            m_columnCount = std::max(m_columnCount, panel.column + 1);
        }
        if (spec.hasBars)
            for (const auto& bar : bars) m_blocks.emplace_back(bar, m_size, plan.isStanding);
        m_left = kMargin + (hasText(spec.rowTitles) ? kLine * m_size + 1 : 0);
        refine();
    }

    double panelWidth() const { return m_panelWidth; }

    /// Whether the bars are as they should be, with no words shortened.
    bool isGood() const {
        if (m_blocks.empty()) return true;
        if (m_panelWidth < kSmallestPanel) return false;
        if (m_plan.isStanding && m_spec.bars == FigureBars::Own &&
            m_panelWidth < kWideEnoughToStand)
            return false;
        return std::all_of(m_blocks.begin(), m_blocks.end(), [&](const BarBlock& block) {
            const double length = lengthOf(block);
            // Where there is room for more numbers than those of the ends, they are drawn.
            if (m_plan.words == BarWords::Between && length > 20 * m_size) return false;
            return length >= block.smallestLength() && block.fits(m_plan.words, length);
        });
    }

    Result<FigureLayout> finish() const {
        if (auto status = check(); !status) return status.error();
        FigureLayout layout;
        layout.width = m_spec.width;
        for (const auto& content : m_contents) layout.panels.push_back(panelBox(content));
        addTitles(layout);
        addCaptions(layout);
        addBars(layout);
        layout.height = bottomOfAll() + kMargin;
        if (layout.height <= kHighest) return layout;
        return Error{ErrorCode::Usage, "The figure would be " + tenths(layout.height / 72) +
                                           " inches high; at most " + tenths(kHighest / 72) +
                                           " are drawn. Show fewer rows."};
    }

private:
    // ---- sizes

    double gap() const { return 0.8 * m_size; }  // between columns, and between rows

    double heightOf(const PanelContent& content) const {
        return m_panelWidth * content.height / content.width;
    }

    /// Across the bars, from the panels on.
    double depthOf(const BarBlock& block) const {
        return block.depth(m_plan.words, lengthOf(block));
    }

    double lengthOf(const BarBlock& block) const {
        if (m_spec.bars == FigureBars::Figure)
            return std::min(
                m_plan.isStanding ? panelsBottom() - m_top.front() : panelsRight() - m_left,
                kLongestBar);
        if (!m_plan.isStanding) return m_panelWidth;
        if (m_spec.bars == FigureBars::Row) return m_height[std::size_t(block.bar().row)];
        return std::max(heightOf(m_contents[block.bar().members.front()]), block.smallestLength());
    }

    /// Panels get what titles and bars leave; bars are as long as panels are high.
    void refine() {
        m_side.assign(std::size_t(m_columnCount), 0);
        m_panelWidth = (m_spec.width - m_left) / m_columnCount;
        for (int i = 0; i < kRefinements; ++i) {
            placeRows();
            if (m_plan.isStanding) measureSides();
            double rest = m_spec.width - m_left - kMargin - m_right - gap() * (m_columnCount - 1);
            for (const double side : m_side) rest -= side;
            m_panelWidth = std::max(rest / m_columnCount, 1.0);
        }
        placeRows();
    }

    /// Once seen, room is kept, so that the last refinement has enough of it.
    void measureSides() {
        std::vector<double> right(std::size_t(m_rowCount), 0);
        for (const auto& block : m_blocks) {
            const auto row = m_spec.bars == FigureBars::Row ? std::size_t(block.bar().row) : 0;
            if (m_spec.bars == FigureBars::Own) {
                double& side = m_side[std::size_t(block.bar().column)];
                side = std::max(side, depthOf(block));
            } else {
                right[row] += depthOf(block);
            }
        }
        m_right = std::max(m_right, *std::max_element(right.begin(), right.end()));
    }

    // ---- rows

    bool hasCaptions(int row) const {
        return m_spec.hasCaptions &&
               std::any_of(m_contents.begin(), m_contents.end(), [row](const auto& content) {
                   return content.panel->row == row && !content.panel->caption.empty();
               });
    }

    double captionRoom(int row) const { return hasCaptions(row) ? kLine * m_size : 0; }

    /// Of the panels' upper edges; and how high the highest of each row is.
    void placeRows() {
        m_top.clear();
        m_height.assign(std::size_t(m_rowCount), 0);
        for (const auto& content : m_contents) grow(m_height, content, heightOf(content));
        if (m_plan.isStanding && m_spec.bars != FigureBars::Figure)
            for (const auto& block : m_blocks)
                grow(m_height, m_contents[block.bar().members.front()], block.smallestLength());
        std::vector<double> below(std::size_t(m_rowCount), 0);
        if (!m_plan.isStanding && m_spec.bars == FigureBars::Own)
            for (const auto& block : m_blocks)
                grow(below, m_contents[block.bar().members.front()], depthOf(block));
        double y = kMargin + (hasText(m_spec.columnTitles) ? kLine * m_size + 1 : 0);
        for (int row = 0; row < m_rowCount; ++row) {
            y += captionRoom(row);
            m_top.push_back(y);
            y += m_height[std::size_t(row)] + below[std::size_t(row)];
            m_gridBottom = y;
            y += gap();
        }
    }

    static void grow(std::vector<double>& rows, const PanelContent& content, double height) {
        double& row = rows[std::size_t(content.panel->row)];
        row = std::max(row, height);
    }

    double panelsBottom() const { return m_top.back() + m_height.back(); }

    double bottomOfAll() const {
        std::vector<double> below(std::size_t(m_columnCount), 0);
        if (!m_plan.isStanding && m_spec.bars != FigureBars::Own)
            for (const auto& block : m_blocks) below[stackOf(block)] += depthOf(block);
        return m_gridBottom + *std::max_element(below.begin(), below.end());
    }

    // ---- columns

    double columnLeft(int column) const {
        double x = m_left;
        for (int i = 0; i < column; ++i) x += m_panelWidth + m_side[std::size_t(i)] + gap();
        return x;
    }
    double panelsRight() const { return columnLeft(m_columnCount - 1) + m_panelWidth; }

    Box panelBox(const PanelContent& content) const {
        return {columnLeft(content.panel->column), m_top[std::size_t(content.panel->row)],
                m_panelWidth, heightOf(content)};
    }

    // ---- words

    void addTitles(FigureLayout& layout) const {
        for (int column = 0; column < m_columnCount; ++column) {
            if (std::size_t(column) >= m_spec.columnTitles.size()) break;
            layout.lines.push_back(
                {m_spec.columnTitles[std::size_t(column)],
                 {columnLeft(column) + m_panelWidth / 2, kMargin + kAscent * m_size},
                 m_panelWidth});
        }
        for (int row = 0; row < m_rowCount; ++row) {
            if (std::size_t(row) >= m_spec.rowTitles.size()) break;
            const double height = m_height[std::size_t(row)];
            layout.lines.push_back(
                {m_spec.rowTitles[std::size_t(row)],
                 {kMargin + kAscent * m_size, m_top[std::size_t(row)] + height / 2},
                 height,
                 Figure::Turn::Upwards});
        }
    }

    void addCaptions(FigureLayout& layout) const {
        if (!m_spec.hasCaptions) return;
        for (const auto& content : m_contents) {
            const Box box = panelBox(content);
            layout.lines.push_back(
                {content.panel->caption,
                 {box.left + box.width / 2, box.top - (kLine - kAscent) * m_size},
                 box.width});
        }
    }

    // ---- bars

    /// The pile of bars, one beyond another, that \a block belongs to: that of its row, its column,
    /// or the figure's one.
    std::size_t stackOf(const BarBlock& block) const {
        if (m_spec.bars == FigureBars::Figure) return 0;
        return std::size_t(m_plan.isStanding ? block.bar().row : block.bar().column);
    }

    Box sideOf(const BarBlock& block) const {
        const double length = lengthOf(block);
        if (m_spec.bars == FigureBars::Own) {
            const Box panel = panelBox(m_contents[block.bar().members.front()]);
            return m_plan.isStanding ? Box{panel.right(), panel.top, 0, length}
                                     : Box{panel.left, panel.bottom(), length, 0};
        }
        if (m_spec.bars == FigureBars::Row)
            return {panelsRight(), m_top[std::size_t(block.bar().row)], 0, length};
        if (m_spec.bars == FigureBars::Column)
            return {columnLeft(block.bar().column), m_gridBottom, length, 0};
        if (m_plan.isStanding)
            return {panelsRight(), (m_top.front() + panelsBottom() - length) / 2, 0, length};
        return {(m_left + panelsRight() - length) / 2, m_gridBottom, length, 0};
    }

    void addBars(FigureLayout& layout) const {
        std::vector<double> used(std::size_t(std::max(m_rowCount, m_columnCount)), 0);
        for (const auto& block : m_blocks) {
            Box side = sideOf(block);
            if (m_spec.bars != FigureBars::Own) {
                double& before = used[stackOf(block)];
                (m_plan.isStanding ? side.left : side.top) += before;
                before += depthOf(block);
            }
            layout.bars.push_back({block, side, m_plan.words});
        }
    }

    engine::Status check() const {
        double needed = kSmallestPanel;
        if (!m_plan.isStanding && m_spec.bars != FigureBars::Figure)
            for (const auto& block : m_blocks) needed = std::max(needed, block.smallestLength());
        if (m_panelWidth >= needed) return {};
        return Error{ErrorCode::Usage,
                     "The figure is too narrow for " + std::to_string(m_columnCount) +
                         " columns: " + tenths(m_panelWidth) +
                         " points are left for each panel, and at least " + tenths(needed) +
                         " are needed. Make it wider or show fewer columns."};
    }

    const FigureSpec& m_spec;
    const std::vector<PanelContent>& m_contents;
    Plan m_plan;
    int m_size;
    int m_rowCount = 1, m_columnCount = 1;
    std::vector<BarBlock> m_blocks;
    double m_left = 0, m_right = 0;  // what lies beside the panels: titles, shared bars
    std::vector<double> m_side;      // of each column: its panels' own bars
    double m_panelWidth = 0;
    std::vector<double> m_top, m_height;  // of each row's panels
    double m_gridBottom = 0;              // of the last row, with its panels' own bars
};

/// In the order of preference; the last one is taken in any case.
std::vector<Plan> plansFor(FigureBars bars) {
    const std::vector<Plan> standing = {{true, BarWords::OneLine}, {true, BarWords::TwoLines}};
    const std::vector<Plan> lying = {
        {false, BarWords::Between}, {false, BarWords::OneLine}, {false, BarWords::TwoLines}};
    if (bars == FigureBars::Row) return standing;
    if (bars == FigureBars::Column) return lying;
    std::vector<Plan> all = standing;
    all.insert(all.end(), lying.begin(), lying.end());
    return all;
}

}  // namespace

Result<FigureLayout> layOut(const FigureSpec& spec, const std::vector<PanelContent>& contents,
                            const std::vector<FigureBar>& bars) {
    const auto plans = plansFor(spec.bars);
    for (const Plan plan : plans) {
        const PlannedLayout layout(spec, contents, bars, plan);
        if (layout.isGood()) return layout.finish();
    }
    return PlannedLayout(spec, contents, bars, plans.back()).finish();
}

}  // namespace core
