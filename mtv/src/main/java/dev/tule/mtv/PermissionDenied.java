package dev.tule.mtv;

/**
 * The user may not do this: answered with 403.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/exceptions/#permissiondenied">Django:
 *     PermissionDenied</a>
 */
public class PermissionDenied extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PermissionDenied(String message) {
        super(message);
    }
}
