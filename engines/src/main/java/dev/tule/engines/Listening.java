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
 * @param tokenUsers who logs in by tokens ({@link Engines#checkTokens}), over TLS, and by nothing
 *     else: PostgreSQL's members of the role of that name, MariaDB's and MySQL's users who are
 *     {@code IDENTIFIED WITH} the plugin of that name; null for nobody. On Linux; sessions end with
 *     our process then
 */
public record Listening(
        InetSocketAddress address,
        List<SourceRange> sources,
        @Nullable ServerCertificate certificate,
        boolean onlyTls,
        @Nullable String tokenUsers) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");

    /**
     * @throws IllegalArgumentException when the address is unresolved, when TLS or tokens are asked
     *     of clients and there is no certificate, or their users have no plain name
     */
    public Listening {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("an address, not a name: " + address.getHostName());
        }
        if (onlyTls && certificate == null) {
            throw new IllegalArgumentException("only TLS, but no certificate");
        }
        if (tokenUsers != null && (certificate == null || !NAME.matcher(tokenUsers).matches())) {
            throw new IllegalArgumentException("tokens for " + tokenUsers);
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
                tokenUsers);
    }

    public Listening withSources(List<SourceRange> sources) {
        return new Listening(address, sources, certificate, onlyTls, tokenUsers);
    }

    public Listening withTls(ServerCertificate certificate, boolean onlyTls) {
        return new Listening(address, sources, certificate, onlyTls, tokenUsers);
    }

    public Listening withTokens(@Nullable String users) {
        return new Listening(address, sources, certificate, onlyTls, users);
    }
}
