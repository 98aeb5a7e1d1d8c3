package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Dict;
import dev.tule.wamp.auth.CryptosignPublicKey;
import dev.tule.wamp.auth.ScramCredential;
import java.util.List;
import java.util.Optional;

/**
 * A principal that a realm knows, and each way in which it may prove who it is. Has no other way
 * than those.
 *
 * @param authId its name, without white space at its ends
 * @param role its role on the realm
 * @param ticket for {@code ticket}
 * @param cra for {@code wampcra}
 * @param scram for {@code wamp-scram}
 * @param keys its public keys, for {@code cryptosign}
 * @param certificates for {@code tls}
 * @param extra what WELCOME tells it as {@code authextra}; nothing secret
 */
public record KnownPrincipal(
        String authId,
        String role,
        Optional<TicketSecret> ticket,
        Optional<CraSecret> cra,
        Optional<ScramCredential> scram,
        List<CryptosignPublicKey> keys,
        List<CertificateRule> certificates,
        Dict extra) {

    public KnownPrincipal {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    /** A principal that can't prove anything yet. */
    public static KnownPrincipal of(String authId, String role) {
        return new KnownPrincipal(
                authId,
                role,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Dict.EMPTY);
    }

    public KnownPrincipal withTicket(TicketSecret changed) {
        return new KnownPrincipal(
                authId, role, Optional.of(changed), cra, scram, keys, certificates, extra);
    }

    public KnownPrincipal withCra(CraSecret changed) {
        return new KnownPrincipal(
                authId, role, ticket, Optional.of(changed), scram, keys, certificates, extra);
    }

    public KnownPrincipal withScram(ScramCredential changed) {
        return new KnownPrincipal(
                authId, role, ticket, cra, Optional.of(changed), keys, certificates, extra);
    }

    public KnownPrincipal withKeys(List<CryptosignPublicKey> changed) {
        return new KnownPrincipal(authId, role, ticket, cra, scram, changed, certificates, extra);
    }

    public KnownPrincipal withCertificates(List<CertificateRule> changed) {
        return new KnownPrincipal(authId, role, ticket, cra, scram, keys, changed, extra);
    }

    public KnownPrincipal withExtra(Dict changed) {
        return new KnownPrincipal(authId, role, ticket, cra, scram, keys, certificates, changed);
    }

    /** What it is on a session. */
    Principal by(Method method, Directory knownTo) {
        return new Principal(authId, role, method.word(), knownTo.provider(), extra);
    }

    /** Whether it may prove itself by that method. */
    public boolean can(Method method) {
        return switch (method) {
            case TICKET -> ticket.isPresent();
            case WAMPCRA -> cra.isPresent();
            case WAMP_SCRAM -> scram.isPresent();
            case CRYPTOSIGN -> !keys.isEmpty();
            case TLS -> !certificates.isEmpty();
            case ANONYMOUS, COOKIE -> false;
        };
    }
}
