package dev.tule.rds.secret;

/**
 * Keeps secrets so that whoever reads the store's files can't read them. Given by the server. Safe
 * for use by many threads.
 */
public interface Secrets {

    /**
     * @param row what the secret belongs to; {@link #open} must be given the same
     */
    byte[] seal(String secret, String row);

    /**
     * @throws IllegalStateException when it was not sealed by this, or for another row
     */
    String open(byte[] sealed, String row);
}
