package dev.tule.aws.signature;

import dev.tule.aws.RequestVerifier.Family;
import dev.tule.http.Request;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The host names that a client may have signed, the likeliest first. A proxy or an old boto sends
 * another {@code Host} than it signs: without its port, with the port twice, or the name that AWS's
 * own endpoint has while it connects here.
 *
 * <p>Why this opens nothing: the signature must still verify, with the key's own secret, for one of
 * this short, fixed list. A name says nothing but which service and region a request is for, and
 * those are taken from the signature's scope and its signed parameters. Only S3 takes a bucket from
 * the name, so for S3 only the port may differ.
 */
final class HostNames {
    /**
     * The services that old boto calls, for when the scope names none: sent elsewhere by its
     * configuration's {@code s3_host}, it makes up the scope from that host's name.
     */
    private static final List<String> BOTO_SERVICES =
            List.of(
                    "ec2",
                    "rds",
                    "autoscaling",
                    "monitoring",
                    "elasticloadbalancing",
                    "iam",
                    "sts",
                    "sqs",
                    "sns");

    /** Boto's own default. */
    private static final String BOTO_REGION = "us-east-1";

    private HostNames() {}

    /** At most some forty names, and twelve where the scope names a service. */
    static List<String> signed(Request request, Family family, CredentialScope scope) {
        String sent = request.headers().first("host").orElse(request.authority()).strip();
        Set<String> names = new LinkedHashSet<>();
        if (family == Family.S3) {
            // In absolute form the target's authority is routed by, whatever the Host header says.
            if (sent.equals(request.authority())
                    || name(sent).equalsIgnoreCase(name(request.authority()))) {
                addWithPorts(sent, names);
            }
            addWithPorts(request.authority(), names);
            return List.copyOf(names);
        }
        addWithPorts(sent, names);
        addWithPorts(request.authority(), names);
        String port = port(sent);
        for (String name : endpoints(scope, name(sent))) {
            names.add(name + port);
            names.add(name);
        }
        return List.copyOf(names);
    }

    /** As {@link #signed}, for a signature without a scope. */
    static List<String> signed(Request request) {
        Set<String> names = new LinkedHashSet<>();
        addWithPorts(request.headers().first("host").orElse(request.authority()).strip(), names);
        addWithPorts(request.authority(), names);
        return List.copyOf(names);
    }

    private static void addWithPorts(String authority, Set<String> names) {
        names.add(authority);
        int last = authority.lastIndexOf(':');
        if (last > authority.lastIndexOf(']')) {
            names.add(authority.substring(0, last)); // of host:port:port, too
            names.add(name(authority));
        }
    }

    private static List<String> endpoints(CredentialScope scope, String host) {
        return scope.service().equalsIgnoreCase(host)
                ? BOTO_SERVICES.stream()
                        .flatMap(service -> endpoints(service, BOTO_REGION).stream())
                        .toList()
                : endpoints(scope.service(), scope.region());
    }

    private static List<String> endpoints(String service, String region) {
        String regional = service + "." + region + ".amazonaws.com";
        String global = service + ".amazonaws.com";
        return service.equals("sqs")
                ? List.of(regional, global, region + ".queue.amazonaws.com", "queue.amazonaws.com")
                : List.of(regional, global);
    }

    private static String name(String authority) {
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    /** The first port with its colon, or nothing. */
    private static String port(String authority) {
        String rest = authority.substring(name(authority).length());
        int second = rest.indexOf(':', 1);
        return second < 0 ? rest : rest.substring(0, second);
    }
}
