package dev.tule.mtv.views;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a long list into pages.
 *
 * @param source the list
 * @param perPage how many elements a page has, 1 to 10,000
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/paginator/">Django: Paginator</a>
 */
public record Paginator<T>(PageSource<T> source, int perPage) {
    private static final int MAX_PER_PAGE = 10_000;
    private static final int MAX_DIGITS = 12;

    public Paginator {
        if (perPage < 1 || perPage > MAX_PER_PAGE) {
            throw new IllegalArgumentException("perPage must be 1 to " + MAX_PER_PAGE);
        }
    }

    /**
     * The page of a number that came in a query: the first where it is none, the last where it is
     * too large. Django's get_page.
     */
    public Page<T> page(@Nullable String number) {
        long count = source.count();
        long pages = Math.max(1, (count + perPage - 1) / perPage);
        long asked = number == null || !isNumber(number) ? 1 : Long.parseLong(number);
        long at = asked < 1 ? pages : Math.min(asked, pages);
        return new Page<>(source.slice((at - 1) * perPage, perPage), at, pages, count, perPage);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * One page.
     *
     * @param objects its elements
     * @param number from 1
     * @param pages how many there are
     * @param count of all elements
     * @param perPage elements of a full page
     */
    public record Page<T>(List<T> objects, long number, long pages, long count, int perPage) {

        public boolean hasNext() {
            return number < pages;
        }

        public boolean hasPrevious() {
            return number > 1;
        }

        public boolean hasOtherPages() {
            return pages > 1;
        }

        public long nextPageNumber() {
            return Math.min(number + 1, pages);
        }

        public long previousPageNumber() {
            return Math.max(number - 1, 1);
        }

        /** The first element's place in the whole list, from 1; 0 where the list is empty. */
        public long startIndex() {
            return count == 0 ? 0 : (number - 1) * perPage + 1;
        }

        public long endIndex() {
            return Math.min(number * perPage, count);
        }
    }
}
