// The page: live readings by WAMP, and beside them what is stored.

import { Chart } from "./chart.js";
import { subscribe } from "./live/wamp.js";

const TOPIC = "com.example.city..temperature";
const SHOWN_HOURS = 7 * 24;
const REFRESH_MILLIS = 2_000;
const QUIET_MILLIS = 5_000;

const number = new Intl.NumberFormat("en-GB");
const shown = (id) => document.getElementById(id);
const chart = new Chart(shown("chart"), {
  keep: SHOWN_HOURS,
  unit: "\u00b0C",
  label: "Line chart of the latest temperatures of each sensor; the table below has the latest values",
});

/** "san_francisco" as a person writes it. */
const spoken = (sensor) => sensor.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
/** Times of readings are hours without a zone; as if in UTC, no clock change disturbs the chart. */
const millis = (time) => Date.parse(`${time}:00:00Z`);
const legible = (time) => `${time.slice(0, 10)} ${time.slice(11)}:00`;
const celsius = (value) => `${value.toFixed(1)} \u00b0C`;

function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const kib = bytes / 1024;
  return kib < 1024 ? `${kib.toFixed(1)} KiB` : `${(kib / 1024).toFixed(1)} MiB`;
}

/** Whoever joins the realm can publish: only what has a reading's form is shown. */
const isReading = ({ sensor, time, celsius: value }) =>
  /^[a-z0-9_]{1,40}$/.test(sensor) && /^\d{4}-\d\d-\d\dT\d\d$/.test(time) && Number.isFinite(value);

function showReading({ sensor, time, celsius: value }) {
  const index = chart.add(spoken(sensor), millis(time), value);
  let card = shown(`sensor-${sensor}`);
  if (!card) {
    card = document.createElement("div");
    card.id = `sensor-${sensor}`;
    card.className = `sensor series-${index % 4}`;
    card.innerHTML = '<p class="name"><span class="swatch"></span><span></span></p><p class="value"></p><p class="when"></p>';
    card.querySelector(".name span:last-child").textContent = spoken(sensor);
    shown("sensors").append(card);
  }
  card.querySelector(".value").textContent = celsius(value);
  card.querySelector(".when").textContent = legible(time);
}

function fillTable(id, rows) {
  const table = shown(id);
  table.hidden = rows.length === 0;
  table.tBodies[0].replaceChildren(
    ...rows.map((cells) => {
      const row = document.createElement("tr");
      cells.forEach((text, column) => {
        const cell = row.insertCell();
        if (column === cells.length - 1) cell.className = "number";
        cell.textContent = text;
      });
      return row;
    }),
  );
}

function showStored({ readings, batches }) {
  shown("dynamodb-where").textContent = `table ${readings.table}`;
  shown("s3-where").textContent = `bucket ${batches.bucket}`;
  shown("items").textContent = number.format(readings.count);
  shown("items-none").hidden = readings.count > 0;
  fillTable("latest", readings.latest.map((reading) => [spoken(reading.sensor), legible(reading.time), celsius(reading.celsius)]));
  shown("batches").textContent = number.format(batches.days);
  shown("batches-none").hidden = batches.days > 0;
  fillTable("objects", batches.latest.map((object) => [object.key, sizeText(object.bytes)]));
}

async function fetchJson(path) {
  const response = await fetch(path, { cache: "no-store" });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

async function refresh() {
  try {
    if (!document.hidden) showStored(await fetchJson("/api/stored"));
  } catch (failure) {
    console.warn(failure.message); // the pill already says that the server is away
  } finally {
    setTimeout(refresh, REFRESH_MILLIS);
  }
}

let lastEvent = 0;

function showQuiet() {
  const quiet = Date.now() - lastEvent > QUIET_MILLIS;
  shown("quiet").hidden = !quiet;
  if (quiet) {
    shown("quiet").innerHTML = "No sensor is publishing now. <code>./tule demo</code> starts two that do.";
  }
}

function showConnection(state, reason) {
  const pill = shown("connection");
  pill.className = state === "joined" ? "pill live" : "pill lost";
  pill.textContent = state === "joined" ? "Connected" : "Not connected";
  pill.title = reason ?? "";
}

function onEvent({ args: [sensor, time, value] }) {
  const reading = { sensor, time, celsius: value };
  if (!isReading(reading)) return;
  lastEvent = Date.now();
  showReading(reading);
  showQuiet();
}

async function start() {
  const wamp = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
  shown("topic").textContent = TOPIC;
  shown("wamp-address").textContent = wamp;
  try {
    for (const reading of await fetchJson(`/api/readings?hours=${SHOWN_HOURS}`)) showReading(reading);
  } catch (failure) {
    console.warn(failure.message);
  }
  subscribe({
    url: wamp,
    realm: "realm1",
    topics: [{ topic: TOPIC, match: "wildcard", onEvent }],
    onState: showConnection,
  });
  refresh();
  setTimeout(showQuiet, 1_500);
  setInterval(showQuiet, 1_000);
}

start();
