// What autobahn does with a router: a round trip for each combination of transport, serializer and authentication
// method, and the advanced features it has. Its argument is told in wamp_program.mjs.
import assert from "node:assert/strict";
import autobahn from "autobahn";
import ws from "ws";
import { given, run, tlsOptions, webSocketAddress } from "./wamp_program.mjs";

const { host, port, unixSocket, realm, secrets } = given;

// Node's own WebSocket takes neither certificates nor authorities.
globalThis.WebSocket = class extends ws {
  constructor(url, protocols) {
    super(url, protocols, tlsOptions);
  }
};

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

const serializers = {
  json: () => new autobahn.serializer.JSONSerializer(),
  msgpack: () => new autobahn.serializer.MsgpackSerializer(),
  cbor: () => new autobahn.serializer.CBORSerializer(),
};
const webSocket = (transport) => (s) => ({
  type: "websocket",
  url: webSocketAddress(transport),
  serializers: [serializers[s]()],
});
const transports = {
  websocket: webSocket("websocket"),
  "tls websocket": webSocket("tls websocket"),
  rawsocket: (s) => ({ type: "rawsocket", host, port, serializer: serializers[s]() }),
  "unix rawsocket": (s) => ({ type: "rawsocket", path: unixSocket, serializer: serializers[s]() }),
  longpoll: () => ({ type: "longpoll", url: `http://${host}:${port}/lp` }),
};
const methods = {
  anonymous: () => ({}),
  tls: () => ({ authmethods: ["tls"], authid: "tls", onchallenge: () => assert.fail("TLS has no challenge") }),
  ticket: () => ({ authmethods: ["ticket"], authid: "ticket", onchallenge: () => secrets.ticket }),
  wampcra: () => ({
    authmethods: ["wampcra"],
    authid: "wampcra",
    onchallenge: (session, method, extra) => autobahn.auth_cra.sign(secrets.wampcra, extra.challenge),
  }),
  salted: () => ({
    authmethods: ["wampcra"],
    authid: "salted",
    onchallenge: (session, method, extra) =>
      autobahn.auth_cra.sign(
        autobahn.auth_cra.derive_key(secrets.salted, extra.salt, extra.iterations, extra.keylen),
        extra.challenge,
      ),
  }),
  cryptosign: () => {
    const key = autobahn.nacl.sign.keyPair.fromSeed(autobahn.util.htob(secrets.cryptosign));
    return {
      authmethods: ["cryptosign"],
      authid: "cryptosign",
      authextra: { pubkey: autobahn.util.btoh(key.publicKey) },
      onchallenge: (session, method, extra) => autobahn.auth_cryptosign.sign_challenge(key, extra),
    };
  },
};

function open([transport, serializer, method]) {
  return new Promise((resolve, reject) => {
    const connection = new autobahn.Connection({
      realm,
      transports: [transports[transport](serializer)],
      max_retries: 0,
      ...methods[method](),
    });
    connection.onopen = (session, details) => resolve({ connection, session, details });
    connection.onclose = (reason, details) => {
      reject(new Error(`${reason} ${JSON.stringify(details)}`));
      return true;
    };
    connection.open();
  });
}

function close(...opened) {
  for (const { connection } of opened) {
    connection.onclose = () => true;
    connection.close();
  }
}

async function roundTrip(one, other) {
  assert.equal(one.details.authid === one.details.authrole, false);
  await one.session.register("com.example.add", ([a, b], { c }) => a + b + c);
  assert.equal(await other.session.call("com.example.add", [1, 2], { c: 39 }), 42);
  await assert.rejects(
    async () => await other.session.call("com.example.absent"),
    (e) => e.error === "wamp.error.no_such_procedure",
  );
  const events = [];
  await new Promise(async (resolve) => {
    const heard = (args, kwargs, details) => {
      events.push([args, kwargs, details.topic]);
      if (events.length === 2) resolve();
    };
    await one.session.subscribe("com.example.sensor", heard, { match: "prefix" });
    const publish = (topic, args, kwargs) =>
      other.session.publish(topic, args, kwargs, { acknowledge: true });
    await publish("com.example.sensor.1", [21.5, "°C"], { ok: true });
    await publish("com.example.sensor.2", [null, [1, 2, { x: -7 }]], {});
  });
  assert.deepEqual(events[0], [[21.5, "°C"], { ok: true }, "com.example.sensor.1"]);
  assert.deepEqual(events[1][0], [null, [1, 2, { x: -7 }]]);
}

const features = {
  // It doesn't announce call_canceling as a callee, without which the specification has results come whole.
  async "whole results in place of progressive ones"(one, other) {
    await one.session.register("com.example.count", (args, kwargs, details) => details.progress === null);
    assert.equal(await other.session.call("com.example.count", [], {}, { receive_progress: true }), true);
  },
  async "pattern registrations and caller identification"(one, other) {
    const seen = (args, kwargs, details) => [details.procedure, details.caller];
    await one.session.register("com.example.device", seen, { match: "prefix" });
    const [procedure, caller] = await other.session.call("com.example.device.7.on", [], {}, { disclose_me: true });
    assert.equal(procedure, "com.example.device.7.on");
    assert.equal(caller, other.session.id);
  },
  async "shared registrations"(one, other) {
    for (const [opened, name] of [[one, "one"], [other, "other"]]) {
      await opened.session.register("com.example.shared", () => name, { invoke: "roundrobin" });
    }
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await other.session.call("com.example.shared"));
    assert.deepEqual(answers, ["one", "other", "one", "other"]);
  },
  async "call timeouts"(one, other) {
    await one.session.register("com.example.never", () => new Promise(() => {}));
    await assert.rejects(
      async () => await other.session.call("com.example.never", [], {}, { timeout: 50 }),
      (e) => e.error === "wamp.error.timeout",
    );
  },
  async "publisher exclusion and identification"(one, other) {
    const event = await new Promise(async (resolve) => {
      await one.session.subscribe("com.example.who", (args, kwargs, details) => resolve([args[0], details.publisher]));
      await one.session.publish("com.example.who", ["from myself"], {}, { acknowledge: true });
      await other.session.publish("com.example.who", ["from another"], {}, { acknowledge: true, disclose_me: true });
    });
    assert.deepEqual(event, ["from another", other.session.id]);
  },
  async "the meta API"(one, other) {
    const sessions = await one.session.call("wamp.session.list");
    assert.ok(sessions.includes(one.session.id) && sessions.includes(other.session.id));
    await one.session.register("com.example.count", () => 0);
    const registration = await one.session.call("wamp.registration.match", ["com.example.count"]);
    const details = await one.session.call("wamp.registration.get", [registration]);
    assert.equal(details.uri, "com.example.count");
  },
};

await run({ open, close, roundTrip, features });
