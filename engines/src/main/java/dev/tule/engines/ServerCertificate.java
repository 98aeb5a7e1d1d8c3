package dev.tule.engines;

/**
 * What a server shows over TLS. The key is not shown by {@link #toString()}.
 *
 * @param chain PEM: the server's own certificate, then those that signed it
 * @param privateKey PEM (PKCS #8), unencrypted
 * @param authority PEM: the authority that signed it; replicas check their primary against it
 */
public record ServerCertificate(String chain, String privateKey, String authority) {

    @Override
    public String toString() {
        return "ServerCertificate[" + chain.length() + " characters]";
    }
}
