package dev.tule.wamp.client;

import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import java.util.List;

/** How the client proves who it is. */
public sealed interface Authentication {

    /** Not at all: the router gives it a name. */
    static Authentication anonymous() {
        return new Anonymous();
    }

    /** By a secret that is sent as it is: use it over TLS or on the loopback only. */
    static Authentication ticket(String authId, String ticket) {
        return new Ticket(authId, ticket);
    }

    /** What HELLO says of it. */
    Dict helloDetails();

    /**
     * The signature that answers a challenge.
     *
     * @throws IllegalArgumentException when the router asks for another method
     */
    String answer(Challenge challenge);

    /** See {@link #anonymous}. */
    record Anonymous() implements Authentication {
        @Override
        public Dict helloDetails() {
            return Dict.of("authmethods", List.of("anonymous"));
        }

        @Override
        public String answer(Challenge challenge) {
            throw new IllegalArgumentException(
                    "the router asks for " + challenge.authMethod() + ", not anonymous");
        }
    }

    /** See {@link #ticket}. */
    record Ticket(String authId, String ticket) implements Authentication {
        @Override
        public Dict helloDetails() {
            return Dict.of("authmethods", List.of("ticket"), "authid", authId);
        }

        @Override
        public String answer(Challenge challenge) {
            if (!challenge.authMethod().equals("ticket")) {
                throw new IllegalArgumentException(
                        "the router asks for " + challenge.authMethod() + ", not ticket");
            }
            return ticket;
        }

        @Override
        public String toString() {
            return "Ticket[" + authId + "]";
        }
    }
}
