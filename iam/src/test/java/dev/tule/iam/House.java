package dev.tule.iam;

import dev.tule.aws.AccessKey;
import dev.tule.aws.Principal;
import dev.tule.aws.frontdoor.FrontDoor;
import dev.tule.aws.frontdoor.FrontDoorConfig;
import dev.tule.aws.signature.SignatureVerifier;
import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * IAM over a store in a directory, behind the front door on a port: what users have. IAM's own time
 * is set by tests; signatures are verified by the clock on the wall.
 */
final class House implements AutoCloseable {
    static final String ACCOUNT = "000000000000";
    static final Principal ROOT = StoredAccessKeys.root(ACCOUNT);

    private final Store store;
    private final Iam iam;
    private final HttpServer server;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    House(Path directory) throws IOException {
        this(directory, directory.resolve("secrets.key"));
    }

    House(Path directory, Path keyFile) throws IOException {
        store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT);
        try {
            iam = Iam.open(store, keyFile, ACCOUNT, () -> now);
        } catch (IOException e) {
            store.close();
            throw e;
        }
        InstantSource wall = InstantSource.system();
        FrontDoor door =
                new FrontDoor(
                        iam.apis(),
                        new SignatureVerifier(iam.accessKeys(), wall),
                        iam.authoriser(),
                        wall,
                        () -> UUID.randomUUID().toString(),
                        FrontDoorConfig.DEFAULT);
        server = HttpServer.start(ListenerConfig.of(door).at("127.0.0.1", 0));
    }

    Iam iam() {
        return iam;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** A key of the account's root, made when first asked for. */
    AccessKey root() {
        iam.keyAdministration().importKey("root", "root's secret", Optional.empty());
        return key("root");
    }

    AccessKey key(String id) {
        return iam.accessKeys().find(id).orElseThrow();
    }

    IamClient iamAs(AccessKey key) {
        return client(IamClient.builder(), key);
    }

    StsClient stsAs(AccessKey key) {
        return client(StsClient.builder(), key);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, AccessKey key) {
        String token = key.sessionToken();
        AwsCredentials credentials =
                token == null
                        ? AwsBasicCredentials.create(key.id(), key.secret())
                        : AwsSessionCredentials.create(key.id(), key.secret(), token);
        return builder.endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.US_EAST_1)
                .httpClient(http)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    @Override
    public void close() {
        http.close();
        server.stop(Duration.ofMillis(1)); // idle connections of the clients are all that is left
        iam.close();
        store.close();
    }
}
