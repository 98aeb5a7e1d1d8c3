// A WAMP subscriber for the browser: WAMP v2 over WebSocket with JSON, no dependencies.

const HELLO = 1;
const WELCOME = 2;
const ABORT = 3;
const GOODBYE = 6;
const ERROR = 8;
const SUBSCRIBE = 32;
const SUBSCRIBED = 33;
const EVENT = 36;

const FIRST_RETRY_MILLIS = 500;
const LAST_RETRY_MILLIS = 15_000;

/**
 * Stays subscribed to topics, joining the realm again whenever the connection was lost.
 *
 * @param {object} options
 * @param {string} options.url where the router is
 * @param {string} options.realm the realm to join
 * @param {{topic: string, match: "exact" | "prefix" | "wildcard", onEvent: Function}[]} options.topics
 *   topics or patterns of them, each once, and what is told of {args: any[], kwargs: object, topic: string}
 * @param {(state: "joined" | "lost", reason?: string) => void} options.onState
 */
export function subscribe({ url, realm, topics, onState }) {
  let retryMillis = FIRST_RETRY_MILLIS;

  function connect() {
    const socket = new WebSocket(url, "wamp.2.json");
    const send = (message) => socket.send(JSON.stringify(message));
    let reason = "the connection was lost";
    const subscribed = new Map();

    const handlers = {
      [WELCOME]: () => topics.forEach(({ topic, match }, index) => send([SUBSCRIBE, index + 1, { match }, topic])),
      // [SUBSCRIBED, SUBSCRIBE.Request|id, Subscription|id]
      [SUBSCRIBED]: ([, request, subscription]) => {
        subscribed.set(subscription, topics[request - 1]);
        if (subscribed.size < topics.length) return;
        retryMillis = FIRST_RETRY_MILLIS;
        onState("joined");
      },
      // [EVENT, SUBSCRIBED.Subscription|id, PUBLISHED.Publication|id, Details|dict, Arguments|list, ArgumentsKw|dict]
      [EVENT]: ([, subscription, , details, args = [], kwargs = {}]) => {
        const { topic, onEvent } = subscribed.get(subscription) ?? {};
        onEvent?.({ args, kwargs, topic: details.topic ?? topic });
      },
      [ABORT]: ([, details, error]) => {
        reason = details.message ?? error;
        socket.close();
      },
      [ERROR]: ([, , , , error]) => {
        reason = error;
        socket.close();
      },
      [GOODBYE]: () => {
        reason = "the router said goodbye";
        send([GOODBYE, {}, "wamp.close.goodbye_and_out"]);
        socket.close();
      },
    };

    socket.onopen = () => send([HELLO, realm, { roles: { subscriber: { features: { pattern_based_subscription: true } } } }]);
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      handlers[message[0]]?.(message);
    };
    socket.onclose = () => {
      onState("lost", reason);
      setTimeout(connect, retryMillis);
      retryMillis = Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
    };
  }

  connect();
}
