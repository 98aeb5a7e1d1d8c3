package dev.tule.aws.frontdoor;

import dev.tule.aws.protocol.WireLimits;
import java.util.List;

/**
 * How the front door is set up.
 *
 * @param s3Domains base domains besides Amazon's below which a host name is a bucket's; the longer
 *     ones first
 * @param defaultAccount whose service objects answer a request that is nobody's; twelve digits
 * @param defaultRegion where a request works whose signature and host name no region
 * @param maxPlaces how many accounts and regions a service works in, at most
 * @param limits how much of a request is taken
 * @param allowedOrigins origins whose pages may call the APIs from a browser ({@code *} for all);
 *     an empty list turns CORS off
 */
public record FrontDoorConfig(
        List<String> s3Domains,
        String defaultAccount,
        String defaultRegion,
        int maxPlaces,
        WireLimits limits,
        List<String> allowedOrigins) {

    public static final FrontDoorConfig DEFAULT =
            new FrontDoorConfig(
                    List.of("s3.localhost", "localhost"),
                    "000000000000",
                    "us-east-1",
                    256,
                    WireLimits.DEFAULT,
                    List.of());

    /** The same, with that account for requests that are nobody's. */
    public FrontDoorConfig withDefaultAccount(String account) {
        return new FrontDoorConfig(
                s3Domains, account, defaultRegion, maxPlaces, limits, allowedOrigins);
    }

    /** The same, with those origins allowed. */
    public FrontDoorConfig withAllowedOrigins(List<String> origins) {
        return new FrontDoorConfig(
                s3Domains, defaultAccount, defaultRegion, maxPlaces, limits, List.copyOf(origins));
    }
}
