// Publish, subscribe, call and register with autobahn, over one transport and serializer.
// Arguments: the router's address, the transport (websocket, rawsocket or longpoll), the serializer (json, msgpack, cbor).
import assert from "node:assert/strict";
import autobahn from "autobahn";

const [address, transport, serializer] = process.argv.slice(2);
const serializers = {
  json: () => new autobahn.serializer.JSONSerializer(),
  msgpack: () => new autobahn.serializer.MsgpackSerializer(),
  cbor: () => new autobahn.serializer.CBORSerializer(),
};
const url = new URL(address);

// What autobahn takes for its long-poll transport, as browsers have it and Node.js has not.
globalThis.XMLHttpRequest = class {
  open(method, target) {
    Object.assign(this, { method, target, headers: {} });
  }
  setRequestHeader(name, value) {
    this.headers[name] = value;
  }
  async send(body) {
    const { method, headers } = this;
    const response = await fetch(this.target, { method, headers, body });
    this.responseText = await response.text();
    Object.assign(this, { readyState: 4, status: response.status, statusText: response.statusText });
    this.onreadystatechange();
  }
};
const transports = {
  websocket: { type: "websocket", url: address, serializers: [serializers[serializer]()] },
  rawsocket: {
    type: "rawsocket",
    host: url.hostname,
    port: Number(url.port),
    serializer: serializers[serializer](),
  },
  longpoll: { type: "longpoll", url: `http://${url.host}/lp` },
};

function open() {
  return new Promise((resolve, reject) => {
    const connection = new autobahn.Connection({
      realm: "realm1",
      transports: [transports[transport]],
      max_retries: 0,
    });
    connection.onopen = (session) => resolve({ connection, session });
    connection.onclose = (reason, details) => {
      reject(new Error(`${reason} ${JSON.stringify(details)}`));
      return true;
    };
    connection.open();
  });
}

const one = await open();
const other = await open();

await one.session.register("com.example.add", ([a, b], { c }) => a + b + c);
assert.equal(await other.session.call("com.example.add", [1, 2], { c: 39 }), 42);
await assert.rejects(
  async () => await other.session.call("com.example.absent"),
  (e) => e.error === "wamp.error.no_such_procedure",
);

const events = [];
const arrived = new Promise((resolve) => {
  one.session
    .subscribe(
      "com.example.sensor",
      (args, kwargs, details) => {
        events.push([args, kwargs, details.topic]);
        if (events.length === 2) resolve();
      },
      { match: "prefix" },
    )
    .then(async () => {
      await other.session.publish("com.example.sensor.1", [21.5, "°C"], { ok: true }, { acknowledge: true });
      await other.session.publish("com.example.sensor.2", [null, [1, 2, { x: -7 }]], {}, { acknowledge: true });
    });
});
await arrived;
assert.deepEqual(events[0], [[21.5, "°C"], { ok: true }, "com.example.sensor.1"]);
assert.deepEqual(events[1][0], [null, [1, 2, { x: -7 }]]);

one.connection.onclose = other.connection.onclose = () => true;
one.connection.close();
other.connection.close();
console.log(`autobahn made its round trip by ${transport} and ${serializer}`);
