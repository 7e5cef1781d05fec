"""The words that Vega-Lite knows, for mistakes that it would pass over in silence.

From the reference of Vega-Lite 5 and 6 (vega.github.io/vega-lite/docs): a misspelt channel or
transform is not refused there; the chart just lacks a part.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MARKS = _set(
    "arc area bar boxplot circle errorband errorbar geoshape image line point rect rule square text tick "
    "trail"
)
CHANNELS = _set(
    "x y x2 y2 xOffset yOffset xError xError2 yError yError2 theta theta2 radius radius2 longitude "
    "latitude longitude2 latitude2 color fill stroke opacity fillOpacity strokeOpacity strokeWidth "
    "strokeDash size angle shape key text href url description detail tooltip order facet row column"
)
TYPES = _set("quantitative ordinal temporal nominal geojson")
TRANSFORMS = _set(
    "aggregate bin calculate density extent filter flatten fold impute joinaggregate loess lookup pivot "
    "quantile regression sample stack timeUnit window"
)
SCALES = _set(
    "linear log pow sqrt symlog identity sequential time utc quantile quantize threshold bin-ordinal "
    "ordinal point band"
)
AGGREGATES = _set(
    "argmax argmin average count distinct max mean median min missing product q1 q3 ci0 ci1 stderr stdev "
    "stdevp sum valid values variance variancep exponential exponentialb"
)
VIEW_KEYS = _set(
    "$schema align autosize background bounds center columns concat config data datasets description "
    "encoding facet hconcat height layer mark name padding params projection repeat resolve spacing spec "
    "title transform usermeta vconcat view width"
)
COMPOSED = ("hconcat", "vconcat", "concat", "facet", "repeat")
"""Keys of a view that holds several charts, whose size Vega-Lite cannot be given from outside."""
MADE = {
    "fold": ("key", "value"),
    "density": ("value", "density"),
    "quantile": ("prob", "value"),
    "lookup": (),
}
"""Columns that a transform makes where its `as` names none."""
