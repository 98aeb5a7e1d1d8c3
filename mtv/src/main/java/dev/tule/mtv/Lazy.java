package dev.tule.mtv;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part made when it is first asked for, once. Safe for use by many threads. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<? extends T> maker;
    private volatile @Nullable T made;

    @GuardedBy("this")
    private boolean making;

    Lazy(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T known = made;
        return known == null ? make() : known;
    }

    private synchronized T make() {
        T known = made;
        if (known == null) {
            if (making) {
                throw new IllegalStateException("a part that needs itself to be made");
            }
            making = true;
            try {
                known = maker.get();
                made = known;
            } finally {
                making = false;
            }
        }
        return known;
    }
}
