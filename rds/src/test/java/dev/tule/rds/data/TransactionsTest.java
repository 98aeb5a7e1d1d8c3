package dev.tule.rds.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.TransactionNotFoundException;

/** How long the Data API keeps transactions, by a clock of its own. */
class TransactionsTest {
    private static final String RESOURCE = "arn:aws:rds:us-east-1:000000000000:db:orders";

    private volatile Instant now = Instant.parse("2026-11-18T20:00:00Z");
    private final AtomicInteger closed = new AtomicInteger();
    private final Transactions transactions = new Transactions(() -> now, new Random(1));

    @AfterEach
    void close() {
        transactions.close();
    }

    /** Counts how often one of them is closed, and can do nothing else. */
    private Connection connection() {
        return (Connection)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, _) -> {
                            if (!method.getName().equals("close")) {
                                throw new UnsupportedOperationException(method.getName());
                            }
                            closed.incrementAndGet();
                            return null;
                        });
    }

    private void use(String id) throws SQLException {
        String done = transactions.within(id, RESOURCE, _ -> "done");
        assertThat(done).isEqualTo("done");
    }

    private void isGone(String id) {
        assertThatThrownBy(() -> use(id)).isInstanceOf(TransactionNotFoundException.class);
    }

    @Test
    void oneThatNobodyUsesForThreeMinutesIsRolledBack() throws SQLException {
        String id = transactions.begin(connection(), RESOURCE);
        now = now.plus(Duration.ofMinutes(3));
        use(id);
        now = now.plus(Duration.ofMinutes(3)).plusMillis(1);
        isGone(id);
        assertThat(closed).hasValue(1);
    }

    @Test
    void oneIsRolledBackAfterADayThoughItIsUsed() throws SQLException {
        String id = transactions.begin(connection(), RESOURCE);
        Instant begun = now;
        while (now.isBefore(begun.plus(Duration.ofHours(24)))) {
            use(id);
            now = now.plus(Duration.ofMinutes(2));
        }
        now = begun.plus(Duration.ofHours(24)).plusMillis(1);
        isGone(id);
        assertThat(closed).hasValue(1);
    }

    @Test
    void oneThatIsInUseIsNotTakenAway() throws Exception {
        String id = transactions.begin(connection(), RESOURCE);
        String result =
                transactions.within(
                        id,
                        RESOURCE,
                        _ -> {
                            now = now.plus(Duration.ofMinutes(5));
                            beginAnother();
                            return "still there";
                        });
        assertThat(result).isEqualTo("still there");
        use(id);
        assertThat(closed).hasValue(0);
    }

    /** Which looks for those that are over; as another caller does. */
    private void beginAnother() {
        CompletableFuture.runAsync(
                        () -> {
                            try {
                                String _ = transactions.begin(connection(), RESOURCE);
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                .join();
    }

    @Test
    void oneIsOfItsResourceAloneAndThereAreFiveHundredAtMost() throws SQLException {
        String id = transactions.begin(connection(), RESOURCE);
        assertThatThrownBy(() -> transactions.within(id, RESOURCE + "2", _ -> "done"))
                .isInstanceOf(TransactionNotFoundException.class);
        for (int i = 1; i < 500; i++) {
            String _ = transactions.begin(connection(), RESOURCE);
        }
        assertThatThrownBy(() -> transactions.begin(connection(), RESOURCE))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("500");
        assertThat(closed).hasValue(1);
        transactions.end(id, RESOURCE, _ -> "done");
        String _ = transactions.begin(connection(), RESOURCE);
    }
}
