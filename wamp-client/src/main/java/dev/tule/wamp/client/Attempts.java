package dev.tule.wamp.client;

import dev.tule.wamp.Authenticate;
import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import dev.tule.wamp.Welcome;
import dev.tule.wamp.auth.ChallengeException;
import dev.tule.wamp.auth.ScramClient;
import dev.tule.wamp.auth.ScramExchange;
import dev.tule.wamp.client.Authentication.Attempt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of {@link Authentication.Attempt}. Their secrets are out of reach of toString. */
final class Attempts {
    private Attempts() {}

    /** Makes the answer to a challenge. */
    interface Answer {
        Authenticate to(Challenge challenge) throws ChallengeException;
    }

    private static ChallengeException unknown(Challenge challenge, String method) {
        return new ChallengeException(
                "the router asks for " + challenge.authMethod() + ", not " + method);
    }

    /** A method without a challenge. */
    record Unasked(String method, Dict who) implements Attempt {
        @Override
        public Dict helloDetails() {
            return who.with("authmethods", List.of(method));
        }

        @Override
        public Authenticate answer(Challenge challenge) throws ChallengeException {
            throw unknown(challenge, method);
        }
    }

    /** A method with a challenge, of which nothing needs to be remembered. */
    record Asked(String method, Dict who, Answer answer) implements Attempt {
        @Override
        public Dict helloDetails() {
            return who.with("authmethods", List.of(method));
        }

        @Override
        public Authenticate answer(Challenge challenge) throws ChallengeException {
            if (!challenge.authMethod().equals(method)) {
                throw unknown(challenge, method);
            }
            return answer.to(challenge);
        }

        @Override
        public String toString() {
            return "Asked[" + method + "]";
        }
    }

    /** A method in which the router has to prove itself, too. */
    record Scram(ScramClient exchange) implements Attempt {
        @Override
        public Dict helloDetails() {
            return Dict.of(
                    "authmethods",
                    List.of(ScramExchange.METHOD),
                    "authid",
                    exchange.authId(),
                    "authextra",
                    exchange.authExtra().asMap());
        }

        @Override
        public Authenticate answer(Challenge challenge) throws ChallengeException {
            if (!challenge.authMethod().equals(ScramExchange.METHOD)) {
                throw unknown(challenge, ScramExchange.METHOD);
            }
            return exchange.answer(challenge);
        }

        @Override
        public void welcomed(Welcome welcome) throws ChallengeException {
            exchange.checkWelcome(welcome.details().dict("authextra"));
        }
    }

    /** The method that the router chooses. */
    record AnyOf(Map<String, Attempt> choices) implements Attempt {

        AnyOf(List<Attempt> attempts) {
            this(new LinkedHashMap<>());
            for (Attempt attempt : attempts) {
                for (String method : attempt.helloDetails().strings("authmethods")) {
                    choices.put(method, attempt);
                }
            }
        }

        @Override
        public Dict helloDetails() {
            Map<String, @Nullable Object> details = new LinkedHashMap<>();
            Map<String, @Nullable Object> extra = new LinkedHashMap<>();
            for (Attempt attempt : choices.values()) {
                Dict own = attempt.helloDetails();
                own.asMap().forEach(details::putIfAbsent);
                own.dict("authextra").asMap().forEach(extra::putIfAbsent);
            }
            details.put("authmethods", List.copyOf(choices.keySet()));
            if (!extra.isEmpty()) {
                details.put("authextra", extra);
            }
            return Dict.copyOf(details);
        }

        @Override
        public Authenticate answer(Challenge challenge) throws ChallengeException {
            Attempt chosen = choices.get(challenge.authMethod());
            if (chosen == null) {
                throw unknown(challenge, String.join(" or ", choices.keySet()));
            }
            return chosen.answer(challenge);
        }

        @Override
        public void welcomed(Welcome welcome) throws ChallengeException {
            String method = welcome.details().string("authmethod").orElse("");
            Attempt chosen = choices.get(method);
            if (chosen == null) {
                throw new ChallengeException("the router let us in by " + method);
            }
            chosen.welcomed(welcome);
        }
    }
}
