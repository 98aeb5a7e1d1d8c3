// What the WAMP programs have in common. Their only argument is JSON:
// { host, port, securePort, unixSocket, folder, realm, combinations: [["websocket", "json", "ticket"], ...], features,
//   secrets: {...} }
import fs from "node:fs";

export const given = JSON.parse(process.argv[2]);

const pem = (name) => fs.readFileSync(`${given.folder}/${name}.pem`);

/** What a client shows and trusts over TLS. */
export const tlsOptions = { ca: pem("localhost"), cert: pem("device"), key: pem("device-key") };

/** The address of a WebSocket, over TLS where the transport is called so. */
export function webSocketAddress(transport) {
  const { host, port, securePort } = given;
  return transport === "tls websocket" ? `wss://localhost:${securePort}/ws` : `ws://${host}:${port}/ws`;
}

/** Two clients for each combination make a round trip; then two of the first show each feature. */
export async function run({ open, close, roundTrip, features }) {
  const withTwo = async (combination, use) => {
    const [one, other] = [await open(combination), await open(combination)];
    await use(one, other);
    await close(one, other);
  };
  for (const combination of given.combinations) {
    await withTwo(combination, roundTrip);
    console.log(`ok ${combination.join(" ")}`);
  }
  for (const name of given.features) {
    await withTwo(given.combinations[0], features[name]);
    console.log(`ok ${name}`);
  }
}
