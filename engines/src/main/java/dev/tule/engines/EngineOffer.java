package dev.tule.engines;

import org.jspecify.annotations.Nullable;

/**
 * A version that is known, and whether this host can run it.
 *
 * @param origin where it comes from
 * @param unpacked whether it is at hand; else its first use fetches or unpacks it
 * @param obstacle why this host can't run it, in a sentence that says what to do; null where it can
 */
public record EngineOffer(
        EngineVersion version, Origin origin, boolean unpacked, @Nullable String obstacle) {

    /** Where an engine comes from. */
    public enum Origin {
        /** A Maven artifact, fetched at first use. */
        ARTIFACT,
        /** A server that is installed on this host, used because the configuration asks for it. */
        INSTALLED,
        /** An image of this host's container engine, named in the configuration. */
        IMAGE
    }

    public boolean runsHere() {
        return obstacle == null;
    }
}
