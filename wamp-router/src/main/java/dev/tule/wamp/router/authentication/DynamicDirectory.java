package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Message;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Result;
import dev.tule.wamp.Uri;
import dev.tule.wamp.auth.CryptosignPublicKey;
import dev.tule.wamp.auth.KeyDerivation;
import dev.tule.wamp.auth.ScramCredential;
import dev.tule.wamp.auth.ScramParameters;
import dev.tule.wamp.auth.WampCra.Salting;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A procedure of the realm knows the principals. It is called with the realm, the authid that the
 * client says (null where it says none), and a dict: {@code authmethod}, {@code authextra}, {@code
 * session}, {@code transport}, and {@code ticket} for tickets.
 *
 * <p>It returns null for a principal that there isn't; a role, where nothing else is needed; or a
 * dict: {@code role}, and at will {@code authid} (who it is after all) and {@code extra} (what
 * WELCOME tells it). For {@code wampcra} the dict holds {@code secret}, and if that is a salted key
 * {@code salt}, {@code iterations} and {@code keylen}; for {@code wamp-scram} {@code kdf}, {@code
 * salt}, {@code iterations}, {@code memory}, {@code stored-key} and {@code server-key}; for {@code
 * cryptosign} it may hold {@code pubkey}, one or a list, and if not, vouches for the key it was
 * shown. An error that it returns is the reason of ABORT.
 */
final class DynamicDirectory implements Directory {
    /** Errors that tell of the procedure, not of the principal. */
    private static final Set<Uri> FAILURES =
            Set.of(
                    ErrorUri.NO_SUCH_PROCEDURE,
                    ErrorUri.NO_AVAILABLE_CALLEE,
                    ErrorUri.UNAVAILABLE,
                    ErrorUri.CANCELED,
                    ErrorUri.TIMEOUT,
                    ErrorUri.INVALID_ARGUMENT,
                    ErrorUri.PAYLOAD_SIZE_EXCEEDED,
                    ErrorUri.NETWORK_FAILURE,
                    ErrorUri.RUNTIME_ERROR);

    private final Uri procedure;
    private final Procedures procedures;

    DynamicDirectory(Uri procedure, Procedures procedures) {
        this.procedure = procedure;
        this.procedures = procedures;
    }

    @Override
    public Optional<KnownPrincipal> find(Method method, JoinRequest request)
            throws AuthenticationFailure, InterruptedException {
        return ask(method, request, details(method, request));
    }

    @Override
    public Optional<KnownPrincipal> holder(String ticket, JoinRequest request)
            throws AuthenticationFailure, InterruptedException {
        return ask(Method.TICKET, request, details(Method.TICKET, request).with("ticket", ticket));
    }

    private static Dict details(Method method, JoinRequest request) {
        Dict transport =
                Dict.of(
                        "type", request.transport().type().word(),
                        "secure", request.transport().secure());
        Optional<InetSocketAddress> peer = request.transport().peer();
        if (peer.isPresent()) {
            transport = transport.with("peer", peer.get().getAddress().getHostAddress());
        }
        List<X509Certificate> certificates = request.transport().clientCertificates();
        if (!certificates.isEmpty()) {
            X509Certificate shown = certificates.getFirst();
            transport =
                    transport
                            .with("certificate_cn", CertificateRule.commonName(shown))
                            .with("certificate_sha256", CertificateRule.fingerprint(shown));
        }
        return Dict.of(
                "authmethod", method.word(),
                "authextra", request.authExtra().asMap(),
                "session", request.session().value(),
                "transport", transport.asMap());
    }

    private Optional<KnownPrincipal> ask(Method method, JoinRequest request, Dict details)
            throws AuthenticationFailure, InterruptedException {
        @Nullable Object[] arguments = {
            request.realm().value(), request.authId().orElse(null), details.asMap()
        };
        Message answer;
        try {
            answer =
                    procedures
                            .call(procedure, Payload.of(Arrays.asList(arguments), Map.of()))
                            .get();
        } catch (ExecutionException e) {
            throw AuthenticationFailure.of(procedure + " could not be called");
        }
        return switch (answer) {
            case Result result -> principal(method, request, result.payload().argument(0));
            case ErrorMessage error when FAILURES.contains(error.error()) ->
                    throw AuthenticationFailure.of(procedure + " failed: " + error.error());
            case ErrorMessage error ->
                    throw AuthenticationFailure.refused(
                            error.error(),
                            error.payload().argument(0) instanceof String told ? told : "refused");
            default -> throw AuthenticationFailure.of(procedure + " did not answer");
        };
    }

