package dev.tule.cloudwatch;

import dev.tule.aws.AccessKey;
import dev.tule.aws.AccountRegion;
import dev.tule.aws.Authoriser;
import dev.tule.aws.Principal;
import dev.tule.aws.frontdoor.FrontDoor;
import dev.tule.aws.frontdoor.FrontDoorConfig;
import dev.tule.aws.signature.SignatureVerifier;
import dev.tule.cloudwatch.alarm.AlarmTarget;
import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** CloudWatch over a store in a directory, behind the front door on a port: what users have. */
final class Home implements AutoCloseable {
    static final String ACCOUNT = "000000000000";
    static final AccountRegion HERE = new AccountRegion(ACCOUNT, "us-east-1");
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

    private static final CloudWatchConfig SELDOM =
            new CloudWatchConfig(100_000, Duration.ofHours(1), Duration.ofDays(1));

    final Store store;
    final CloudWatch cloudWatch;
    private final HttpServer server;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();

    /** As users meet it. */
    final CloudWatchClient client;

    Home(Path directory, InstantSource clock) throws IOException {
        this(directory, clock, AlarmTarget.NONE);
    }

    /** Alarms are looked at when {@link CloudWatch#followAlarms} says so. */
    Home(Path directory, InstantSource clock, AlarmTarget target) throws IOException {
        store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT);
        cloudWatch = CloudWatch.open(store, clock, SELDOM, target);
        FrontDoor door =
                new FrontDoor(
                        List.of(cloudWatch.api()),
                        new SignatureVerifier(
                                id -> Optional.of(KEY).filter(key -> key.id().equals(id)),
                                InstantSource.system()),
                        (_, _, _) -> Authoriser.Decision.ALLOW,
                        InstantSource.system(),
                        () -> UUID.randomUUID().toString(),
                        FrontDoorConfig.DEFAULT);
        server = HttpServer.start(ListenerConfig.of(door).at("127.0.0.1", 0));
        client = clientIn("us-east-1");
    }

    CloudWatchClient clientIn(String region) {
        return CloudWatchClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.of(region))
                .httpClient(http)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(KEY.id(), KEY.secret())))
                .build();
    }

    /**
     * The answer to a request in JSON, as botocore sends it: its status, a space, its content.
     *
     * @param operation such as {@code PutMetricData}
     */
    String json(String operation, String content) throws IOException {
        ContentStreamProvider body = ContentStreamProvider.fromUtf8String(content);
        SdkHttpRequest request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(URI.create("http://127.0.0.1:" + server.port() + "/"))
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .putHeader("X-Amz-Target", "GraniteServiceVersion20100801." + operation)
                        .putHeader("x-amzn-query-mode", "true")
                        .build();
        SignedRequest signed =
                AwsV4HttpSigner.create()
                        .sign(
                                r ->
                                        r.identity(
                                                        AwsBasicCredentials.create(
                                                                KEY.id(), KEY.secret()))
                                                .request(request)
                                                .payload(body)
                                                .putProperty(
                                                        AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME,
                                                        "monitoring")
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        HttpExecuteResponse answer =
                http.prepareRequest(
                                HttpExecuteRequest.builder()
                                        .request(signed.request())
                                        .contentStreamProvider(body)
                                        .build())
                        .call();
        try (InputStream said = answer.responseBody().orElseThrow()) {
            return answer.httpResponse().statusCode()
                    + " "
                    + new String(said.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        // Nobody waits for an answer any more.
        server.stop(Duration.ZERO);
        http.close();
        cloudWatch.close();
        store.close();
    }
}
