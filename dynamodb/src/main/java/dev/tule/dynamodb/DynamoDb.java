package dev.tule.dynamodb;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.ServedApi;
import dev.tule.dynamodb.legacy.LegacyApi;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB over a store: the parts that a server registers. Opening it takes up what an earlier run
 * left to be done. Safe for use by many threads.
 */
public final class DynamoDb implements AutoCloseable {
    private static final String NAME = "dynamodb";
    private static final int PAGE = 100;

    private final Store store;
    private final Surroundings surroundings;
    private final Map<AccountRegion, DynamoDbService> services = new ConcurrentHashMap<>();

    /**
     * What the services of all accounts and regions share.
     *
     * @param rest how long to wait between two searches for expired items
     */
    record Surroundings(Store store, InstantSource clock, Duration rest) {

        /** Notes that there is something of an account and region in the store. */
        void note(AccountRegion where) {
            boolean noted =
                    store.read(
                            Layout.directory(),
                            snapshot -> snapshot.get(Layout.place(where)).isPresent());
            if (!noted) {
                store.change(
                        Layout.directory(),
                        transaction -> transaction.put(Layout.place(where), new byte[0]));
            }
        }
    }

    private DynamoDb(Surroundings surroundings) {
        this.store = surroundings.store();
        this.surroundings = surroundings;
    }

    /**
     * DynamoDB over a store, which stays the caller's to close, after this.
     *
     * @param clock the time, by which items expire
     */
    public static DynamoDb open(Store store, InstantSource clock) {
        return open(store, clock, Duration.ofMinutes(10));
    }

    /**
     * @param rest how long to wait between two searches for expired items
     */
    static DynamoDb open(Store store, InstantSource clock, Duration rest) {
        DynamoDb dynamoDb = new DynamoDb(new Surroundings(store, clock, rest));
        dynamoDb.places().forEach(dynamoDb::client);
        return dynamoDb;
    }

    private List<AccountRegion> places() {
        List<AccountRegion> places = new ArrayList<>();
        KeyRange left = Layout.within(Layout.places());
        while (true) {
            KeyRange range = left;
            Page page =
                    store.read(
                            Layout.directory(),
                            snapshot -> snapshot.range(range, PAGE, Direction.FORWARD));
            for (Page.Entry entry : page.entries()) {
                List<Object> elements = entry.key().elements();
                places.add(
                        new AccountRegion(elements.get(1).toString(), elements.get(2).toString()));
            }
            if (!page.more()) {
                return places;
            }
            left = left.after(page.entries().getLast().key());
        }
    }

    /**
     * The service of an account and region: the same object each time. Not the caller's to close.
     */
    public DynamoDbClient client(AccountRegion where) {
        return services.computeIfAbsent(
                where,
                _ -> {
                    DynamoDbService service =
                            new DynamoDbService(new Tables(store, where), surroundings);
                    service.start();
                    return service;
                });
    }

    /** The API of today's SDKs, version 2012-08-10. */
    public ServedApi.Sdk<DynamoDbClient> api() {
        return new ServedApi.Sdk<>(
                NAME,
                NAME,
                DynamoDbClient.class,
                this::client,
                (where, operation, request) ->
                        new RequiredPermissions(where).of(operation, request));
    }

    /** The API of 2011-12-05, over the same tables. */
    public ServedApi.Json legacyApi() {
        return new ServedApi.Json(
                LegacyApi.TARGET_PREFIX,
                NAME,
                LegacyApi.ERROR_NAMESPACE,
                where -> new LegacyApi(client(where)),
                (where, operation, request) ->
                        new RequiredPermissions(where).of(operation, request));
    }

    /** Ends what runs behind the answers; requests must have ended before. */
    @Override
    public void close() {
        services.values().forEach(DynamoDbService::close);
    }
}
