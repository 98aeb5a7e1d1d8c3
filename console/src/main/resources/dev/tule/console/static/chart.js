// A line chart of a few series over a common time, drawn as SVG.

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = { top: 12, right: 14, bottom: 26, left: 44 };
const HOUR = 3_600_000;

function element(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent?.append(made);
  return made;
}

/** Round steps (1, 2, 5 times a power of ten) so that at most `count` fit into the span. */
function niceStep(span, count) {
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= rough);
}

const timeSteps = [1, 3, 6, 12, 24, 48, 96, 168, 336, 720].map((hours) => hours * HOUR);
const dayName = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const hourName = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const tickName = (time) => (time % (24 * HOUR) === 0 ? dayName : hourName).format(time);

/** Keeps the latest points of each series and draws them into a container. */
export class Chart {
  #container;
  #keep;
  #unit;
  #series = new Map();
  #drawn = false;
  #pointer = null;
  #tip;

  /**
   * @param {HTMLElement} container
   * @param {{keep: number, unit: string, label: string}} options how many points a series keeps
   */
  constructor(container, { keep, unit, label }) {
    this.#container = container;
    this.#keep = keep;
    this.#unit = unit;
    container.setAttribute("role", "img");
    container.setAttribute("aria-label", label);
    this.#tip = document.createElement("div");
    this.#tip.className = "tip";
    this.#tip.hidden = true;
    container.append(this.#tip);
    new ResizeObserver(() => this.#draw()).observe(container);
    container.addEventListener("pointermove", (event) => {
      this.#pointer = event.clientX - container.getBoundingClientRect().left;
      this.#schedule();
    });
    container.addEventListener("pointerleave", () => {
      this.#pointer = null;
      this.#schedule();
    });
  }

  /** Adds a point; one of the same time is replaced. A step back in time starts the series anew. */
  add(name, time, value) {
    let series = this.#series.get(name);
    if (!series) {
      series = { name, index: this.#series.size, points: [] };
      this.#series.set(name, series);
    }
    const { points } = series;
    const last = points.at(-1);
    if (last && time < last.time) points.length = 0;
    if (last && time === last.time) points.pop();
    points.push({ time, value });
    if (points.length > this.#keep) points.shift();
    this.#schedule();
    return series.index;
  }

  #schedule() {
    if (this.#drawn) return;
    this.#drawn = true;
    requestAnimationFrame(() => {
      this.#drawn = false;
      this.#draw();
    });
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#container;
    this.#container.querySelector("svg")?.remove();
    const drawn = [...this.#series.values()].filter((series) => series.points.length > 0);
    if (drawn.length === 0 || width === 0) return;
    const scale = this.#scale(drawn, width, height);
    const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    this.#drawValueAxis(svg, scale, width);
    this.#drawTimeAxis(svg, scale, width, height);
    for (const series of drawn) this.#drawSeries(svg, scale, series);
    this.#drawPointer(svg, scale, drawn, height);
    this.#container.prepend(svg);
  }

  #scale(drawn, width, height) {
    const points = drawn.flatMap((series) => series.points);
    const times = points.map((point) => point.time);
    const values = points.map((point) => point.value);
    const first = Math.min(...times);
    const last = Math.max(...times, first + HOUR);
    const step = niceStep(Math.max(...values) - Math.min(...values) || 1, 7);
    const low = Math.floor(Math.min(...values) / step) * step;
    const high = Math.ceil((Math.max(...values) + step / 100) / step) * step;
    const plotWidth = width - MARGIN.left - MARGIN.right;
    const plotHeight = height - MARGIN.top - MARGIN.bottom;
    return {
      first,
      last,
      low,
      high,
      step,
      x: (time) => MARGIN.left + ((time - first) / (last - first)) * plotWidth,
      y: (value) => MARGIN.top + ((high - value) / (high - low)) * plotHeight,
      time: (x) => first + ((x - MARGIN.left) / plotWidth) * (last - first),
    };
  }

  #drawValueAxis(svg, { low, high, step, y }, width) {
    const digits = step < 1 ? 1 : 0;
    for (let value = low; value <= high + step / 1000; value += step) {
      element("line", { class: "grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: y(value), y2: y(value) }, svg);
      const label = element("text", { class: "tick", x: MARGIN.left - 8, y: y(value) + 4, "text-anchor": "end" }, svg);
      label.textContent = `${value.toFixed(digits)}\u2009${this.#unit}`;
    }
  }

  #drawTimeAxis(svg, { first, last, x }, width, height) {
    const most = Math.max(2, Math.floor(width / 90));
    const step = timeSteps.find((candidate) => (last - first) / candidate <= most) ?? timeSteps.at(-1);
    for (let time = Math.ceil(first / step) * step; time <= last; time += step) {
      const label = element("text", { class: "tick", x: x(time), y: height - 6, "text-anchor": "middle" }, svg);
      label.textContent = tickName(time);
    }
  }

  #drawSeries(svg, { x, y }, { index, points }) {
    const group = element("g", { class: `series-${index % 4}` }, svg);
    const path = points.map((point, i) => `${i ? "L" : "M"}${x(point.time).toFixed(1)} ${y(point.value).toFixed(1)}`);
    element("path", { class: "line", d: path.join("") }, group);
    const last = points.at(-1);
    element("circle", { class: "dot", cx: x(last.time), cy: y(last.value), r: 5 }, group);
  }

  #drawPointer(svg, scale, drawn, height) {
    this.#tip.hidden = this.#pointer === null;
    if (this.#pointer === null) return;
    const aimed = Math.round(scale.time(this.#pointer) / HOUR) * HOUR;
    const time = Math.min(scale.last, Math.max(scale.first, aimed));
    const at = scale.x(time);
    element("line", { class: "rule", x1: at, x2: at, y1: MARGIN.top, y2: height - MARGIN.bottom }, svg);
    const when = document.createElement("div");
    when.textContent = `${dayName.format(time)}, ${hourName.format(time)}`;
    const lines = [when];
    for (const { name, index, points } of drawn) {
      const point = points.find((candidate) => candidate.time === time);
      if (!point) continue;
      const group = element("g", { class: `series-${index % 4}` }, svg);
      element("circle", { class: "dot", cx: at, cy: scale.y(point.value), r: 5 }, group);
      const line = document.createElement("div");
      line.className = `series-${index % 4}`;
      const value = document.createElement("b");
      value.textContent = `${point.value.toFixed(1)} ${this.#unit}`;
      line.append(`${name} `, value);
      lines.push(line);
    }
    this.#tip.replaceChildren(...lines);
    const left = Math.min(at + 12, this.#container.clientWidth - this.#tip.offsetWidth);
    this.#tip.style.left = `${Math.max(0, left)}px`;
  }
}
