package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Uri;
import dev.tule.wamp.router.authentication.Step.Admitted;
import dev.tule.wamp.router.authentication.Step.Declined;
import java.util.Optional;

/** The client authenticated by another method before, and is remembered by its cookie. */
final class CookieMethod implements AuthenticationMethod {
    private final Uri realm;
    private final Cookies cookies;
    private final StaticDirectory configured;

    CookieMethod(Uri realm, Cookies cookies, StaticDirectory configured) {
        this.realm = realm;
        this.cookies = cookies;
        this.configured = configured;
    }

    @Override
    public Method method() {
        return Method.COOKIE;
    }

    @Override
    public Step begin(JoinRequest request) {
        Optional<Principal> found =
                cookies.find(request.transport(), realm)
                        .filter(
                                principal ->
                                        request.authId()
                                                .filter(id -> !id.equals(principal.id()))
                                                .isEmpty())
                        .flatMap(this::asOfNow);
        return found.isPresent() ? new Admitted(found.get()) : new Declined();
    }

    /** A principal of the configuration is what the configuration says now, if anything. */
    private Optional<Principal> asOfNow(Principal before) {
        if (!before.provider().equals(configured.provider())) {
            return Optional.of(
                    new Principal(
                            before.id(),
                            before.role(),
                            method().word(),
                            before.provider(),
                            before.extra()));
        }
        return configured.named(before.id()).map(known -> known.by(method(), configured));
    }

    @Override
    public boolean immediate() {
        return true;
    }
}
