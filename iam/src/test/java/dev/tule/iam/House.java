package dev.tule.iam;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.AwsCall;
import dev.tule.aws.Principal;
import dev.tule.http.Headers;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** IAM over a store in a directory, at a time that tests set. */
final class House implements AutoCloseable {
    static final String ACCOUNT = "000000000000";
    static final Principal ROOT = StoredAccessKeys.root(ACCOUNT);

    private static final AccountRegion WHERE = new AccountRegion(ACCOUNT, "us-east-1");

    private final Store store;
    private final Iam iam;
    private volatile Instant now = Instant.parse("2026-11-22T17:00:00Z");

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

    IamClient iamAs(Principal caller) {
        return as(caller, IamClient.class, iam.iam(WHERE));
    }

    StsClient stsAs(Principal caller) {
        return as(caller, StsClient.class, iam.sts(WHERE));
    }

    /** Whose key it is, as a signature by it would prove. */
    Principal principal(String accessKeyId) {
        return iam.accessKeys().find(accessKeyId).orElseThrow().principal();
    }

    /** The operations, each within a call as the front door binds it. */
    private static <C> C as(Principal caller, Class<C> client, C service) {
        AwsCall call =
                new AwsCall(
                        "request",
                        caller,
                        WHERE,
                        Headers.none(),
                        Headers::none,
                        "localhost",
                        InetSocketAddress.createUnresolved("client.example", 50_000),
                        Instant.EPOCH);
        Object bound =
                Proxy.newProxyInstance(
                        client.getClassLoader(),
                        new Class<?>[] {client},
                        (proxy, method, arguments) ->
                                ScopedValue.where(AwsCall.CURRENT, call)
                                        .call(
                                                () -> {
                                                    try {
                                                        return method.invoke(service, arguments);
                                                    } catch (InvocationTargetException e) {
                                                        throw e.getCause();
                                                    }
                                                }));
        return client.cast(bound);
    }

    @Override
    public void close() {
        iam.close();
        store.close();
    }
}
