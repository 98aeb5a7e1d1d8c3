package dev.tule.mtv.auth;

import dev.tule.mtv.Attribute;
import dev.tule.mtv.PermissionDenied;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.middleware.Csrf;
import dev.tule.mtv.sessions.Session;
import dev.tule.mtv.template.HasMembers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Logging in and out: the functions of {@code django.contrib.auth}.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/auth/default/#how-to-log-a-user-in">Django:
 *     how to log a user in</a>
 */
public final class Auth {
    private static final String USER_ID = "_auth_user_id";
    private static final String USER_HASH = "_auth_user_hash";

    private Auth() {}

    /** Whose request it is, looked up when first asked for. Confined to the request's thread. */
    static final class Visitor {
        static final Attribute<Visitor> OF_REQUEST = Attribute.of("visitor", Visitor.class);

        private final Request request;
        private @Nullable User user;
        private boolean known;

        Visitor(Request request) {
            this.request = request;
        }

        Optional<User> user() {
            if (!known) {
                user = remembered(request).orElse(null);
                known = true;
            }
            return Optional.ofNullable(user);
        }

        void become(@Nullable User other) {
            user = other;
            known = true;
        }
    }

    private static Visitor visitor(Request request) {
        return request.get(Visitor.OF_REQUEST)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no user: is AuthenticationMiddleware in the settings'"
                                                + " middleware?"));
    }

    /** Who is logged in; empty where nobody is. */
    public static Optional<User> user(Request request) {
        return visitor(request).user();
    }

    /**
     * Who is logged in, in a view that only they can reach.
     *
     * @throws PermissionDenied where nobody is
     */
    public static User requireUser(Request request) {
        return user(request).orElseThrow(() -> new PermissionDenied("nobody is logged in"));
    }

    /**
     * The active user of a name and a password. Empty where there is none, and where the name was
     * tried too often from that address; takes about as long for names that don't exist.
     */
    public static Optional<User> authenticate(Request request, String username, String password) {
        AuthConfig auth = AuthConfig.of(request.project());
        if (!auth.throttle().admits(username, request.remote())) {
            return refused(request, username);
        }
        Optional<User> found = User.objects.find("username", User.normalized(username));
        boolean right =
                found.map(user -> user.checkPassword(password))
                        .orElseGet(() -> auth.passwords().verify(password, null));
        if (!right || !found.map(user -> user.isActive).orElse(false)) {
            return refused(request, username);
        }
        auth.throttle().succeeded(username, request.remote());
        return found;
    }

    private static Optional<User> refused(Request request, String username) {
        tell(request, new AuthSignal.UserLoginFailed(request, username));
        return Optional.empty();
    }

    private static void tell(Request request, AuthSignal signal) {
        request.project().dispatcher().send(signal);
    }

    /** Lets the session be this user's from now on, under a new key. */
    public static void login(Request request, User user) {
        Session session = request.session();
        String id = String.valueOf(user.pk());
        boolean others = session.get(USER_ID, String.class).filter(id::equals).isEmpty();
        if (others && session.contains(USER_ID)) {
            session.flush();
        } else {
            session.cycleKey();
        }
        session.set(USER_ID, id);
        session.set(USER_HASH, fingerprints(request.project(), user).findFirst().orElseThrow());
        user.lastLogin = AuthConfig.of(request.project()).now();
        user.save();
        Csrf.rotate(request);
        visitor(request).become(user);
        tell(request, new AuthSignal.UserLoggedIn(request, user));
    }

    /** Forgets the session, whoever's it was. */
    public static void logout(Request request) {
        Optional<User> before = user(request);
        request.session().flush();
        visitor(request).become(null);
        before.ifPresent(user -> tell(request, new AuthSignal.UserLoggedOut(request, user)));
    }

    /** Keeps this session when its user's password was changed by the user: all others end. */
    public static void updateSession(Request request, User user) {
        Session session = request.session();
        session.cycleKey();
        session.set(USER_HASH, fingerprints(request.project(), user).findFirst().orElseThrow());
    }

    private static Optional<User> remembered(Request request) {
        Session session = request.session();
        Optional<String> id = session.get(USER_ID, String.class);
        String hash = session.get(USER_HASH, String.class).orElse("");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<User> user = User.objects.find("pk", id.get()).filter(found -> found.isActive);
        boolean fits =
                user.filter(
                                found ->
                                        fingerprints(request.project(), found)
                                                .anyMatch(right -> same(right, hash)))
                        .isPresent();
        if (!fits) {
            session.flush();
            return Optional.empty();
        }
        return user;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What a session holds of the password, so that it ends when that changes: made with the newest
     * key first.
     */
    private static Stream<String> fingerprints(Project project, User user) {
        return Stream.concat(
                        Stream.of(project.settings().secretKey),
                        project.settings().secretKeyFallbacks.stream())
                .map(secret -> fingerprint(secret, user.password));
    }

    private static String fingerprint(String secret, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String text = "dev.tule.mtv.auth.session:" + password;
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What templates are given: {@code user} and {@code perms}; a context processor. */
    public static Map<String, @Nullable Object> variables(Request request) {
        Supplier<Object> user =
                () -> user(request).<Object>map(known -> known).orElse(AnonymousUser.INSTANCE);
        return Map.of(
                "user",
                user,
                "perms",
                (HasMembers)
                        app ->
                                (HasMembers)
                                        codename ->
                                                user(request)
                                                        .map(
                                                                known ->
                                                                        known.hasPerm(
                                                                                app + "."
                                                                                        + codename))
                                                        .orElse(false));
    }
}
