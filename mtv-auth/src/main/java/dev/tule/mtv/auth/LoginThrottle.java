package dev.tule.mtv.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts failures to log in by name and address, and refuses more when there were too many. Kept in
 * memory, for the last 100,000 of them. Safe for use by many threads.
 */
final class LoginThrottle {
    private static final int MOST_REMEMBERED = 100_000;

    private final int attempts;
    private final Duration pause;
    private final Clock clock;
    private final Cache<Who, Failures> failures =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    private record Who(String username, InetAddress address) {
        static Who of(String username, InetAddress address) {
            return new Who(User.normalized(username).toLowerCase(Locale.ROOT), address);
        }
    }

    private record Failures(int count, Instant last) {}

    LoginThrottle(int attempts, Duration pause, Clock clock) {
        this.attempts = attempts;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Whether another attempt is looked at. It counts as a failure until {@link #succeeded}, so
     * that many at once are no way around.
     */
    boolean admits(String username, InetAddress address) {
        Instant now = clock.instant();
        Failures after =
                failures.asMap()
                        .compute(Who.of(username, address), (who, before) -> next(before, now));
        return after.count <= attempts;
    }

    private Failures next(@Nullable Failures before, Instant now) {
        if (before == null || !now.isBefore(before.last.plus(pause))) {
            return new Failures(1, now);
        }
        // Refused attempts don't make the pause longer.
        return before.count > attempts ? before : new Failures(before.count + 1, now);
    }

    void succeeded(String username, InetAddress address) {
        failures.invalidate(Who.of(username, address));
    }
}
