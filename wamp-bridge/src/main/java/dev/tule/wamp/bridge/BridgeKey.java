package dev.tule.wamp.bridge;

/**
 * What a program shows to use a bridge.
 *
 * @param name who it is: the {@code key} of signed requests
 * @param secret signs requests; 16 characters at least
 * @param bearer whether the secret may also be sent as it is, as {@code Authorization: Bearer};
 *     only for connections that nobody can listen to
 */
public record BridgeKey(String name, String secret, boolean bearer) {
    private static final int LEAST_CHARACTERS = 16;

    public BridgeKey {
        if (name.isEmpty() || secret.length() < LEAST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a bridge's key has a name, and a secret of 16 characters at least");
        }
    }

    @Override
    public String toString() {
        return "BridgeKey[" + name + "]";
    }
}
