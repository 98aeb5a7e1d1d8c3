package dev.tule.s3.bucket;

import dev.tule.s3.row.Keys;
import dev.tule.s3.row.RowReader;
import dev.tule.s3.row.RowWriter;
import dev.tule.store.Shard;

/**
 * The row of a bucket's name in the directory.
 *
 * @param account who has it
 * @param region where the bucket is
 */
record Claim(State state, String account, String region) {
    private static final int VERSION = 1;

    /** Where a name is between free and taken. */
    enum State {
        /** Claimed; the bucket's row is about to be written. */
        CREATING(1),
        READY(2),
        /** The bucket's row is about to be removed, unless there are objects. */
        DELETING(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        static State ofCode(int code) {
            for (State state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalStateException("unknown state of a bucket's name " + code);
        }
    }

    Shard home() {
        return Keys.home(account, region);
    }

    Claim in(State other) {
        return new Claim(other, account, region);
    }

    byte[] encode() {
        return new RowWriter(VERSION).number(state.code).text(account).text(region).toBytes();
    }

    static Claim decode(byte[] value) {
        RowReader row = new RowReader(value, VERSION);
        return new Claim(State.ofCode(row.smallNumber()), row.text(), row.text());
    }
}
