package dev.tule.s3;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.AwsCall;
import dev.tule.aws.Principal;
import dev.tule.http.Headers;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 over a store in a directory, which can be closed and opened again. */
final class TestS3 implements AutoCloseable {
    static final String ACCOUNT = "000000000001";
    static final String OTHER_ACCOUNT = "000000000002";
    static final Instant NOW = Instant.parse("2026-11-22T10:20:30.456Z");

    private final Path directory;
    private final S3Config config;
    private final Clock clock = new Clock();
    private Store store;
    private S3 s3;

    /** A clock that stands until it is moved. */
    static final class Clock implements InstantSource {
        private volatile Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        void forward(long seconds) {
            now = now.plusSeconds(seconds);
        }
    }

    TestS3(Path directory) {
        this(directory, config(256 << 20));
    }

    TestS3(Path directory, S3Config config) {
        this.directory = directory;
        this.config = config;
        this.store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT);
        this.s3 = open();
    }

    static S3Config config(int volumeBytes) {
        S3Config defaults = S3Config.DEFAULT;
        return new S3Config(
                defaults.inlineBytes(),
                defaults.packedBytes(),
                volumeBytes,
                1 << 20,
                defaults.uploads(),
                defaults.digestThreads());
    }

    private S3 open() {
        try {
            return S3.open(store, directory.resolve("s3"), config, clock, new Random());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops and starts everything. */
    void restart() {
        close();
        store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT);
        s3 = open();
    }

    Clock clock() {
        return clock;
    }

    S3 s3() {
        return s3;
    }

    S3Client client() {
        return client("us-east-1");
    }

    S3Client client(String region) {
        return s3.client(new AccountRegion(ACCOUNT, region));
    }

    S3Client stranger() {
        return s3.client(new AccountRegion(OTHER_ACCOUNT, "us-east-1"));
    }

    /** The blobs' files. */
    long files() {
        try (Stream<Path> found = Files.walk(directory.resolve("s3/blobs"))) {
            return found.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        s3.close();
        store.close();
    }

    /** Runs a request that came with headers, and with trailers after its body. */
    static <T> T call(Headers headers, Headers trailers, Supplier<T> request) {
        AwsCall call =
                new AwsCall(
                        "REQUEST",
                        new Principal(
                                Principal.Kind.ROOT,
                                ACCOUNT,
                                "arn:aws:iam::" + ACCOUNT + ":root",
                                ACCOUNT),
                        new AccountRegion(ACCOUNT, "us-east-1"),
                        headers,
                        () -> trailers,
                        "localhost",
                        InetSocketAddress.createUnresolved("localhost", 1),
                        false,
                        NOW);
        return ScopedValue.where(AwsCall.CURRENT, call).call(request::get);
    }

    static RequestBody body(String text) {
        return RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that no two seeds share. */
    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
