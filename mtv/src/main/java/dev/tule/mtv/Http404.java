package dev.tule.mtv;

/**
 * There is nothing at this address: answered with 404. The message is shown while debugging only.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/http/views/#the-http404-exception">Django:
 *     Http404</a>
 */
public class Http404 extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Http404(String message) {
        super(message);
    }
}
