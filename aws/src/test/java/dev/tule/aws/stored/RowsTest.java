package dev.tule.aws.stored;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.AccountRegion;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.model.User;

/** Rows of the SDK's own classes, in places of a store. */
@SuppressWarnings("NullAway.Init")
class RowsTest {
    private static final AccountRegion HERE = new AccountRegion("123456789012", "eu-west-1");
    private static final AccountRegion ELSEWHERE = new AccountRegion("123456789012", "us-east-1");
    private static final Rows<User> USERS = new Rows<>("user", User.class, User::builder);
    private static final User ANN =
            User.builder()
                    .userName("ann")
                    .path("/lab/")
                    .createDate(Instant.parse("2026-01-02T03:04:05Z"))
                    .build();
    private static final User BOB = User.builder().userName("bob").build();

    private record Place(AccountRegion where, Store store, InstantSource clock)
            implements StoredPlace {
        @Override
        public String service() {
            return "test";
        }
    }

    @TempDir private Path directory;
    private Store store;
    private Place here;
    private Place elsewhere;

    @BeforeEach
    void open() {
        store = RocksStore.open(directory, StoreConfig.DEFAULT);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678901Z"));
        here = new Place(HERE, store, clock);
        elsewhere = new Place(ELSEWHERE, store, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Optional<User> find(Place place, Object... words) {
        return place.read(rows -> USERS.find(rows, words));
    }

    private List<User> all(Object... words) {
        return here.read(rows -> USERS.all(rows, words));
    }

    @Test
    void aRowIsReadAsItWasWritten() {
        here.change(rows -> USERS.put(rows, ANN, "lab", "ann"));

        assertThat(find(here, "lab", "ann")).contains(ANN);
        assertThat(find(here, "lab", "bob")).isEmpty();
        assertThat(find(elsewhere, "lab", "ann")).isEmpty();
    }

    @Test
    void rowsAreListedAndClearedByTheBeginningOfTheirKeys() {
        here.change(
                rows -> {
                    USERS.put(rows, BOB, "lab", "bob");
                    USERS.put(rows, ANN, "lab", "ann");
                    USERS.put(rows, ANN, "office", "ann");
                });
        assertThat(all("lab")).containsExactly(ANN, BOB);

        here.change(rows -> USERS.clear(rows, "lab"));
        assertThat(all()).containsExactly(ANN);

        here.change(rows -> USERS.delete(rows, "office", "ann"));
        assertThat(all()).isEmpty();
    }

    @Test
    void placesAreKnownOnceTheySaySo() {
        assertThat(StoredPlace.known("test", store)).isEmpty();
        elsewhere.know();
        here.know();
        here.know();
        assertThat(StoredPlace.known("test", store)).containsExactly(HERE, ELSEWHERE);
        assertThat(StoredPlace.known("another", store)).isEmpty();
    }

    @Test
    void timesAreInWholeMilliseconds() {
        assertThat(here.now()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    }
}
