package dev.tule.compute;

import java.util.Set;

/**
 * What a driver can on this host.
 *
 * @param acceleration for people: how machines are run, as {@code kvm}, {@code tcg} or {@code
 *     namespaces}
 */
public record Capabilities(
        Set<Capability> features, Set<Architecture> architectures, String acceleration) {
    public Capabilities {
        features = Set.copyOf(features);
        architectures = Set.copyOf(architectures);
    }

    public boolean can(Capability capability) {
        return features.contains(capability);
    }
}
