package dev.tule.mtv.auth;

/**
 * One way to turn passwords into what is kept of them. The text names the way and all its
 * parameters: {@code algorithm$…}. Safe for use by many threads.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/auth/passwords/#how-django-stores-passwords">
 *     Django: how passwords are stored</a>
 */
public interface PasswordHasher {

    /** What the texts of this way begin with, before the first dollar sign. */
    String algorithm();

    /** What to keep of a password. */
    String encode(String password);

    /**
     * Whether the password is the one that was encoded. Takes as long for wrong ones.
     *
     * @throws IllegalArgumentException where the text is none of this way's
     */
    boolean verify(String password, String encoded);

    /** Whether the text was made with other parameters than {@link #encode} uses now. */
    boolean mustUpdate(String encoded);
}
