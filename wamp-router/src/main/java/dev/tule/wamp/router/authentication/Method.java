package dev.tule.wamp.router.authentication;

import java.util.Optional;
import java.util.Set;

/** The authmethods there are. */
public enum Method {
    ANONYMOUS("anonymous"),
    TICKET("ticket"),
    WAMPCRA("wampcra"),
    WAMP_SCRAM("wamp-scram"),
    CRYPTOSIGN("cryptosign"),
    TLS("tls"),
    COOKIE("cookie");

    /** All of them. */
    public static final Set<Method> ALL = Set.of(values());

    private final String word;

    Method(String word) {
        this.word = word;
    }

    /** Its name in {@code HELLO.Details.authmethods}. */
    public String word() {
        return word;
    }

    /** The one of that name; empty where there is none. */
    public static Optional<Method> ofWord(String word) {
        for (Method method : values()) {
            if (method.word.equals(word)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
