package dev.tule.engines.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.engines.filter.SourceFilter;
import dev.tule.engines.process.Account;
import org.jspecify.annotations.Nullable;

/** Whether this host filters for servers; tried once, when it is first of interest. */
final class Filters {

    private final Account account;

    @GuardedBy("this")
    private @Nullable Boolean possible;

    Filters(Account account) {
        this.account = account;
    }

    synchronized boolean arePossible() {
        if (possible == null) {
            possible = SourceFilter.isPossible(account);
        }
        return possible;
    }
}