    private Optional<KnownPrincipal> principal(
            Method method, JoinRequest request, @Nullable Object answer)
            throws AuthenticationFailure {
        String authId = request.authId().orElse("");
        if (answer == null) {
            return Optional.empty();
        }
        if (answer instanceof String role) {
            return Optional.of(read(method, request, Dict.of("role", role, "authid", authId)));
        }
        if (answer instanceof Map<?, ?> map) {
            return Optional.of(read(method, request, Dict.of("", map).dict("")));
        }
        throw AuthenticationFailure.of(procedure + " returned neither a role nor a dict");
    }

    private KnownPrincipal read(Method method, JoinRequest request, Dict answer)
            throws AuthenticationFailure {
        String role = required(answer, "role");
        String authId = answer.string("authid").or(request::authId).orElse("");
        if (authId.isEmpty() && method != Method.ANONYMOUS) {
            authId = method == Method.CRYPTOSIGN ? pubkey(request) : required(answer, "authid");
        }
        KnownPrincipal principal = KnownPrincipal.of(authId, role).withExtra(answer.dict("extra"));
        try {
            return switch (method) {
                case WAMPCRA -> principal.withCra(cra(answer));
                case WAMP_SCRAM -> principal.withScram(scram(answer));
                case CRYPTOSIGN -> allowed(principal, request, answer);
                case ANONYMOUS, TICKET, TLS, COOKIE -> principal;
            };
        } catch (IllegalArgumentException e) {
            throw AuthenticationFailure.of(procedure + " returned a dict whose " + e.getMessage());
        }
    }

    private String required(Dict answer, String name) throws AuthenticationFailure {
        return answer.string(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> AuthenticationFailure.of(procedure + " returned no " + name));
    }

    private CraSecret cra(Dict answer) throws AuthenticationFailure {
        String secret = required(answer, "secret");
        Optional<String> salt = answer.string("salt");
        return salt.isEmpty()
                ? CraSecret.of(secret)
                : CraSecret.ofKey(
                        secret,
                        new Salting(
                                salt.get(),
                                count(answer, "iterations", Salting.DEFAULT_ITERATIONS),
                                count(answer, "keylen", Salting.DEFAULT_KEY_LENGTH_BYTES)));
    }

    private ScramCredential scram(Dict answer) throws AuthenticationFailure {
        KeyDerivation kdf =
                KeyDerivation.ofKdf(required(answer, "kdf"))
                        .orElseThrow(() -> AuthenticationFailure.of(procedure + ": no such kdf"));
        ScramParameters parameters =
                new ScramParameters(
                        kdf,
                        required(answer, "salt"),
                        count(answer, "iterations", 0),
                        count(answer, "memory", 0));
        return ScramCredential.of(
                parameters, required(answer, "stored-key"), required(answer, "server-key"));
    }

    private KnownPrincipal allowed(KnownPrincipal principal, JoinRequest request, Dict answer)
            throws AuthenticationFailure {
        List<String> keys =
                answer.string("pubkey").map(List::of).orElseGet(() -> answer.strings("pubkey"));
        if (answer.contains("pubkey") && !keys.contains(pubkey(request))) {
            throw AuthenticationFailure.refused(
                    AuthenticationMethod.WRONG.reason(), AuthenticationMethod.WRONG.why());
        }
        return principal;
    }

    private static String pubkey(JoinRequest request) {
        return request.authExtra()
                .string("pubkey")
                .flatMap(CryptosignPublicKey::ofHex)
                .map(CryptosignPublicKey::toString)
                .orElse("");
    }

    private static int count(Dict answer, String name, int otherwise) {
        return Math.clamp(answer.integer(name).orElse(otherwise), 0, Integer.MAX_VALUE);
    }

    @Override
    public String provider() {
        return "dynamic";
    }

    @Override
    public boolean immediate() {
        return false;
    }
}
