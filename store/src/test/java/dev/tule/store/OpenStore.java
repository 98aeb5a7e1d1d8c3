package dev.tule.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Opens a fresh store before each test, and closes it afterwards. */
abstract class OpenStore implements StoreFixture {
    private @Nullable String location;
    private @Nullable Store store;

    /**
     * Where a store can be that no other test uses.
     *
     * @param name a name that no other test has
     */
    abstract String freshLocation(String name);

    @BeforeEach
    void openFresh() {
        location = freshLocation(UUID.randomUUID().toString());
        store = opener().open(location, Limits.DEFAULT, ChangeRetention.DEFAULT);
    }

    @AfterEach
    void closeStore() {
        store().close();
    }

    @Override
    public Store store() {
        if (store == null) {
            throw new IllegalStateException("no store is open");
        }
        return store;
    }

    @Override
    public String location() {
        if (location == null) {
            throw new IllegalStateException("no store was opened");
        }
        return location;
    }

    @Override
    public void reopen(Limits limits, ChangeRetention retention) {
        store().close();
        store = opener().open(location(), limits, retention);
    }
}
