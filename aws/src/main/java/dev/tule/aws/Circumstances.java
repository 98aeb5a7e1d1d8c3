package dev.tule.aws;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a request besides who asks for what: policies have conditions on it (IAM User
 * Guide, "AWS global condition context keys").
 *
 * @param source the client's address; empty for what a service does by itself
 * @param userAgent what the client says it is
 * @param region the region that the request is for
 * @param secure whether it came over TLS
 */
public record Circumstances(
        Instant time,
        Optional<InetAddress> source,
        Optional<String> userAgent,
        Optional<String> region,
        Optional<Boolean> secure) {

    /** Of something that no request asks for. */
    public static Circumstances at(Instant time) {
        return new Circumstances(
                time, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Of a request. */
    public static Circumstances of(AwsCall call) {
        return new Circumstances(
                call.time(),
                Optional.ofNullable(call.remote().getAddress()),
                call.headers().first("user-agent"),
                Optional.of(call.where().region()),
                Optional.of(call.secure()));
    }
}
