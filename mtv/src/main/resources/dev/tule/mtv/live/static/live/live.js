// Elements with data-live show what is published to their topic, as text.

import { subscribe } from "./wamp.js";

/** What an event carries at a place of its arguments, or under a keyword. */
function carried({ args, kwargs }, name) {
  return /^\d+$/.test(name) ? args[Number(name)] : Object.hasOwn(kwargs, name) ? kwargs[name] : undefined;
}

function show(element, event) {
  const { liveValue, liveDecimals } = element.dataset;
  const value = carried(event, liveValue);
  if (value === undefined || value === null || typeof value === "object") return;
  const rounded = typeof value === "number" && liveDecimals !== "" ? value.toFixed(Number(liveDecimals)) : String(value);
  element.textContent = rounded;
}

function follow({ liveRouter, liveRealm }) {
  const elements = [...document.querySelectorAll("[data-live]")];
  if (elements.length === 0) return;
  const byTopic = Map.groupBy(elements, ({ dataset }) => JSON.stringify([dataset.live, dataset.liveMatch]));
  const url = new URL(liveRouter, location.href);
  url.protocol = url.protocol.replace(/^http/, "ws");
  subscribe({
    url: url.href,
    realm: liveRealm,
    topics: [...byTopic].map(([key, following]) => {
      const [topic, match] = JSON.parse(key);
      return { topic, match, onEvent: (event) => following.forEach((element) => show(element, event)) };
    }),
    // For style sheets: [data-live-state=lost] { opacity: 50% }
    onState: (state) => elements.forEach((element) => (element.dataset.liveState = state)),
  });
}

const script = document.querySelector("script[data-live-router]");
if (script) follow(script.dataset);
