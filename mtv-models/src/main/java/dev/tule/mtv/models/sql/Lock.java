package dev.tule.mtv.models.sql;

/** Whether rows are locked until the transaction's end, and what is done where others hold them. */
public enum Lock {
    /** They are not. */
    NONE(""),
    /** Whoever comes second waits. */
    WAIT(" for update"),
    /** Whoever comes second is told so by an error. */
    NOWAIT(" for update nowait"),
    /** Whoever comes second gets the other rows. */
    SKIP_LOCKED(" for update skip locked");

    private final String sql;

    Lock(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }
}
