package dev.tule.wamp.router.authentication;

import dev.tule.wamp.auth.WampCra;
import dev.tule.wamp.auth.WampCra.Salting;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What WAMP-CRA signs with. Immutable.
 *
 * <p>Salted or not, whoever knows the key can sign: salting only hides the password that it was
 * made from. WAMP-SCRAM does better.
 */
public final class CraSecret {
    private final byte[] key;
    private final Optional<Salting> salting;

    private CraSecret(byte[] key, Optional<Salting> salting) {
        this.key = key;
        this.salting = salting;
    }

    /** A secret that client and router share as it is. */
    public static CraSecret of(String secret) {
        return new CraSecret(WampCra.key(secret), Optional.empty());
    }

    /** A password, salted. */
    public static CraSecret of(String password, Salting salting) {
        return new CraSecret(WampCra.key(password, salting), Optional.of(salting));
    }

    /** A key that was derived from a password before, as {@link #key} has it. */
    public static CraSecret ofKey(String key, Salting salting) {
        return new CraSecret(WampCra.key(key), Optional.of(salting));
    }

    /** The key as text, to be stored: the derived bytes in Base64. Secret. */
    public String key() {
        return new String(key, StandardCharsets.UTF_8);
    }

    /** How the key is made from the password; empty where it is the secret itself. */
    public Optional<Salting> salting() {
        return salting;
    }

    boolean verifies(String challenge, String signature) {
        return WampCra.verifies(key, challenge, signature);
    }

    @Override
    public String toString() {
        return "CraSecret[]";
    }
}
