// What wampy.js does with a router; its argument is told in wamp_program.mjs.
import assert from "node:assert/strict";
import WebSocket from "ws";
import Wampy from "wampy";
import { CborSerializer } from "wampy/CborSerializer.js";
import { JsonSerializer } from "wampy/JsonSerializer.js";
import { MsgpackSerializer } from "wampy/MsgpackSerializer.js";
import * as wampyCra from "wampy/wampcra.js";
import * as wampyCryptosign from "wampy/cryptosign.js";
import { given, run, tlsOptions, webSocketAddress } from "./wamp_program.mjs";

const { realm, secrets } = given;

/** Keeps the cookies that it is given, and shows them. */
class CookieWebSocket extends WebSocket {
  static cookies = [];

  constructor(url, protocols, _origin, headers, options) {
    super(url, protocols, { headers: { Cookie: CookieWebSocket.cookies.join("; "), ...headers }, ...options });
    this.on("upgrade", ({ headers: { "set-cookie": set = [] } }) => {
      if (set.length > 0) CookieWebSocket.cookies = set.map((cookie) => cookie.split(";")[0]);
    });
  }
}

const serializers = { json: JsonSerializer, msgpack: MsgpackSerializer, cbor: CborSerializer };
const methods = {
  anonymous: () => ({}),
  tls: () => ({ authid: "tls", authmethods: ["tls"], onChallenge: () => assert.fail("TLS has no challenge") }),
  cookie: () => ({ authid: "ticket", authmethods: ["cookie"], onChallenge: () => assert.fail("a cookie is enough") }),
  ticket: () => ({ authid: "ticket", authmethods: ["ticket"], onChallenge: () => secrets.ticket }),
  wampcra: () => ({ authid: "wampcra", authmethods: ["wampcra"], onChallenge: wampyCra.sign(secrets.wampcra) }),
  salted: () => ({ authid: "salted", authmethods: ["wampcra"], onChallenge: wampyCra.sign(secrets.salted) }),
  cryptosign: () => ({
    authid: "cryptosign",
    authmethods: ["cryptosign"],
    authextra: { pubkey: secrets.cryptosignPublic },
    onChallenge: wampyCryptosign.sign(secrets.cryptosign),
  }),
};

async function open([transport, serializer, method]) {
  const wampy = new Wampy(webSocketAddress(transport), {
    realm,
    ws: CookieWebSocket,
    wsRequestOptions: tlsOptions,
    autoReconnect: false,
    serializer: new serializers[serializer](),
    payloadSerializers: { json: new JsonSerializer(), cbor: new CborSerializer(), msgpack: new MsgpackSerializer() },
    ...methods[method](),
  });
  const welcome = await wampy.connect();
  assert.equal(welcome.authmethod, method === "salted" ? "wampcra" : method);
  return wampy;
}

const close = (...clients) => Promise.all(clients.map((client) => client.disconnect()));

async function roundTrip(one, other) {
  await one.register("com.example.add", ({ argsList: [a, b], argsDict: { c } }) => ({ argsList: [a + b + c] }));
  assert.deepEqual((await other.call("com.example.add", { argsList: [1, 2], argsDict: { c: 39 } })).argsList, [42]);
  await assert.rejects(other.call("com.example.absent"), (e) => e.errorUri === "wamp.error.no_such_procedure");
  const event = await new Promise(async (resolve) => {
    await one.subscribe("com.example.sensor", resolve, { match: "prefix" });
    await other.publish("com.example.sensor.1", { argsList: [21.5, "°C"], argsDict: { ok: true } });
  });
  assert.deepEqual([event.argsList, event.argsDict], [[21.5, "°C"], { ok: true }]);
  assert.equal(event.details.topic, "com.example.sensor.1");
}

const features = {
  async "progressive results"(one, other) {
    await one.register("com.example.count", async ({ result_handler }) => {
      for (let i = 0; i < 3; i++) result_handler({ argsList: [i], options: { progress: true } });
      result_handler({ argsList: ["done"], options: { progress: false } });
      return { argsList: [], options: { progress: true } };
    });
    const pieces = [];
    const result = await other.call("com.example.count", null, {
      progress_callback: ({ argsList }) => pieces.push(argsList[0]),
    });
    assert.deepEqual(result.argsList, ["done"]);
    assert.deepEqual(pieces.slice(0, 3), [0, 1, 2]);
  },
  async "cancelling calls"(one, other) {
    await one.register("com.example.never", () => new Promise(() => {}));
    const call = other.call("com.example.never", null, {});
    other.cancel(other.getOpStatus().reqId, { mode: "skip" });
    await assert.rejects(call, (e) => e.errorUri === "wamp.error.canceled");
  },
  async "payload passthru"(one, other) {
    const ppt = { ppt_scheme: "x_tule", ppt_serializer: "cbor" };
    await one.register("com.example.ppt", ({ argsList, details }) => {
      assert.equal(details.ppt_scheme, "x_tule");
      return { argsList, options: ppt };
    });
    const result = await other.call("com.example.ppt", { argsList: [1, "two"] }, ppt);
    assert.deepEqual(result.argsList, [1, "two"]);
  },
};

await run({ open, close, roundTrip, features });
process.exit(0);
