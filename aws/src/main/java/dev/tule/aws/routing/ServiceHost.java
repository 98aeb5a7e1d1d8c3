package dev.tule.aws.routing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host name says (AWS General Reference, "Service endpoints"; S3 User Guide, "Virtual
 * hosting").
 *
 * @param service the endpoint's name, such as {@code dynamodb}, {@code monitoring} or {@code s3}
 * @param region such as {@code us-east-1}
 * @param bucket of an S3 virtual host: all that stands before the base domain
 */
public record ServiceHost(
        Optional<String> service, Optional<String> region, Optional<String> bucket) {
    private static final ServiceHost UNTOLD =
            new ServiceHost(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern S3_ENDPOINT =
            Pattern.compile(
                    "(?:(?<bucket>.+)\\.)?s3(?:[.-](?:dualstack\\.)?(?<region>[a-z]{2}(?:-[a-z]+)+-\\d))?"
                            + "\\.amazonaws\\.com(?:\\.cn)?");

    /** Endpoints that are called otherwise than the service signs. */
    private static final Map<String, String> OLD_NAMES =
            Map.of("queue", "sqs", "email", "ses", "states", "states");

    /**
     * Reads a host.
     *
     * @param authority host and port as the client named them
     * @param s3Domains base domains besides Amazon's below which a label is a bucket, such as
     *     {@code s3.localhost}
     */
    public static ServiceHost of(String authority, List<String> s3Domains) {
        String host = host(authority);
        if (host.contains(".amazonaws.com")) {
            Matcher s3 = S3_ENDPOINT.matcher(host);
            if (s3.matches()) {
                return s3(
                        Optional.ofNullable(s3.group("bucket")),
                        Optional.ofNullable(s3.group("region")));
            }
        }
        for (String domain : s3Domains) {
            if (host.length() > domain.length() + 1 && host.endsWith("." + domain)) {
                String bucket = host.substring(0, host.length() - domain.length() - 1);
                if (!isEndpointName(bucket, domain)) {
                    return s3(Optional.of(bucket), Optional.empty());
                }
            }
        }
        String[] labels = host.split("\\.", -1);
        return labels.length > 1 && !isAddress(labels) ? endpoint(labels) : UNTOLD;
    }

    private static ServiceHost s3(Optional<String> bucket, Optional<String> region) {
        return new ServiceHost(Optional.of("s3"), region, bucket);
    }

    /**
     * {@code dynamodb.us-east-1.amazonaws.com}, {@code iam.amazonaws.com}, {@code
     * us-west-2.queue.amazonaws.com}, {@code ec2.us-east-1.localhost}.
     */
    private static ServiceHost endpoint(String[] labels) {
        boolean regionFirst = isRegion(labels[0]);
        String name = regionFirst ? labels[1] : labels[0];
        Optional<String> region =
                regionFirst
                        ? Optional.of(labels[0])
                        : Optional.of(labels[1]).filter(ServiceHost::isRegion);
        return new ServiceHost(
                Optional.of(OLD_NAMES.getOrDefault(name, name)), region, Optional.empty());
    }

    /**
     * With the bare domain {@code localhost}, {@code s3.localhost} is the endpoint itself, and so
     * is {@code ec2.us-east-1.localhost}.
     */
    private static boolean isEndpointName(String label, String domain) {
        return label.equals("s3")
                || (!domain.startsWith("s3.")
                        && label.contains(".")
                        && isRegion(label.substring(label.lastIndexOf('.') + 1)));
    }

    private static boolean isAddress(String[] labels) {
        String last = labels[labels.length - 1];
        return !last.isEmpty() && Character.isDigit(last.charAt(last.length() - 1));
    }

    /** Whether it has the form of a region's name. */
    public static boolean isRegion(String name) {
        return REGION.matcher(name).matches();
    }

    /** The host without its port; also of boto's malformed {@code host:port:port}. */
    private static String host(String authority) {
        String lower = authority.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            return lower;
        }
        int colon = lower.indexOf(':');
        return colon < 0 ? lower : lower.substring(0, colon);
    }
}
