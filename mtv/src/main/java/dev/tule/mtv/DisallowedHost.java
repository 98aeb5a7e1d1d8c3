package dev.tule.mtv;

/**
 * The request names a host that the settings don't allow.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/settings/#allowed-hosts">Django:
 *     DisallowedHost</a>
 */
public class DisallowedHost extends SuspiciousOperation {
    private static final long serialVersionUID = 1;

    public DisallowedHost(String message) {
        super(message);
    }
}
