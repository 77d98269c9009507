"""The network as a picture: where each node is drawn, in which colour and shape, on paper and on a page."""

from autokg.exports.drawing.browsing import browse
from autokg.exports.drawing.lines import Line, line_of, words_of
from autokg.exports.drawing.picture import Picture, draw
from autokg.exports.drawing.svg import PAPERS

__all__ = ["PAPERS", "Line", "Picture", "browse", "draw", "line_of", "words_of"]
