package dev.tule.rds;

import dev.tule.aws.AccessKey;
import dev.tule.aws.Authoriser;
import dev.tule.aws.Principal;
import dev.tule.aws.Secrets;
import dev.tule.aws.frontdoor.FrontDoor;
import dev.tule.aws.frontdoor.FrontDoorConfig;
import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.protocol.JsonMaps;
import dev.tule.aws.signature.SignatureVerifier;
import dev.tule.engines.Engines;
import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.rds.access.ConnectTokens;
import dev.tule.rds.event.EventTarget;
import dev.tule.rds.export.ExportTarget;
import dev.tule.rds.life.MetricSink;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;

/**
 * RDS over a store in a directory and given engines, behind the front door on a port: what users
 * have. RDS's own time is set by tests; signatures are verified by the clock on the wall.
 */
final class House implements AutoCloseable {
    static final String ACCOUNT = "000000000000";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final AccessKey KEY =
            new AccessKey(
                    "AKIAIOSFODNN7EXAMPLE",
                    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                    new Principal(
                            Principal.Kind.ROOT,
                            ACCOUNT,
                            "arn:aws:iam::" + ACCOUNT + ":root",
                            ACCOUNT),
                    true,
                    null,
                    null);

    static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY.id(), KEY.secret()));

    /** How far signatures' time is ahead of the wall's. */
    volatile Duration ahead = Duration.ZERO;

    private final Store store;
    private final Rds rds;
    private final HttpServer server;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final RdsClient client;
    private final RdsDataClient data;
    private final List<MetricSink.Metric> metrics = new CopyOnWriteArrayList<>();

    private final Notices notices = new Notices();

    /** Takes what is for a topic that is called so. */
    static final class Notices implements EventTarget {
        static final String TOPIC = "arn:aws:wamp:us-east-1:" + ACCOUNT + ":factory/databases";
        final List<Notice> taken = new CopyOnWriteArrayList<>();
        volatile Outcome outcome = Outcome.DELIVERED;

        @Override
        public boolean takes(String topic) {
            return topic.equals(TOPIC);
        }

        @Override
        public Outcome deliver(String topic, Notice notice) {
            if (takes(topic) && outcome == Outcome.DELIVERED) {
                taken.add(notice);
            }
            return takes(topic) ? outcome : Outcome.NO_TOPIC;
        }
    }

    private final Bucket bucket = new Bucket();

    /** Takes exports to a bucket of its own, by a role of its own. */
    static final class Bucket implements ExportTarget {
        static final String NAME = "lake";
        static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/exporter";
        final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
        volatile Access access = Access.GRANTED;

        /** Waited for before each object is taken. */
        volatile CountDownLatch open = new CountDownLatch(0);

        @Override
        public Access access(Destination to, String prefix) {
            return to.bucket().equals(NAME) ? access : Access.NO_BUCKET;
        }

        @Override
        public void put(Destination to, String key, Path file) throws IOException {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            objects.put(key, Files.readAllBytes(file));
        }
    }

    Bucket bucket() {
        return bucket;
    }

    Notices notices() {
        return notices;
    }

    /** Keeps no secret: for tests alone. */
    private static final class PlainSecrets implements Secrets {
        @Override
        public byte[] seal(String secret, String row) {
            return (row + "\n" + secret).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String open(byte[] sealed, String row) {
            String text = new String(sealed, StandardCharsets.UTF_8);
            if (!text.startsWith(row + "\n")) {
                throw new IllegalStateException("not sealed for " + row);
            }
            return text.substring(row.length() + 1);
        }
    }

    House(Path directory, Engines engines, InstantSource clock) throws IOException {
        this(
                directory,
                engines,
                clock,
                RdsConfig.in(directory.resolve("rds")).withRest(Duration.ofMillis(50)));
    }

    House(Path directory, Engines engines, InstantSource clock, RdsConfig config)
            throws IOException {
        store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT);
        InstantSource wall = InstantSource.system();
        SignatureVerifier verifier =
                new SignatureVerifier(
                        id -> Optional.of(KEY).filter(k -> k.id().equals(id)),
                        () -> wall.instant().plus(ahead));
        rds =
                Rds.open(
                        store,
                        engines,
                        new Neighbours(
                                new PlainSecrets(),
                                new ConnectTokens(
                                        verifier, (_, _, _) -> Authoriser.Decision.ALLOW, wall),
                                (_, _, _, taken) -> metrics.addAll(taken),
                                notices,
                                bucket),
                        clock,
                        new SecureRandom(),
                        config);
        FrontDoor door =
                new FrontDoor(
                        rds.apis(),
                        verifier,
                        (_, _, _) -> Authoriser.Decision.ALLOW,
                        wall,
                        () -> UUID.randomUUID().toString(),
                        FrontDoorConfig.DEFAULT);
        server = HttpServer.start(ListenerConfig.of(door).at("127.0.0.1", 0));
        data =
                RdsDataClient.builder()
                        .endpointOverride(uri())
                        .region(Region.US_EAST_1)
                        .httpClient(http)
                        .credentialsProvider(CREDENTIALS)
                        .build();
        client =
                RdsClient.builder()
                        .endpointOverride(uri())
                        .region(Region.US_EAST_1)
                        .httpClient(http)
                        .credentialsProvider(CREDENTIALS)
                        .build();
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    RdsDataClient dataClient() {
        return data;
    }

    /** Calls Secrets Manager as its clients do; an error's body is an answer, too. */
    Map<String, Object> secret(String operation, Map<String, Object> request) {
        JsonMaps json = new JsonMaps(JsonFactories.json(8, 1 << 20));
        SdkHttpRequest unsigned =
                SdkHttpRequest.builder()
                        .uri(uri())
                        .method(SdkHttpMethod.POST)
                        .putHeader("X-Amz-Target", "secretsmanager." + operation)
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .build();
        ContentStreamProvider content = ContentStreamProvider.fromByteArray(json.write(request));
        SignedRequest signed =
                AwsV4HttpSigner.create()
                        .sign(
                                sign ->
                                        sign.identity(
                                                        AwsBasicCredentials.create(
                                                                KEY.id(), KEY.secret()))
                                                .request(unsigned)
                                                .payload(content)
                                                .putProperty(
                                                        AwsV4HttpSigner.SERVICE_SIGNING_NAME,
                                                        "secretsmanager")
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        try {
            HttpExecuteResponse answer =
                    http.prepareRequest(
                                    HttpExecuteRequest.builder()
                                            .request(signed.request())
                                            .contentStreamProvider(content)
                                            .build())
                            .call();
            return json.read(answer.responseBody().orElseThrow().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RdsClient client() {
        return client;
    }

    Rds rds() {
        return rds;
    }

    List<MetricSink.Metric> metrics() {
        return metrics;
    }

    DBInstance describe(String id) {
        return client.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().getFirst();
    }

    DBInstance awaitAvailable(String id) {
        return await(id, instance -> instance.dbInstanceStatus().equals("available"));
    }

    DBInstance awaitStatus(String id, String status) {
        return await(id, instance -> instance.dbInstanceStatus().equals(status));
    }

    DBInstance await(String id, Predicate<DBInstance> condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            DBInstance instance = describe(id);
            if (condition.test(instance)) {
                return instance;
            }
            String status = instance.dbInstanceStatus();
            boolean hopeless = status.startsWith("incompatible") || status.equals("failed");
            if (hopeless || Instant.now().isAfter(deadline)) {
                throw new AssertionError(id + " is " + status + ": " + client.describeEvents());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    void awaitGone(String id) {
        try {
            DBInstance _ = await(id, instance -> instance.dbInstanceStatus().equals("never this"));
        } catch (DbInstanceNotFoundException gone) {
            return;
        }
        throw new AssertionError(id + " is still there");
    }

    @Override
    public void close() {
        client.close();
        data.close();
        http.close();
        server.stop(Duration.ofMillis(1)); // idle connections of the client are all that is left
        rds.close();
        store.close();
    }
}
