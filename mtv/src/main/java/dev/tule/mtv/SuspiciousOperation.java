package dev.tule.mtv;

/**
 * Somebody may be attacking: logged by the kind of suspicion, and answered with 400.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/exceptions/#suspiciousoperation">Django:
 *     SuspiciousOperation</a>
 */
public class SuspiciousOperation extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SuspiciousOperation(String message) {
        super(message);
    }
}
