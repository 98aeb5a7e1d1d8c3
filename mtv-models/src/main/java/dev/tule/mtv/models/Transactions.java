package dev.tule.mtv.models;

import io.ebean.Database;
import io.ebean.Transaction;
import io.ebean.TransactionCallbackAdapter;
import java.util.function.Supplier;

/**
 * All or nothing. Transactions belong to the thread that begins them.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/db/transactions/">Django: database
 *     transactions</a>
 */
public final class Transactions {

    private Transactions() {}

    /**
     * Runs something in a transaction of the default database. What it throws rolls everything back
     * that it did, and nothing else: within another transaction it is a savepoint.
     */
    public static void atomic(Runnable action) {
        atomic(
                () -> {
                    action.run();
                    return true;
                });
    }

    /** As {@link #atomic(Runnable)}, with a result. */
    public static <T> T atomic(Supplier<T> action) {
        Databases databases = Databases.current();
        return atomic(databases.aliases().iterator().next(), action);
    }

    /** As {@link #atomic(Runnable)}, in the database of an alias. */
    public static <T> T atomic(String alias, Supplier<T> action) {
        ModelDatabase database = Databases.current().database(alias);
        return database.refused(
                () -> {
                    try (Transaction transaction = begin(database.ebean())) {
                        T result = action.get();
                        transaction.commit();
                        return result;
                    }
                });
    }

    private static Transaction begin(Database ebean) {
        Transaction outer = ebean.currentTransaction();
        if (outer != null) {
            outer.flush();
            outer.setNestedUseSavepoint();
        }
        Transaction transaction = ebean.beginTransaction();
        transaction.setNestedUseSavepoint();
        return transaction;
    }

    /**
     * Runs something when the transaction that is under way is committed, never when it isn't; at
     * once where there is none.
     */
    public static void onCommit(Runnable action) {
        Databases databases = Databases.current();
        Database ebean = databases.database(databases.aliases().iterator().next()).ebean();
        Transaction current = ebean.currentTransaction();
        if (current == null) {
            action.run();
            return;
        }
        current.register(
                new TransactionCallbackAdapter() {
                    @Override
                    public void postCommit() {
                        action.run();
                    }
                });
    }
}
