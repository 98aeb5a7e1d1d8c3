package dev.tule.aws;

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

    /** The same for a service, whose rows are no other's. */
    default Secrets of(String service) {
        Secrets all = this;
        return new Secrets() {
            @Override
            public byte[] seal(String secret, String row) {
                return all.seal(secret, service + "/" + row);
            }

            @Override
            public String open(byte[] sealed, String row) {
                return all.open(sealed, service + "/" + row);
            }
        };
    }
}
