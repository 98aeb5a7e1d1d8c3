package dev.tule.aws.frontdoor;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.AwsFault;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service's objects, one for each account and region, made once. Safe for use by many threads.
 */
final class Places<T> {
    private final Function<AccountRegion, ? extends T> maker;
    private final int most;
    private final Map<AccountRegion, Place> places = new ConcurrentHashMap<>();

    Places(Function<AccountRegion, ? extends T> maker, int most) {
        this.maker = maker;
        this.most = most;
    }

    T at(AccountRegion where) {
        Place place = places.get(where);
        if (place == null) {
            // A few more may slip in side by side: the bound is there against thousands.
            if (places.size() >= most) {
                throw AwsFault.of(
                        "LimitExceeded",
                        400,
                        "This server works in no more than " + most + " accounts and regions.");
            }
            place = places.computeIfAbsent(where, Place::new);
        }
        return place.get();
    }

    /** Makes its object outside the map's locks: that may take a while, and look at the map. */
    private final class Place {
        private final AccountRegion where;
        private volatile @Nullable T made;

        Place(AccountRegion where) {
            this.where = where;
        }

        T get() {
            T known = made;
            return known != null ? known : make();
        }

        private synchronized T make() {
            T known = made;
            if (known == null) {
                known = maker.apply(where);
                made = known;
            }
            return known;
        }
    }
}
