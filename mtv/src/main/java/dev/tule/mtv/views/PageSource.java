package dev.tule.mtv.views;

import java.util.List;

/**
 * A long list that is read in parts: query sets are one.
 *
 * @param <T> its elements
 */
public interface PageSource<T> {

    long count();

    /** At most so many elements from an offset on. */
    List<T> slice(long offset, int limit);

    /** A list at hand. */
    static <T> PageSource<T> of(List<T> all) {
        return new PageSource<>() {
            @Override
            public long count() {
                return all.size();
            }

            @Override
            public List<T> slice(long offset, int limit) {
                int start = Math.clamp(offset, 0, all.size());
                return all.subList(start, Math.clamp((long) start + limit, start, all.size()));
            }
        };
    }
}
