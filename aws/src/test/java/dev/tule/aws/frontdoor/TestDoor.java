package dev.tule.aws.frontdoor;

import dev.tule.aws.Authoriser;
import dev.tule.aws.Principal;
import dev.tule.aws.RequestVerifier;
import dev.tule.aws.ServedApi;
import dev.tule.aws.routing.ClaimedScope;
import dev.tule.aws.routing.Parameters;
import dev.tule.http.Headers;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * A front door with a verifier that believes what a request claims: signatures have tests of their
 * own.
 */
final class TestDoor {
    static final String ACCOUNT = "123456789012";
    static final Principal ALICE =
            new Principal(
                    Principal.Kind.USER,
                    ACCOUNT,
                    "arn:aws:iam::" + ACCOUNT + ":user/alice",
                    "AIDAALICE");
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private TestDoor() {}

    static FrontDoor serving(ServedApi... apis) {
        return serving(FrontDoorConfig.DEFAULT, (_, _, _) -> Authoriser.Decision.ALLOW, apis);
    }

    static FrontDoor serving(FrontDoorConfig config, Authoriser authoriser, ServedApi... apis) {
        AtomicLong ids = new AtomicLong();
        return new FrontDoor(
                List.of(apis),
                believing(),
                authoriser,
                InstantSource.fixed(NOW),
                () -> "request-" + ids.incrementAndGet(),
                config);
    }

    static RequestVerifier believing() {
        return (request, _) -> {
            Parameters query = Parameters.parse(request.rawQuery(), 10_000);
            Optional<ClaimedScope> scope = ClaimedScope.of(request, query);
            return new RequestVerifier.Verified(
                    ALICE,
                    scope.map(ClaimedScope::region),
                    scope.map(ClaimedScope::service),
                    request.body(),
                    Headers::none);
        };
    }

    /** S3's client without aws-chunked frames, which are the verifier's to take off. */
    static S3ClientBuilder plain(S3ClientBuilder builder) {
        return builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false));
    }

    /** A client of the SDK that talks to that door, and gives up at the first error. */
    static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
            B builder, FrontDoor door) {
        return client(builder, new InProcessHttp(door));
    }

    static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
            B builder, SdkHttpClient http) {
        return builder.region(Region.EU_CENTRAL_1)
                .endpointOverride(URI.create("http://localhost:4566"))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("AKIAEXAMPLE", "secret")))
                .httpClient(http)
                .overrideConfiguration(
                        ClientOverrideConfiguration.builder()
                                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                                .build())
                .build();
    }
}
