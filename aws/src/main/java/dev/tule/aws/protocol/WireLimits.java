package dev.tule.aws.protocol;

/**
 * How much of a request is taken.
 *
 * @param maxDepth how deep its structures may nest
 * @param maxParameters how many parameters a query or form may have
 * @param maxJsonBytes how long a JSON or CBOR body may be
 * @param maxFormBytes how long a form may be
 * @param maxXmlBytes how long an XML body may be
 */
public record WireLimits(
        int maxDepth, int maxParameters, int maxJsonBytes, int maxFormBytes, int maxXmlBytes) {

    /** 256 levels, 10,000 parameters, 16 MiB of JSON, 2 MiB of form, 4 MiB of XML. */
    public static final WireLimits DEFAULT =
            new WireLimits(256, 10_000, 16 << 20, 2 << 20, 4 << 20);
}
