package dev.tule.wamp.router.authentication;

import dev.tule.wamp.auth.CryptosignPublicKey;
import dev.tule.wamp.auth.SaslPrep;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The principals of the configuration. Immutable. */
final class StaticDirectory implements Directory {
    private final Map<String, KnownPrincipal> byAuthId = new HashMap<>();
    private final Map<CryptosignPublicKey, KnownPrincipal> byKey = new HashMap<>();
    private final List<KnownPrincipal> withCertificates;
    private final Decoys decoys;

    StaticDirectory(List<KnownPrincipal> principals, Decoys decoys) {
        this.decoys = decoys;
        this.withCertificates =
                principals.stream().filter(principal -> principal.can(Method.TLS)).toList();
        for (KnownPrincipal principal : principals) {
            byAuthId.put(principal.authId(), principal);
            principal.keys().forEach(key -> byKey.putIfAbsent(key, principal));
        }
    }

    @Override
    public Optional<KnownPrincipal> find(Method method, JoinRequest request) {
        return switch (method) {
            case CRYPTOSIGN -> byKey(request);
            case TLS -> byCertificate(request);
            case WAMP_SCRAM -> named(request).filter(principal -> principal.can(method));
            default -> named(request.authId(), method);
        };
    }

    /** Whoever has that name; empty where nobody has. */
    Optional<KnownPrincipal> named(String authId) {
        return Optional.ofNullable(byAuthId.get(authId));
    }

    private Optional<KnownPrincipal> named(Optional<String> authId, Method method) {
        return authId.flatMap(this::named).filter(principal -> principal.can(method));
    }

    private Optional<KnownPrincipal> named(JoinRequest request) {
        try {
            return request.authId().map(SaslPrep::prepare).flatMap(this::named);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<KnownPrincipal> byKey(JoinRequest request) {
        Optional<CryptosignPublicKey> key =
                request.authExtra().string("pubkey").flatMap(CryptosignPublicKey::ofHex);
        return request.authId().isEmpty()
                ? key.map(byKey::get)
                : named(request.authId(), Method.CRYPTOSIGN)
                        .filter(principal -> key.filter(principal.keys()::contains).isPresent());
    }

    private Optional<KnownPrincipal> byCertificate(JoinRequest request) {
        List<X509Certificate> chain = request.transport().clientCertificates();
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        return withCertificates.stream()
                .filter(
                        principal ->
                                request.authId()
                                        .filter(id -> !id.equals(principal.authId()))
                                        .isEmpty())
                .filter(
                        principal ->
                                principal.certificates().stream()
                                        .anyMatch(rule -> rule.matches(chain.getFirst())))
                .findFirst();
    }

    @Override
    public Optional<KnownPrincipal> holder(String ticket, JoinRequest request) {
        Optional<KnownPrincipal> principal = named(request.authId(), Method.TICKET);
        // Compared for unknown principals too: they are to take as long.
        TicketSecret secret = principal.flatMap(KnownPrincipal::ticket).orElseGet(decoys::ticket);
        return secret.matches(ticket) ? principal : Optional.empty();
    }

    @Override
    public String provider() {
        return "static";
    }

    @Override
    public boolean immediate() {
        return true;
    }
}
