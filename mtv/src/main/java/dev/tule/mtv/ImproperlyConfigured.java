package dev.tule.mtv;

/**
 * The settings make no sense: the project does not start.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/exceptions/#improperlyconfigured">Django:
 *     ImproperlyConfigured</a>
 */
public class ImproperlyConfigured extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ImproperlyConfigured(String message) {
        super(message);
    }
}
