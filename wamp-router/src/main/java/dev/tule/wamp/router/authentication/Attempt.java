package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Authenticate;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.router.authentication.Step.Admitted;
import dev.tule.wamp.router.authentication.Step.Answer;
import dev.tule.wamp.router.authentication.Step.Challenged;
import dev.tule.wamp.router.authentication.Step.Declined;
import dev.tule.wamp.router.authentication.Step.Denied;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client's attempt to join: {@link #begin}, then {@link #answer} to each challenge. One call at
 * a time. Both may block where {@link #immediate} is false.
 */
public final class Attempt {
    private static final System.Logger LOG = System.getLogger(Attempt.class.getName());

    private final Authenticator authenticator;
    private final JoinRequest request;
    private final List<AuthenticationMethod> offered;
    private @Nullable Answer expected;

    Attempt(Authenticator authenticator, JoinRequest request, List<AuthenticationMethod> offered) {
        this.authenticator = authenticator;
        this.request = request;
        this.offered = offered;
    }

    /** Whether {@link #begin} answers at once. */
    public boolean immediate() {
        return offered.stream().allMatch(AuthenticationMethod::immediate);
    }

    /**
     * Looks at HELLO: the first method that the client offers and that fits is taken.
     *
     * @return never {@link Declined}
     * @throws InterruptedException where the router stops meanwhile
     */
    public Step begin() throws InterruptedException {
        if (offered.isEmpty()) {
            return nothingFits();
        }
        try {
            for (AuthenticationMethod method : offered) {
                Step step = method.begin(request);
                if (!(step instanceof Declined)) {
                    return result(step);
                }
            }
        } catch (AuthenticationFailure failure) {
            return failed(failure);
        }
        Optional<AuthenticationMethod> decoy = authenticator.decoyMethod(request, offered);
        return decoy.map(method -> result(method.pretend(request))).orElseGet(this::nobody);
    }

    private Denied nothingFits() {
        List<String> words = request.hello().authMethods();
        return words.isEmpty() || words.equals(List.of(Method.ANONYMOUS.word()))
                ? new Denied(ErrorUri.AUTHENTICATION_REQUIRED, "authentication is asked for here")
                : new Denied(
                        ErrorUri.NO_MATCHING_AUTH_METHOD,
                        "none of the methods offered is accepted");
    }

    /** Nobody is known by what the client showed, and there is no challenge to hide that. */
    private Denied nobody() {
        boolean nameless =
                request.authId().isEmpty()
                        && offered.stream()
                                .map(AuthenticationMethod::method)
                                .noneMatch(
                                        method -> method == Method.TLS || method == Method.COOKIE);
        return nameless
                ? new Denied(ErrorUri.NO_SUCH_PRINCIPAL, "this method needs an authid")
                : AuthenticationMethod.WRONG;
    }

    /** How long to wait before the client's answer is looked at. */
    public Duration delay() {
        return authenticator.throttle().delay(request);
    }

    /**
     * Looks at AUTHENTICATE.
     *
     * @return never {@link Declined}
     * @throws InterruptedException where the router stops meanwhile
     */
    public Step answer(Authenticate authenticate) throws InterruptedException {
        Answer answer = expected;
        expected = null;
        if (answer == null) {
            throw new IllegalStateException("no challenge was sent");
        }
        try {
            Step step = result(answer.check(authenticate));
            switch (step) {
                case Denied _ -> authenticator.throttle().failed(request);
                case Admitted _ -> authenticator.throttle().succeeded(request);
                case Challenged _, Declined _ -> {}
            }
            return step;
        } catch (AuthenticationFailure failure) {
            if (!failure.ours()) {
                authenticator.throttle().failed(request);
            }
            return failed(failure);
        }
    }

    private Step result(Step step) {
        return switch (step) {
            case Challenged challenged -> {
                expected = challenged.answer();
                yield challenged;
            }
            case Admitted admitted -> admit(admitted);
            case Denied denied -> denied;
            case Declined _ -> AuthenticationMethod.WRONG;
        };
    }

    private Step admit(Admitted admitted) {
        Optional<String> wanted = request.hello().details().string("authrole");
        if (wanted.isPresent() && !wanted.get().equals(admitted.principal().role())) {
            return new Denied(ErrorUri.NO_SUCH_ROLE, "you don't have the role you ask for");
        }
        authenticator.remember(request, admitted.principal());
        return admitted;
    }

    private Step failed(AuthenticationFailure failure) {
        if (failure.ours()) {
            LOG.log(
                    Level.WARNING,
                    "a client could not be authenticated on {0}: {1}",
                    request.realm(),
                    failure.getMessage());
        }
        return failure.step();
    }
}
