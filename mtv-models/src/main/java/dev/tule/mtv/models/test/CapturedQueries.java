package dev.tule.mtv.models.test;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements while somebody asks for them. Safe for use by many threads. */
final class CapturedQueries {
    @GuardedBy("this")
    private @Nullable List<String> under;

    synchronized void add(String sql) {
        if (under != null) {
            under.add(sql);
        }
    }

    /** The statements that are added while something is done. */
    List<String> during(Runnable action) {
        List<String> mine = new ArrayList<>();
        take(mine);
        try {
            action.run();
        } finally {
            end();
        }
        return List.copyOf(mine);
    }

    private synchronized void take(List<String> mine) {
        if (under != null) {
            throw new IllegalStateException("queries are being captured already");
        }
        under = mine;
    }

    private synchronized void end() {
        under = null;
    }
}
