package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Uri;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Lets clients join one realm, as its {@link Authentication} has it. Immutable. */
public final class Authenticator {
    private final Uri realm;
    private final Authentication accepted;
    private final Surroundings surroundings;
    private final StaticDirectory configured;
    private final Decoys decoys;
    private final Map<Method, AuthenticationMethod> methods = new EnumMap<>(Method.class);

    /**
     * What it shares with the other realms' and with the router.
     *
     * @param random for nonces: must not be foreseeable
     * @param decoyKey at least 16 secret bytes, the same after a restart: see {@link Decoys}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shown
    public record Surroundings(
            RandomGenerator random,
            InstantSource clock,
            byte[] decoyKey,
            Cookies cookies,
            Throttle throttle) {
        @Override
        public String toString() {
            return "Surroundings[]";
        }
    }

    /**
     * @param procedures calls the realm's procedures, for those methods that are dynamic
     */
    public Authenticator(
            Uri realm, Authentication accepted, Procedures procedures, Surroundings surroundings) {
        this.realm = realm;
        this.accepted = accepted;
        this.surroundings = surroundings;
        this.decoys = new Decoys(surroundings.decoyKey, accepted.principals());
        this.configured = new StaticDirectory(accepted.principals(), decoys);
        for (Method method : Method.values()) {
            if (accepted.accepts(method)) {
                methods.put(method, make(method, procedures));
            }
        }
    }

    private AuthenticationMethod make(Method method, Procedures procedures) {
        Uri procedure = accepted.dynamic().get(method);
        Directory directory =
                procedure == null ? configured : new DynamicDirectory(procedure, procedures);
        RandomGenerator random = surroundings.random;
        return switch (method) {
            case ANONYMOUS ->
                    new AnonymousMethod(
                            procedure == null ? accepted.anonymousRole() : Optional.empty(),
                            directory,
                            random);
            case TICKET -> new TicketMethod(directory);
            case WAMPCRA -> new WampCraMethod(directory, decoys, random, surroundings.clock);
            case WAMP_SCRAM -> new WampScramMethod(directory, decoys, random);
            case CRYPTOSIGN -> new CryptosignMethod(directory, accepted.routerKey(), random);
            case TLS -> new TlsMethod(directory);
            case COOKIE -> new CookieMethod(realm, surroundings.cookies, configured);
        };
    }

    /** A client asks to join. */
    public Attempt attempt(JoinRequest request) {
        List<String> words = request.hello().authMethods();
        List<AuthenticationMethod> offered =
                (words.isEmpty() ? List.of(Method.ANONYMOUS.word()) : words)
                        .stream()
                                .flatMap(word -> Method.ofWord(word).stream())
                                .distinct()
                                .filter(request.methods()::contains)
                                .filter(methods::containsKey)
                                .map(methods::get)
                                .toList();
        return new Attempt(this, request, offered);
    }

    /** Which of the methods offered somebody that nobody knows is taken to have a secret for. */
    Optional<AuthenticationMethod> decoyMethod(
            JoinRequest request, List<AuthenticationMethod> offered) {
        List<Method> possible =
                methods.keySet().stream().filter(Authenticator::hasSecrets).toList();
        List<AuthenticationMethod> named =
                offered.stream().filter(method -> hasSecrets(method.method())).toList();
        if (request.authId().isEmpty() || named.isEmpty()) {
            return offered.stream()
                    .filter(method -> method.method() == Method.CRYPTOSIGN)
                    .findFirst();
        }
        int choice = decoys.choice("method", request.authId().get(), possible.size());
        Method chosen = possible.get(choice);
        return named.stream()
                .filter(method -> method.method() == chosen)
                .findFirst()
                .or(() -> Optional.of(named.getFirst()));
    }

    /** Whether the method has a challenge for a name and a secret. */
    private static boolean hasSecrets(Method method) {
        return switch (method) {
            case TICKET, WAMPCRA, WAMP_SCRAM -> true;
            case ANONYMOUS, CRYPTOSIGN, TLS, COOKIE -> false;
        };
    }

    Throttle throttle() {
        return surroundings.throttle;
    }

    /** Somebody has authenticated: their cookie will do the next time. */
    void remember(JoinRequest request, Principal principal) {
        boolean proved =
                !principal.method().equals(Method.ANONYMOUS.word())
                        && !principal.method().equals(Method.COOKIE.word());
        if (proved
                && request.methods().contains(Method.COOKIE)
                && accepted.cookieLifetime().isPresent()) {
            surroundings.cookies.remember(
                    request.transport(), realm, principal, accepted.cookieLifetime().get());
        }
    }
}
