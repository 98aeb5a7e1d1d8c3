package dev.tule.aws.protocol;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;

/** Jackson's factories as the front door sets them up: with limits, and nothing kept for ever. */
public final class JsonFactories {
    private static final int NUMBER_DIGITS = 400;

    private JsonFactories() {}

    /**
     * For JSON.
     *
     * @param maxDepth how deep objects and arrays may nest
     * @param maxBytes how long a string may be: as long as the body
     */
    public static JsonFactory json(int maxDepth, int maxBytes) {
        // Names are the client's own words (attributes of items): interning would keep them all.
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(constraints(maxDepth, maxBytes))
                .build();
    }

    /** For CBOR (RFC 8949), with the same limits. */
    public static CBORFactory cbor(int maxDepth, int maxBytes) {
        return CBORFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(constraints(maxDepth, maxBytes))
                .build();
    }

    private static StreamReadConstraints constraints(int maxDepth, int maxBytes) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxStringLength(maxBytes)
                .maxNumberLength(NUMBER_DIGITS)
                .build();
    }

    /** What is wrong, without the piece of the client's data that Jackson's own message quotes. */
    static String explain(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "The body nests too deep, or holds too long a number or string";
        }
        var where = e.getLocation();
        return where == null || where.getLineNr() < 0
                ? "The body is not well-formed"
                : "The body is not well-formed at line %d, column %d"
                        .formatted(where.getLineNr(), where.getColumnNr());
    }
}
