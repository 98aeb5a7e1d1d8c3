package dev.tule.aws.frontdoor;

import dev.tule.aws.facts.Facts;
import dev.tule.aws.protocol.AwsJson;
import dev.tule.aws.protocol.Query;
import dev.tule.aws.protocol.RestJson;
import dev.tule.aws.protocol.RestXml;
import dev.tule.aws.protocol.RpcCbor;
import dev.tule.aws.protocol.WireLimits;
import dev.tule.aws.protocol.WireProtocol;
import dev.tule.aws.routing.Parameters;
import dev.tule.http.Request;
import org.jspecify.annotations.Nullable;

/**
 * The protocols that one service answers in. Any service answers awsJson and rpcv2Cbor where a
 * request speaks that: services move from one protocol to the next, and clients of each stay.
 * Immutable.
 */
final class Protocols {
    private final AwsJson json10;
    private final AwsJson json11;
    private final RpcCbor cbor;
    private final Query query;
    private final Query queryInJson;
    private final @Nullable WireProtocol rest;
    private final boolean speaksQuery;

    Protocols(Facts facts, WireLimits limits) {
        boolean checksum = facts.service().equals("dynamodb");
        boolean queryCompatible = facts.protocols().contains("awsQueryCompatible");
        String namespace = facts.namespace();
        json10 = new AwsJson(AwsJson.Version.V1_0, namespace, checksum, queryCompatible, limits);
        json11 = new AwsJson(AwsJson.Version.V1_1, namespace, checksum, queryCompatible, limits);
        cbor = new RpcCbor(namespace, limits);
        String xmlns = facts.xmlNamespace().orElse(null);
        boolean ec2 = facts.protocols().contains("ec2Query");
        query = new Query(ec2 ? Query.Dialect.EC2 : Query.Dialect.AWS, xmlns, limits);
        queryInJson = new Query(Query.Dialect.AWS_IN_JSON, xmlns, limits);
        rest =
                facts.protocols().contains("restXml")
                        ? new RestXml(xmlns, limits)
                        : facts.protocols().contains("restJson1") ? new RestJson(limits) : null;
        speaksQuery = facts.speaksQuery();
    }

    /** Of a request with {@code X-Amz-Target}. */
    AwsJson json(Request request) {
        return request.headers().first("Content-Type").filter(t -> t.contains("1.1")).isPresent()
                ? json11
                : json10;
    }

    RpcCbor cbor() {
        return cbor;
    }

    /** Of a request with {@code Action}. */
    Query query(Parameters parameters) {
        boolean json = parameters.first("ContentType").filter("JSON"::equals).isPresent();
        return json && query.family() != dev.tule.aws.RequestVerifier.Family.EC2
                ? queryInJson
                : query;
    }

    /** Whether a request with {@code Action} can be for this service. */
    boolean speaksQuery() {
        return speaksQuery;
    }

    boolean isRest() {
        return rest != null;
    }

    /** Of a request whose method and path stand for its operation; null where it has no such. */
    @Nullable WireProtocol rest() {
        return rest;
    }

    /** What a request is answered in that names no operation of a service that wants one named. */
    WireProtocol usual() {
        return rest != null ? rest : speaksQuery ? query : json10;
    }
}
