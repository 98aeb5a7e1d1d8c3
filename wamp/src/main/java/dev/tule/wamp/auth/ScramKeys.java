package dev.tule.wamp.auth;

/** The keys made from a salted password. Secret. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never shown
record ScramKeys(byte[] clientKey, byte[] storedKey, byte[] serverKey) {

    static ScramKeys of(byte[] saltedPassword) {
        byte[] clientKey = Hmac.sign(saltedPassword, "Client Key");
        return new ScramKeys(
                clientKey, Hmac.sha256(clientKey), Hmac.sign(saltedPassword, "Server Key"));
    }

    @Override
    public String toString() {
        return "ScramKeys[]";
    }
}
