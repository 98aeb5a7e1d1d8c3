package dev.tule.mtv;

/**
 * The request makes no sense: answered with 400.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/exceptions/#badrequest">Django:
 *     BadRequest</a>
 */
public class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadRequest(String message) {
        super(message);
    }
}
