// The page of a chart: its picture, which is zoomed and moved; a double click shows all of it again.
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";

const picture = select("#chart svg svg");
const zooming = zoom().scaleExtent([1, 12]).on("zoom", ({ transform }) => picture.select("#content").attr("transform", transform));
picture.call(zooming).on("dblclick.zoom", () => picture.call(zooming.transform, zoomIdentity));
