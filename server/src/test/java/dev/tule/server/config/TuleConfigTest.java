package dev.tule.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.http.Certificates;
import dev.tule.rds.engine.Engine;
import dev.tule.server.config.WampListener.Port;
import dev.tule.server.config.WampListener.UnixSocket;
import dev.tule.wamp.Uri;
import dev.tule.wamp.UriRule;
import dev.tule.wamp.bridge.BridgeKey;
import dev.tule.wamp.bridge.RestConfig;
import dev.tule.wamp.bridge.WebhookConfig;
import dev.tule.wamp.router.authentication.KnownPrincipal;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.authorization.Role;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.SlowConsumerPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuleConfigTest {
    private static final Path EXAMPLE = Path.of("../docs/tule.yaml");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private TuleConfig read(String text) throws ConfigFileError {
        return TuleConfig.of(YamlFile.of(text, "tule.yaml", folder.resolve("tule.yaml")));
    }

    private RealmConfig realm(String text) throws ConfigFileError {
        return read("realms:\n  r:\n" + text.indent(4)).router().realms().getFirst();
    }

    @Test
    void theExampleOfTheDocumentsIsRight() throws Exception {
        TuleConfig config = TuleConfig.read(EXAMPLE);
        RealmConfig plant = config.router().realms().getFirst();
        assertThat(plant.name()).isEqualTo(Uri.of("plant"));
        assertThat(plant.uriRule()).isEqualTo(UriRule.STRICT);
        assertThat(plant.slowConsumers()).isEqualTo(SlowConsumerPolicy.DROP_OLDEST_EVENTS);
        assertThat(plant.routing().oneSessionPerAuthId()).isTrue();
        assertThat(plant.routing().history()).hasSize(1);
        assertThat(plant.authentication().anonymousRole()).contains("visitor");
        assertThat(plant.authentication().cookieLifetime()).contains(Duration.ofDays(7));
        assertThat(plant.authentication().principals().stream().map(KnownPrincipal::authId))
                .containsExactly("sensor1", "sensor2", "ann", "reports");
        assertThat(plant.roles().orElseThrow().stream().map(Role::name))
                .containsExactly("sensor", "operator", "visitor", "service");
        assertThat(config.listeners().stream().map(WampListener::name))
                .containsExactly("web", "devices", "programs");
        assertThat(config.listeners().get(0).methods()).isEqualTo(Method.ALL);
        assertThat(config.listeners().get(1).methods())
                .containsExactlyInAnyOrder(Method.CRYPTOSIGN, Method.TICKET);
        assertThat(config.listeners().get(1).place())
                .contains(new Port(Optional.of(InetAddress.ofLiteral("127.0.0.1")), 9000));
        assertThat(config.listeners().get(2).place())
                .contains(
                        new UnixSocket(Path.of("../docs/wamp.sock").toAbsolutePath().normalize()));
        BridgesConfig bridges = config.bridges().getFirst();
        BridgesConfig.Rest rest = bridges.rest().orElseThrow();
        assertThat(bridges.realm()).isEqualTo("plant");
        assertThat(rest.publish()).contains("/rest/publish");
        assertThat(rest.call()).contains("/rest/call");
        assertThat(rest.config().keys().stream().map(BridgeKey::name))
                .containsExactly("meter", "script");
        assertThat(bridges.webhooks()).containsOnlyKeys("alarms");
    }

    /** Bridges are written with their defaults. */
    @Test
    void theExampleShowsTheBridgesDefaults() throws Exception {
        BridgesConfig bridges = TuleConfig.read(EXAMPLE).bridges().getFirst();
        RestConfig rest = bridges.rest().orElseThrow().config();
        assertThat(rest).isEqualTo(RestConfig.of(rest.keys().toArray(BridgeKey[]::new)));
        WebhookConfig hook = bridges.webhooks().values().iterator().next().config();
        WebhookConfig usual = WebhookConfig.of(hook.topic(), hook.match(), hook.target());
        assertThat(hook).isEqualTo(usual.withSecret("a long secret of the webhook"));
    }

    /** What stands behind a comment sign is right too, where it needs no other file. */
    @Test
    void theExampleShowsTheDefaultLimits() throws Exception {
        assertThat(TuleConfig.read(EXAMPLE).router().limits())
                .isEqualTo(TuleConfig.defaults().router().limits());
    }

    @Test
    void theExampleShowsTheNetworksDefaults() throws Exception {
        assertThat(TuleConfig.read(EXAMPLE).network()).isEqualTo(NetworkConfig.defaults());
    }

    @Test
    void eventLoopsMayBeToldToSleepAtOnce() throws Exception {
        assertThat(read("network: {stay-awake-micros: 0}").network().stayAwake()).isZero();
    }

    @Test
    void theExampleShowsTheWebPortsDefaults() throws Exception {
        assertThat(TuleConfig.read(EXAMPLE).web()).isEqualTo(TuleConfig.defaults().web());
    }

    /** One story: a listener lets in what the router takes, unless it says otherwise. */
    @Test
    void listenersTakeAsMuchAsTheRouter() throws Exception {
        TuleConfig config =
                read(
                        """
                        limits: {connections: 70000, message-bytes: 1MiB, hello-timeout: 3s}
                        listeners:
                          small: {port: 9001, connections: 50, compression: true}
                        """);
        WampListener small = config.listeners().get(1);
        assertThat(config.web().limits().maxConnections()).isEqualTo(70_000);
        assertThat(config.web().limits().headTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.web().webSockets().maxMessageBytes())
                .isBetween(1 << 20, (1 << 20) + 2000);
        assertThat(small.limits().maxConnections()).isEqualTo(50);
        assertThat(small.webSockets().compression()).isTrue();
        assertThat(small.setting()).isEqualTo("listeners.small.port (tule.yaml:3)");
    }

    @Test
    void certificatesAreLookedInto() throws Exception {
        Certificates own = Certificates.make(folder, "own");
        Certificates other = Certificates.make(folder, "other");
        String web = "listeners: {web: {tls: {certificate: own.pem, key: %s%s}}}";

        assertThat(read(web.formatted("own-key.pem", "")).web().tls()).contains(own.tls());
        assertThat(
                        read(web.formatted("own-key.pem", ", client-authorities: other.pem"))
                                .web()
                                .tls())
                .contains(own.tls().withClients(other.tls().certificateChain(), false));
        Files.writeString(folder.resolve("none.pem"), "nothing");
        Files.writeString(
                folder.resolve("closed.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA==\n");
        Map.of(
                        web.formatted("other-key.pem", ""),
                        "tls.key names a key that is not that of the certificate",
                        web.formatted("none.pem", ""),
                        "'openssl pkcs8 -topk8 -nocrypt",
                        web.formatted("closed.pem", ""),
                        "names an encrypted key",
                        web.formatted("own-key.pem", ", client-authorities: none.pem"),
                        "client-authorities names a file without a certificate",
                        web.formatted("own-key.pem", ", client-certificates-required: true"),
                        "needs client-authorities")
                .forEach(
                        (text, expected) ->
                                assertThatThrownBy(() -> read(text))
                                        .isInstanceOf(ConfigFileError.class)
                                        .hasMessageStartingWith("tule.yaml:1: listeners.web.tls")
                                        .hasMessageContaining(expected));
    }

    @Test
    void imagesOfDatabasesAreNamedByEdition() throws Exception {
        assertThat(
                        read("rds: {containers: {oracle-se2: \"gvenzl/oracle-free:23.5\"}}")
                                .databases()
                                .containers())
                .isEqualTo(Map.of(Engine.ORACLE_SE2, "gvenzl/oracle-free:23.5"));
        assertThatThrownBy(() -> read("rds: {containers: {oracle-se3: x}}"))
                .hasMessageContaining("did you mean 'oracle-se2'");
        assertThatThrownBy(() -> read("rds: {containers: {oracle-se2: \"../x y\"}}"))
                .hasMessageContaining("must be an image's name");
    }

    @Test
    void withoutAFileRealm1IsOpen() throws Exception {
        TuleConfig none = TuleConfig.readIfThere(folder.resolve("tule.yaml"));
        assertThat(none).isEqualTo(TuleConfig.defaults());
        assertThat(read("")).isEqualTo(TuleConfig.defaults());
        RealmConfig realm1 = none.router().realms().getFirst();
        assertThat(realm1.name()).isEqualTo(Uri.of("realm1"));
        assertThat(realm1.authentication().anonymousRole()).contains("anonymous");
    }

    @Test
    void secretsMayBeInFilesOfTheirOwn() throws Exception {
        Files.writeString(folder.resolve("ticket"), "s3cret\n");
        RealmConfig realm =
                realm(
                        """
                        roles: {device: {}}
                        principals:
                          one: {role: device, ticket: {secret-file: ticket}}
                          two: {role: device, ticket: s3cret}
                        """);
        List<KnownPrincipal> principals = realm.authentication().principals();
        assertThat(principals.get(0).ticket().orElseThrow().hash())
                .isEqualTo(principals.get(1).ticket().orElseThrow().hash());
    }

    @Test
    void aBridgesSecretsMayBeInFilesOfTheirOwn() throws Exception {
        Files.writeString(folder.resolve("key"), "a long secret of the key\n");
        BridgesConfig bridges =
                read("""
                        realms:
                          r:
                            roles: {g: {}}
                            bridges:
                              rest:
                                {role: g, call: /rest/r, keys: {k: {secret-file: key}}}
                              webhooks:
                                w: {role: g, topic: a.b, url: 'http://x.example', secret-file: key}
                        """)
                        .bridges()
                        .getFirst();
        assertThat(bridges.rest().orElseThrow().config().keys())
                .containsExactly(new BridgeKey("k", "a long secret of the key", false));
        assertThat(bridges.rest().orElseThrow().publish()).isEmpty();
        assertThat(bridges.webhooks().values().iterator().next().config().secret())
                .isEqualTo("a long secret of the key");
        assertThat(bridges.toString()).doesNotContain("secret of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{soap: {}} | there is no setting 'soap' in realms.r.bridges",
                "{rest: {role: gg}} | did you mean 'g'",
                "{rest: {role: g, keys: {}}} | must have publish or call",
                "{rest: {role: g, call: /rest/c}} | 'keys' is missing in realms.r.bridges.rest",
                "{rest: {role: g, call: /rest/c, keys: {}}} | must name a key at least",
                "{rest: {role: g, call: /api, keys: {}}} | must be a path below /rest, such as",
                "{rest: {role: g, call: /rest/c/, keys: {}}} | must be a path below /rest",
                "{rest: {role: g, publish: /rest/c, call: /rest/c}} | path of another bridge too",
                "{rest: {role: g, call: /rest/c, keys: {k: {}}}} | must have secret or secret-file",
                "{rest: {role: g, call: /rest/c, keys: {k: {secret: short}}}} | of 16 characters",
                "{rest: {role: g, call: /rest/c, keys: {k: {secret: s, secret-file: f}}}} | leave one",
                "{rest: {role: g, call: /rest/c, keys: {k: {secret-file: none}}}} | can't be read",
                "{webhooks: {w: {role: g, topic: a}}} | 'url' is missing in realms.r.bridges.webhooks.w",
                "{webhooks: {w: {role: g, topic: a#, url: 'http://x'}}} | is no URI",
                "{webhooks: {w: {role: g, topic: a, url: 'ftp://x'}}} | must be an address such as",
                "{webhooks: {w: {role: g, topic: a, url: 'http:x y'}}} | must be an address such as",
                "{webhooks: {w: {role: g, topic: a, url: 'http://x', attempts: 0}}} | from 1 to",
            })
    void whatIsWrongWithABridgeIsNamed(String bridges, String expected) {
        assertThatThrownBy(() -> read("realms: {r: {roles: {g: {}}, bridges: " + bridges + "}}"))
                .isInstanceOf(ConfigFileError.class)
                .hasMessageStartingWith("tule.yaml:1: ")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "limts: {} | tule.yaml:1: there is no setting 'limts'; did you mean 'limits'",
                "limits: {calls: many} | tule.yaml:1: limits.calls must be a whole number",
                "limits: {calls: 0} | tule.yaml:1: limits.calls must be a whole number from 1",
                "limits: {hello-timeout: 10} | limits.hello-timeout must be a time",
                "limits: {queue-bytes: 3 apples} | limits.queue-bytes must be a number of bytes",
                "network: {stay-awake-micros: 1s} | tule.yaml:1: network.stay-awake-micros must be a whole number from 0 to 10000",
                "network: {awake: 1} | there is no setting 'awake' in network",
                "limits: [] | tule.yaml:1: limits must be keys and values",
                "realms: 7 | tule.yaml:1: realms must be keys and values",
                "[1, 2] | tule.yaml:1: the file must be keys and values",
                "realms: {'a b': {}} | tule.yaml:1: realms.a b is no name for a realm",
                "realms: {r: {anonymous: ghost}} | has no such role; write it under roles",
                "realms: {r: {roles: {guest: {}}, anonymous: gest}} | did you mean 'guest'",
                "realms: {r: {roles: {g: {permissions: [{uri: a}]}}}} | 'allow' is missing",
                "realms: {r: {roles: {g: {permissions: [{uri: a, allow: [fly]}]}}}} | must be one of call",
                "realms: {r: {roles: {g: {permissions: [{uri: a#, allow: all}]}}}} | is no URI",
                "realms: {r: {roles: {g: {permissions: [{url: a, allow: all}]}}}} | no setting 'url' in realms.r.roles.g.permissions[0]; did you mean 'uri'",
                "realms: {r: {roles: {g: {}}, principals: {p: {role: g}}}} | realms.r.principals.p has no way to prove who it is: add ticket,",
                "realms: {r: {roles: {g: {}}, principals: {p: {role: g, ticket: {secret: x}}}}} | there is no setting 'secret' in realms.r.principals.p.ticket",
                "realms: {r: {roles: {g: {}}, principals: {p: {role: g, ticket: {}}}}} | must have either sha256 ('tule hash-secret' prints it) or secret-file",
                "realms: {r: {principals: {p: {}}}} | 'role' is missing in realms.r.principals.p",
                "realms: {r: {roles: {g: {}}, principals: {p: {role: g, ticket: 7}}}} | put it in quotes",
                "realms: {r: {roles: {g: {}}, principals: {p: {role: g, ticket: {sha256: x}}}}} | Base64 of 32",
                "realms: {r: {roles: {g: {}}, principals: {p: {role: g, cryptosign: abc}}}} | 64 hexadecimal",
                "realms: {r: {roles: {g: {}}, principals: {p: {role: g, wamp-scram: pw}}}} | hash-secret",
                "realms: {r: {roles: {g: {}}, principals: {p: {role: g, tls: {}}}}} | either common-name",
                "realms: {r: {dynamic: {cookie: a.b}}} | there is no setting 'cookie'",
                "realms: {r: {cookies: yes}} | realms.r.cookies must be a time",
                "realms: {r: {trust-levels: {g: 1}}} | is for a role that there isn't",
                "listeners: {web: {tls: {certificate: none.pem, key: none.pem}}} | names a file that can't be read",
                "listeners: {web: {port: 80}} | there is no setting 'port' in listeners.web",
                "listeners: {d: {}} | a listener must have either port or unix",
                "listeners: {d: {port: 1, unix: u}} | a listener must have either port or unix",
                "listeners: {d: {port: 0}} | listeners.d.port must be a whole number from 1 to 65535",
                "listeners: {d: {port: 9, bind: example.com}} | must be an IP address such as 127.0.0.1",
                "listeners: {d: {unix: u, bind: 127.0.0.1}} | goes with port",
                "listeners: {d: {unix: u, tls: {certificate: c, key: k}}} | is not for Unix sockets",
                "listeners: {d: {port: 9}, e: {port: 9}} | listeners.e.port is another listener's too",
                "listeners: {D: {port: 9}} | listeners.D is no name for a listener",
                "listeners: {aws: {port: 9}} | is the name of the AWS port",
                "listeners: {d: {port: 9, authmethods: [tickets]}} | listeners.d.authmethods[0] must be one of anonymous, cookie,",
                "listeners: {d: {port: 9, authmethods: []}} | must name one at least by which a client can begin",
                "listeners: {d: {port: 9, authmethods: [cookie]}} | must name one at least by which",
                "listeners: {d: {port: 9, authmethods: [tls]}} | listeners.d.authmethods[0] needs client-authorities under tls",
                "listeners: {d: {port: 9, transports: [rawsocket], authmethods: [ticket, cookie]}} | needs websocket among the transports",
                "listeners: {d: {port: 9, transports: []}} | must name one at least",
                "listeners: {d: {port: 9, transports: [mqtt]}} | must be one of longpoll, rawsocket, websocket",
                "listeners: {d: {port: 9, transports: [rawsocket], compression: true}} | no setting 'compression'",
                "listeners: {d: {port: 9, origins: [example.com]}} | must be a page's origin",
                "listeners: {d: {port: 9, ping-interval: 1ms}} | must be from 10ms to 1h",
                "a: [ | this is no YAML",
                "a: &x 1 | there is no setting 'a'",
                "a: *x | aliases",
            })
    void whatIsWrongIsNamed(String text, String expected) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigFileError.class)
                .hasMessageStartingWith("tule.yaml:1: ")
                .hasMessageContaining(expected);
    }

    @Test
    void theLineIsThatOfTheMistake() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        realms:
                                          r:
                                            roles:
                                              guest: {}
                                            anonymus: guest
                                        """))
                .hasMessage(
                        "tule.yaml:5: there is no setting 'anonymus' in realms.r; did you mean 'anonymous'.");
        assertThatThrownBy(() -> read("realms:\n  r: {}\n  r: {}\n"))
                .hasMessageStartingWith("tule.yaml:3: there are two 'r' in realms");
    }

    @Test
    void noSecretIsToldWhenItIsWrong() {
        assertThatThrownBy(
                        () ->
                                realm(
                                        """
                                        roles: {g: {}}
                                        principals: {p: {role: g, ticket: [hunter2]}}
                                        """))
                .isInstanceOf(ConfigFileError.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void filesThatWouldExplodeAreRefused() throws IOException {
        assertThatThrownBy(() -> read("a: " + "[".repeat(100_000)))
                .isInstanceOf(ConfigFileError.class)
                .hasMessageContaining("more than 20 levels");
        Path large = folder.resolve("large.yaml");
        Files.writeString(large, "#".repeat((1 << 20) + 1));
        assertThatThrownBy(() -> TuleConfig.read(large))
                .isInstanceOf(ConfigFileError.class)
                .hasMessageContaining("longer than 1 MiB");
        Path binary = folder.resolve("binary.yaml");
        Files.write(binary, new byte[] {(byte) 0xff, 0, 1});
        assertThatThrownBy(() -> TuleConfig.read(binary)).isInstanceOf(ConfigFileError.class);
        assertThatThrownBy(() -> TuleConfig.read(folder.resolve("none.yaml")))
                .isInstanceOf(ConfigFileError.class);
    }

    /** Whatever is done to the example: it is read, or refused with a line. */
    @Test
    void aSpoiltExampleIsReadOrRefused() throws IOException {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        Random random = new Random(seed);
        String example = Files.readString(EXAMPLE);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder(example);
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 ->
                            text.setCharAt(
                                    at, ":[]{}'\"-#&*!|>%@`\t\n x0".charAt(random.nextInt(22)));
                    default -> text.delete(at, Math.min(text.length(), at + random.nextInt(60)));
                }
            }
            try {
                read(text.toString());
            } catch (ConfigFileError e) {
                refused++;
                assertThat(e.getMessage()).as("seed %s", seed).startsWith("tule.yaml");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        assertThat(refused).as("seed %s", seed).isGreaterThan(50);
    }
}
