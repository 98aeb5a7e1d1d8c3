package dev.tule.wamp.router.authentication;

import dev.tule.wamp.router.authentication.Step.Admitted;
import dev.tule.wamp.router.authentication.Step.Declined;
import java.util.Optional;

/**
 * The client showed a certificate when the TLS channel was opened, and the listener trusts whoever
 * signed it.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-authentication-methods">TLS
 *     Certificate Authentication</a>
 */
final class TlsMethod implements AuthenticationMethod {
    private final Directory directory;

    TlsMethod(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Method method() {
        return Method.TLS;
    }

    @Override
    public Step begin(JoinRequest request) throws AuthenticationFailure, InterruptedException {
        if (request.transport().clientCertificates().isEmpty()) {
            return new Declined();
        }
        Optional<KnownPrincipal> found = directory.find(method(), request);
        return found.isPresent()
                ? new Admitted(found.get().by(method(), directory))
                : new Declined();
    }

    @Override
    public boolean immediate() {
        return directory.immediate();
    }
}
