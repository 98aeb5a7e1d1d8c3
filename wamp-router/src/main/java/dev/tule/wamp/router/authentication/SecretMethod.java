package dev.tule.wamp.router.authentication;

import dev.tule.wamp.router.authentication.Step.Declined;
import java.util.Optional;

/** A method whose challenge is drawn from a secret that is kept under the client's authid. */
abstract class SecretMethod implements AuthenticationMethod {
    private final Directory directory;
    private final Decoys decoys;

    SecretMethod(Directory directory, Decoys decoys) {
        this.directory = directory;
        this.decoys = decoys;
    }

    final Directory directory() {
        return directory;
    }

    /**
     * Challenges a client.
     *
     * @param who whose secret it must know: a decoy where nobody has that authid
     * @param known whether it is no decoy, and the right proof admits
     */
    abstract Step challenge(JoinRequest request, KnownPrincipal who, boolean known);

    @Override
    public final Step begin(JoinRequest request)
            throws AuthenticationFailure, InterruptedException {
        if (request.authId().isEmpty()) {
            return new Declined();
        }
        Optional<KnownPrincipal> found = directory.find(method(), request);
        return found.isPresent() ? challenge(request, found.get(), true) : new Declined();
    }

    @Override
    public final Step pretend(JoinRequest request) {
        String authId = request.authId().orElse("");
        return challenge(request, decoys.of(method(), authId), false);
    }

    @Override
    public final boolean immediate() {
        return directory.immediate();
    }
}
