package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Dict;
import dev.tule.wamp.router.authentication.Step.Admitted;
import dev.tule.wamp.router.authentication.Step.Declined;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Anybody may join, under a name drawn at random. */
final class AnonymousMethod implements AuthenticationMethod {
    private final Optional<String> role;
    private final Directory directory;
    private final RandomGenerator random;

    /**
     * @param role the role of all; empty where the directory has to say
     */
    AnonymousMethod(Optional<String> role, Directory directory, RandomGenerator random) {
        this.role = role;
        this.directory = directory;
        this.random = random;
    }

    @Override
    public Method method() {
        return Method.ANONYMOUS;
    }

    @Override
    public Step begin(JoinRequest request) throws AuthenticationFailure, InterruptedException {
        String name = Long.toHexString(random.nextLong());
        if (role.isPresent()) {
            return new Admitted(
                    new Principal(name, role.get(), Method.ANONYMOUS.word(), "static", Dict.EMPTY));
        }
        Optional<KnownPrincipal> found = directory.find(Method.ANONYMOUS, request);
        if (found.isEmpty()) {
            return new Declined();
        }
        Principal principal = found.get().by(Method.ANONYMOUS, directory);
        // A client that doesn't say who it is isn't taken for anybody by chance.
        return new Admitted(principal.id().isEmpty() ? principal.named(name) : principal);
    }

    @Override
    public boolean immediate() {
        return role.isPresent() || directory.immediate();
    }
}
