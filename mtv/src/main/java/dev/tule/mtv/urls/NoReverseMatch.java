package dev.tule.mtv.urls;

/**
 * There is no URL of that name for these arguments.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/exceptions/#noreversematch">Django:
 *     NoReverseMatch</a>
 */
public final class NoReverseMatch extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NoReverseMatch(String message) {
        super(message);
    }
}
