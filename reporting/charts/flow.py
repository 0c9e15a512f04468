"""Flows: bands from what people came from to what they went to, as wide as there are people in them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from reporting import dutch
from reporting.charts.chart import COLOURS, Chart
from reporting.charts.pen import INK, SOFT, at, box, frame, text, titled

WIDTH, LEFT, RIGHT = 1000.0, 230.0, 756.0
NODE, GAP, TOP, TALL = 14.0, 22.0, 30.0, 420.0


@dataclass(slots=True)
class _Node:
    """A block at one side: how many people in all, and how far its bands have been drawn."""

    name: str
    colour: str
    size: float
    y: float = 0.0
    used: float = 0.0


def flow(chart: Chart) -> SafeString:
    """Labels at the left, series at the right; what is not shown has no band."""
    sources, targets = _sources(chart), _targets(chart)
    largest = max(sum(node.size for node in side) for side in (sources, targets)) or 1
    scale = (TALL - GAP * max(len(sources), len(targets), 1)) / largest
    height = TOP + max(_stand(sources, scale), _stand(targets, scale))
    heads = [
        text(LEFT + NODE, 16, "Kwam van", anchor="end", fill=SOFT, size=14),
        text(RIGHT, 16, "Ging naar", fill=SOFT, size=14),
    ]
    bands = [
        _band(chart, source, target, index, scale)
        for index, source in enumerate(sources)
        for target, series in zip(targets, chart.series, strict=True)
        if series.values[index]
    ]
    marks = [mark for node in sources for mark in _block(chart, node, scale, at_left=True)]
    marks += [mark for node in targets for mark in _block(chart, node, scale, at_left=False)]
    return frame(chart, [*heads, *bands, *marks], height, width=WIDTH)


def _sources(chart: Chart) -> list[_Node]:
    return [
        _Node(label, _colour(chart, index), sum(series.values[index] or 0 for series in chart.series))
        for index, label in enumerate(chart.labels)
    ]


def _targets(chart: Chart) -> list[_Node]:
    return [
        _Node(series.name, series.fill(index), sum(value or 0 for value in series.values))
        for index, series in enumerate(chart.series)
    ]


def _colour(chart: Chart, index: int) -> str:
    return chart.colours[index] if chart.colours else COLOURS[index % len(COLOURS)]


def _stand(nodes: list[_Node], scale: float) -> float:
    """Put the blocks of one side under each other; how much height they take."""
    y = TOP
    for node in nodes:
        node.y = y
        y += max(scale * node.size, 4) + GAP
    return y - TOP


def _band(chart: Chart, source: _Node, target: _Node, index: int, scale: float) -> str:
    series = next(series for series in chart.series if series.name == target.name)
    value = series.values[index] or 0
    wide = scale * value
    one, two = source.y + source.used, target.y + target.used
    source.used += wide
    target.used += wide
    x, end, bend = LEFT + NODE, RIGHT, 226
    path = (
        f"M{at(x)} {at(one)}C{at(x + bend)} {at(one)} {at(end - bend)} {at(two)} {at(end)} {at(two)}"
        f"V{at(two + wide)}C{at(end - bend)} {at(two + wide)} {at(x + bend)} {at(one + wide)} "
        f"{at(x)} {at(one + wide)}Z"
    )
    title = f"Van {source.name} naar {target.name}: {dutch.amount(value, chart.unit)}"
    return titled(f'<path d="{path}" fill="{_pale(source.colour)}" stroke="#fff"', "path", title)


def _block(chart: Chart, node: _Node, scale: float, *, at_left: bool) -> list[str]:
    tall = max(scale * node.size, 4)
    x, anchor = (LEFT - 10, "end") if at_left else (RIGHT + NODE + 10, "start")
    middle = node.y + tall / 2
    total = dutch.amount(node.size or None, chart.unit)
    return [
        box(LEFT if at_left else RIGHT, node.y, NODE, tall, node.colour) + "/>",
        text(x, middle, node.name, anchor=anchor, weight=600, size=15, fill=INK),
        text(x, middle + 17, total, anchor=anchor, size=14, fill=SOFT),
    ]


def _pale(colour: str) -> str:
    """The colour on white paper, thinned: print allows no see-through."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - 0.45 * (255 - part)):02x}" for part in parts)
