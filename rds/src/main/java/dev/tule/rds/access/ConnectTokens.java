package dev.tule.rds.access;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Authoriser;
import dev.tule.aws.AwsFault;
import dev.tule.aws.BufferedBody;
import dev.tule.aws.Circumstances;
import dev.tule.aws.Permission;
import dev.tule.aws.RequestVerifier;
import dev.tule.aws.RequestVerifier.Family;
import dev.tule.aws.RequestVerifier.Target;
import dev.tule.aws.RequestVerifier.Verified;
import dev.tule.aws.routing.Parameters;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.rds.instance.Instance;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tokens for IAM database authentication (RDS User Guide, "IAM database authentication for MariaDB,
 * MySQL, and PostgreSQL"): a presigned request to connect, without its scheme, good for fifteen
 * minutes. Safe for use by many threads.
 *
 * <pre>
 * HOST:PORT/?Action=connect&amp;DBUser=USER&amp;X-Amz-Algorithm=...&amp;X-Amz-Signature=...
 * </pre>
 */
public final class ConnectTokens {
    private static final String SERVICE = "rds-db";
    private static final int LONGEST_SECONDS = 900;
    private static final int LONGEST_TOKEN = 8 << 10;
    private static final int MOST_PARAMETERS = 32;

    private final RequestVerifier verifier;
    private final Authoriser authoriser;
    private final InstantSource clock;

    public ConnectTokens(RequestVerifier verifier, Authoriser authoriser, InstantSource clock) {
        this.verifier = verifier;
        this.authoriser = authoriser;
        this.clock = clock;
    }

    /** Whether a token lets a user into an instance of an account and region. */
    public boolean accepts(AccountRegion where, Instance instance, String user, String token) {
        int path = token.indexOf("/?");
        String endpoint = instance.address() + ":" + instance.description().dbInstancePort();
        if (token.length() > LONGEST_TOKEN || path < 0 || !token.startsWith(endpoint + "/?")) {
            return false;
        }
        String query = token.substring(path + 2);
        return asks(query, user) && isAllowed(where, instance, user, request(endpoint, query));
    }

    private static boolean asks(String query, String user) {
        try {
            Parameters parameters = Parameters.parse(query, MOST_PARAMETERS);
            return parameters.first("Action").equals(Optional.of("connect"))
                    && parameters.first("DBUser").equals(Optional.of(user))
                    && parameters
                            .first("X-Amz-Expires")
                            .filter(text -> text.matches("[0-9]{1,3}"))
                            .filter(text -> Integer.parseInt(text) <= LONGEST_SECONDS)
                            .isPresent();
        } catch (RuntimeException malformed) {
            return false;
        }
    }

    private static Request request(String endpoint, String query) {
        return new Request(
                "GET",
                "https",
                endpoint,
                "/",
                query,
                Headers.of("host", endpoint),
                new BufferedBody(new byte[0]),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty());
    }

    private boolean isAllowed(
            AccountRegion where, Instance instance, String user, Request request) {
        try {
            Verified verified =
                    verifier.verify(request, new Target(Family.JSON, Optional.empty(), false));
            String resource =
                    "arn:aws:rds-db:%s:%s:dbuser:%s/%s"
                            .formatted(
                                    where.region(), where.account(), instance.resourceId(), user);
            return verified.service().equals(Optional.of(SERVICE))
                    && verified.region().equals(Optional.of(where.region()))
                    && verified.principal().account().equals(where.account())
                    && authoriser
                            .authorise(
                                    verified.principal(),
                                    new Permission("rds-db:connect", resource),
                                    Circumstances.at(clock.instant()))
                            .isAllowed();
        } catch (AwsFault refused) {
            return false;
        }
    }
}
