package dev.tule.engines;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is reached, and by whom.
 *
 * @param address where it listens; port 0 takes a free one, once for the server's life
 * @param sources who may connect: a client whose address is in none of them can't log in. Those
 *     that are connected already stay
 * @param certificate what it shows over TLS; null for no TLS
 * @param onlyTls whether clients without TLS are refused
 * @param tokenRole members of this role of the database log in by tokens, over TLS, and by nothing
 *     else ({@link Engines#checkTokens}); null for nobody. PostgreSQL only, on Linux; sessions end
 *     with our process then
 */
public record Listening(
        InetSocketAddress address,
        List<SourceRange> sources,
        @Nullable ServerCertificate certificate,
        boolean onlyTls,
        @Nullable String tokenRole) {

    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /**
     * @throws IllegalArgumentException when the address is unresolved, when TLS or tokens are asked
     *     of clients and there is no certificate, or the role is no plain name
     */
    public Listening {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("an address, not a name: " + address.getHostName());
        }
        if (onlyTls && certificate == null) {
            throw new IllegalArgumentException("only TLS, but no certificate");
        }
        if (tokenRole != null && (certificate == null || !ROLE.matcher(tokenRole).matches())) {
            throw new IllegalArgumentException("tokens for members of " + tokenRole);
        }
        sources = List.copyOf(sources);
    }

    /** Open to everybody who reaches the address, without TLS. */
    public static Listening at(InetSocketAddress address) {
        return new Listening(
                address, List.of(SourceRange.ANY_IPV4, SourceRange.ANY_IPV6), null, false, null);
    }

    public Listening withPort(int port) {
        return new Listening(
                new InetSocketAddress(address.getAddress(), port),
                sources,
                certificate,
                onlyTls,
                tokenRole);
    }

    public Listening withSources(List<SourceRange> sources) {
        return new Listening(address, sources, certificate, onlyTls, tokenRole);
    }

    public Listening withTls(ServerCertificate certificate, boolean onlyTls) {
        return new Listening(address, sources, certificate, onlyTls, tokenRole);
    }

    public Listening withTokens(@Nullable String role) {
        return new Listening(address, sources, certificate, onlyTls, role);
    }
}
