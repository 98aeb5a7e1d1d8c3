package dev.tule.mtv;

/**
 * A request's data passes a limit of the settings: answered with 413.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/settings/#data-upload-max-memory-size">Django:
 *     RequestDataTooBig</a>
 */
public class RequestDataTooBig extends SuspiciousOperation {
    private static final long serialVersionUID = 1;

    public RequestDataTooBig(String message) {
        super(message);
    }
}
